/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/board.h"

#include "directory/twin_merge.h"
#include "resources/queries.h"
#include "resources/resources_private.h"

static bool is_on_list(BookingState state)
{
    return booking_state_has_place(state) || state == BOOKING_ABSENT;
}

static void count_booking(BoardSlot *shown, BookingState state)
{
    shown->held += state == BOOKING_HELD;
    shown->booked += state == BOOKING_BOOKED;
    shown->arrived += state == BOOKING_ARRIVED || state == BOOKING_USED;
}

/* Bookings come by slot, as slots do. */
static void fill_slot(Access *access, const BookingList *bookings, size_t *at, BoardSlot *shown)
{
    BookingList list = {0};
    while (*at < bookings->count && bookings->items[*at].place.slot <= shown->slot.key) {
        const Booking *booking = &bookings->items[(*at)++];
        const BookingState state = booking_state(booking, access->now);
        if (booking->place.slot == shown->slot.key && is_on_list(state)) {
            count_booking(shown, state);
            LIST_APPEND(access->arena, &list, *booking);
        }
    }
    shown->bookings = list.items;
    shown->booking_count = list.count;
}

Outcome board_of_unit(Access *access, const Unit *unit, Date asked, BoardUnit *shown)
{
    size_t at = 0;
    const Date day = asked == BOARD_TODAY ? slot_today(unit, access->now) : asked;
    SlotList slots = {0};
    BookingList bookings = {0};
    TRY(slot_list(access->arena, unit, day, &slots, access->problem));
    BoardSlot *items = ARENA_ARRAY(access->arena, BoardSlot, slots.count);
    if (slots.count > 0) {
        const SlotSpan span = {slots.items[0].key, slots.items[slots.count - 1].key};
        TRY(booking_of_unit(access, unit, span, &bookings));
    }
    for (size_t i = 0; i < slots.count; i++) {
        items[i] = (BoardSlot){.slot = slots.items[i]};
        if (unit->is_kept_here) {
            TRY(place_free_count(access, unit->id, slots.items[i].key,
                                 unit_capacity_on(unit, day), &items[i].free));
        }
        fill_slot(access, &bookings, &at, &items[i]);
    }
    *shown = (BoardUnit){.unit = *unit,
                         .day = day,
                         .is_own = unit_is_of_caller(access, unit),
                         .slots = items,
                         .slot_count = slots.count};
    return unit->is_kept_here ? OK : unit_told(access, unit->id, &shown->told);
}

Outcome board_read(Access *access, UnitScope scope, Date day, Board *board)
{
    UnitList units = {0};
    TRY(unit_list(access, scope, &units));
    BoardUnit *items = ARENA_ARRAY(access->arena, BoardUnit, units.count);
    size_t count = 0;
    for (size_t i = 0; i < units.count; i++) {
        if (units.items[i].closed == 0 && !unit_is_dwelling(&units.items[i])) {
            TRY(board_of_unit(access, &units.items[i], day, &items[count++]));
        }
    }
    *board = (Board){.day = day, .units = items, .count = count};
    return OK;
}

/* --------------------------------------------------------------------------------- offers */

/* The first night or slot with a free place that is not over; NULL when there is none. */
static const BoardSlot *first_free(const BoardUnit *shown, Moment now)
{
    for (size_t i = 0; i < shown->slot_count; i++) {
        if (shown->slots[i].free > 0 && shown->slots[i].slot.ends > now) {
            return &shown->slots[i];
        }
    }
    return NULL;
}

/* The places of a service that was merged into another are offered by that one. */
static bool is_of_service(const Unit *unit, Id service, const TwinIdList *absorbed)
{
    bool is_of = id_equal(unit->service, service);
    for (size_t i = 0; i < absorbed->count; i++) {
        is_of = is_of || id_equal(unit->service, absorbed->items[i]);
    }
    return is_of;
}

