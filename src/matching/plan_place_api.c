/* SPDX-License-Identifier: EUPL-1.2 */
/* /api/v1/plans/{code}/places: a citizen's places, by the code of a kept plan. */
#include "http/body.h"
#include "matching/application_web.h"
#include "matching/plan_place_json.h"
#include "matching/plan_place_web.h"

static Outcome open_bearer(Request *request, PlanBearer *bearer)
{
    return plan_bearer_open(request->session, request->arena,
                            request_path_value(request, "code"), request->now, bearer,
                            &request->problem);
}

static Outcome answer_places(Request *request, PlanBearer *bearer)
{
    BearerPlaceList places = {0};
    TRY(bearer_places(&bearer->access, bearer->plan.code, &places));
    JsonWriter writer = json_writer(response_json(request));
    plan_places_write_json(&bearer->access, &places, &writer);
    return OK;
}

static Outcome get_places(Request *request)
{
    PlanBearer bearer = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(open_bearer(request, &bearer));
    return answer_places(request, &bearer);
}

static Outcome read_wish(Request *request, json_t *item, PlanPlaceWish *wish)
{
    static const char *const names[] = {"unit", "slot"};
    if (!json_is_object(item)) {
        return REQUEST_INVALID(request, "body", "places", "objects are expected");
    }
    TRY(body_only(request, item, names, LENGTH_OF(names)));
    TRY(body_text(request, item, "unit", &wish->unit));
    return body_text(request, item, "slot", &wish->when);
}

static Outcome post_places(Request *request)
{
    static const char *const names[] = {"places"};
    PlanBearer bearer = {0};
    BookingList made = {0};
    PlanPlaceWish items[BEARER_PLACES_MOST] = {0};
    PlanPlaceWishes wishes = {.items = items, .language = request->language};
    json_t *body SCOPED(json_close) = NULL;
    const bool may_hold = plan_place_may_hold(request);
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(open_bearer(request, &bearer));
    if (!may_hold) {
        request->refusal = 429;
        return problem_set(&request->problem, REFUSED, TEXT(""), "",
                           "too many places were asked for from here within the hour");
    }
    const json_t *given = json_object_get(body, "places");
    wishes.count = json_array_size(given);
    if (wishes.count == 0 || wishes.count > BEARER_PLACES_MOST) {
        return REQUEST_INVALID(request, "body", "places", "1 to %d of them are expected",
                               BEARER_PLACES_MOST);
    }
    for (size_t i = 0; i < wishes.count; i++) {
        TRY(read_wish(request, json_array_get(given, i), &items[i]));
    }
    TRY(plan_place_hold(&bearer, &wishes, &made));
    return answer_places(request, &bearer);
}

static Outcome post_confirm(Request *request)
{
    static const char *const names[] = {"name"};
    Text name = {0};
    size_t confirmed = 0;
    PlanBearer bearer = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "name", &name));
    TRY(open_bearer(request, &bearer));
    TRY(bearer_confirm(&bearer.access, bearer.plan.code, name, &confirmed));
    return confirmed > 0 ? answer_places(request, &bearer)
                         : problem_set(&request->problem, CONFLICT, TEXT(""), "places",
                                       "nothing is held: hold it again");
}

static Outcome post_cancel(Request *request)
{
    Id booking = {{0}};
    PlanBearer bearer = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, NULL, 0, &body));
    TRY(open_bearer(request, &bearer));
    if (!id_parse(request_path_value(request, "id"), &booking)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "id", "no such place");
    }
    TRY(bearer_cancel(&bearer.access, bearer.plan.code, booking));
    return answer_places(request, &bearer);
}

static const Route routes[] = {
    {GET,  "/api/v1/plans/{code}/places",             EVERYONE, get_places,   FRESH},
    {POST, "/api/v1/plans/{code}/places",             EVERYONE, post_places,  FRESH},
    {POST, "/api/v1/plans/{code}/places/confirm",     EVERYONE, post_confirm, FRESH},
    {POST, "/api/v1/plans/{code}/places/{id}/cancel", EVERYONE, post_cancel,  FRESH},
};

const RouteTable PLAN_PLACE_API_ROUTES = {routes, LENGTH_OF(routes)};
