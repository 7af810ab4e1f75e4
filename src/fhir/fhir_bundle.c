/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_bundle.h"

typedef struct Entry {
    FhirWrite write;
    Text full_url;
    size_t at; /* its place in the Bundle */
    int rank;  /* the lower are written first */
    bool is_put;
    FhirThing thing;
} Entry;

typedef struct Work {
    Fhir *fhir;
    Entry *entries;
    size_t count;
    FhirLinks links;
} Work;

/* -------------------------------------------------------------------------------- reading */

static Outcome wrong(Fhir *fhir, size_t at, const char *field, const char *why)
{
    const char *place =
        text_to_c(fhir->access->arena,
                  text_format(fhir->access->arena, "Bundle.entry[%zu].%s", at, field));
    return fhir_refuse(fhir, 400, INVALID, place, "%s", why);
}

static int rank_of(FhirKind kind, bool exists)
{
    switch (kind) {
    case FHIR_PATIENT:
        return 0;
    case FHIR_ORGANIZATION:
    case FHIR_PRACTITIONER:
    case FHIR_HEALTHCARE_SERVICE:
    case FHIR_LOCATION:
    case FHIR_SUBSCRIPTION:
        return 1;
    case FHIR_PRACTITIONER_ROLE:
    case FHIR_CONDITION:
    case FHIR_OBSERVATION:
    case FHIR_GOAL:
    case FHIR_QUESTIONNAIRE_RESPONSE:
    case FHIR_DOCUMENT_REFERENCE:
    case FHIR_CONSENT:
        return 2;
    case FHIR_SERVICE_REQUEST:
        return 3;
    case FHIR_TASK:
        return exists ? 6 : 4;
    case FHIR_PROCEDURE:
        return 5;
    case FHIR_KIND_COUNT:
        break;
    }
    return 7;
}

/* "Patient" of a POST, "Patient/mine" of a PUT. */
static Outcome read_target(Work *work, Entry *entry, Text method, Text url)
{
    const size_t slash = text_find_byte(url, '/', 0);
    const Text kind = text_slice(url, 0, slash);
    entry->is_put = text_equal(method, TEXT("PUT"));
    entry->write.name = entry->is_put ? text_slice(url, slash + 1, url.length) : TEXT("");
    if (!fhir_kind_parse(kind, &entry->write.kind) || !fhir_kind_does(entry->write.kind, 'c')) {
        return wrong(work->fhir, entry->at, "request.url",
                     "a kind of /fhir/metadata that can be created is expected");
    }
    if (!entry->is_put && !text_equal(method, TEXT("POST"))) {
        return wrong(work->fhir, entry->at, "request.method",
                     "POST and PUT are done in a transaction");
    }
    return entry->is_put == (entry->write.name.length > 0)
               ? OK
               : wrong(work->fhir, entry->at, "request.url",
                       "PUT names a thing, POST a kind alone");
}

static Outcome read_entry(Work *work, json_t *json, size_t at, Entry *entry)
{
    const json_t *request = json_object_get(json, "request");
    entry->at = at;
    entry->full_url = json_member_text(json, "fullUrl");
    entry->write.body = json_object_get(json, "resource");
    entry->write.if_match = json_member_text(request, "ifMatch");
    entry->write.if_none_exist = json_member_text(request, "ifNoneExist");
    if (!json_is_object(entry->write.body)) {
        return wrong(work->fhir, at, "resource", "a resource is expected");
    }
    TRY(read_target(work, entry, json_member_text(request, "method"),
                    json_member_text(request, "url")));
    entry->write.must_match = entry->write.kind == FHIR_TASK;
    entry->write.links = &work->links;
    return OK;
}

static Outcome read_entries(Work *work, const json_t *bundle)
{
    json_t *json = NULL;
    size_t i = 0;
    const json_t *list = json_object_get(bundle, "entry");
    work->count = json_array_size(list);
    if (work->count > FHIR_MOST_ENTRIES) {
        return fhir_refuse(work->fhir, 413, INVALID, "Bundle.entry",
                           "%d entries at most are taken", FHIR_MOST_ENTRIES);
    }
    work->entries =
        arena_allocate_array(work->fhir->access->arena, work->count + 1, sizeof(Entry));
    json_array_foreach(list, i, json)
    {
        TRY(read_entry(work, json, i, &work->entries[i]));
    }
    return OK;
}

/* -------------------------------------------------------------------------------- writing */

static void link_entry(Work *work, const Entry *entry, Id id)
{
    Arena *arena = work->fhir->access->arena;
    const Text to = fhir_reference(arena, entry->write.kind, id_format(arena, id));
    if (entry->full_url.length > 0) {
        LIST_APPEND(arena, &work->links, (FhirLink){entry->full_url, to});
    }
    if (entry->is_put) {
        const Text from = fhir_reference(arena, entry->write.kind, entry->write.name);
        LIST_APPEND(arena, &work->links, (FhirLink){from, to});
    }
}

static Outcome write_entry(Work *work, Entry *entry)
{
    return fhir_write(work->fhir, &entry->write, &entry->thing);
}

/* What each of the others will be called is known before any is written. */
static Outcome name_entry(Work *work, Entry *entry)
{
    bool exists = false;
    Id id = {{0}};
    if (entry->is_put) {
        TRY(fhir_row_find(work->fhir, entry->write.kind, entry->write.name, &id, &exists));
    }
    if (!exists) {
        id = id_new(work->fhir->access->now * 1000);
        entry->write.id = id;
    }
    entry->rank = rank_of(entry->write.kind, exists);
    link_entry(work, entry, id);
    return OK;
}

