/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_store.h"

#include <string.h>

#include "fhir/queries.h"
#include "people/optional_id.h"

static SealPlace place_of(const Fhir *fhir, FhirKind kind, Id id)
{
    return (SealPlace){
        .territory = session_territory(fhir->access->session),
        .purpose = text_format(fhir->access->arena, "fhir %s", fhir_kind_name(kind)),
        .row = id,
    };
}

static void bind_kind(Statement *statement, FhirKind kind)
{
    bind_text(statement, "type", text_from(fhir_kind_name(kind)));
}

/* -------------------------------------------------------------------------------- reading */

static Outcome open_body(Fhir *fhir, FhirRow *row, Text sealed)
{
    Access *access = fhir->access;
    const SealPlace place = place_of(fhir, row->kind, row->id);
    return keyring_open(access->keyring, access->arena, &place, sealed, &row->body,
                        access->problem);
}

Outcome fhir_row_get(Fhir *fhir, FhirKind kind, Id id, FhirRow *row, bool *found)
{
    Access *access = fhir->access;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &FHIR_RESOURCE_GET, &statement, access->problem));
    bind_kind(statement, kind);
    bind_id(statement, "id", id);
    TRY(statement_next(statement, found, access->problem));
    if (!*found) {
        return OK;
    }
    FhirRow read = {
        .kind = kind,
        .id = column_id(statement, 0),
        .client = column_id(statement, 1),
        .name = text_copy(access->arena, column_text(statement, 2)),
        .person = column_id(statement, 3),
        .focus = column_id(statement, 4),
        .version = column_integer(statement, 5),
        .updated = column_integer(statement, 6),
    };
    const Text sent = column_text(statement, 7);
    memcpy(read.sent.bytes, sent.bytes,
           sent.length < sizeof read.sent ? sent.length : sizeof read.sent);
    TRY(open_body(fhir, &read, text_copy(access->arena, column_text(statement, 8))));
    *row = read;
    return OK;
}

bool fhir_row_is_own(const Fhir *fhir, const FhirRow *row)
{
    return id_equal(row->client, fhir->client->account);
}

Text fhir_row_name(const Fhir *fhir, const FhirRow *row)
{
    return fhir_row_is_own(fhir, row) ? row->name : id_format(fhir->access->arena, row->id);
}

Outcome fhir_row_open(Fhir *fhir, const FhirRow *row, json_t **body)
{
    return json_read(row->body, JSON_REQUEST_LIMITS, body, fhir->access->problem);
}

Outcome fhir_row_find(Fhir *fhir, FhirKind kind, Text name, Id *id, bool *found)
{
    Access *access = fhir->access;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &FHIR_RESOURCE_NAMED, &statement, access->problem));
    bind_kind(statement, kind);
    bind_id(statement, "client", fhir->client->account);
    bind_text(statement, "name", name);
    TRY(statement_next(statement, found, access->problem));
    if (*found) {
        *id = column_id(statement, 0);
        return OK;
    }
    *found = id_parse(name, id);
    return OK;
}

Outcome fhir_label_get(Fhir *fhir, FhirKind kind, Id id, FhirLabel *label)
{
    Access *access = fhir->access;
    bool found = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &FHIR_RESOURCE_LABEL, &statement, access->problem));
    bind_kind(statement, kind);
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &found, access->problem));
    const bool is_own = found && id_equal(column_id(statement, 0), fhir->client->account);
    *label = (FhirLabel){
        .name = is_own ? text_copy(access->arena, column_text(statement, 1))
                       : id_format(access->arena, id),
        .focus = found ? column_id(statement, 2) : (Id){{0}},
    };
    return OK;
}

static Outcome read_ids(Fhir *fhir, Statement *statement, FhirIds *ids)
{
    bool row = false;
    TRY(statement_next(statement, &row, fhir->access->problem));
    while (row) {
        LIST_APPEND(fhir->access->arena, ids, column_id(statement, 0));
        TRY(statement_next(statement, &row, fhir->access->problem));
    }
    return OK;
}

Outcome fhir_rows_own(Fhir *fhir, FhirKind kind, Id after, FhirIds *ids)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(fhir->access->session, &FHIR_RESOURCE_OF_CLIENT, &statement,
                       fhir->access->problem));
    bind_kind(statement, kind);
    bind_id(statement, "client", fhir->client->account);
    bind_id(statement, "after", after);
    return read_ids(fhir, statement, ids);
}

Outcome fhir_rows_about(Fhir *fhir, FhirKind kind, Id focus, FhirIds *ids)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(fhir->access->session, &FHIR_RESOURCE_OF_FOCUS, &statement,
                       fhir->access->problem));
    bind_kind(statement, kind);
    bind_id(statement, "focus", focus);
    return read_ids(fhir, statement, ids);
}

Outcome fhir_referrals(Fhir *fhir, Id after, FhirIds *ids)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(fhir->access->session, &FHIR_REFERRAL_PAGE, &statement,
                       fhir->access->problem));
    bind_id(statement, "house", fhir->access->caller.house);
    bind_id(statement, "after", after);
    return read_ids(fhir, statement, ids);
}

