/* SPDX-License-Identifier: EUPL-1.2 */
/* What a Task and a ServiceRequest say: what was sent last, under what the machine says now. */
#include "fhir/fhir_dialect.h"
#include "fhir/fhir_task.h"
#include "people/relation.h"
#include "referral/referral_terms.h"

typedef struct Face {
    Referral referral;
    FhirRow row;
    bool has_row;
    ReferralState before; /* a refusal that is proposed */
    Moment moved;
} Face;

/* -------------------------------------------------------------------------------- reading */

static Outcome find_before(Fhir *fhir, Face *face)
{
    ReferralStory story = {0};
    face->before = REFERRAL_SENT;
    if (face->referral.state != REFERRAL_REFUSAL_PROPOSED) {
        return OK;
    }
    TRY(referral_story(fhir->access, face->referral.id, &story));
    face->before = story.count > 0 ? story.items[story.count - 1].from : REFERRAL_SENT;
    return OK;
}

static Outcome read_face(Fhir *fhir, Id id, Face *face)
{
    TRY(referral_read(fhir->access, id, &face->referral));
    TRY(fhir_row_get(fhir, FHIR_TASK, id, &face->row, &face->has_row));
    TRY(fhir_referral_moved(fhir, id, &face->moved));
    return find_before(fhir, face);
}

/* ------------------------------------------------------------------- of Seuil's own making */

static Id request_of(const Face *face)
{
    return face->has_row && !id_is_nil(face->row.focus) ? face->row.focus : face->referral.id;
}

static json_t *make_task(Arena *arena, const Face *face)
{
    const Referral *referral = &face->referral;
    json_t *body = json_object();
    fhir_set_text(body, "intent", TEXT("order"));
    (void)json_object_set_new(body, "code",
                              fhir_concept(TEXT("http://hl7.org/fhir/CodeSystem/task-code"),
                                           TEXT("fulfill"), TEXT("")));
    (void)json_object_set_new(body, "focus",
                              fhir_refer(arena, FHIR_SERVICE_REQUEST, request_of(face)));
    (void)json_object_set_new(body, "for", fhir_refer(arena, FHIR_PATIENT, referral->person));
    fhir_set_text(body, "authoredOn", moment_format_utc(arena, referral->written));
    (void)json_object_set_new(body, "requester",
                              fhir_refer(arena, FHIR_ORGANIZATION, referral->from_house));
    (void)json_object_set_new(body, "owner",
                              fhir_refer(arena, FHIR_HEALTHCARE_SERVICE, referral->service));
    return body;
}

static json_t *make_request(Fhir *fhir, const Referral *referral)
{
    Arena *arena = fhir->access->arena;
    json_t *body = json_object();
    json_t *performers = json_array();
    const Text system = text_format(arena, "%.*s/CodeSystem/needs", TEXT_ARG(fhir->base));
    fhir_set_text(body, "intent", TEXT("order"));
    (void)json_object_set_new(body, "code", fhir_concept(system, referral->need, TEXT("")));
    (void)json_object_set_new(body, "subject",
                              fhir_refer(arena, FHIR_PATIENT, referral->person));
    (void)json_object_set_new(body, "requester",
                              fhir_refer(arena, FHIR_ORGANIZATION, referral->from_house));
    (void)json_array_append_new(performers,
                                fhir_refer(arena, FHIR_HEALTHCARE_SERVICE, referral->service));
    (void)json_object_set_new(body, "performer", performers);
    fhir_set_text(body, "authoredOn", moment_format_utc(arena, referral->written));
    return body;
}

/* ------------------------------------------------------------------------------ the machine */

static Text reason_words(const Referral *referral, Text *code)
{
    const ReferralTerm *term = referral_term_find(referral_reasons(), referral->reason);
    switch (referral->state) {
    case REFERRAL_WAITLISTED:
        *code = TEXT("waitlist");
        return TEXT("waitlist");
    case REFERRAL_EXPIRED:
        *code = TEXT("expired");
        return TEXT("expired");
    case REFERRAL_REFUSED:
    case REFERRAL_REFUSAL_PROPOSED:
    case REFERRAL_ON_HOLD:
    case REFERRAL_FAILED:
    case REFERRAL_WITHDRAWN:
    case REFERRAL_ERROR:
        *code = referral->reason;
        return term == NULL ? referral->reason : term->name.in[ENGLISH];
    case REFERRAL_DRAFT:
    case REFERRAL_SENT:
    case REFERRAL_SEEN:
    case REFERRAL_ACCEPTED:
    case REFERRAL_IN_PROGRESS:
    case REFERRAL_DONE:
        break;
    }
    *code = TEXT("");
    return TEXT("");
}

/* What a client said with the very status it has now says more than our code. */
static void say_reason(Fhir *fhir, json_t *body, const Referral *referral)
{
    Text code = {0};
    const Text words = reason_words(referral, &code);
    const Text system =
        text_format(fhir->access->arena, "%.*s/CodeSystem/reasons", TEXT_ARG(fhir->base));
    (void)json_object_del(body, "statusReason");
    if (code.length > 0) {
        (void)json_object_set_new(body, "statusReason", fhir_concept(system, code, words));
    }
}

