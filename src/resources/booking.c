/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/booking.h"

#include "crypto/code.h"
#include "people/optional_id.h"
#include "people/person.h"
#include "resources/queries.h"
#include "resources/resources_private.h"
#include "resources/waiting.h"
#include "words/visible.h"

/* ------------------------------------------------------------------------------- reading */

Booking booking_read_row(Arena *arena, const Statement *statement)
{
    return (Booking){
        .id = column_id(statement, 0),
        .bundle = column_id(statement, 1),
        .place = {.unit = column_id(statement, 2),
                  .slot = column_integer(statement, 3),
                  .number = column_integer(statement, 4),
                  .person = column_id(statement, 8),
                  .booking = column_id(statement, 0)},
        .starts = column_integer(statement, 5),
        .ends = column_integer(statement, 6),
        .house = column_id(statement, 7),
        .label = text_copy(arena, column_text(statement, 9)),
        .made = column_integer(statement, 10),
        .hold_until = column_integer(statement, 11),
        .booked = column_integer(statement, 12),
        .arrived = column_integer(statement, 13),
        .departed = column_integer(statement, 14),
        .absent = column_integer(statement, 15),
        .cancelled = column_integer(statement, 16),
        .is_cancelled_by_service = text_equal(column_text(statement, 17), TEXT("service")),
        .revision = column_integer(statement, 18),
        .number = column_integer(statement, 19),
    };
}

static Outcome no_such_booking(Access *access)
{
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "booking", "no such booking");
}

static Outcome read_booking(Access *access, Id id, Booking *booking)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &BOOKING_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return no_such_booking(access);
    }
    *booking = booking_read_row(access->arena, statement);
    return OK;
}

static bool is_booked_by_caller(const Access *access, const Booking *booking)
{
    return !id_is_nil(access->caller.house) && id_equal(booking->house, access->caller.house);
}

Outcome booking_find(Access *access, Id id, Booking *booking, Unit *unit)
{
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(read_booking(access, id, booking));
    TRY(unit_find(access, booking->place.unit, unit));
    return unit_is_of_caller(access, unit) || is_booked_by_caller(access, booking)
               ? OK
               : no_such_booking(access);
}

Outcome booking_judge_person(Access *access, Id unit, Id *person)
{
    bool may = false;
    if (id_is_nil(*person)) {
        return OK;
    }
    TRY(person_judge_shown(access, MAY_READ_PERSON, *person, unit, &may));
    *person = may ? *person : (Id){{0}};
    return OK;
}

Outcome booking_judge_shown(Access *access, Booking *booking)
{
    if (!is_booked_by_caller(access, booking)) {
        booking->place.person = (Id){{0}};
    }
    return booking_judge_person(access, booking->place.unit, &booking->place.person);
}

Outcome booking_get(Access *access, Id id, Booking *booking)
{
    Unit unit = {0};
    TRY(booking_find(access, id, booking, &unit));
    access_note(access, "booking.read", (Id){{0}}, id, "house");
    return booking_judge_shown(access, booking);
}

Outcome booking_list(Access *access, const Unit *unit, SlotSpan span, BookingList *bookings)
{
    bool row = false;
    BookingList read = {0};
    TRY(access_require(access, MAY_BOOK_UNIT));
    const bool is_keeper = unit_is_of_caller(access, unit);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &BOOKING_OF_UNIT, &statement, access->problem));
    bind_id(statement, "unit", unit->id);
    bind_integer(statement, "first", span.first);
    bind_integer(statement, "last", span.last);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Booking booking = booking_read_row(access->arena, statement);
        if (is_keeper || is_booked_by_caller(access, &booking)) {
            LIST_APPEND(access->arena, &read, booking);
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    *bookings = read;
    return OK;
}

Outcome booking_of_unit(Access *access, const Unit *unit, SlotSpan span, BookingList *bookings)
{
    BookingList read = {0};
    TRY(booking_list(access, unit, span, &read));
    for (size_t i = 0; i < read.count; i++) {
        TRY(booking_judge_shown(access, &read.items[i]));
    }
    if (read.count > 0) {
        access_note(access, "unit.read", (Id){{0}}, unit->id, "house");
    }
    *bookings = read;
    return OK;
}

/* -------------------------------------------------------------------------------- events */

Outcome booking_add_event(Access *access, const Booking *booking, Text act, Text reason)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &BOOKING_EVENT_ADD, &statement, access->problem));
    bind_id(statement, "booking", booking->id);
    bind_integer(statement, "revision", booking->revision);
    bind_text(statement, "act", act);
    bind_text(statement, "reason", reason);
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

