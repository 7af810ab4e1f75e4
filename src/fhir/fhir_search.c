/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_search.h"

#include "fhir/fhir_directory.h"
#include "referral/referral_list.h"

/* What is looked through, one after the other: the directory, what the client sent, what is in
 * the referrals of its house. */
typedef enum Stage { STAGE_DIRECTORY, STAGE_OWN, STAGE_REFERRALS, STAGE_END } Stage;

typedef struct Hunt {
    Fhir *fhir;
    const FhirSearch *search;
    json_t *entries;
    size_t found;
    int64_t most;
    Stage stage;
    Id after;      /* the last that was looked at */
    size_t offset; /* in the directory */
    bool is_full;  /* there may be more */
} Hunt;

/* ------------------------------------------------------------------------------ parameters */

static const char *const of_answers[] = {"_count", "_cursor", "_include", "_format", "_total"};

static bool is_of_answer(Text name)
{
    return text_among(name, of_answers, LENGTH_OF(of_answers), NULL);
}

static Text base_name(Text name)
{
    return text_slice(name, 0, text_find_byte(name, ':', 0));
}

static bool asks_missing(Text name)
{
    return text_ends_with(name, TEXT(":missing"));
}

static Outcome wrong(Hunt *hunt, const FhirTerm *term, const char *why)
{
    const char *name = text_to_c(hunt->fhir->access->arena, term->name);
    return fhir_refuse(hunt->fhir, 400, INVALID, name == NULL ? "" : name, "%s", why);
}

static bool is_included(FhirKind kind, Text value)
{
    const FhirModel *model = fhir_model(kind);
    for (size_t i = 0; i < FHIR_MOST_INCLUDES && model->includes[i] != NULL; i++) {
        if (text_equal(text_from(model->includes[i]), value)) {
            return true;
        }
    }
    return false;
}

static bool read_cursor(Hunt *hunt, Text cursor)
{
    int64_t number = 0;
    const Text rest = text_slice(cursor, 1, cursor.length);
    if (text_starts_with(cursor, TEXT("d")) && text_to_integer(rest, &number) && number >= 0) {
        hunt->stage = STAGE_DIRECTORY;
        hunt->offset = (size_t)number;
        return true;
    }
    hunt->stage = text_starts_with(cursor, TEXT("o")) ? STAGE_OWN : STAGE_REFERRALS;
    return (text_starts_with(cursor, TEXT("o")) || text_starts_with(cursor, TEXT("r"))) &&
           id_parse(rest, &hunt->after);
}

static Outcome read_answer_term(Hunt *hunt, const FhirTerm *term)
{
    if (text_equal(term->name, TEXT("_count")) &&
        (!text_to_integer(term->value, &hunt->most) || hunt->most < 1 ||
         hunt->most > FHIR_MOST_PAGE)) {
        return wrong(hunt, term, "1 to 100 are given at once");
    }
    if (text_equal(term->name, TEXT("_include")) &&
        !is_included(hunt->search->kind, term->value)) {
        return wrong(hunt, term, "it is not one of the includes of /fhir/metadata");
    }
    if (text_equal(term->name, TEXT("_cursor")) && !read_cursor(hunt, term->value)) {
        return wrong(hunt, term, "it is no cursor: follow the link next");
    }
    return OK;
}

static Outcome read_terms(Hunt *hunt)
{
    for (size_t i = 0; i < hunt->search->count; i++) {
        const FhirTerm *term = &hunt->search->terms[i];
        const Text name = base_name(term->name);
        if (is_of_answer(term->name)) {
            TRY(read_answer_term(hunt, term));
            continue;
        }
        if (fhir_parameter(hunt->search->kind, name) == NULL) {
            return wrong(hunt, term, "no such parameter: /fhir/metadata lists them");
        }
        if (name.length != term->name.length && !asks_missing(term->name)) {
            return wrong(hunt, term, "of the modifiers :missing alone is known");
        }
    }
    return OK;
}

