/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/question_api.h"

#include "access/gate_web.h"
#include "access/house.h"
#include "base/list.h"
#include "casework/question_json.h"
#include "http/body.h"
#include "people/secrecy_edge_web.h"

static Outcome write_one(Request *request, Id id, int status)
{
    Question question = {0};
    QuestionReplyList replies = {0};
    Access *access = access_of(request);
    TRY(question_read(access, id, &question, &replies));
    JsonWriter writer = json_writer(response_json(request));
    question_write_json(access, &question, &replies, &writer);
    request->response.status = status;
    return OK;
}

static Outcome get_list(Request *request)
{
    QuestionList list = {0};
    Access *access = access_of(request);
    TRY(question_list(access, &list));
    JsonWriter writer = json_writer(response_json(request));
    question_write_list_json(access, &list, &writer);
    return OK;
}

static Outcome get_one(Request *request)
{
    Id id = {{0}};
    TRY(path_id(request, "id", &id));
    return write_one(request, id, 200);
}

static Outcome read_words(Request *request, const json_t *body, NewQuestion *made)
{
    TRY(body_flag(request, body, "confirmed", &made->is_confirmed));
    return body_text(request, body, "words", &made->words);
}

static Outcome post_question(Request *request)
{
    static const char *const names[] = {"words", "topic", "organization", "confirmed"};
    Id made_id = {{0}};
    House house = {0};
    Text wanted = TEXT("");
    NewQuestion made = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(read_words(request, body, &made));
    TRY(body_text(request, body, "topic", &made.topic));
    TRY(body_text(request, body, "organization", &wanted));
    if (!text_is_empty(wanted)) {
        TRY(house_find(request->session, request->arena, wanted, &house, &request->problem));
        made.target = house.id;
    }
    TRY(question_ask(access_of(request), &made, &made_id));
    return write_one(request, made_id, 201);
}

static Outcome post_reply(Request *request)
{
    static const char *const names[] = {"words", "confirmed"};
    Id id = {{0}};
    Id made_id = {{0}};
    NewQuestion made = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, "id", &id));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(read_words(request, body, &made));
    TRY(question_reply(access_of(request), id, &made, &made_id));
    return write_one(request, id, 201);
}

static Outcome post_close(Request *request)
{
    Id id = {{0}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, "id", &id));
    TRY(body_read(request, NULL, 0, &body));
    TRY(question_close(access_of(request), id));
    return write_one(request, id, 200);
}

static Outcome post_withdraw(Request *request)
{
    Id id = {{0}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, "id", &id));
    TRY(body_read(request, NULL, 0, &body));
    TRY(question_withdraw(access_of(request), id));
    return get_list(request);
}

static const Route routes[] = {
    {GET,  "/api/v1/questions",               MAY_READ_CASE, get_list,      FRESH},
    {POST, "/api/v1/questions",               MAY_READ_CASE, post_question, FRESH},
    {GET,  "/api/v1/questions/{id}",          MAY_READ_CASE, get_one,       FRESH},
    {POST, "/api/v1/questions/{id}/replies",  MAY_READ_CASE, post_reply,    FRESH},
    {POST, "/api/v1/questions/{id}/close",    MAY_READ_CASE, post_close,    FRESH},
    {POST, "/api/v1/questions/{id}/withdraw", MAY_READ_CASE, post_withdraw, FRESH},
};

const RouteTable QUESTION_API_ROUTES = {routes, LENGTH_OF(routes)};