Outcome booking_history(Access *access, Id id, BookingEventList *events)
{
    bool row = false;
    Booking booking = {0};
    TRY(booking_get(access, id, &booking));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &BOOKING_EVENT_EACH, &statement, access->problem));
    bind_id(statement, "booking", id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const BookingEvent event = {
            .revision = column_integer(statement, 0),
            .act = text_copy(access->arena, column_text(statement, 1)),
            .reason = text_copy(access->arena, column_text(statement, 2)),
            .account = column_id(statement, 3),
            .at = column_integer(statement, 4),
        };
        LIST_APPEND(access->arena, events, event);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* --------------------------------------------------------------------------------- making */

/* Two files of one person have one night between them. */
Outcome booking_admit_person(Access *access, Id given, Id *person)
{
    *person = given;
    return id_is_nil(given) ? OK : person_admit_merged(access, given, person);
}

static Outcome check_order(Access *access, const BookingOrder *order, const Unit *unit,
                           const Slot *slot)
{
    if (order->label.length > BOOKING_LABEL_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "label",
                           "%d bytes at most: what the list calls the person by",
                           BOOKING_LABEL_MOST);
    }
    if (!unit->is_kept_here) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "unit",
                           "the bookings of this unit are not kept here: call the house");
    }
    if (unit->closed != 0) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "unit",
                           "nothing of this unit is given now: it is closed");
    }
    return slot->ends > access->now
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "slot", "it is over");
}

static Outcome insert(Access *access, const Booking *booking, Text code)
{
    const Digest digest = code_digest(code);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &BOOKING_ADD, &statement, access->problem));
    bind_id(statement, "id", booking->id);
    bind_id(statement, "bundle", booking->bundle);
    bind_id(statement, "unit", booking->place.unit);
    bind_integer(statement, "slot", booking->place.slot);
    bind_integer(statement, "place", booking->place.number);
    bind_integer(statement, "starts", booking->starts);
    bind_integer(statement, "ends", booking->ends);
    bind_optional_id(statement, "house", booking->house);
    bind_optional_id(statement, "person", booking->place.person);
    bind_text(statement, "label", booking->label);
    bind_blob(statement, "code", digest.bytes, sizeof digest.bytes);
    bind_integer(statement, "now", booking->made);
    bind_integer(statement, "hold_until", booking->hold_until);
    bind_integer(statement, "booked", booking->booked);
    return statement_run(statement, NULL, access->problem);
}

static Booking blank(const Access *access, BookingWish wish, Id bundle)
{
    return (Booking){
        .id = id_new(access->now * 1000),
        .bundle = bundle,
        .house = access->caller.house,
        .made = access->now,
        .hold_until = wish == BOOKING_HOLD ? access->now + BOOKING_HOLD_SECONDS : 0,
        .booked = wish == BOOKING_BOOK ? access->now : 0,
        .revision = 1,
    };
}

/* What an order asks for, once it was looked at. */
typedef struct Prepared {
    Unit unit;
    Booking booking;
    Id person;   /* a night is taken with a bed, and with nothing else */
    Text reason; /* why the rule of the unit was passed over; empty for not */
} Prepared;

/* Of the night or slot that is booked. */
static int64_t capacity_of(const Unit *unit, const Booking *booking)
{
    return unit_capacity_on(unit, slot_day(unit, booking->place.slot));
}

/* How many of the orders before ask for the same night or slot. */
static int64_t count_before(const BookingOrder *orders, size_t at)
{
    int64_t count = 0;
    for (size_t i = 0; i < at; i++) {
        count += id_equal(orders[i].unit, orders[at].unit) && orders[i].slot == orders[at].slot;
    }
    return count;
}

