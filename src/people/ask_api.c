/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/ask_api.h"

#include "access/gate_web.h"
#include "http/body.h"
#include "people/ask_json.h"
#include "people/person_json.h"
#include "people/secrecy_edge_web.h"

static Outcome get_asks(Request *request)
{
    PersonAsks asks = {0};
    TRY(person_ask_list(access_of(request), &asks));
    JsonWriter writer = json_writer(response_json(request));
    person_asks_write_json(request->arena, &asks, &writer);
    return OK;
}

/* The members of a search, and the message. */
static Outcome post_ask(Request *request)
{
    Id id = {{0}};
    NewAsk made = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_json(request, &body));
    TRY(body_text(request, body, "message", &made.words));
    (void)json_object_del(body, "message");
    TRY(lookup_read_json(request->arena, body, &made.query, &request->problem));
    TRY(person_ask(access_of(request), &made, &id));
    request->response.status = 201;
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member_id(&writer, request->arena, "id", id);
    json_member(&writer, "state", ask_state_code(ASK_OPEN));
    json_object_close(&writer);
    return OK;
}

static Outcome post_answer(Request *request)
{
    static const char *const names[] = {"answer"};
    Id id = {{0}};
    AskState answer = ASK_OPEN;
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, "id", &id));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    if (!ask_answer_parse(json_member_text(body, "answer"), &answer)) {
        return REQUEST_INVALID(request, "body", "answer", "yes, no or other is expected");
    }
    TRY(person_ask_answer(access_of(request), id, answer));
    return get_asks(request);
}

static const Route routes[] = {
    {GET,  "/api/v1/persons/asks",             MAY_FIND_PERSON,    get_asks,    FRESH},
    {POST, "/api/v1/persons/asks",             MAY_FIND_PERSON,    post_ask,    FRESH},
    {POST, "/api/v1/persons/asks/{id}/answer", MAY_RECORD_CONSENT, post_answer, FRESH},
};

const RouteTable ASK_API_ROUTES = {routes, LENGTH_OF(routes)};
