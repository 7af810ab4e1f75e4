/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/bearer.h"

#include "crypto/code.h"
#include "resources/queries.h"
#include "resources/resources_private.h"
#include "words/visible.h"

enum {
    NUMBER_LEAST = 1000,
    NUMBER_MOST = 9999,
    NUMBER_TRIES = 64, /* of a day with half of all numbers given, one in 2^64 finds none */
    A_DAY = 24 * 60 * 60,
};

Access bearer_access(Arena *arena, Session *session, Moment now, Problem *problem)
{
    const PermissionSet books = (PermissionSet)1
                                << (MAY_BOOK_UNIT - FIRST_PERMISSION_OF_DOMAINS);
    return (Access){.arena = arena,
                    .session = session,
                    .caller = {.permissions = books},
                    .now = now,
                    .problem = problem};
}

/* -------------------------------------------------------------------------------- reading */

static bool is_for_bearers(const Unit *unit)
{
    return unit->reach == UNIT_FOR_PUBLIC && unit->is_kept_here && unit->closed == 0;
}

Outcome bearer_units(Access *access, UnitList *units)
{
    UnitList all = {0};
    UnitList given = {0};
    TRY(unit_list(access, UNITS_OF_NETWORK, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (is_for_bearers(&all.items[i])) {
            LIST_APPEND(access->arena, &given, all.items[i]);
        }
    }
    *units = given;
    return OK;
}

/* Those not over, and those taken within a day. */
static Outcome read_all(Access *access, Text code, BookingList *bookings)
{
    bool row = false;
    const Digest digest = code_digest(code);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &BOOKING_OF_CODE, &statement, access->problem));
    bind_blob(statement, "code", digest.bytes, sizeof digest.bytes);
    bind_integer(statement, "now", access->now);
    bind_integer(statement, "since", access->now - A_DAY);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, bookings, booking_read_row(access->arena, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static bool has_place_ahead(const Access *access, const Booking *booking)
{
    return booking->ends > access->now &&
           booking_state_has_place(booking_state(booking, access->now));
}

Outcome bearer_places(Access *access, Text code, BearerPlaceList *places)
{
    BookingList all = {0};
    BearerPlaceList read = {0};
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(read_all(access, code, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (has_place_ahead(access, &all.items[i])) {
            BearerPlace place = {.booking = all.items[i]};
            TRY(unit_find(access, place.booking.place.unit, &place.unit));
            LIST_APPEND(access->arena, &read, place);
        }
    }
    *places = read;
    return OK;
}

/* -------------------------------------------------------------------------------- limits */

static Outcome check_limits(Access *access, const BookingList *all, size_t wanted)
{
    size_t ahead = wanted;
    size_t of_day = wanted;
    for (size_t i = 0; i < all->count; i++) {
        ahead += has_place_ahead(access, &all->items[i]);
        of_day += all->items[i].made > access->now - A_DAY;
    }
    return ahead <= BEARER_PLACES_MOST && of_day <= BEARER_DAY_MOST
               ? OK
               : problem_set(access->problem, REFUSED, TEXT("body"), "places",
                             "a plan keeps %d places at a time, and %d in a day",
                             BEARER_PLACES_MOST, BEARER_DAY_MOST);
}

/* A night or slot somebody has, or asks for: two of a kind at one time are not for one. */
typedef struct Taken {
    UnitKind kind;
    Moment starts;
    Moment ends;
} Taken;

typedef LIST_OF(Taken) TakenList;

static Outcome take_one(Access *access, TakenList *taken, Taken more)
{
    for (size_t i = 0; i < taken->count; i++) {
        const Taken *other = &taken->items[i];
        if (other->kind == more.kind && other->starts < more.ends &&
            more.starts < other->ends) {
            return problem_set(access->problem, CONFLICT, TEXT("body"), "slot",
                               "the plan has a place of this kind at that time");
        }
    }
    LIST_APPEND(access->arena, taken, more);
    return OK;
}

static Outcome list_taken(Access *access, const BookingList *all, TakenList *taken)
{
    for (size_t i = 0; i < all->count; i++) {
        const Booking *booking = &all->items[i];
        if (has_place_ahead(access, booking)) {
            Unit unit = {0};
            TRY(unit_find(access, booking->place.unit, &unit));
            LIST_APPEND(access->arena, taken,
                        (Taken){unit.kind, booking->starts, booking->ends});
        }
    }
    return OK;
}

static Outcome check_order(Access *access, const BookingOrder *order, TakenList *taken)
{
    Unit unit = {0};
    Slot slot = {0};
    TRY(unit_get(access, order->unit, &unit));
    if (!is_for_bearers(&unit)) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "unit", "no such unit");
    }
    TRY(slot_find(access->arena, &unit, order->slot, &slot, access->problem));
    if (slot.starts > access->now + (Moment)BEARER_DAYS_AHEAD * A_DAY) {
        return problem_set(access->problem, INVALID, TEXT("body"), "slot",
                           "within %d days is expected", BEARER_DAYS_AHEAD);
    }
    return take_one(access, taken, (Taken){unit.kind, slot.starts, slot.ends});
}