static Outcome prepare(Access *access, const BookingOrder *orders, size_t at,
                       Prepared *prepared)
{
    Slot slot = {0};
    BookingOrder order = orders[at];
    Booking *booking = &prepared->booking;
    TRY(unit_get(access, order.unit, &prepared->unit));
    TRY(slot_find(access->arena, &prepared->unit, order.slot, &slot, access->problem));
    if (!text_visible(access->arena, order.label, ONE_LINE, &order.label)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "label",
                           "UTF-8 is expected");
    }
    TRY(check_order(access, &order, &prepared->unit, &slot));
    TRY(booking_admit_person(access, order.person, &prepared->person));
    TRY(unit_rule_check(access, &prepared->unit, &order.answers));
    prepared->reason = prepared->unit.rule.length > 0 ? order.answers.override : TEXT("");
    booking->starts = slot.starts;
    booking->ends = slot.ends;
    booking->label = order.label;
    booking->place = (UnitPlace){
        .unit = order.unit,
        .slot = slot.key,
        .person = unit_is_by_night(&prepared->unit) ? prepared->person : (Id){{0}},
        .booking = booking->id,
    };
    return place_check(access, capacity_of(&prepared->unit, booking),
                       count_before(orders, at) + 1, &booking->place);
}

/* One bed a night also within what is asked together: found before the first is written. */
static Outcome check_nights(Access *access, const Prepared *prepared, size_t at)
{
    const UnitPlace *place = &prepared[at].booking.place;
    for (size_t i = 0; i < at && !id_is_nil(place->person); i++) {
        const UnitPlace *other = &prepared[i].booking.place;
        if (id_equal(other->person, place->person) && other->slot == place->slot) {
            return problem_set(access->problem, CONFLICT, TEXT("body"), "person",
                               "two beds are asked for one person and one night");
        }
    }
    return OK;
}

static Outcome write_one(Access *access, Prepared *prepared, Text code)
{
    Booking *booking = &prepared->booking;
    const bool is_hold = booking->booked == 0;
    TRY(place_take(access, capacity_of(&prepared->unit, booking),
                   is_hold ? booking->hold_until : PLACE_KEPT, &booking->place));
    booking->place.person = prepared->person;
    TRY(insert(access, booking, code));
    return booking_add_event(access, booking, is_hold ? TEXT("hold") : TEXT("book"),
                             prepared->reason);
}

Outcome booking_offer(Access *access, const Unit *unit, const Slot *slot,
                      const BookingOffer *offer, Booking *booking)
{
    Prepared prepared = {
        .unit = *unit,
        .booking = blank(access, BOOKING_HOLD, id_new(access->now * 1000)),
        .person = offer->person,
    };
    Booking *made = &prepared.booking;
    made->house = offer->house;
    made->label = offer->label;
    made->hold_until = offer->until;
    made->starts = slot->starts;
    made->ends = slot->ends;
    made->place = (UnitPlace){
        .unit = unit->id,
        .slot = slot->key,
        .person = unit_is_by_night(unit) ? offer->person : (Id){{0}},
        .booking = made->id,
    };
    TRY(place_check(access, capacity_of(unit, made), 1, &made->place));
    TRY(write_one(access, &prepared, code_new(access->arena)));
    *booking = *made;
    return OK;
}

/* Who waits is served first, so that nobody who comes later passes. */
static Outcome serve_who_waits(Access *access, const BookingOrder *orders, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Unit unit = {0};
        TRY(unit_get(access, orders[i].unit, &unit));
        TRY(waiting_serve(access, &unit, orders[i].slot, NULL));
    }
    return OK;
}

Outcome booking_make_coded(Access *access, BookingWish wish, const BookingOrders *orders,
                           Text code, BookingList *made)
{
    const Id bundle = id_new(access->now * 1000);
    const size_t count = orders->count;
    BookingList list = {0};
    TRY(access_require(access, MAY_BOOK_UNIT));
    if (count == 0 || count > BOOKING_BUNDLE_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "bookings",
                           "1 to %d bookings are expected", BOOKING_BUNDLE_MOST);
    }
    TRY(serve_who_waits(access, orders->items, count));
    Prepared *prepared = ARENA_ARRAY(access->arena, Prepared, count);
    for (size_t i = 0; i < count; i++) {
        prepared[i] = (Prepared){.booking = blank(access, wish, bundle)};
        TRY(prepare(access, orders->items, i, &prepared[i]));
        TRY(check_nights(access, prepared, i));
    }
    for (size_t i = 0; i < count; i++) {
        TRY(write_one(access, &prepared[i], code));
        LIST_APPEND(access->arena, &list, prepared[i].booking);
    }
    *made = list;
    return OK;
}

Outcome booking_make(Access *access, BookingWish wish, const BookingOrder *orders, size_t count,
                     BookingList *made, Text *code)
{
    const Text drawn = code_new(access->arena);
    const BookingOrders all = {orders, count};
    TRY(booking_make_coded(access, wish, &all, drawn, made));
    *code = drawn;
    return OK;
}
