/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_hook.h"

#include "fhir/fhir_hook_job.h"
#include "fhir/fhir_notice.h"
#include "fhir/queries.h"
#include "referral/referral_watch.h"

static const char *const states[HOOK_STATE_COUNT] = {[HOOK_REQUESTED] = "requested",
                                                     [HOOK_ACTIVE] = "active",
                                                     [HOOK_ERROR] = "error",
                                                     [HOOK_OFF] = "off"};

Text hook_state_name(HookState state)
{
    return text_from(states[state]);
}

Text hook_topic(const Hook *hook)
{
    return hook->topic == FHIR_TASK ? TEXT(FHIR_TOPIC_TASK) : TEXT(FHIR_TOPIC_REQUEST);
}

/* -------------------------------------------------------------------------------- reading */

static HookState read_state(Text name)
{
    size_t at = HOOK_OFF;
    (void)text_among(name, states, HOOK_STATE_COUNT, &at);
    return (HookState)at;
}

static Hook hook_row(Arena *arena, const Statement *statement, Id id)
{
    return (Hook){
        .id = id,
        .client = column_id(statement, 0),
        .house = column_id(statement, 1),
        .topic = text_equal(column_text(statement, 2), TEXT("Task")) ? FHIR_TASK
                                                                     : FHIR_SERVICE_REQUEST,
        .is_empty = text_equal(column_text(statement, 3), TEXT("empty")),
        .base = text_copy(arena, column_text(statement, 4)),
        .state = read_state(column_text(statement, 5)),
        .events = column_integer(statement, 6),
        .told = column_integer(statement, 7),
        .failures = column_integer(statement, 8),
        .due = column_integer(statement, 9),
        .ends = column_integer(statement, 10),
        .heartbeat = column_integer(statement, 11),
        .contact = column_integer(statement, 12),
        .asked = column_integer(statement, 13),
        .changes = column_integer(statement, 14),
        .updated = column_integer(statement, 15),
        .said = text_copy(arena, column_text(statement, 16)),
    };
}

Outcome hook_get(Session *session, Arena *arena, Id id, Hook *hook, bool *found,
                 Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &FHIR_HOOK_GET, &statement, problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, found, problem));
    if (*found) {
        *hook = hook_row(arena, statement, id);
    }
    return OK;
}

Outcome hook_say(Fhir *fhir, Id id, FhirThing *thing)
{
    Hook hook = {0};
    bool found = false;
    TRY(hook_get(fhir->access->session, fhir->access->arena, id, &hook, &found,
                 fhir->access->problem));
    if (!found) {
        return OK;
    }
    const bool is_over = hook.ends > 0 && hook.ends <= fhir->access->now;
    fhir_set_text(thing->body, "status", hook_state_name(is_over ? HOOK_OFF : hook.state));
    (void)json_object_del(thing->body, "error");
    if (hook.said.length > 0) {
        fhir_set_text(thing->body, "error", hook.said);
    }
    thing->version += hook.changes;
    thing->updated = hook.updated > thing->updated ? hook.updated : thing->updated;
    return OK;
}

/* ------------------------------------------------------------------------ what is asked for */

static const json_t *extension_of(const json_t *element, const char *url)
{
    const json_t *extension = NULL;
    size_t i = 0;
    json_array_foreach(json_object_get(element, "extension"), i, extension)
    {
        if (text_equal(json_member_text(extension, "url"), text_from(url))) {
            return extension;
        }
    }
    return NULL;
}

static Outcome refuse(Fhir *fhir, const char *place, const char *why)
{
    return fhir_refuse(fhir, 422, INVALID, place, "%s", why);
}

static Outcome read_status(Fhir *fhir, const json_t *body, Hook *hook)
{
    const Text status = json_member_text(body, "status");
    if (!text_among(status, states, HOOK_STATE_COUNT, NULL)) {
        return refuse(fhir, "Subscription.status", "requested or off is expected");
    }
    hook->state = text_equal(status, TEXT("off")) ? HOOK_OFF : HOOK_REQUESTED;
    return OK;
}

