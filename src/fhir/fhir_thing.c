/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_thing.h"

#include "fhir/fhir_consent.h"
#include "fhir/fhir_directory.h"
#include "fhir/fhir_hook.h"
#include "fhir/fhir_patient.h"
#include "fhir/fhir_task.h"

/* -------------------------------------------------------------------------------- reading */

static Outcome no_such(Fhir *fhir, FhirKind kind)
{
    fhir->status = 0;
    return problem_set(fhir->access->problem, NOT_FOUND, text_from(fhir_kind_name(kind)), "",
                       "no such %s", fhir_kind_name(kind));
}

static Outcome open_row(Fhir *fhir, const FhirRow *row, FhirThing *thing)
{
    *thing = (FhirThing){.kind = row->kind,
                         .name = fhir_row_name(fhir, row),
                         .version = row->version,
                         .updated = row->updated};
    TRY(fhir_row_open(fhir, row, &thing->body));
    if (row->kind == FHIR_SUBSCRIPTION) {
        TRY(hook_say(fhir, row->id, thing));
    }
    fhir_stamp(fhir, thing);
    return fhir_links_out(fhir, thing->body);
}

/* Who sent the Patient has the original; others what the file opens to them. */
static Outcome read_patient(Fhir *fhir, Id id, const FhirRow *row, bool is_own,
                            FhirThing *thing)
{
    PersonFile file = {0};
    const Outcome outcome = person_read(fhir->access, is_own ? row->person : id, &file);
    if (outcome == NOT_FOUND) {
        return no_such(fhir, FHIR_PATIENT);
    }
    TRY(outcome);
    if (is_own) {
        return open_row(fhir, row, thing);
    }
    *thing = (FhirThing){.kind = FHIR_PATIENT,
                         .body = fhir_patient_of(&file),
                         .name = id_format(fhir->access->arena, id),
                         .version = file.person.revision + 1,
                         .updated = file.person.created};
    fhir_stamp(fhir, thing);
    return OK;
}

/* A referral that was done by people has a Procedure of its own identifier. */
static Outcome read_procedure(Fhir *fhir, Id id, FhirThing *thing)
{
    Arena *arena = fhir->access->arena;
    FhirThing task SCOPED(fhir_thing_close) = {0};
    const Outcome outcome = fhir_task_read(fhir, id, &task);
    if (outcome != OK ||
        !text_equal(json_member_text(task.body, "status"), TEXT("completed"))) {
        return outcome == OK || outcome == NOT_FOUND ? no_such(fhir, FHIR_PROCEDURE) : outcome;
    }
    json_t *based = json_array();
    *thing = (FhirThing){.kind = FHIR_PROCEDURE,
                         .body = json_object(),
                         .name = id_format(arena, id),
                         .version = task.version,
                         .updated = task.updated};
    (void)json_array_append(based, json_object_get(task.body, "focus"));
    (void)json_object_set_new(thing->body, "basedOn", based);
    fhir_set_text(thing->body, "status", TEXT("completed"));
    (void)json_object_set(thing->body, "subject", json_object_get(task.body, "for"));
    (void)json_object_set(thing->body, "outcome", json_object_get(task.body, "businessStatus"));
    fhir_set_text(thing->body, "performedDateTime", moment_format_utc(arena, task.updated));
    fhir_stamp(fhir, thing);
    return OK;
}

/* What was done for a referral is for both of its sides; all else for who sent it. */
static Outcome read_row(Fhir *fhir, const FhirRow *row, FhirThing *thing)
{
    Referral referral = {0};
    if (row->kind == FHIR_PROCEDURE && !id_is_nil(row->focus)) {
        const Outcome outcome = referral_read(fhir->access, row->focus, &referral);
        if (outcome != OK) {
            return outcome == NOT_FOUND ? no_such(fhir, row->kind) : outcome;
        }
        return open_row(fhir, row, thing);
    }
    if (!fhir_row_is_own(fhir, row)) {
        return no_such(fhir, row->kind);
    }
    if (!id_is_nil(row->person)) {
        TRY(person_admit(fhir->access, MAY_READ_PERSON, row->person, row->id, NULL));
    }
    return open_row(fhir, row, thing);
}

