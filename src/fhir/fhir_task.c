/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_task.h"

#include "fhir/fhir_consent.h"
#include "fhir/fhir_dialect.h"
#include "fhir/fhir_target.h"
#include "referral/referral_terms.h"
#include "referral/referral_watch.h"

enum { LAST_RANK = 9999 };

/* A reason that a client says in words alone. */
#define REASON_IN_WORDS "in_words"

/* ------------------------------------------------------------------------------- creating */

static Outcome find_person(Fhir *fhir, const json_t *task, Id *person)
{
    if (!fhir_link_id(task, "for", FHIR_PATIENT, person)) {
        return fhir_refuse(fhir, 422, INVALID, "Task.for",
                           "a Patient that was sent before is expected");
    }
    return OK;
}

static Outcome find_request(Fhir *fhir, const json_t *task, FhirRow *request)
{
    Id id = {{0}};
    bool found = false;
    if (fhir_link_id(task, "focus", FHIR_SERVICE_REQUEST, &id)) {
        TRY(fhir_row_get(fhir, FHIR_SERVICE_REQUEST, id, request, &found));
    }
    if (!found || !fhir_row_is_own(fhir, request)) {
        return fhir_refuse(fhir, 422, INVALID, "Task.focus",
                           "a ServiceRequest that was sent before is expected");
    }
    return OK;
}

static Outcome check_new(Fhir *fhir, const json_t *task, bool *is_draft)
{
    const Text status = json_member_text(task, "status");
    *is_draft = text_equal(status, TEXT("draft"));
    if (!*is_draft && !text_equal(status, TEXT("requested")) &&
        !text_equal(status, TEXT("ready"))) {
        return fhir_refuse(fhir, 422, INVALID, "Task.status",
                           "a new Task is draft, requested or ready");
    }
    if (!text_equal(json_member_text(task, "intent"), TEXT("order"))) {
        return fhir_refuse(fhir, 422, INVALID, "Task.intent", "order is expected");
    }
    return OK;
}

static Id operation_of(const Fhir *fhir, Id referral, int64_t revision, ReferralAct act)
{
    return id_from_name(TEXT("fhir act"),
                        text_format(fhir->access->arena, "%.*s %lld %.*s",
                                    TEXT_ARG(id_format(fhir->access->arena, referral)),
                                    (long long)revision, TEXT_ARG(referral_act_name(act))));
}

/* The rules of the machine and of consent are told as rules, whatever they are inside. */
static Outcome act(Fhir *fhir, const ReferralOrder *order)
{
    ReferralDone done = {0};
    const Outcome outcome = referral_act(fhir->access, order, &done);
    const bool is_rule = outcome == CONFLICT || outcome == INVALID || outcome == REFUSED;
    if (is_rule) {
        fhir->status = 422;
    }
    return outcome;
}

static Outcome send(Fhir *fhir, const Referral *draft)
{
    const ReferralOrder order = {
        .referral = draft->id,
        .operation = operation_of(fhir, draft->id, draft->revision, REFERRAL_SEND),
        .revision = draft->revision,
        .act = REFERRAL_SEND,
        .way = WAY_ACCOUNT,
        /* That both houses are bound and have one mission is what their convention says; that
         * the person was told, and that this is needed, what the order says. */
        .conditions = (1u << CONDITION_COUNT) - 1,
    };
    TRY(fhir_consent_apply(fhir, draft->person, draft->target_house));
    return act(fhir, &order);
}

static Outcome open_referral(Fhir *fhir, const FhirRow *row, const ReferralDoor *door,
                             ReferralList *drafts)
{
    const NewPlanSet set = {
        .id = row->id,
        .person = row->person,
        .team = fhir->access->caller.teams[0],
        .kind = REFERRAL_PLAIN,
        .doors = door,
        .door_count = 1,
    };
    const Outcome outcome = referral_open(fhir->access, &set, drafts);
    if (outcome == NOT_FOUND) {
        return fhir_refuse(fhir, 422, INVALID, "Task.for",
                           "a Patient that was sent before is expected");
    }
    return outcome;
}

Outcome fhir_task_create(Fhir *fhir, FhirRow *row, const json_t *body)
{
    FhirRow request = {0};
    ReferralDoor door = {0};
    ReferralList drafts = {0};
    bool is_draft = false;
    json_t *focus SCOPED(json_close) = NULL;
    TRY(check_new(fhir, body, &is_draft));
    TRY(find_person(fhir, body, &row->person));
    TRY(find_request(fhir, body, &request));
    TRY(fhir_row_open(fhir, &request, &focus));
    TRY(fhir_target(fhir, body, focus, &door));
    door.referral = row->id;
    row->focus = request.id;
    TRY(open_referral(fhir, row, &door, &drafts));
    row->body = json_canonical(fhir->access->arena, body);
    TRY(fhir_row_put(fhir, row));
    return is_draft ? OK : send(fhir, &drafts.items[0]);
}

/* ------------------------------------------------------------------------------- updating */

static const char *const guarded[] = {"focus", "for", "requester", "owner"};

