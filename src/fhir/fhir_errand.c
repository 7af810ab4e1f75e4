/* SPDX-License-Identifier: EUPL-1.2 */
/* What one Subscription is to be told now, and what follows from how it was taken. */
#include "base/buffer.h"
#include "fhir/fhir_hook_job.h"
#include "fhir/queries.h"

enum {
    MOST_HEADERS = ENDPOINT_MOST_HEADERS * (ENDPOINT_MOST_HEADER_BYTES + 2),
    LONGEST_DOUBLING = 9
};

typedef struct Preparing {
    Fhir fhir;
    Access access;
    Client client;
    Errand *errand;
} Preparing;

static Outcome nothing(Errand *errand, const char *because)
{
    errand->deed = ERRAND_NOTHING;
    errand->because = text_from(because);
    return OK;
}

static Outcome off(Errand *errand, const char *because)
{
    errand->deed = ERRAND_OFF;
    errand->because = text_from(because);
    return OK;
}

/* ----------------------------------------------------------------------------- who and what */

static Outcome client_is_open(Preparing *preparing, bool *is_open)
{
    Access *access = &preparing->access;
    const Id account = preparing->errand->hook.client;
    Account found = {0};
    const Outcome outcome = client_get(access->session, access->arena, account,
                                       &preparing->client, access->problem);
    *is_open = false;
    if (outcome != OK) {
        return outcome == NOT_FOUND ? OK : outcome;
    }
    TRY(account_get(access->session, access->arena, account, &found, access->problem));
    *is_open = found.is_open;
    return OK;
}

/* What the client calls the thing that moved. */
static Outcome name_focus(Preparing *preparing, HookEvent *event)
{
    Access *access = &preparing->access;
    const FhirKind topic = preparing->errand->hook.topic;
    FhirLabel label = {0};
    Id id = event->referral;
    TRY(fhir_label_get(&preparing->fhir, FHIR_TASK, id, &label));
    if (topic == FHIR_SERVICE_REQUEST) {
        id = id_is_nil(label.focus) ? id : label.focus;
        TRY(fhir_label_get(&preparing->fhir, topic, id, &label));
    }
    event->focus = fhir_reference(access->arena, topic, label.name);
    return OK;
}

static Outcome list_events(Preparing *preparing, HookEvents *events)
{
    Access *access = &preparing->access;
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &FHIR_EVENT_NEXT, &statement, access->problem));
    bind_id(statement, "subscription", preparing->errand->hook.id);
    bind_integer(statement, "told", preparing->errand->hook.told);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const HookEvent event = {.number = column_integer(statement, 0),
                                 .referral = column_id(statement, 1),
                                 .at = column_integer(statement, 2)};
        LIST_APPEND(access->arena, events, event);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome read_events(Preparing *preparing, HookEvents *events)
{
    TRY(list_events(preparing, events));
    for (size_t i = 0; i < events->count; i++) {
        TRY(name_focus(preparing, &events->items[i]));
    }
    return OK;
}

/* ------------------------------------------------------------------------------- writing it */

/* Nobody is told of anything before they answered the greeting. */
static bool choose_kind(const Hook *hook, size_t waiting, Moment now, NoticeKind *kind)
{
    if (hook->contact == 0) {
        *kind = NOTICE_HANDSHAKE;
        return true;
    }
    if (waiting > 0) {
        *kind = NOTICE_EVENTS;
        return true;
    }
    *kind = NOTICE_HEARTBEAT;
    return hook->failures > 0 ||
           (hook->heartbeat > 0 && now - hook->contact >= hook->heartbeat);
}

static Text write_headers(Arena *arena, const json_t *channel)
{
    const json_t *header = NULL;
    size_t i = 0;
    Buffer out = buffer_new(arena, MOST_HEADERS);
    json_array_foreach(json_object_get(channel, "header"), i, header)
    {
        if (endpoint_header_is_plain(json_text(header))) {
            buffer_append_format(&out, "%.*s\r\n", TEXT_ARG(json_text(header)));
        }
    }
    return buffer_text(&out);
}

