/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/resources_api.h"

#include "access/gate_web.h"
#include "http/body.h"
#include "resources/resources_json.h"

/* An absent member leaves the text as it is. */
static Outcome body_given(Request *request, const json_t *body, const char *name, Text *text)
{
    return json_object_get(body, name) == NULL ? OK : body_text(request, body, name, text);
}

/* ---------------------------------------------------------------------------------- units */

static const char *const unit_members[] = {"kind",        "name",       "capacity", "hours",
                                           "slotMinutes", "gapMinutes", "rule",     "reach",
                                           "keptHere",    "service",    "closed",   "revision"};

/* What the body names; the rest stays as it is. */
static Outcome read_unit(Request *request, const json_t *body, Unit *unit)
{
    bool is_closed = unit->closed != 0;
    const Text reach = json_member_text(body, "reach");
    TRY(body_given(request, body, "name", &unit->name));
    TRY(body_given(request, body, "hours", &unit->hours));
    TRY(body_given(request, body, "rule", &unit->rule));
    TRY(body_integer(request, body, "capacity", &unit->capacity));
    TRY(body_integer(request, body, "slotMinutes", &unit->slot_minutes));
    TRY(body_integer(request, body, "gapMinutes", &unit->gap_minutes));
    TRY(body_integer(request, body, "revision", &unit->revision));
    TRY(body_flag(request, body, "keptHere", &unit->is_kept_here));
    TRY(body_flag(request, body, "closed", &is_closed));
    if (json_object_get(body, "service") != NULL) {
        TRY(body_id(request, body, "service", &unit->service));
    }
    if (reach.length > 0 && !unit_reach_parse(reach, &unit->reach)) {
        return REQUEST_INVALID(request, "body", "reach",
                               "house, network or public is expected");
    }
    if (is_closed != (unit->closed != 0)) {
        unit->closed = is_closed ? request->now : 0;
    }
    return OK;
}

static Outcome answer_unit(Request *request, const Unit *unit)
{
    JsonWriter writer = json_writer(response_json(request));
    unit_write_json(request->arena, unit, &writer);
    return OK;
}

static Outcome get_units(Request *request)
{
    UnitList units = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(unit_list(access_of(request), UNITS_OF_NETWORK, &units));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_key(&writer, TEXT("items"));
    json_array_open(&writer);
    for (size_t i = 0; i < units.count; i++) {
        unit_write_json(request->arena, &units.items[i], &writer);
    }
    json_array_close(&writer);
    json_member_integer(&writer, "total", (int64_t)units.count);
    json_object_close(&writer);
    return OK;
}

static Outcome post_unit(Request *request)
{
    Unit made = {.reach = UNIT_FOR_NETWORK, .is_kept_here = true};
    Unit unit = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, unit_members, LENGTH_OF(unit_members), &body));
    if (!unit_kind_parse(json_member_text(body, "kind"), &made.kind)) {
        return REQUEST_INVALID(request, "body", "kind", "a kind of unit is expected");
    }
    TRY(read_unit(request, body, &made));
    TRY(unit_add(access_of(request), &made, &unit));
    return answer_unit(request, &unit);
}

static Outcome find_unit(Request *request, Unit *unit)
{
    Id id = {{0}};
    if (!id_parse(request_path_value(request, "id"), &id)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT(""), "unit", "no such unit");
    }
    return unit_get(access_of(request), id, unit);
}

static Outcome get_unit(Request *request)
{
    Unit unit = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(find_unit(request, &unit));
    return answer_unit(request, &unit);
}

static Outcome post_change(Request *request)
{
    Unit unit = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, unit_members + 1, LENGTH_OF(unit_members) - 1, &body));
    TRY(find_unit(request, &unit));
    if (json_object_get(body, "revision") == NULL) {
        return REQUEST_INVALID(request, "body", "revision", "that of the unit you saw");
    }
    TRY(read_unit(request, body, &unit));
    TRY(unit_change(access_of(request), &unit, &unit));
    return answer_unit(request, &unit);
}