/* What a Task is about is settled; who leaves it out means what it was. */
static Outcome keep_guarded(Fhir *fhir, const json_t *before, json_t *body)
{
    for (size_t i = 0; i < LENGTH_OF(guarded); i++) {
        json_t *was = json_object_get(before, guarded[i]);
        const json_t *is = json_object_get(body, guarded[i]);
        if (is == NULL && was != NULL) {
            (void)json_object_set(body, guarded[i], was);
        } else if (!text_equal(json_member_text(was, "reference"),
                               json_member_text(is, "reference"))) {
            return fhir_refuse(fhir, 422, CONFLICT, "Task",
                               "focus, for, requester and owner stay as they were");
        }
    }
    return OK;
}

/* One of our codes, of any system; else, when something is said, that it is said in words. */
static Text reason_of(ReferralAct asked, const json_t *body)
{
    const ReferralTerms reasons = referral_reasons();
    const json_t *said = json_object_get(body, "statusReason");
    for (size_t i = 0; i < reasons.count; i++) {
        if ((reasons.items[i].acts >> asked & 1) != 0 &&
            fhir_has_code(said, reasons.items[i].key)) {
            return reasons.items[i].key;
        }
    }
    const bool is_said = fhir_text_at(said, "text").length > 0 ||
                         fhir_text_at(said, "coding/0/code").length > 0 ||
                         fhir_text_at(said, "coding/0/display").length > 0;
    const ReferralTerm *in_words = referral_term_find(reasons, TEXT(REASON_IN_WORDS));
    return is_said && in_words != NULL && (in_words->acts >> asked & 1) != 0 ? in_words->key
                                                                             : TEXT("");
}

static Text outcome_of(const json_t *body)
{
    static const Text outcomes[] = {TEXT_INIT("helped"), TEXT_INIT("partly"),
                                    TEXT_INIT("not_helped")};
    for (size_t i = 0; i < LENGTH_OF(outcomes); i++) {
        if (fhir_has_code(json_object_get(body, "businessStatus"), outcomes[i])) {
            return outcomes[i];
        }
    }
    return outcomes[0];
}

/* Who says no place on the waiting list stands at its end. */
static int64_t rank_of(const json_t *body)
{
    const json_t *output = NULL;
    size_t i = 0;
    json_array_foreach(json_object_get(body, "output"), i, output)
    {
        const json_t *rank = json_object_get(output, "valuePositiveInt");
        if (json_is_integer(rank)) {
            return json_integer_value(rank);
        }
    }
    return LAST_RANK;
}

static Outcome move(Fhir *fhir, const Referral *referral, const json_t *body, ReferralAct asked,
                    int64_t revision)
{
    const ReferralOrder order = {
        .referral = referral->id,
        .operation = operation_of(fhir, referral->id, revision, asked),
        .revision = revision,
        .act = asked,
        .way = WAY_ACCOUNT,
        .reason = reason_of(asked, body),
        .rank = rank_of(body),
        .outcome = outcome_of(body),
    };
    if (asked == REFERRAL_SEND) {
        return send(fhir, referral);
    }
    return act(fhir, &order);
}

static Outcome move_all(Fhir *fhir, const Referral *referral, const json_t *body, size_t *moved)
{
    ReferralAct acts[FHIR_MOST_ACTS];
    const Id house = fhir->access->caller.house;
    const FhirAsked asked = {
        .dialect = fhir->client->dialect,
        .state = referral->state,
        .is_target = id_equal(house, referral->target_house) && referral->sent > 0,
        .is_checked = referral_charter()->refusal_is_checked,
    };
    const Text status = json_member_text(body, "status");
    const size_t count = fhir_acts(&asked, status, acts);
    if (count > FHIR_MOST_ACTS) {
        return fhir_refuse(fhir, 422, CONFLICT, "Task.status",
                           "from “%.*s” this side cannot make it “%.*s”",
                           TEXT_ARG(referral_state_name(referral->state)), TEXT_ARG(status));
    }
    for (size_t i = 0; i < count; i++) {
        TRY(move(fhir, referral, body, acts[i], referral->revision + (int64_t)i));
    }
    *moved = count;
    return OK;
}

static Outcome keep_body(Fhir *fhir, const Referral *referral, FhirRow *row, bool is_there,
                         const json_t *body)
{
    if (!is_there) {
        *row = (FhirRow){.kind = FHIR_TASK,
                         .id = referral->id,
                         .client = fhir->client->account,
                         .name = id_format(fhir->access->arena, referral->id),
                         .person = referral->person};
    }
    if (fhir_row_is_own(fhir, row)) {
        TRY(fhir_sent_digest(fhir, body, &row->sent));
    }
    row->body = json_canonical(fhir->access->arena, body);
    return fhir_row_put(fhir, row);
}

Outcome fhir_task_update(Fhir *fhir, Id id, json_t *body)
{
    Referral referral = {0};
    FhirRow row = {0};
    bool is_there = false;
    size_t moved = 0;
    TRY(referral_read(fhir->access, id, &referral));
    TRY(fhir_row_get(fhir, FHIR_TASK, id, &row, &is_there));
    if (is_there) {
        json_t *before SCOPED(json_close) = NULL;
        TRY(fhir_row_open(fhir, &row, &before));
        TRY(keep_guarded(fhir, before, body));
    }
    TRY(move_all(fhir, &referral, body, &moved));
    TRY(keep_body(fhir, &referral, &row, is_there, body));
    /* The machine tells of its own moves. */
    return moved > 0 ? OK : referral_tell(fhir->access, &referral, "body", row.version);
}
