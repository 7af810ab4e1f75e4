/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/accompaniment_api.h"

#include "access/gate_web.h"
#include "base/list.h"
#include "casework/accompaniment_json.h"
#include "http/body.h"
#include "people/secrecy_edge_web.h"

static Outcome write_of_case(Request *request, Id case_file)
{
    AccompanimentList list = {0};
    Access *access = access_of(request);
    TRY(accompaniment_list(access, case_file, &list));
    JsonWriter writer = json_writer(response_json(request));
    accompaniment_write_list_json(access, &list, &writer);
    return OK;
}

static Outcome get_of_case(Request *request)
{
    Id case_file = {{0}};
    TRY(path_id(request, "id", &case_file));
    return write_of_case(request, case_file);
}

static Outcome get_own(Request *request)
{
    AccompanimentList list = {0};
    Access *access = access_of(request);
    TRY(accompaniment_list_own(access, &list));
    JsonWriter writer = json_writer(response_json(request));
    accompaniment_write_list_json(access, &list, &writer);
    return OK;
}

static Outcome post_plan(Request *request)
{
    static const char *const names[] = {"referral", "companion", "volunteer",
                                        "starts",   "place",     "door"};
    Id case_file = {{0}};
    Id made = {{0}};
    Accompaniment one = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, "id", &case_file));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_id(request, body, "referral", &one.referral));
    TRY(body_id(request, body, "companion", &one.companion));
    TRY(body_text(request, body, "volunteer", &one.volunteer));
    TRY(body_moment(request, body, "starts", &one.starts));
    TRY(body_text(request, body, "place", &one.place));
    TRY(body_text(request, body, "door", &one.door));
    TRY(accompaniment_plan(access_of(request), case_file, &one, &made));
    TRY(write_of_case(request, case_file));
    request->response.status = 201;
    return OK;
}

static Outcome read_end(Request *request, const json_t *body, AccompanimentEnd *end)
{
    const Text outcome = json_member_text(body, "outcome");
    if (!accompaniment_state_parse(json_member_text(body, "state"), &end->state)) {
        return REQUEST_INVALID(request, "body", "state",
                               "done, missed or cancelled is expected");
    }
    if (!accompaniment_outcome_parse(outcome, &end->outcome)) {
        return REQUEST_INVALID(request, "body", "outcome",
                               "helped, partly or not_helped is expected");
    }
    return body_text(request, body, "seen", &end->seen);
}

/* Answers those of the caller that are still to come. */
static Outcome post_end(Request *request)
{
    static const char *const names[] = {"state", "outcome", "seen"};
    Id id = {{0}};
    AccompanimentEnd end = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, "id", &id));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(read_end(request, body, &end));
    TRY(accompaniment_end(access_of(request), id, &end));
    return get_own(request);
}

static const Route routes[] = {
    {GET,  "/api/v1/cases/{id}/accompaniments", MAY_READ_CASE,  get_of_case, FRESH},
    {POST, "/api/v1/cases/{id}/accompaniments", MAY_WRITE_CASE, post_plan,   FRESH},
    {GET,  "/api/v1/accompaniments",            MAY_WRITE_CASE, get_own,     FRESH},
    {POST, "/api/v1/accompaniments/{id}/end",   MAY_WRITE_CASE, post_end,    FRESH},
};

const RouteTable ACCOMPANIMENT_API_ROUTES = {routes, LENGTH_OF(routes)};