/* ---------------------------------------------------------------------------------- adding */

static json_t *entry_of(const Fhir *fhir, const FhirThing *thing, const char *mode)
{
    json_t *entry = json_object();
    json_t *search = json_object();
    const Text address = text_format(fhir->access->arena, "%.*s/%s/%.*s", TEXT_ARG(fhir->base),
                                     fhir_kind_name(thing->kind), TEXT_ARG(thing->name));
    fhir_set_text(entry, "fullUrl", address);
    (void)json_object_set(entry, "resource", thing->body);
    fhir_set_text(search, "mode", text_from(mode));
    (void)json_object_set_new(entry, "search", search);
    return entry;
}

static bool is_there(const json_t *entries, Text address)
{
    const json_t *entry = NULL;
    size_t i = 0;
    json_array_foreach(entries, i, entry)
    {
        if (text_equal(json_member_text(entry, "fullUrl"), address)) {
            return true;
        }
    }
    return false;
}

static Outcome include_one(Hunt *hunt, const json_t *reference)
{
    Fhir *fhir = hunt->fhir;
    FhirKind kind = FHIR_PATIENT;
    Text name = {0};
    FhirThing thing SCOPED(fhir_thing_close) = {0};
    if (!fhir_reference_read(json_member_text(reference, "reference"), &kind, &name) ||
        !scopes_allow(fhir->client->scopes, text_from(fhir_kind_name(kind)), 'r')) {
        return OK;
    }
    const Outcome outcome = fhir_read(fhir, kind, name, &thing);
    if (outcome != OK) {
        return outcome == NOT_FOUND ? OK : outcome;
    }
    json_t *entry = entry_of(fhir, &thing, "include");
    if (is_there(hunt->entries, json_member_text(entry, "fullUrl"))) {
        json_decref(entry);
        return OK;
    }
    (void)json_array_append_new(hunt->entries, entry);
    return OK;
}

static Outcome include_all(Hunt *hunt, const json_t *body)
{
    const json_t *one = NULL;
    size_t j = 0;
    for (size_t i = 0; i < hunt->search->count; i++) {
        const FhirTerm *term = &hunt->search->terms[i];
        if (!text_equal(term->name, TEXT("_include"))) {
            continue;
        }
        const size_t colon = text_find_byte(term->value, ':', 0);
        const FhirParameter *parameter = fhir_parameter(
            hunt->search->kind, text_slice(term->value, colon + 1, term->value.length));
        const json_t *found = fhir_at(body, parameter->path);
        if (!json_is_array(found)) {
            TRY(include_one(hunt, found));
        }
        json_array_foreach(found, j, one)
        {
            TRY(include_one(hunt, one));
        }
    }
    return OK;
}

static bool fits_all(const Hunt *hunt, const json_t *body)
{
    for (size_t i = 0; i < hunt->search->count; i++) {
        const FhirTerm *term = &hunt->search->terms[i];
        if (is_of_answer(term->name)) {
            continue;
        }
        const FhirParameter *parameter =
            fhir_parameter(hunt->search->kind, base_name(term->name));
        const bool is_missing = fhir_at(body, parameter->path) == NULL;
        const bool fits = asks_missing(term->name)
                              ? is_missing == text_equal(term->value, TEXT("true"))
                              : fhir_fits(body, parameter, term->value);
        if (!fits) {
            return false;
        }
    }
    return true;
}

static Outcome take(Hunt *hunt, const FhirThing *thing, size_t notes_before)
{
    if (!fits_all(hunt, thing->body)) {
        /* It was looked at by the machine, and shown to nobody. */
        hunt->fhir->access->notes.count = notes_before;
        return OK;
    }
    (void)json_array_append_new(hunt->entries, entry_of(hunt->fhir, thing, "match"));
    hunt->found++;
    hunt->is_full = (int64_t)hunt->found >= hunt->most;
    return include_all(hunt, thing->body);
}