static void say_state(Fhir *fhir, json_t *body, const Face *face)
{
    Arena *arena = fhir->access->arena;
    const Referral *referral = &face->referral;
    const Text status = fhir_task_status(fhir->client->dialect, referral->state, face->before);
    const bool is_said = text_equal(json_member_text(body, "status"), status) &&
                         face->row.updated >= face->moved;
    const Text system = text_format(arena, "%.*s/CodeSystem/states", TEXT_ARG(fhir->base));
    const Text state =
        referral->outcome.length > 0 ? referral->outcome : referral_state_name(referral->state);
    if (!is_said || json_object_get(body, "statusReason") == NULL) {
        say_reason(fhir, body, referral);
    }
    if (!is_said || json_object_get(body, "businessStatus") == NULL) {
        (void)json_object_set_new(body, "businessStatus",
                                  fhir_concept(system, state, TEXT("")));
    }
    fhir_set_text(body, "status", status);
    fhir_set_text(body, "lastModified",
                  moment_format_utc(arena, face->moved > face->row.updated
                                               ? face->moved
                                               : face->row.updated));
}

/* A referral that was done here, and not by a machine, has its Procedure all the same. */
static void say_output(Fhir *fhir, json_t *body, const Referral *referral)
{
    if (referral->state != REFERRAL_DONE || json_object_get(body, "output") != NULL) {
        return;
    }
    json_t *output = json_object();
    json_t *list = json_array();
    (void)json_object_set_new(
        output, "type",
        fhir_concept(TEXT("http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/"
                          "SDOHCC-CodeSystemTemporaryCodes"),
                     TEXT("resulting-activity"), TEXT("")));
    (void)json_object_set_new(output, "valueReference",
                              fhir_refer(fhir->access->arena, FHIR_PROCEDURE, referral->id));
    (void)json_array_append_new(list, output);
    (void)json_object_set_new(body, "output", list);
}

/* --------------------------------------------------------------------------------- things */

Outcome fhir_task_read(Fhir *fhir, Id id, FhirThing *thing)
{
    Face face = {0};
    json_t *body = NULL;
    TRY(read_face(fhir, id, &face));
    if (face.has_row) {
        TRY(fhir_row_open(fhir, &face.row, &body));
    } else {
        body = make_task(fhir->access->arena, &face);
    }
    const Moment written = face.has_row ? face.row.updated : face.referral.written;
    *thing = (FhirThing){
        .kind = FHIR_TASK,
        .body = body,
        .name =
            face.has_row ? fhir_row_name(fhir, &face.row) : id_format(fhir->access->arena, id),
        .version = (face.has_row ? face.row.version : 1) + face.referral.revision,
        .updated = face.moved > written ? face.moved : written,
    };
    say_state(fhir, body, &face);
    say_output(fhir, body, &face.referral);
    fhir_stamp(fhir, thing);
    return fhir_links_out(fhir, body);
}

/* The referral that a ServiceRequest stands for: of the Tasks that were sent for it, the one
 * that was done, else the last. */
static Outcome find_referral(Fhir *fhir, Id request, Referral *referral, bool *found)
{
    FhirIds tasks = {0};
    *found = false;
    TRY(fhir_rows_about(fhir, FHIR_TASK, request, &tasks));
    for (size_t i = 0; i < tasks.count; i++) {
        if (!*found || referral->state != REFERRAL_DONE) {
            TRY(referral_read(fhir->access, tasks.items[i], referral));
            *found = true;
        }
    }
    return OK;
}

static void say_request(Fhir *fhir, FhirThing *thing, const Referral *referral, Moment moved)
{
    fhir_set_text(thing->body, "status",
                  fhir_request_status(fhir->client->dialect, referral->state));
    thing->version += referral->revision;
    thing->updated = moved > thing->updated ? moved : thing->updated;
}

static Outcome read_stored(Fhir *fhir, const FhirRow *row, FhirThing *thing)
{
    Referral referral = {0};
    Moment moved = 0;
    bool found = false;
    const bool is_author = fhir_row_is_own(fhir, row);
    if (is_author) {
        TRY(person_admit(fhir->access, MAY_READ_PERSON, row->person, row->id, NULL));
    }
    TRY(find_referral(fhir, row->id, &referral, &found));
    if (!found && !is_author) {
        return problem_set(fhir->access->problem, NOT_FOUND, TEXT("ServiceRequest"), "",
                           "no such ServiceRequest");
    }
    *thing = (FhirThing){.kind = FHIR_SERVICE_REQUEST,
                         .name = fhir_row_name(fhir, row),
                         .version = row->version,
                         .updated = row->updated};
    TRY(fhir_row_open(fhir, row, &thing->body));
    if (found) {
        TRY(fhir_referral_moved(fhir, referral.id, &moved));
        say_request(fhir, thing, &referral, moved);
    }
    return OK;
}

static Outcome read_made(Fhir *fhir, Id id, FhirThing *thing)
{
    Referral referral = {0};
    Moment moved = 0;
    TRY(referral_read(fhir->access, id, &referral));
    TRY(fhir_referral_moved(fhir, id, &moved));
    *thing = (FhirThing){.kind = FHIR_SERVICE_REQUEST,
                         .body = make_request(fhir, &referral),
                         .name = id_format(fhir->access->arena, id),
                         .version = 1,
                         .updated = referral.written};
    say_request(fhir, thing, &referral, moved);
    return OK;
}

Outcome fhir_request_read(Fhir *fhir, Id id, FhirThing *thing)
{
    FhirRow row = {0};
    bool found = false;
    TRY(fhir_row_get(fhir, FHIR_SERVICE_REQUEST, id, &row, &found));
    TRY(found ? read_stored(fhir, &row, thing) : read_made(fhir, id, thing));
    fhir_stamp(fhir, thing);
    return fhir_links_out(fhir, thing->body);
}