static Outcome write_patients(Work *work)
{
    for (size_t i = 0; i < work->count; i++) {
        Entry *entry = &work->entries[i];
        if (entry->write.kind == FHIR_PATIENT) {
            TRY(write_entry(work, entry));
            link_entry(work, entry, entry->write.id);
        }
    }
    return OK;
}

static Outcome write_others(Work *work)
{
    for (size_t i = 0; i < work->count; i++) {
        if (work->entries[i].write.kind != FHIR_PATIENT) {
            TRY(name_entry(work, &work->entries[i]));
        }
    }
    for (int rank = 1; rank <= 6; rank++) {
        for (size_t i = 0; i < work->count; i++) {
            if (work->entries[i].rank == rank) {
                TRY(write_entry(work, &work->entries[i]));
            }
        }
    }
    return OK;
}

/* ------------------------------------------------------------------------------- answering */

static json_t *answer_entry(Work *work, const Entry *entry)
{
    Arena *arena = work->fhir->access->arena;
    const FhirThing *thing = &entry->thing;
    json_t *json = json_object();
    json_t *response = json_object();
    fhir_set_text(response, "status", thing->is_new ? TEXT("201 Created") : TEXT("200 OK"));
    fhir_set_text(response, "location", fhir_location(arena, thing));
    fhir_set_text(response, "etag", fhir_etag(arena, thing));
    fhir_set_text(response, "lastModified", moment_format_utc(arena, thing->updated));
    (void)json_object_set_new(json, "response", response);
    return json;
}

static json_t *answer_bundle(const char *type)
{
    json_t *answer = json_object();
    fhir_set_text(answer, "resourceType", TEXT("Bundle"));
    fhir_set_text(answer, "type", text_from(type));
    (void)json_object_set_new(answer, "entry", json_array());
    return answer;
}

static void close_entries(Work *work)
{
    for (size_t i = 0; work->entries != NULL && i < work->count; i++) {
        fhir_thing_close(&work->entries[i].thing);
    }
}

static Outcome run_transaction(Fhir *fhir, const json_t *bundle, json_t **answer)
{
    Work work = {.fhir = fhir};
    Outcome outcome = read_entries(&work, bundle);
    outcome = outcome == OK ? write_patients(&work) : outcome;
    outcome = outcome == OK ? write_others(&work) : outcome;
    if (outcome == OK) {
        *answer = answer_bundle("transaction-response");
        for (size_t i = 0; i < work.count; i++) {
            (void)json_array_append_new(json_object_get(*answer, "entry"),
                                        answer_entry(&work, &work.entries[i]));
        }
    }
    close_entries(&work);
    return outcome;
}

/* ----------------------------------------------------------------------------------- batch */

static Outcome read_one(Fhir *fhir, Text url, FhirThing *thing)
{
    FhirKind kind = FHIR_PATIENT;
    Text name = {0};
    if (!fhir_reference_read(url, &kind, &name)) {
        return fhir_refuse(fhir, 400, INVALID, "request.url",
                           "a batch reads by GET of Type/id");
    }
    TRY(fhir_scope(fhir, kind, 'r'));
    return fhir_read(fhir, kind, name, thing);
}

static Outcome answer_read(Fhir *fhir, const json_t *request, json_t *entries)
{
    FhirThing thing = {0};
    json_t *json = json_object();
    json_t *response = json_object();
    const bool is_get = text_equal(json_member_text(request, "method"), TEXT("GET"));
    const Outcome outcome =
        is_get ? read_one(fhir, json_member_text(request, "url"), &thing) : INVALID;
    const char *status = outcome == OK ? "200 OK" : "404 Not Found";
    status = outcome == REFUSED ? "403 Forbidden" : status;
    status = outcome == INVALID ? "400 Bad Request" : status;
    fhir_set_text(response, "status", text_from(status));
    (void)json_object_set_new(json, "response", response);
    if (outcome == OK) {
        (void)json_object_set(json, "resource", thing.body);
    }
    fhir_thing_close(&thing);
    (void)json_array_append_new(entries, json);
    fhir->status = 0;
    return outcome == UNAVAILABLE || outcome == FAILED ? outcome : OK;
}

static Outcome run_batch(Fhir *fhir, const json_t *bundle, json_t **answer)
{
    json_t *made SCOPED(json_close) = answer_bundle("batch-response");
    const json_t *list = json_object_get(bundle, "entry");
    const json_t *json = NULL;
    size_t i = 0;
    if (json_array_size(list) > FHIR_MOST_ENTRIES) {
        return fhir_refuse(fhir, 413, INVALID, "Bundle.entry", "%d entries at most are taken",
                           FHIR_MOST_ENTRIES);
    }
    json_array_foreach(list, i, json)
    {
        TRY(answer_read(fhir, json_object_get(json, "request"),
                        json_object_get(made, "entry")));
    }
    *answer = json_incref(made);
    return OK;
}

Outcome fhir_bundle(Fhir *fhir, json_t *bundle, json_t **answer)
{
    const Text type = json_member_text(bundle, "type");
    if (!text_equal(json_member_text(bundle, "resourceType"), TEXT("Bundle"))) {
        return fhir_refuse(fhir, 400, INVALID, "resourceType", "Bundle is expected");
    }
    if (text_equal(type, TEXT("transaction"))) {
        return run_transaction(fhir, bundle, answer);
    }
    return text_equal(type, TEXT("batch")) ? run_batch(fhir, bundle, answer)
                                           : fhir_refuse(fhir, 400, INVALID, "Bundle.type",
                                                         "transaction or batch is expected");
}