Outcome board_offer(Access *access, const UnitList *units, Id service, BoardOffer *offer)
{
    BoardOffer found = {0};
    TwinIdList absorbed = {0};
    TRY(twin_absorbed(access->session, access->arena, service, &absorbed, access->problem));
    for (size_t i = 0; i < units->count && found.slot == NULL; i++) {
        const Unit *unit = &units->items[i];
        if (unit->closed == 0 && unit->is_kept_here &&
            is_of_service(unit, service, &absorbed)) {
            Date day = 0;
            TRY(slot_day_ahead(access->arena, unit, access->now, &day, access->problem));
            TRY(board_of_unit(access, unit, day, &found.shown));
            found.slot = first_free(&found.shown, access->now);
        }
    }
    *offer = found;
    return OK;
}

/* -------------------------------------------------------------------------------- report */

static void add_to_day(const Booking *booking, Moment now, UnitDay *day)
{
    switch (booking_state(booking, now)) {
    case BOOKING_ARRIVED:
    case BOOKING_USED:
        day->used++;
        break;
    case BOOKING_ABSENT:
        day->absent++;
        break;
    case BOOKING_CANCELLED_BY_PERSON:
        day->cancelled++;
        break;
    case BOOKING_CANCELLED_BY_SERVICE:
        day->refused++;
        break;
    case BOOKING_HELD:
    case BOOKING_LAPSED:
    case BOOKING_BOOKED:
    case BOOKING_STATE_COUNT:
        break;
    }
}

static SlotSpan span_of_days(const Unit *unit, Date first, Date last)
{
    if (unit_is_by_night(unit)) {
        return (SlotSpan){first, last};
    }
    return (SlotSpan){moment_from_local((LocalTime){.date = first}),
                      moment_from_local((LocalTime){.date = last + 1}) - 1};
}

static Outcome add_refusals(Access *access, const Unit *unit, UnitDayList *days)
{
    bool row = false;
    const Date first = days->items[0].day;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &UNIT_REFUSAL_SUMS, &statement, access->problem));
    bind_id(statement, "unit", unit->id);
    bind_integer(statement, "first", first);
    bind_integer(statement, "last", days->items[days->count - 1].day);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        days->items[column_integer(statement, 0) - first].refused +=
            column_integer(statement, 1);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* As its identifier says (UUIDv7: milliseconds since 1970 in the first six bytes). */
static Date made_on(const Unit *unit)
{
    enum { TIME_BYTES = 6, BYTE = 256, MILLISECONDS = 1000 };
    int64_t time = 0;
    for (size_t i = 0; i < TIME_BYTES; i++) {
        time = time * BYTE + unit->id.bytes[i];
    }
    return moment_to_local(time / MILLISECONDS).date;
}

/* Nothing was offered before there was the unit, nor after it was closed. */
static Outcome count_offered(Access *access, const Unit *unit, Date day, int64_t *offered)
{
    SlotList slots = {0};
    Unit then = *unit;
    const bool was_closed = unit->closed != 0 && day > moment_to_local(unit->closed).date;
    then.closed = 0;
    *offered = 0;
    if (day < made_on(unit) || was_closed) {
        return OK;
    }
    TRY(slot_list(access->arena, &then, day, &slots, access->problem));
    *offered = (int64_t)slots.count * unit_capacity_on(unit, day);
    return OK;
}

Outcome unit_report(Access *access, const Unit *unit, Date first, Date last, UnitDayList *days)
{
    UnitDayList read = {0};
    BookingList bookings = {0};
    if (last < first || last - first >= REPORT_DAYS_MOST) {
        return problem_set(access->problem, INVALID, TEXT("query"), "to",
                           "1 to %d days are expected", REPORT_DAYS_MOST);
    }
    if (!unit_is_of_caller(access, unit)) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "unit", "no such unit");
    }
    for (Date day = first; day <= last; day++) {
        UnitDay made = {.day = day};
        TRY(count_offered(access, unit, day, &made.offered));
        LIST_APPEND(access->arena, &read, made);
    }
    TRY(booking_list(access, unit, span_of_days(unit, first, last), &bookings));
    for (size_t i = 0; i < bookings.count; i++) {
        const Booking *booking = &bookings.items[i];
        add_to_day(booking, access->now,
                   &read.items[slot_day(unit, booking->place.slot) - first]);
    }
    TRY(add_refusals(access, unit, &read));
    *days = read;
    return OK;
}
