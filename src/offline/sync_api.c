/* SPDX-License-Identifier: EUPL-1.2 */
/* /api/v1/sync: what a device is given, what it brings, and what waits for a decision. A
 * device that was revoked is answered 410, and nothing else. */
#include <string.h>

#include "access/gate_web.h"
#include "http/body.h"
#include "offline/conflict.h"
#include "offline/offline_json.h"
#include "offline/offline_web.h"
#include "offline/pull.h"
#include "offline/push.h"

/* The one answer by which a device knows that it is to forget all it holds. */
static Outcome tell_to_forget(Request *request)
{
    request->response.status = 410;
    JsonWriter writer = json_writer(response_open(request, "application/problem+json"));
    json_object_open(&writer);
    json_member(&writer, "type", TEXT("urn:problem-type:belgif:deviceRevoked"));
    json_member(&writer, "title", TEXT("Device Revoked"));
    json_member_integer(&writer, "status", 410);
    json_member(&writer, "detail", TEXT("forget all this device holds, then sign in anew"));
    json_member_bool(&writer, "wipe", true);
    json_object_close(&writer);
    return OK;
}

/* ----------------------------------------------------------------------------------- pull */

static Outcome query_id(Request *request, const char *name, Id *id)
{
    const Text value = request_query(request, name);
    return value.length == 0 || id_parse(value, id)
               ? OK
               : REQUEST_INVALID(request, "query", name, "an identifier (UUID) is expected");
}

static Outcome read_pull(Request *request, PullOrder *order)
{
    static const char *const names[] = {"device", "since", "until", "after"};
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    TRY(query_id(request, "device", &order->device));
    TRY(query_id(request, "after", &order->after));
    TRY(request_query_integer(request, "since", 0, INT64_MAX, &order->since));
    TRY(request_query_integer(request, "until", 0, INT64_MAX, &order->until));
    return id_is_nil(order->device)
               ? REQUEST_INVALID(request, "query", "device", "an identifier (UUID) is expected")
               : OK;
}

static Outcome write_pull(Request *request, const PullOrder *order, Pulled *pulled)
{
    Access *access = access_of(request);
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    TRY(pull_write(access, order, &writer, pulled));
    json_object_close(&writer);
    return pull_keep(request->store, access, pulled);
}

static Outcome pull(Request *request)
{
    PullOrder order = {0};
    Pulled pulled = {0};
    TRY(read_pull(request, &order));
    const Outcome outcome = write_pull(request, &order, &pulled);
    return pulled.is_revoked ? tell_to_forget(request) : outcome;
}

/* ----------------------------------------------------------------------------------- push */

static Outcome push(Request *request)
{
    Delivery delivery = {0};
    TRY(body_require_json(request));
    TRY(delivery_read(request->arena, request->body, &delivery, &request->problem));
    Pushing pushing = {
        .store = request->store, .access = access_of(request), .delivery = &delivery};
    const Outcome outcome = push_deliver(&pushing);
    if (pushing.is_revoked) {
        return tell_to_forget(request);
    }
    TRY(outcome);
    JsonWriter writer = json_writer(response_json(request));
    push_write_json(request->arena, &pushing.answers, &writer);
    return OK;
}

/* ------------------------------------------------------------------------------ conflicts */

static Outcome list_conflicts(Request *request)
{
    OfflineConflictList list = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(conflict_list(access_of(request), &list));
    JsonWriter writer = json_writer(response_json(request));
    conflict_list_write_json(request->arena, &list, &writer);
    return OK;
}

static Outcome read_choice(Request *request, ConflictChoice *choice)
{
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_json(request, &body));
    return json_object_size(body) == 1 &&
                   conflict_choice_parse(json_member_text(body, "choice"), choice)
               ? OK
               : REQUEST_INVALID(request, "body", "choice", "keep or take is expected");
}

static Outcome decide(Request *request)
{
    Id op = {{0}};
    ConflictChoice choice = CONFLICT_KEEP;
    if (!id_parse(request_path_value(request, "id"), &op)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "conflict",
                           "no such conflict");
    }
    TRY(read_choice(request, &choice));
    TRY(conflict_decide(access_of(request), op, choice));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "op", id_format(request->arena, op));
    json_member(&writer, "state", choice == CONFLICT_TAKE ? TEXT("taken") : TEXT("kept"));
    json_object_close(&writer);
    return OK;
}

static const Route routes[] = {
    {GET,  "/api/v1/sync",                MAY_READ_PERSON,  pull,           FRESH},
    {ACT,  "/api/v1/sync",                MAY_READ_PERSON,  push,           FRESH},
    {GET,  "/api/v1/sync/conflicts",      MAY_READ_PERSON,  list_conflicts, FRESH},
    {POST, "/api/v1/sync/conflicts/{id}", MAY_WRITE_PERSON, decide,         FRESH},
};

const RouteTable SYNC_ROUTES = {routes, LENGTH_OF(routes)};