static Outcome read_task(Fhir *fhir, FhirKind kind, Id id, FhirThing *thing)
{
    const Outcome outcome = kind == FHIR_TASK ? fhir_task_read(fhir, id, thing)
                                              : fhir_request_read(fhir, id, thing);
    return outcome == NOT_FOUND ? no_such(fhir, kind) : outcome;
}

Outcome fhir_read_id(Fhir *fhir, FhirKind kind, Id id, FhirThing *thing)
{
    FhirRow row = {0};
    bool found = false;
    if (kind == FHIR_TASK || kind == FHIR_SERVICE_REQUEST) {
        return read_task(fhir, kind, id, thing);
    }
    TRY(fhir_row_get(fhir, kind, id, &row, &found));
    const bool is_own = found && fhir_row_is_own(fhir, &row);
    if (kind == FHIR_PATIENT) {
        return read_patient(fhir, id, &row, is_own, thing);
    }
    if (found) {
        return read_row(fhir, &row, thing);
    }
    return kind == FHIR_PROCEDURE ? read_procedure(fhir, id, thing) : no_such(fhir, kind);
}

Outcome fhir_read(Fhir *fhir, FhirKind kind, Text name, FhirThing *thing)
{
    Id id = {{0}};
    bool found = false;
    fhir_directory_read(fhir, kind, name, thing);
    if (thing->body != NULL) {
        return OK;
    }
    TRY(fhir_row_find(fhir, kind, name, &id, &found));
    return found ? fhir_read_id(fhir, kind, id, thing) : no_such(fhir, kind);
}

/* -------------------------------------------------------------------------------- writing */