/* The guide spells the second topic in two ways. */
static Outcome read_topic(Fhir *fhir, const json_t *body, Hook *hook)
{
    const Text criteria = json_member_text(body, "criteria");
    const json_t *more = json_object_get(body, "_criteria");
    if (extension_of(more, FHIR_BACKPORT "backport-filter-criteria") != NULL) {
        return refuse(fhir, "Subscription.criteria.extension",
                      "no filter is taken: what is of your house is told");
    }
    if (text_equal(criteria, TEXT(FHIR_TOPIC_TASK))) {
        hook->topic = FHIR_TASK;
    } else if (text_equal_ignoring_case(criteria, TEXT(FHIR_TOPIC_REQUEST))) {
        hook->topic = FHIR_SERVICE_REQUEST;
    } else {
        return refuse(fhir, "Subscription.criteria",
                      FHIR_TOPIC_TASK " or " FHIR_TOPIC_REQUEST " is expected");
    }
    return fhir_scope(fhir, hook->topic, 'r');
}

static Outcome read_endpoint(Fhir *fhir, const json_t *channel)
{
    Endpoint endpoint = {0};
    if (!text_equal(json_member_text(channel, "type"), TEXT("rest-hook"))) {
        return refuse(fhir, "Subscription.channel.type", "rest-hook is the one channel here");
    }
    if (!endpoint_parse(fhir->access->arena, json_member_text(channel, "endpoint"),
                        &endpoint)) {
        return refuse(fhir, "Subscription.channel.endpoint",
                      "an address is expected, as in https://his.example/hook");
    }
    if (!endpoint_is_allowed(fhir->client, &endpoint)) {
        return refuse(fhir, "Subscription.channel.endpoint",
                      "this host is none of those the administrator named for this client");
    }
    return OK;
}

static Outcome read_headers(Fhir *fhir, const json_t *channel)
{
    const json_t *header = NULL;
    size_t i = 0;
    const json_t *headers = json_object_get(channel, "header");
    if (json_array_size(headers) > ENDPOINT_MOST_HEADERS) {
        return refuse(fhir, "Subscription.channel.header", "10 at most are taken");
    }
    json_array_foreach(headers, i, header)
    {
        if (!endpoint_header_is_plain(json_text(header))) {
            return refuse(fhir, "Subscription.channel.header",
                          "a name and a value are expected, as in Authorization: Bearer x");
        }
    }
    return OK;
}

static Outcome read_payload(Fhir *fhir, const json_t *channel, Hook *hook)
{
    const Text payload = json_member_text(channel, "payload");
    const Text content =
        json_member_text(extension_of(json_object_get(channel, "_payload"),
                                      FHIR_BACKPORT "backport-payload-content"),
                         "valueCode");
    hook->is_empty = text_equal(content, TEXT("empty"));
    if (payload.length > 0 && !text_equal(payload, TEXT("application/fhir+json")) &&
        !text_equal(payload, TEXT("application/json"))) {
        return refuse(fhir, "Subscription.channel.payload",
                      "application/fhir+json is expected");
    }
    if (!hook->is_empty && content.length > 0 && !text_equal(content, TEXT("id-only"))) {
        return refuse(fhir, "Subscription.channel.payload.extension",
                      "empty or id-only: nothing of a person is sent unasked");
    }
    return OK;
}

static Outcome read_heartbeat(Fhir *fhir, const json_t *channel, Hook *hook)
{
    const json_t *extension = extension_of(channel, FHIR_BACKPORT "backport-heartbeat-period");
    hook->heartbeat = json_integer_value(json_object_get(extension, "valueUnsignedInt"));
    if (extension != NULL &&
        (hook->heartbeat < HOOK_LEAST_HEARTBEAT || hook->heartbeat > HOOK_MOST_HEARTBEAT)) {
        return refuse(fhir, "Subscription.channel.extension",
                      "a heartbeat of 60 to 86400 seconds is taken");
    }
    return OK;
}

static Outcome read_end(Fhir *fhir, const json_t *body, Hook *hook)
{
    const Text end = json_member_text(body, "end");
    if (end.length == 0) {
        return OK;
    }
    return moment_parse(end, &hook->ends) && hook->ends > fhir->access->now
               ? OK
               : refuse(fhir, "Subscription.end", "a moment to come is expected");
}

static Outcome read_asked(Fhir *fhir, const json_t *body, Hook *hook)
{
    const json_t *channel = json_object_get(body, "channel");
    TRY(read_status(fhir, body, hook));
    TRY(read_topic(fhir, body, hook));
    TRY(read_endpoint(fhir, channel));
    TRY(read_headers(fhir, channel));
    TRY(read_payload(fhir, channel, hook));
    TRY(read_heartbeat(fhir, channel, hook));
    return read_end(fhir, body, hook);
}

