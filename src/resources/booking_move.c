/* SPDX-License-Identifier: EUPL-1.2 */
/* What becomes of a booking: who may say what, from which state. */
#include "resources/queries.h"
#include "resources/resources_private.h"
#include "resources/waiting.h"

#define FROM(state) (1U << (state))

typedef struct ActRow {
    unsigned from;     /* states it may start in */
    bool is_of_keeper; /* for the house of the unit alone */
    bool asks_a_reason;
} ActRow;

static const ActRow acts[BOOKING_ACT_COUNT] = {
    [BOOKING_CONFIRM] = {FROM(BOOKING_HELD),                        false, false},
    [BOOKING_ARRIVE] = {FROM(BOOKING_BOOKED),                      true,  false},
    [BOOKING_LEAVE] = {FROM(BOOKING_ARRIVED),                     true,  false},
    [BOOKING_MISS] = {FROM(BOOKING_BOOKED),                      true,  false},
    [BOOKING_CANCEL] = {FROM(BOOKING_HELD) | FROM(BOOKING_BOOKED), false, false},
    [BOOKING_CANCEL_BY_HOUSE] = {FROM(BOOKING_HELD) | FROM(BOOKING_BOOKED), true,  true },
};

static Outcome check_move(Access *access, const Booking *booking, const BookingMove *move,
                          bool is_keeper)
{
    const ActRow *row = &acts[move->act];
    const BookingState state = booking_state(booking, access->now);
    if (row->is_of_keeper && !is_keeper) {
        return problem_set(access->problem, REFUSED, TEXT(""), "act",
                           "the house of the unit says so, not the one that booked");
    }
    if (row->asks_a_reason != (move->reason.length > 0) ||
        (row->asks_a_reason && !booking_reason_is_known(move->reason))) {
        return problem_set(access->problem, INVALID, TEXT("body"), "reason",
                           row->asks_a_reason
                               ? "full, out_of_service, rule, conduct or other is expected"
                               : "none is asked for this");
    }
    if ((row->from & FROM(state)) == 0) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "booking",
                           "the booking is %s now", booking_state_code(state).bytes);
    }
    /* Who comes early in the day has come; nobody comes the day before. */
    if ((move->act == BOOKING_ARRIVE &&
         moment_to_local(access->now).date < moment_to_local(booking->starts).date) ||
        (move->act == BOOKING_MISS && access->now < booking->starts)) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "booking",
                           "it is too early to say so");
    }
    return OK;
}

/* Whether the place is free again: a night stays that of who left it, a dwelling does not. */
static bool gives_back(const Unit *unit, BookingAct act)
{
    switch (act) {
    case BOOKING_MISS:
    case BOOKING_CANCEL:
    case BOOKING_CANCEL_BY_HOUSE:
        return true;
    case BOOKING_LEAVE:
        return unit_is_dwelling(unit);
    case BOOKING_CONFIRM:
    case BOOKING_ARRIVE:
    case BOOKING_ACT_COUNT:
        break;
    }
    return false;
}

static Booking after(const Unit *unit, const Booking *before, BookingAct act, Moment now)
{
    Booking next = *before;
    Moment *const moments[BOOKING_ACT_COUNT] = {
        [BOOKING_CONFIRM] = &next.booked,   [BOOKING_ARRIVE] = &next.arrived,
        [BOOKING_LEAVE] = &next.departed,   [BOOKING_MISS] = &next.absent,
        [BOOKING_CANCEL] = &next.cancelled, [BOOKING_CANCEL_BY_HOUSE] = &next.cancelled,
    };
    *moments[act] = now;
    next.is_cancelled_by_service = act == BOOKING_CANCEL_BY_HOUSE;
    next.ends = unit_is_dwelling(unit) && gives_back(unit, act) ? now : before->ends;
    next.revision++;
    return next;
}

static Outcome store_move(Access *access, const Booking *next)
{
    int64_t changed = 0;
    const Text by = next->is_cancelled_by_service ? TEXT("service") : TEXT("person");
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &BOOKING_MOVE, &statement, access->problem));
    bind_id(statement, "id", next->id);
    bind_integer(statement, "booked", next->booked);
    bind_integer(statement, "arrived", next->arrived);
    bind_integer(statement, "departed", next->departed);
    bind_integer(statement, "absent", next->absent);
    bind_integer(statement, "cancelled", next->cancelled);
    bind_text(statement, "canceller", next->cancelled != 0 ? by : TEXT(""));
    bind_integer(statement, "ends", next->ends);
    bind_integer(statement, "revision", next->revision - 1);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? OK
                        : problem_set(access->problem, CONFLICT, TEXT(""), "booking",
                                      "the booking was changed in between: read it again");
}

/* What is given back goes to who waits, in the same transaction. */
static Outcome move_place(Access *access, const Unit *unit, const Booking *booking,
                          BookingAct act)
{
    if (!gives_back(unit, act)) {
        return OK;
    }
    TRY(place_release(access, &booking->place));
    return booking->ends > access->now || unit_is_dwelling(unit)
               ? waiting_serve(access, unit, booking->place.slot, NULL)
               : OK;
}

/* Before the booking says so: a hold that ran out by the clock of another server may have gone
 * to somebody else, place or night. */
static Outcome keep_place(Access *access, const Unit *unit, const Booking *booking)
{
    UnitPlace place = booking->place;
    if (!unit_is_by_night(unit)) {
        place.person = (Id){{0}};
    }
    return place_keep(access, &place);
}

Outcome booking_apply(Access *access, const Unit *unit, const Booking *before,
                      const BookingMove *move, Booking *booking)
{
    TRY(check_move(access, before, move, unit_is_of_caller(access, unit)));
    const Booking next = after(unit, before, move->act, access->now);
    if (move->act == BOOKING_CONFIRM) {
        TRY(keep_place(access, unit, before));
    }
    TRY(store_move(access, &next));
    TRY(move_place(access, unit, &next, move->act));
    TRY(booking_add_event(access, &next, booking_act_code(move->act), move->reason));
    *booking = next;
    return OK;
}

Outcome booking_move_stay(Access *access, const BookingMove *move, Booking *booking)
{
    Unit unit = {0};
    Booking before = {0};
    TRY(booking_find(access, move->booking, &before, &unit));
    TRY(booking_apply(access, &unit, &before, move, booking));
    return booking_judge_shown(access, booking);
}

Outcome booking_move(Access *access, const BookingMove *move, Booking *booking)
{
    Unit unit = {0};
    Booking before = {0};
    TRY(booking_find(access, move->booking, &before, &unit));
    if (unit_is_dwelling(&unit) &&
        (move->act == BOOKING_ARRIVE || move->act == BOOKING_LEAVE)) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "act",
                           "a household moves into a dwelling and out of it, with its days");
    }
    return booking_move_stay(access, move, booking);
}

Outcome booking_refuse(Access *access, Id id, Text reason)
{
    Unit unit = {0};
    TRY(unit_get(access, id, &unit));
    if (!booking_reason_is_known(reason)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "reason",
                           "full, out_of_service, rule, conduct or other is expected");
    }
    if (!unit_is_of_caller(access, &unit)) {
        return problem_set(access->problem, REFUSED, TEXT(""), "unit",
                           "the house of the unit says so");
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &UNIT_REFUSAL_RAISE, &statement, access->problem));
    bind_id(statement, "unit", id);
    bind_integer(statement, "day", slot_today(&unit, access->now));
    bind_text(statement, "reason", reason);
    return statement_run(statement, NULL, access->problem);
}
