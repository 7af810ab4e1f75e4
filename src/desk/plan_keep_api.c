/* SPDX-License-Identifier: EUPL-1.2 */
/* What the plan at the desk gives, for programs. */
#include "access/gate_web.h"
#include "desk/desk_web.h"
#include "desk/plan_keep_json.h"
#include "http/body.h"

/* Whose they are, in the body once for all of them. */
typedef struct KeepBody {
    Id person;
    Text label;
    const json_t *facts;
} KeepBody;

static Outcome check_list(Request *request, const json_t *list, const char *name, size_t most)
{
    return (list == NULL || json_is_array(list)) && json_array_size(list) <= most
               ? OK
               : REQUEST_INVALID(request, "body", name, "a list of at most %zu is expected",
                                 most);
}

static Outcome read_booking(Request *request, json_t *item, const KeepBody *body,
                            BookingOrder *order)
{
    static const char *const names[] = {"unit", "slot"};
    Unit unit = {0};
    if (!json_is_object(item)) {
        return REQUEST_INVALID(request, "body", "bookings", "objects are expected");
    }
    TRY(body_only(request, item, names, LENGTH_OF(names)));
    *order = (BookingOrder){
        .person = body->person,
        .label = body->label,
        .answers = {body->facts, TEXT(""), request->language}
    };
    TRY(body_need_id(request, item, "unit", &order->unit));
    TRY(unit_get(access_of(request), order->unit, &unit));
    return slot_key_parse(&unit, json_member_text(item, "slot"), &order->slot)
               ? OK
               : REQUEST_INVALID(request, "body", "slot",
                                 "the day of a night, or the start of a slot, is expected");
}

static Outcome read_grant(Request *request, json_t *item, const KeepBody *body,
                          GrantOrder *order)
{
    static const char *const names[] = {"id", "convention", "quantity", "worth"};
    if (!json_is_object(item)) {
        return REQUEST_INVALID(request, "body", "grants", "objects are expected");
    }
    TRY(body_only(request, item, names, LENGTH_OF(names)));
    *order = (GrantOrder){.person = body->person,
                          .quantity = 1,
                          .facts = body->facts,
                          .language = request->language};
    TRY(body_id(request, item, "id", &order->id));
    TRY(body_text(request, item, "convention", &order->convention));
    TRY(body_integer(request, item, "quantity", &order->quantity));
    return body_integer(request, item, "worth", &order->worth);
}

static Outcome read_order(Request *request, const json_t *whole, const KeepBody *body,
                          PlanKeepOrder *order)
{
    const json_t *places = json_object_get(whole, "bookings");
    const json_t *granted = json_object_get(whole, "grants");
    BookingOrder *bookings = ARENA_ARRAY(request->arena, BookingOrder, BOOKING_BUNDLE_MOST);
    GrantOrder *grants = ARENA_ARRAY(request->arena, GrantOrder, PLAN_KEEP_MOST_GRANTS);
    TRY(check_list(request, places, "bookings", BOOKING_BUNDLE_MOST));
    TRY(check_list(request, granted, "grants", PLAN_KEEP_MOST_GRANTS));
    for (size_t i = 0; i < json_array_size(places); i++) {
        TRY(read_booking(request, json_array_get(places, i), body, &bookings[i]));
    }
    for (size_t i = 0; i < json_array_size(granted); i++) {
        TRY(read_grant(request, json_array_get(granted, i), body, &grants[i]));
    }
    *order =
        (PlanKeepOrder){bookings, json_array_size(places), grants, json_array_size(granted)};
    return OK;
}

static Outcome post_keep(Request *request)
{
    static const char *const names[] = {"person", "label", "facts", "bookings", "grants"};
    KeepBody body = {0};
    PlanKept kept = {0};
    PlanKeepOrder order = {0};
    json_t *whole SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &whole));
    TRY(body_id(request, whole, "person", &body.person));
    TRY(body_text(request, whole, "label", &body.label));
    body.facts = json_object_get(whole, "facts");
    TRY(read_order(request, whole, &body, &order));
    TRY(plan_keep(access_of(request), &order, &kept));
    request->response.status = 201;
    JsonWriter writer = json_writer(response_json(request));
    return plan_kept_write_json(access_of(request), &kept, &writer);
}

static const Route routes[] = {
    {POST, "/api/v1/desk/keep", MAY_USE_DESK, post_keep, FRESH},
};

const RouteTable DESK_KEEP_API_ROUTES = {routes, LENGTH_OF(routes)};