static void write_body(Preparing *preparing, Text name, const HookEvents *events)
{
    Errand *errand = preparing->errand;
    Hook said = errand->hook;
    const HookEvents none = {0};
    said.state = errand->kind == NOTICE_HANDSHAKE ? HOOK_REQUESTED : HOOK_ACTIVE;
    said.said = TEXT("");
    json_t *bundle SCOPED(json_close) =
        notice_write(preparing->access.arena, &said, name, errand->kind,
                     errand->kind == NOTICE_EVENTS ? events : &none);
    errand->body = json_canonical(preparing->access.arena, bundle);
}

/* What was asked for, as it stands sealed. */
static Outcome write_letter(Preparing *preparing, const HookEvents *events)
{
    Errand *errand = preparing->errand;
    FhirRow row = {0};
    bool found = false;
    json_t *body SCOPED(json_close) = NULL;
    TRY(fhir_row_get(&preparing->fhir, FHIR_SUBSCRIPTION, errand->hook.id, &row, &found));
    if (!found) {
        return off(errand, "what was asked for is not there");
    }
    TRY(fhir_row_open(&preparing->fhir, &row, &body));
    const json_t *channel = json_object_get(body, "channel");
    if (!endpoint_parse(preparing->access.arena, json_member_text(channel, "endpoint"),
                        &errand->to) ||
        !endpoint_is_allowed(&preparing->client, &errand->to)) {
        return off(errand, "its host is none of those named for the client any more");
    }
    errand->deed = ERRAND_SEND;
    errand->may_be_private = preparing->client.hooks_are_private;
    errand->headers = write_headers(preparing->access.arena, channel);
    errand->last = errand->kind == NOTICE_EVENTS ? events->items[events->count - 1].number : 0;
    write_body(preparing, row.name, events);
    return OK;
}

static Outcome decide(Preparing *preparing, const JobRun *run)
{
    Errand *errand = preparing->errand;
    const Hook *hook = &errand->hook;
    bool is_open = false;
    HookEvents events = {0};
    if (hook->state == HOOK_OFF) {
        return nothing(errand, "it is off");
    }
    if (run->now < hook->due) {
        return nothing(errand, "it waits for its next attempt");
    }
    if (hook->ends > 0 && hook->ends <= run->now) {
        return off(errand, "its end has come");
    }
    if (hook->events - hook->told > HOOK_MOST_WAITING) {
        return off(errand, "more than 1000 events were not taken");
    }
    TRY(client_is_open(preparing, &is_open));
    if (!is_open) {
        return off(errand, "the client is closed");
    }
    TRY(read_events(preparing, &events));
    return choose_kind(hook, events.count, run->now, &errand->kind)
               ? write_letter(preparing, &events)
               : nothing(errand, "all is told");
}

Outcome errand_prepare(const JobRun *run, const Keyring *keyring, Errand *errand,
                       Problem *problem)
{
    bool found = false;
    Id id = {{0}};
    Session *session SCOPED(session_end) = NULL;
    Preparing preparing = {.errand = errand};
    TRY(store_read(run->store, &session, problem));
    preparing.access = (Access){.arena = run->arena,
                                .session = session,
                                .now = run->now,
                                .keyring = keyring,
                                .problem = problem};
    if (id_parse(run->job->payload, &id)) {
        TRY(hook_get(session, run->arena, id, &errand->hook, &found, problem));
    }
    if (!found) {
        return nothing(errand, "it was ended");
    }
    if (keyring == NULL) {
        return problem_set(problem, UNAVAILABLE, TEXT(""), "keys",
                           "what was asked for is sealed: give serve --keys FILE");
    }
    preparing.fhir = (Fhir){
        .access = &preparing.access, .client = &preparing.client, .base = errand->hook.base};
    return decide(&preparing, run);
}

/* -------------------------------------------------------------------------------- settling */

static Moment wait_after(int64_t failures)
{
    const int64_t doublings = failures < LONGEST_DOUBLING ? failures : LONGEST_DOUBLING;
    return (Moment)HOOK_FIRST_WAIT << (doublings > 0 ? doublings - 1 : 0);
}