static Outcome check_name(Fhir *fhir, Text name)
{
    for (size_t i = 0; i < name.length; i++) {
        const char letter = name.bytes[i];
        const bool is_plain =
            (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
            (letter >= '0' && letter <= '9') || letter == '-' || letter == '.';
        if (!is_plain || name.length > FHIR_MOST_NAME) {
            return fhir_refuse(fhir, 400, INVALID, "id",
                               "1 to 64 letters, digits, - and . are expected");
        }
    }
    return OK;
}

static Outcome check_body(Fhir *fhir, const FhirWrite *write)
{
    const char *name = fhir_kind_name(write->kind);
    const Text id = json_member_text(write->body, "id");
    if (!text_equal(json_member_text(write->body, "resourceType"), text_from(name))) {
        return fhir_refuse(fhir, 400, INVALID, "resourceType", "%s is expected", name);
    }
    if (write->name.length > 0 && id.length > 0 && !text_equal(id, write->name)) {
        return fhir_refuse(fhir, 400, INVALID, "id", "it differs from the address");
    }
    return OK;
}

/* Whom it is about: a Patient that this client may write about. */
static Outcome find_person(Fhir *fhir, const FhirWrite *write, FhirRow *row)
{
    const char *path = fhir_model(write->kind)->person;
    Id patient = {{0}};
    FhirRow found = {0};
    bool is_there = false;
    if (path == NULL || path[0] == '\0' || write->kind == FHIR_PROCEDURE) {
        return OK;
    }
    if (fhir_link_id(write->body, path, FHIR_PATIENT, &patient)) {
        TRY(fhir_row_get(fhir, FHIR_PATIENT, patient, &found, &is_there));
    }
    if (!is_there || !fhir_row_is_own(fhir, &found)) {
        return fhir_refuse(
            fhir, 422, INVALID,
            text_to_c(fhir->access->arena, text_format(fhir->access->arena, "%s.%s",
                                                       fhir_kind_name(write->kind), path)),
            "a Patient that was sent before is expected");
    }
    row->person = found.person;
    return person_admit(fhir->access, MAY_WRITE_PERSON, row->person, row->id, NULL);
}

/* What was done stands on a ServiceRequest of a referral that the client is a side of. */
static Outcome find_done(Fhir *fhir, const FhirWrite *write, FhirRow *row)
{
    Id request = {{0}};
    FhirIds tasks = {0};
    Referral referral = {0};
    Outcome outcome = NOT_FOUND;
    if (fhir_link_id(write->body, "basedOn/0", FHIR_SERVICE_REQUEST, &request)) {
        TRY(fhir_rows_about(fhir, FHIR_TASK, request, &tasks));
        outcome =
            referral_read(fhir->access, tasks.count > 0 ? tasks.items[0] : request, &referral);
    }
    if (outcome == NOT_FOUND) {
        return fhir_refuse(fhir, 422, INVALID, "Procedure.basedOn",
                           "a ServiceRequest of yours is expected");
    }
    TRY(outcome);
    row->focus = referral.id;
    row->person = referral.person;
    return OK;
}

static Outcome take_patient(Fhir *fhir, const FhirWrite *write, FhirRow *row)
{
    if (row->version > 0) {
        return fhir_patient_change(fhir, write->body, row->person);
    }
    TRY(fhir_patient_create(fhir, write->body, &row->person));
    row->id = row->person;
    row->name =
        write->name.length > 0 ? write->name : id_format(fhir->access->arena, row->person);
    return OK;
}

static Outcome take_consent(Fhir *fhir, const FhirWrite *write, FhirRow *row)
{
    row->focus = row->person;
    const bool is_active = text_equal(json_member_text(write->body, "status"), TEXT("active"));
    return row->version > 0 && !is_active ? fhir_consent_end(fhir, row->person) : OK;
}

static Outcome take_apart(Fhir *fhir, const FhirWrite *write, FhirRow *row)
{
    TRY(find_person(fhir, write, row));
    if (write->kind == FHIR_PATIENT) {
        return take_patient(fhir, write, row);
    }
    if (write->kind == FHIR_PROCEDURE) {
        return find_done(fhir, write, row);
    }
    if (write->kind == FHIR_SUBSCRIPTION) {
        return hook_take(fhir, write->body, row);
    }
    return write->kind == FHIR_CONSENT ? take_consent(fhir, write, row) : OK;
}

static Outcome put_plain(Fhir *fhir, const FhirWrite *write, FhirRow *row)
{
    TRY(take_apart(fhir, write, row));
    row->body = json_canonical(fhir->access->arena, write->body);
    return fhir_row_put(fhir, row);
}

static Outcome create(Fhir *fhir, FhirWrite *write, const Digest *sent, FhirThing *thing)
{
    Arena *arena = fhir->access->arena;
    const Id id = id_is_nil(write->id) ? id_new(fhir->access->now * 1000) : write->id;
    FhirRow row = {.kind = write->kind,
                   .id = id,
                   .client = fhir->client->account,
                   .name = write->name.length > 0 ? write->name : id_format(arena, id),
                   .sent = *sent};
    if (write->must_exist || write->if_match.length > 0) {
        return no_such(fhir, write->kind);
    }
    TRY(fhir_scope(fhir, write->kind, 'c'));
    TRY(write->kind == FHIR_TASK ? fhir_task_create(fhir, &row, write->body)
                                 : put_plain(fhir, write, &row));
    TRY(fhir_identifiers_put(fhir, &row, write->body));
    TRY(fhir_read_id(fhir, write->kind, row.id, thing));
    thing->is_new = true;
    write->id = row.id;
    return OK;
}

static Outcome check_version(Fhir *fhir, const FhirWrite *write, const FhirThing *now)
{
    const Text wanted = fhir_etag(fhir->access->arena, now);
    const bool is_right = text_equal(text_trim(write->if_match), wanted);
    if (is_right || (write->if_match.length == 0 && !write->must_match)) {
        return OK;
    }
    return fhir_refuse(fhir, 412, CONFLICT, fhir_kind_name(write->kind),
                       "version %.*s stands: read it again, then say If-Match",
                       TEXT_ARG(wanted));
}

static Outcome change(Fhir *fhir, FhirWrite *write, const Digest *sent, FhirThing *thing)
{
    FhirThing now SCOPED(fhir_thing_close) = {0};
    FhirRow row = {0};
    bool found = false;
    TRY(fhir_scope(fhir, write->kind, 'u'));
    TRY(fhir_read_id(fhir, write->kind, write->id, &now));
    TRY(fhir_row_get(fhir, write->kind, write->id, &row, &found));
    const bool is_own = found && fhir_row_is_own(fhir, &row);
    if (is_own && write->if_match.length == 0 && digest_equal(row.sent, *sent)) {
        *thing = now;
        now.body = NULL;
        return OK; /* the same sent again */
    }
    TRY(check_version(fhir, write, &now));
    if (write->kind == FHIR_TASK) {
        TRY(fhir_task_update(fhir, write->id, write->body));
    } else if (is_own) {
        row.sent = *sent;
        TRY(put_plain(fhir, write, &row));
    } else {
        return no_such(fhir, write->kind);
    }
    return fhir_read_id(fhir, write->kind, write->id, thing);
}

/* "identifier=system|value": an existing one is answered in place of a second. */
static Outcome find_existing(Fhir *fhir, FhirWrite *write, bool *found)
{
    FhirIds ids = {0};
    const Text start = TEXT("identifier=");
    *found = false;
    if (write->if_none_exist.length == 0) {
        return OK;
    }
    if (!text_starts_with(write->if_none_exist, start) ||
        text_find_byte(write->if_none_exist, '&', 0) < write->if_none_exist.length) {
        return fhir_refuse(fhir, 400, INVALID, "If-None-Exist",
                           "identifier=system|value is expected, and nothing else");
    }
    const Text token =
        text_slice(write->if_none_exist, start.length, write->if_none_exist.length);
    TRY(fhir_identifiers_find(fhir, write->kind, token, &ids));
    if (ids.count > 1) {
        return fhir_refuse(fhir, 412, CONFLICT, "If-None-Exist", "several exist");
    }
    *found = ids.count == 1;
    write->id = *found ? ids.items[0] : write->id;
    return OK;
}

Outcome fhir_write(Fhir *fhir, FhirWrite *write, FhirThing *thing)
{
    Digest sent = {{0}};
    Id known = {{0}};
    bool found = false;
    TRY(check_name(fhir, write->name));
    TRY(check_body(fhir, write));
    TRY(find_existing(fhir, write, &found));
    if (found) {
        return fhir_read_id(fhir, write->kind, write->id, thing);
    }
    TRY(fhir_links_in(fhir, write->links, write->body));
    (void)json_object_del(write->body, "id");
    TRY(fhir_sent_digest(fhir, write->body, &sent));
    if (write->name.length > 0) {
        TRY(fhir_row_find(fhir, write->kind, write->name, &known, &found));
    }
    if (!found) {
        return create(fhir, write, &sent, thing);
    }
    write->id = known;
    return change(fhir, write, &sent, thing);
}

Outcome fhir_delete(Fhir *fhir, FhirKind kind, Text name)
{
    Id id = {{0}};
    FhirRow row = {0};
    bool found = false;
    TRY(fhir_scope(fhir, kind, 'd'));
    TRY(fhir_row_find(fhir, kind, name, &id, &found));
    if (found) {
        TRY(fhir_row_get(fhir, kind, id, &row, &found));
    }
    if (!found || !fhir_row_is_own(fhir, &row)) {
        return no_such(fhir, kind);
    }
    TRY(hook_end(fhir, row.id));
    return fhir_row_end(fhir, &row);
}