static Outcome post_count(Request *request)
{
    static const char *const names[] = {"free"};
    int64_t free = -1;
    Unit unit = {0};
    BoardUnit shown = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_integer(request, body, "free", &free));
    TRY(find_unit(request, &unit));
    TRY(unit_tell(access_of(request), unit.id, free));
    TRY(unit_told(access_of(request), unit.id, &shown.told));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member_integer(&writer, "free", shown.told.free);
    json_member(&writer, "at", moment_format(request->arena, shown.told.at));
    json_object_close(&writer);
    return OK;
}

static Outcome post_refusal(Request *request)
{
    static const char *const names[] = {"reason"};
    Unit unit = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(find_unit(request, &unit));
    TRY(booking_refuse(access_of(request), unit.id, json_member_text(body, "reason")));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_object_close(&writer);
    return OK;
}

static Outcome read_day(Request *request, Date *day)
{
    static const char *const names[] = {"day"};
    const Text given = request_query(request, "day");
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    *day = BOARD_TODAY;
    return given.length == 0 || date_parse(given, day)
               ? OK
               : REQUEST_INVALID(request, "query", "day", "a day is expected: 2026-11-30");
}

static Outcome get_board(Request *request)
{
    Date day = 0;
    Board board = {0};
    TRY(read_day(request, &day));
    TRY(board_read(access_of(request), UNITS_OF_NETWORK, day, &board));
    JsonWriter writer = json_writer(response_json(request));
    board_write_json(access_of(request), &board, &writer);
    return OK;
}

static Outcome read_span(Request *request, const char *name, Date *day)
{
    const Text given = request_query(request, name);
    return given.length == 0 || date_parse(given, day)
               ? OK
               : REQUEST_INVALID(request, "query", name, "a day is expected: 2026-11-30");
}

static Outcome get_report(Request *request)
{
    enum { USUAL_DAYS = 30 };
    static const char *const names[] = {"from", "to"};
    Unit unit = {0};
    UnitDayList days = {0};
    Date last = moment_to_local(request->now).date;
    Date first = last - USUAL_DAYS;
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    TRY(read_span(request, "from", &first));
    TRY(read_span(request, "to", &last));
    TRY(find_unit(request, &unit));
    TRY(unit_report(access_of(request), &unit, first, last, &days));
    JsonWriter writer = json_writer(response_json(request));
    unit_report_write_json(request->arena, &days, &writer);
    return OK;
}

/* ------------------------------------------------------------------------------- bookings */

static Outcome read_order(Request *request, json_t *item, BookingOrder *order)
{
    static const char *const names[] = {"unit", "slot", "person", "label", "facts", "override"};
    Unit unit = {0};
    if (!json_is_object(item)) {
        return REQUEST_INVALID(request, "body", "bookings", "objects are expected");
    }
    TRY(body_only(request, item, names, LENGTH_OF(names)));
    TRY(body_need_id(request, item, "unit", &order->unit));
    TRY(body_id(request, item, "person", &order->person));
    TRY(body_text(request, item, "label", &order->label));
    TRY(body_text(request, item, "override", &order->answers.override));
    order->answers.facts = json_object_get(item, "facts");
    order->answers.language = request->language;
    TRY(unit_get(access_of(request), order->unit, &unit));
    return slot_key_parse(&unit, json_member_text(item, "slot"), &order->slot)
               ? OK
               : REQUEST_INVALID(request, "body", "slot",
                                 "the day of a night, or the start of a slot, is expected");
}

static Outcome answer_bookings(Request *request, const BookingList *made, Text code)
{
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "code", code);
    json_key(&writer, TEXT("items"));
    json_array_open(&writer);
    for (size_t i = 0; i < made->count; i++) {
        Unit unit = {0};
        TRY(unit_get(access_of(request), made->items[i].place.unit, &unit));
        booking_write_json(access_of(request), &unit, &made->items[i], &writer);
    }
    json_array_close(&writer);
    json_member_integer(&writer, "total", (int64_t)made->count);
    json_object_close(&writer);
    return OK;
}