Outcome fhir_referral_moved(Fhir *fhir, Id referral, Moment *moved)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(fhir->access->session, &FHIR_REFERRAL_MOVED, &statement,
                       fhir->access->problem));
    bind_id(statement, "referral", referral);
    TRY(statement_next(statement, &row, fhir->access->problem));
    *moved = row && !column_is_null(statement, 0) ? column_integer(statement, 0) : 0;
    return OK;
}

/* -------------------------------------------------------------------------------- writing */

Outcome fhir_sent_digest(Fhir *fhir, const json_t *body, Digest *digest)
{
    return keyring_digest(fhir->access->keyring, TEXT("fhir sent"),
                          json_canonical(fhir->access->arena, body), digest,
                          fhir->access->problem);
}

Outcome fhir_row_put(Fhir *fhir, FhirRow *row)
{
    Access *access = fhir->access;
    Text sealed = {0};
    const SealPlace place = place_of(fhir, row->kind, row->id);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(keyring_seal(access->keyring, access->arena, &place, row->body, &sealed,
                     access->problem));
    TRY(statement_open(access->session, &FHIR_RESOURCE_PUT, &statement, access->problem));
    row->version++;
    row->updated = access->now;
    bind_kind(statement, row->kind);
    bind_id(statement, "id", row->id);
    bind_id(statement, "client", row->client);
    bind_text(statement, "name", row->name);
    bind_optional_id(statement, "person", row->person);
    bind_optional_id(statement, "focus", row->focus);
    bind_integer(statement, "version", row->version);
    bind_integer(statement, "now", row->updated);
    bind_blob(statement, "sent", row->sent.bytes, sizeof row->sent.bytes);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    return statement_run(statement, NULL, access->problem);
}

Outcome fhir_row_end(Fhir *fhir, const FhirRow *row)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(fhir->access->session, &FHIR_RESOURCE_END, &statement,
                       fhir->access->problem));
    bind_kind(statement, row->kind);
    bind_id(statement, "id", row->id);
    return statement_run(statement, NULL, fhir->access->problem);
}

/* ---------------------------------------------------------------------------- identifiers */

static Outcome identifier_digest(Fhir *fhir, Text token, Digest *digest)
{
    return keyring_digest(fhir->access->keyring, TEXT("fhir identifier"), token, digest,
                          fhir->access->problem);
}

static Outcome put_identifier(Fhir *fhir, const FhirRow *row, Text token)
{
    Digest digest = {{0}};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(identifier_digest(fhir, token, &digest));
    TRY(statement_open(fhir->access->session, &FHIR_IDENTIFIER_PUT, &statement,
                       fhir->access->problem));
    bind_kind(statement, row->kind);
    bind_id(statement, "client", row->client);
    bind_blob(statement, "digest", digest.bytes, sizeof digest.bytes);
    bind_id(statement, "id", row->id);
    return statement_run(statement, NULL, fhir->access->problem);
}

Outcome fhir_identifiers_put(Fhir *fhir, const FhirRow *row, const json_t *body)
{
    const json_t *identifier = NULL;
    size_t i = 0;
    json_array_foreach(json_object_get(body, "identifier"), i, identifier)
    {
        const Text system = json_member_text(identifier, "system");
        const Text value = json_member_text(identifier, "value");
        if (value.length > 0) {
            TRY(put_identifier(fhir, row,
                               text_format(fhir->access->arena, "%.*s|%.*s", TEXT_ARG(system),
                                           TEXT_ARG(value))));
        }
    }
    return OK;
}

Outcome fhir_identifiers_find(Fhir *fhir, FhirKind kind, Text token, FhirIds *ids)
{
    Digest digest = {{0}};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(identifier_digest(fhir, token, &digest));
    TRY(statement_open(fhir->access->session, &FHIR_IDENTIFIER_FIND, &statement,
                       fhir->access->problem));
    bind_kind(statement, kind);
    bind_id(statement, "client", fhir->client->account);
    bind_blob(statement, "digest", digest.bytes, sizeof digest.bytes);
    return read_ids(fhir, statement, ids);
}

/* ----------------------------------------------------------------------------- references */

Text fhir_reference(Arena *arena, FhirKind kind, Text name)
{
    return text_format(arena, "%s/%.*s", fhir_kind_name(kind), TEXT_ARG(name));
}

json_t *fhir_refer(Arena *arena, FhirKind kind, Id id)
{
    json_t *reference = json_object();
    fhir_set_text(reference, "reference", fhir_reference(arena, kind, id_format(arena, id)));
    return reference;
}

bool fhir_reference_read(Text reference, FhirKind *kind, Text *name)
{
    const size_t slash = text_find_byte(reference, '/', 0);
    Text rest = text_slice(reference, slash + 1, reference.length);
    *name = text_slice(rest, 0, text_find_byte(rest, '/', 0)); /* without "/_history/2" */
    return name->length > 0 && fhir_kind_parse(text_slice(reference, 0, slash), kind);
}