/* -------------------------------------------------------------------------------- keeping */

static Outcome check_count(Fhir *fhir)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(fhir->access->session, &FHIR_HOOK_COUNT, &statement,
                       fhir->access->problem));
    bind_id(statement, "client", fhir->client->account);
    TRY(statement_next(statement, &row, fhir->access->problem));
    return row && column_integer(statement, 0) < HOOK_MOST_OF_CLIENT
               ? OK
               : refuse(fhir, "Subscription", "20 at most are kept for a client");
}

static Outcome put(Fhir *fhir, const Hook *hook)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(fhir->access->session, &FHIR_HOOK_PUT, &statement,
                       fhir->access->problem));
    bind_id(statement, "id", hook->id);
    bind_id(statement, "client", hook->client);
    bind_id(statement, "house", hook->house);
    bind_text(statement, "topic", text_from(fhir_kind_name(hook->topic)));
    bind_text(statement, "content", hook->is_empty ? TEXT("empty") : TEXT("id-only"));
    bind_text(statement, "base", fhir->base);
    bind_text(statement, "state", hook_state_name(hook->state));
    bind_integer(statement, "ends", hook->ends);
    bind_integer(statement, "heartbeat", hook->heartbeat);
    bind_integer(statement, "asked", hook->asked);
    bind_integer(statement, "now", fhir->access->now);
    return statement_run(statement, NULL, fhir->access->problem);
}

Outcome hook_take(Fhir *fhir, const json_t *body, const FhirRow *row)
{
    Access *access = fhir->access;
    Hook hook = {.id = row->id,
                 .client = fhir->client->account,
                 .house = access->caller.house,
                 .asked = row->version + 1};
    TRY(read_asked(fhir, body, &hook));
    TRY(row->version == 0 ? check_count(fhir) : OK);
    TRY(put(fhir, &hook));
    TRY(referral_watch_begin(access, hook.house));
    const HookPlan plan = {hook.id, "asked", hook.asked, access->now};
    return hook.state == HOOK_OFF
               ? OK
               : hook_plan(access->session, access->arena, &plan, access->now, access->problem);
}

/* --------------------------------------------------------------------------------- ending */

static Outcome forget_events(Fhir *fhir, Id id)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(fhir->access->session, &FHIR_EVENT_FORGET, &statement,
                       fhir->access->problem));
    bind_id(statement, "subscription", id);
    bind_integer(statement, "told", INT64_MAX);
    return statement_run(statement, NULL, fhir->access->problem);
}

static Outcome forget_hook(Fhir *fhir, Id id)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(fhir->access->session, &FHIR_HOOK_END, &statement,
                       fhir->access->problem));
    bind_id(statement, "id", id);
    return statement_run(statement, NULL, fhir->access->problem);
}

/* The last of a house ends its watch. */
static Outcome end_watch(Fhir *fhir, Id house)
{
    bool more = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(fhir->access->session, &FHIR_HOOK_OF_HOUSE, &statement,
                       fhir->access->problem));
    bind_id(statement, "house", house);
    TRY(statement_next(statement, &more, fhir->access->problem));
    return more ? OK : referral_watch_end(fhir->access, house);
}

Outcome hook_end(Fhir *fhir, Id id)
{
    TRY(forget_events(fhir, id));
    TRY(forget_hook(fhir, id));
    return end_watch(fhir, fhir->access->caller.house);
}

/* --------------------------------------------------------------------------------- asking */

Outcome hook_status(Fhir *fhir, Text name, json_t **answer)
{
    Access *access = fhir->access;
    Id id = {{0}};
    Hook hook = {0};
    bool found = false;
    const HookEvents none = {0};
    TRY(fhir_scope(fhir, FHIR_SUBSCRIPTION, 'r'));
    TRY(fhir_row_find(fhir, FHIR_SUBSCRIPTION, name, &id, &found));
    if (found) {
        TRY(hook_get(access->session, access->arena, id, &hook, &found, access->problem));
    }
    if (!found || !id_equal(hook.client, fhir->client->account)) {
        return problem_set(access->problem, NOT_FOUND, TEXT("Subscription"), "",
                           "no such Subscription");
    }
    *answer = notice_write(access->arena, &hook, name, NOTICE_STATUS, &none);
    return OK;
}