/* ------------------------------------------------------------------------------- looking */

static Outcome try_id(Hunt *hunt, Id id)
{
    const size_t notes = hunt->fhir->access->notes.count;
    FhirThing thing SCOPED(fhir_thing_close) = {0};
    const Outcome outcome = fhir_read_id(hunt->fhir, hunt->search->kind, id, &thing);
    if (outcome == NOT_FOUND || outcome == REFUSED) {
        hunt->fhir->access->notes.count = notes;
        return OK;
    }
    TRY(outcome);
    return take(hunt, &thing, notes);
}

/* What of a kind other than Task belongs to a referral. */
static Outcome ids_of_referral(Hunt *hunt, Id referral, FhirIds *ids)
{
    Fhir *fhir = hunt->fhir;
    FhirRow row = {0};
    bool found = false;
    if (hunt->search->kind == FHIR_PROCEDURE) {
        TRY(fhir_rows_about(fhir, FHIR_PROCEDURE, referral, ids));
        if (ids->count == 0) {
            LIST_APPEND(fhir->access->arena, ids, referral);
        }
        return OK;
    }
    TRY(fhir_row_get(fhir, FHIR_TASK, referral, &row, &found));
    const Id request = found && !id_is_nil(row.focus) ? row.focus : referral;
    LIST_APPEND(fhir->access->arena, ids, request);
    return OK;
}

/* The client's own were looked through before; each referral is one Task, whoever sent it. */
static Outcome try_referral(Hunt *hunt, Id referral)
{
    FhirIds ids = {0};
    if (hunt->search->kind == FHIR_TASK) {
        return try_id(hunt, referral);
    }
    TRY(ids_of_referral(hunt, referral, &ids));
    for (size_t i = 0; i < ids.count; i++) {
        FhirRow row = {0};
        bool found = false;
        TRY(fhir_row_get(hunt->fhir, hunt->search->kind, ids.items[i], &row, &found));
        if (!found || !fhir_row_is_own(hunt->fhir, &row)) {
            TRY(try_id(hunt, ids.items[i]));
        }
    }
    return OK;
}

static Outcome look_through(Hunt *hunt)
{
    FhirIds ids = {0};
    const bool is_own = hunt->stage == STAGE_OWN;
    TRY(is_own ? fhir_rows_own(hunt->fhir, hunt->search->kind, hunt->after, &ids)
               : fhir_referrals(hunt->fhir, hunt->after, &ids));
    for (size_t i = 0; i < ids.count && !hunt->is_full; i++) {
        TRY(is_own ? try_id(hunt, ids.items[i]) : try_referral(hunt, ids.items[i]));
        hunt->after = ids.items[i];
    }
    if (ids.count == 0) {
        hunt->stage++;
        hunt->after = (Id){{0}};
    }
    return OK;
}

static Outcome look_in_directory(Hunt *hunt)
{
    const size_t count = fhir_directory_count(hunt->fhir, hunt->search->kind);
    for (; hunt->offset < count && !hunt->is_full; hunt->offset++) {
        FhirThing thing SCOPED(fhir_thing_close) = {0};
        fhir_directory_at(hunt->fhir, hunt->search->kind, hunt->offset, &thing);
        if (thing.body != NULL) {
            TRY(take(hunt, &thing, hunt->fhir->access->notes.count));
        }
    }
    hunt->stage += hunt->is_full ? 0 : 1;
    return OK;
}

static bool is_of_referrals(FhirKind kind)
{
    return kind == FHIR_TASK || kind == FHIR_SERVICE_REQUEST || kind == FHIR_PROCEDURE;
}

static bool stage_holds(const Hunt *hunt)
{
    return hunt->stage != STAGE_OWN || hunt->search->kind != FHIR_TASK;
}

