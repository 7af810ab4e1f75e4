/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/gate_web.h"
#include "dwellings/dwellings_api.h"
#include "dwellings/dwellings_json.h"
#include "http/body.h"

static Outcome answer(Request *request, Id id)
{
    Candidature candidature = {0};
    TRY(candidature_get(access_of(request), id, &candidature));
    JsonWriter writer = json_writer(response_json(request));
    candidature_write_json(request->arena, &candidature, &writer);
    return OK;
}

static Outcome read_dwellings(Request *request, const json_t *body, Id *ids, size_t *count)
{
    const json_t *items = json_object_get(body, "dwellings");
    *count = json_array_size(items);
    if (!json_is_array(items) || *count > CANDIDATURE_DWELLINGS_MOST) {
        return REQUEST_INVALID(request, "body", "dwellings", "1 to %d are expected",
                               CANDIDATURE_DWELLINGS_MOST);
    }
    for (size_t i = 0; i < *count; i++) {
        if (!id_parse(json_text(json_array_get(items, i)), &ids[i])) {
            return REQUEST_INVALID(request, "body", "dwellings", "identifiers are expected");
        }
    }
    return OK;
}

static Outcome post_candidature(Request *request)
{
    static const char *const names[] = {"dwellings", "person", "label", "class",   "adults",
                                        "children",  "level",  "facts", "override"};
    Id id = {{0}};
    Id ids[CANDIDATURE_DWELLINGS_MOST];
    CandidatureOrder order = {.dwellings = ids, .answers = {.language = request->language}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(read_dwellings(request, body, ids, &order.count));
    TRY(body_id(request, body, "person", &order.person));
    TRY(body_text(request, body, "label", &order.label));
    TRY(body_text(request, body, "class", &order.class));
    TRY(body_integer(request, body, "adults", &order.adults));
    TRY(body_integer(request, body, "children", &order.children));
    TRY(body_flag(request, body, "level", &order.needs_level));
    TRY(body_text(request, body, "override", &order.answers.override));
    order.answers.facts = json_object_get(body, "facts");
    TRY(candidature_ask(access_of(request), &order, &id));
    return answer(request, id);
}

static Outcome get_candidature(Request *request)
{
    Id id = {{0}};
    TRY(request_query_only(request, NULL, 0));
    TRY(dwelling_api_id(request, "candidature", &id));
    return answer(request, id);
}

static Outcome post_move(Request *request)
{
    static const char *const names[] = {"dwelling", "act", "reason"};
    CandidatureMove move = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(dwelling_api_id(request, "candidature", &move.candidature));
    TRY(body_need_id(request, body, "dwelling", &move.dwelling));
    TRY(body_text(request, body, "reason", &move.reason));
    if (!candidature_act_parse(json_member_text(body, "act"), &move.act)) {
        return REQUEST_INVALID(request, "body", "act", "decline, refuse or leave is expected");
    }
    TRY(candidature_move(access_of(request), &move));
    return answer(request, move.candidature);
}

static Outcome get_candidates(Request *request)
{
    Id id = {{0}};
    Dwelling dwelling = {0};
    CandidateList list = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(dwelling_api_id(request, "dwelling", &id));
    TRY(dwelling_get(access_of(request), id, &dwelling));
    TRY(candidate_list(access_of(request), &dwelling, &list));
    JsonWriter writer = json_writer(response_json(request));
    candidates_write_json(request->arena, &list, &writer);
    return OK;
}

static const Route routes[] = {
    {GET,  "/api/v1/dwellings/{id}/candidates", MAY_BOOK_UNIT, get_candidates,   FRESH},
    {POST, "/api/v1/candidatures",              MAY_BOOK_UNIT, post_candidature, FRESH},
    {GET,  "/api/v1/candidatures/{id}",         MAY_BOOK_UNIT, get_candidature,  FRESH},
    {POST, "/api/v1/candidatures/{id}",         MAY_BOOK_UNIT, post_move,        FRESH},
};

const RouteTable CANDIDATURE_API_ROUTES = {routes, LENGTH_OF(routes)};