static Outcome post_bookings(Request *request)
{
    static const char *const names[] = {"bookings", "hold"};
    bool is_hold = false;
    Text code = {0};
    BookingList made = {0};
    BookingOrder orders[BOOKING_BUNDLE_MOST] = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_flag(request, body, "hold", &is_hold));
    json_t *items = json_object_get(body, "bookings");
    const size_t count = json_array_size(items);
    if (count == 0 || count > BOOKING_BUNDLE_MOST) {
        return REQUEST_INVALID(request, "body", "bookings", "1 to %d of them are expected",
                               BOOKING_BUNDLE_MOST);
    }
    for (size_t i = 0; i < count; i++) {
        TRY(read_order(request, json_array_get(items, i), &orders[i]));
    }
    TRY(booking_make(access_of(request), is_hold ? BOOKING_HOLD : BOOKING_BOOK, orders, count,
                     &made, &code));
    return answer_bookings(request, &made, code);
}

static Outcome booking_id(Request *request, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), "booking",
                             "no such booking");
}

static Outcome answer_booking(Request *request, const Booking *booking)
{
    Unit unit = {0};
    TRY(unit_get(access_of(request), booking->place.unit, &unit));
    JsonWriter writer = json_writer(response_json(request));
    booking_write_json(access_of(request), &unit, booking, &writer);
    return OK;
}

static Outcome get_booking(Request *request)
{
    Id id = {{0}};
    Booking booking = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(booking_id(request, &id));
    TRY(booking_get(access_of(request), id, &booking));
    return answer_booking(request, &booking);
}

static Outcome post_act(Request *request)
{
    static const char *const names[] = {"act", "reason"};
    BookingMove move = {0};
    Booking booking = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(booking_id(request, &move.booking));
    TRY(body_text(request, body, "reason", &move.reason));
    if (!booking_act_parse(json_member_text(body, "act"), &move.act)) {
        return REQUEST_INVALID(
            request, "body", "act",
            "confirm, arrive, leave, miss, cancel or cancel_by_house is expected");
    }
    TRY(booking_move(access_of(request), &move, &booking));
    return answer_booking(request, &booking);
}

static Outcome get_events(Request *request)
{
    Id id = {{0}};
    BookingEventList events = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(booking_id(request, &id));
    TRY(booking_history(access_of(request), id, &events));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_key(&writer, TEXT("items"));
    json_array_open(&writer);
    for (size_t i = 0; i < events.count; i++) {
        json_object_open(&writer);
        json_member(&writer, "act", events.items[i].act);
        json_member_unless_empty(&writer, "reason", events.items[i].reason);
        json_member(&writer, "at", moment_format(request->arena, events.items[i].at));
        json_object_close(&writer);
    }
    json_array_close(&writer);
    json_member_integer(&writer, "total", (int64_t)events.count);
    json_object_close(&writer);
    return OK;
}

static const Route routes[] = {
    {GET,  "/api/v1/units",                MAY_BOOK_UNIT,   get_units,     FRESH},
    {POST, "/api/v1/units",                MAY_MANAGE_UNIT, post_unit,     FRESH},
    {GET,  "/api/v1/units/board",          MAY_BOOK_UNIT,   get_board,     FRESH},
    {GET,  "/api/v1/units/{id}",           MAY_BOOK_UNIT,   get_unit,      FRESH},
    {POST, "/api/v1/units/{id}",           MAY_MANAGE_UNIT, post_change,   FRESH},
    {GET,  "/api/v1/units/{id}/report",    MAY_BOOK_UNIT,   get_report,    FRESH},
    {POST, "/api/v1/units/{id}/counts",    MAY_BOOK_UNIT,   post_count,    FRESH},
    {POST, "/api/v1/units/{id}/refusals",  MAY_BOOK_UNIT,   post_refusal,  FRESH},
    {POST, "/api/v1/bookings",             MAY_BOOK_UNIT,   post_bookings, FRESH},
    {GET,  "/api/v1/bookings/{id}",        MAY_BOOK_UNIT,   get_booking,   FRESH},
    {POST, "/api/v1/bookings/{id}",        MAY_BOOK_UNIT,   post_act,      FRESH},
    {GET,  "/api/v1/bookings/{id}/events", MAY_BOOK_UNIT,   get_events,    FRESH},
};

const RouteTable RESOURCES_API_ROUTES = {routes, LENGTH_OF(routes)};