static void fail(Hook *hook, Text why, Moment now)
{
    hook->failures++;
    hook->said = why;
    hook->due = now + wait_after(hook->failures);
    if (hook->failures >= HOOK_OFF_AFTER) {
        hook->state = HOOK_OFF;
    } else if (hook->failures >= HOOK_ERROR_AFTER) {
        hook->state = HOOK_ERROR;
    }
}

static void succeed(Hook *hook, int64_t last, Moment now)
{
    hook->state = HOOK_ACTIVE;
    hook->told = last > hook->told ? last : hook->told;
    hook->failures = 0;
    hook->due = 0;
    hook->contact = now;
    hook->said = TEXT("");
}

static Hook settled(const Errand *errand, Moment now)
{
    Hook hook = errand->hook;
    if (errand->deed == ERRAND_OFF) {
        hook.state = HOOK_OFF;
        hook.said = errand->because;
    } else if (errand->taken) {
        succeed(&hook, errand->last, now);
    } else {
        fail(&hook, errand->trouble, now);
    }
    hook.changes += hook.state != errand->hook.state ? 1 : 0;
    return hook;
}

/* Not over what the client asked for meanwhile, nor over what another told. */
static Outcome keep(Session *session, const Hook *hook, Moment now, bool *is_kept,
                    Problem *problem)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &FHIR_HOOK_SETTLE, &statement, problem));
    bind_id(statement, "id", hook->id);
    bind_integer(statement, "asked", hook->asked);
    bind_text(statement, "state", hook_state_name(hook->state));
    bind_integer(statement, "told", hook->told);
    bind_integer(statement, "failures", hook->failures);
    bind_integer(statement, "due", hook->due);
    bind_integer(statement, "contact", hook->contact);
    bind_integer(statement, "changes", hook->changes);
    bind_text(statement, "said", hook->said);
    bind_integer(statement, "now", now);
    TRY(statement_run(statement, &changed, problem));
    *is_kept = changed == 1;
    return OK;
}

static Outcome forget_told(Session *session, const Hook *hook, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &FHIR_EVENT_FORGET, &statement, problem));
    bind_id(statement, "subscription", hook->id);
    bind_integer(statement, "told", hook->told);
    return statement_run(statement, NULL, problem);
}

/* The next attempt, what waits behind the hundred that were told, or the next sign of life. */
static bool next_of(const Hook *hook, Moment now, Moment *due)
{
    if (hook->state == HOOK_OFF) {
        return false;
    }
    if (hook->failures > 0 || hook->told < hook->events) {
        *due = hook->failures > 0 ? hook->due : now;
        return true;
    }
    *due = now + hook->heartbeat;
    return hook->heartbeat > 0;
}

/* Named by the job it comes after, so that a job that is run again plans no second. */
static Outcome plan_next(Session *session, const JobRun *run, const Hook *hook, Moment due,
                         Problem *problem)
{
    const Text before = id_format(run->arena, run->job->id);
    const NewJob job = {.id = id_from_name(TEXT("fhir-hook after"), before),
                        .kind = TEXT(FHIR_HOOK_JOB),
                        .payload = id_format(run->arena, hook->id),
                        .due = due};
    return job_add(session, &job, run->now, problem);
}

typedef struct Settling {
    const JobRun *run;
    const Errand *errand;
} Settling;

static Outcome settle(Session *session, void *context, Problem *problem)
{
    const Settling *settling = context;
    const JobRun *run = settling->run;
    const Errand *errand = settling->errand;
    bool is_kept = false;
    Moment due = 0;
    if (errand->deed == ERRAND_NOTHING) {
        return job_done(session, run, errand->because, problem);
    }
    const Hook hook = settled(errand, run->now);
    TRY(keep(session, &hook, run->now, &is_kept, problem));
    if (is_kept) {
        TRY(forget_told(session, &hook, problem));
        if (next_of(&hook, run->now, &due)) {
            TRY(plan_next(session, run, &hook, due, problem));
        }
    }
    return job_done(session, run, hook.said, problem);
}

Outcome errand_settle(const JobRun *run, const Errand *errand, Problem *problem)
{
    Settling settling = {run, errand};
    return store_write(run->store, settle, &settling, problem);
}