static Outcome hunt_all(Hunt *hunt)
{
    const Stage last = is_of_referrals(hunt->search->kind) ? STAGE_REFERRALS : STAGE_OWN;
    while (hunt->stage <= last && !hunt->is_full) {
        if (!stage_holds(hunt)) {
            hunt->stage++;
        } else if (hunt->stage == STAGE_DIRECTORY) {
            TRY(look_in_directory(hunt));
        } else {
            TRY(look_through(hunt));
        }
    }
    return OK;
}

/* One thing named by itself is found without looking through the others. */
static Outcome hunt_named(Hunt *hunt, bool *done)
{
    FhirIds ids = {0};
    *done = false;
    for (size_t i = 0; i < hunt->search->count && !*done; i++) {
        const FhirTerm *term = &hunt->search->terms[i];
        if (text_equal(term->name, TEXT("identifier")) &&
            fhir_directory_count(hunt->fhir, hunt->search->kind) == 0) {
            TRY(fhir_identifiers_find(hunt->fhir, hunt->search->kind, term->value, &ids));
            *done = true;
        }
    }
    for (size_t i = 0; i < ids.count; i++) {
        TRY(try_id(hunt, ids.items[i]));
    }
    return OK;
}

/* ------------------------------------------------------------------------------- answering */

static Text cursor_of(const Hunt *hunt)
{
    Arena *arena = hunt->fhir->access->arena;
    if (hunt->stage == STAGE_DIRECTORY) {
        return text_format(arena, "d%zu", hunt->offset);
    }
    return text_format(arena, "%s%.*s", hunt->stage == STAGE_OWN ? "o" : "r",
                       TEXT_ARG(id_format(arena, hunt->after)));
}

static void append_encoded(Buffer *out, Text text)
{
    static const Text plain = TEXT_INIT("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789-._~:/,");
    for (size_t i = 0; i < text.length; i++) {
        const char byte = text.bytes[i];
        if (text_find_byte(plain, byte, 0) < plain.length) {
            buffer_append_byte(out, byte);
        } else {
            buffer_append_format(out, "%%%02X", (unsigned)(unsigned char)byte);
        }
    }
}

/* The terms again, from where this page ended. What names a person by a number is looked for
 * whole, and has no next page. */
static void put_next(const Hunt *hunt, json_t *answer)
{
    json_t *links = json_array();
    json_t *link = json_object();
    Buffer url = buffer_new(hunt->fhir->access->arena, 16384);
    buffer_append_format(&url, "%.*s/%s?_cursor=%.*s", TEXT_ARG(hunt->fhir->base),
                         fhir_kind_name(hunt->search->kind), TEXT_ARG(cursor_of(hunt)));
    for (size_t i = 0; i < hunt->search->count; i++) {
        if (!text_equal(hunt->search->terms[i].name, TEXT("_cursor"))) {
            buffer_append_byte(&url, '&');
            append_encoded(&url, hunt->search->terms[i].name);
            buffer_append_byte(&url, '=');
            append_encoded(&url, hunt->search->terms[i].value);
        }
    }
    fhir_set_text(link, "relation", TEXT("next"));
    fhir_set_text(link, "url", buffer_text(&url));
    (void)json_array_append_new(links, link);
    (void)json_object_set_new(answer, "link", links);
}

Outcome fhir_search(Fhir *fhir, const FhirSearch *search, json_t **answer)
{
    bool done = false;
    json_t *made SCOPED(json_close) = json_object();
    json_t *entries = json_array();
    Hunt hunt = {.fhir = fhir, .search = search, .entries = entries, .most = FHIR_PAGE};
    fhir_set_text(made, "resourceType", TEXT("Bundle"));
    fhir_set_text(made, "type", TEXT("searchset"));
    (void)json_object_set_new(made, "entry", entries);
    TRY(fhir_scope(fhir, search->kind, 's'));
    TRY(read_terms(&hunt));
    TRY(hunt_named(&hunt, &done));
    if (!done) {
        TRY(hunt_all(&hunt));
    }
    if (hunt.is_full) {
        put_next(&hunt, made);
    }
    *answer = json_incref(made);
    return OK;
}