/* -------------------------------------------------------------------------------- numbers */

static Outcome find_number(Access *access, const Digest *code, Date day, int64_t *number)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &VISIT_NUMBER_OF, &statement, access->problem));
    bind_blob(statement, "code", code->bytes, sizeof code->bytes);
    bind_integer(statement, "day", day);
    TRY(statement_next(statement, &row, access->problem));
    *number = row ? column_integer(statement, 0) : 0;
    return OK;
}

/* Drawn, not counted: a number tells nobody how many came before. */
static Outcome draw_number(Access *access, const Digest *code, Date day, int64_t *number)
{
    int64_t changed = 0;
    for (size_t i = 0; i < NUMBER_TRIES && changed == 0; i++) {
        uint32_t drawn = 0;
        secret_bytes(&drawn, sizeof drawn);
        *number = NUMBER_LEAST + drawn % (NUMBER_MOST - NUMBER_LEAST + 1);
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(statement_open(access->session, &VISIT_NUMBER_TAKE, &statement, access->problem));
        bind_integer(statement, "day", day);
        bind_integer(statement, "number", *number);
        bind_blob(statement, "code", code->bytes, sizeof code->bytes);
        TRY(statement_run(statement, &changed, access->problem));
    }
    return changed > 0 ? OK
                       : problem_set(access->problem, UNAVAILABLE, TEXT(""), "number",
                                     "no number of this day is left");
}

static Outcome number_one(Access *access, Text code, Booking *booking)
{
    Unit unit = {0};
    const Digest digest = code_digest(code);
    TRY(unit_find(access, booking->place.unit, &unit));
    const Date day = slot_day(&unit, booking->place.slot);
    TRY(find_number(access, &digest, day, &booking->number));
    if (booking->number == 0) {
        TRY(draw_number(access, &digest, day, &booking->number));
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &BOOKING_NUMBER, &statement, access->problem));
    bind_id(statement, "id", booking->id);
    bind_integer(statement, "number", booking->number);
    return statement_run(statement, NULL, access->problem);
}

/* --------------------------------------------------------------------------------- acting */

Outcome bearer_hold(Access *access, Text code, const BookingOrder *orders, size_t count,
                    BookingList *made)
{
    BookingList all = {0};
    TakenList taken = {0};
    const BookingOrders wanted = {orders, count};
    TRY(read_all(access, code, &all));
    TRY(check_limits(access, &all, count));
    TRY(list_taken(access, &all, &taken));
    for (size_t i = 0; i < count; i++) {
        TRY(check_order(access, &orders[i], &taken));
    }
    TRY(booking_make_coded(access, BOOKING_HOLD, &wanted, code, made));
    for (size_t i = 0; i < made->count; i++) {
        TRY(number_one(access, code, &made->items[i]));
    }
    return OK;
}

static Outcome apply(Access *access, const Booking *booking, BookingAct act)
{
    Unit unit = {0};
    Booking next = {0};
    const BookingMove move = {booking->id, act, TEXT("")};
    TRY(unit_find(access, booking->place.unit, &unit));
    return booking_apply(access, &unit, booking, &move, &next);
}

static Outcome name_one(Access *access, Id booking, Text name)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &BOOKING_LABEL, &statement, access->problem));
    bind_id(statement, "id", booking);
    bind_text(statement, "label", name);
    return statement_run(statement, NULL, access->problem);
}

Outcome bearer_confirm(Access *access, Text code, Text name, size_t *confirmed)
{
    BookingList all = {0};
    size_t count = 0;
    TRY(access_require(access, MAY_BOOK_UNIT));
    if (!text_visible(access->arena, name, ONE_LINE, &name) ||
        name.length > BOOKING_LABEL_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "name",
                           "%d bytes of UTF-8 at most: a first name, or nothing",
                           BOOKING_LABEL_MOST);
    }
    TRY(read_all(access, code, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (booking_state(&all.items[i], access->now) == BOOKING_HELD) {
            TRY(apply(access, &all.items[i], BOOKING_CONFIRM));
            TRY(name_one(access, all.items[i].id, name));
            count++;
        }
    }
    *confirmed = count;
    return OK;
}

Outcome bearer_cancel(Access *access, Text code, Id booking)
{
    BookingList all = {0};
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(read_all(access, code, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (id_equal(all.items[i].id, booking)) {
            return apply(access, &all.items[i], BOOKING_CANCEL);
        }
    }
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "booking", "no such booking");
}
