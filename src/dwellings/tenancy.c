/* SPDX-License-Identifier: EUPL-1.2 */
#include "dwellings/tenancy.h"

#include "dwellings/dwellings_private.h"
#include "dwellings/queries.h"
#include "people/optional_id.h"

bool tenancy_act_parse(Text code, TenancyAct *act)
{
    static const char *const codes[TENANCY_ACT_COUNT] = {"extend", "leave", "follow", "alone"};
    size_t at = 0;
    const bool is_one = text_among(code, codes, TENANCY_ACT_COUNT, &at);
    *act = is_one ? (TenancyAct)at : *act;
    return is_one;
}

static Date today(const Access *access)
{
    return moment_to_local(access->now).date;
}

/* ------------------------------------------------------------------------------- reading */

static void add_event(Text act, Date day, Tenancy *tenancy)
{
    if (text_equal(act, TEXT("enter"))) {
        tenancy->starts = day;
    } else if (text_equal(act, TEXT("end"))) {
        tenancy->ends = day != 0 ? day : DATE_NONE;
        tenancy->extensions++;
    } else if (text_equal(act, TEXT("leave"))) {
        tenancy->left = day;
    } else {
        tenancy->has_follow_up = text_equal(act, TEXT("follow"));
        tenancy->follow_up_since = day;
    }
}

Outcome tenancy_read_events(Access *access, Id booking, Tenancy *tenancy, bool *is_one)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    tenancy->ends = DATE_NONE;
    tenancy->left = DATE_NONE;
    tenancy->follow_up_since = DATE_NONE;
    tenancy->extensions = -1; /* the contract itself is none */
    TRY(statement_open(access->session, &TENANCY_EVENT_EACH, &statement, access->problem));
    bind_id(statement, "booking", booking);
    TRY(statement_next(statement, &row, access->problem));
    *is_one = row;
    while (row) {
        tenancy->last_number = column_integer(statement, 0);
        add_event(column_text(statement, 1), (Date)column_integer(statement, 2), tenancy);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome no_such_tenancy(Access *access)
{
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "tenancy",
                       "nobody moved in by this id");
}

Outcome tenancy_get(Access *access, Id id, Tenancy *tenancy)
{
    bool is_one = false;
    Tenancy read = {0};
    TRY(booking_get(access, id, &read.booking));
    TRY(tenancy_read_events(access, id, &read, &is_one));
    if (!is_one) {
        return no_such_tenancy(access);
    }
    *tenancy = read;
    return OK;
}

Outcome tenancy_list(Access *access, const Dwelling *dwelling, TenancyList *list)
{
    BookingList bookings = {0};
    TenancyList read = {0};
    const SlotSpan whole = {DWELLING_SLOT, DWELLING_SLOT};
    TRY(booking_of_unit(access, &dwelling->unit, whole, &bookings));
    for (size_t i = bookings.count; i > 0; i--) {
        bool is_one = false;
        Tenancy tenancy = {.booking = bookings.items[i - 1]};
        TRY(tenancy_read_events(access, tenancy.booking.id, &tenancy, &is_one));
        if (is_one) {
            LIST_APPEND(access->arena, &read, tenancy);
        }
    }
    *list = read;
    return OK;
}

/* ------------------------------------------------------------------------------- saying */

static Outcome say(Access *access, Tenancy *tenancy, const char *act, Date day)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TENANCY_EVENT_ADD, &statement, access->problem));
    bind_id(statement, "booking", tenancy->booking.id);
    bind_integer(statement, "number", ++tenancy->last_number);
    bind_text(statement, "act", text_from(act));
    bind_integer(statement, "day", day == DATE_NONE ? 0 : day);
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "tenancy.change", tenancy->booking.place.person, tenancy->booking.id,
                "house");
    return OK;
}

/* ------------------------------------------------------------------------------ moving in */

static Outcome read_last_left(Access *access, Id dwelling, Date *left)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DWELLING_LAST_LEFT, &statement, access->problem));
    bind_id(statement, "unit", dwelling);
    TRY(statement_next(statement, &row, access->problem));
    *left =
        row && !column_is_null(statement, 0) ? (Date)column_integer(statement, 0) : DATE_NONE;
    return OK;
}

static Outcome check_end(Access *access, Date starts, Date ends)
{
    return ends == DATE_NONE || (ends > starts && ends - starts <= TENANCY_LENGTH_MOST)
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "ends",
                             "a day after the first, within 30 years, is expected");
}

static Outcome check_days(Access *access, const TenancyOrder *order)
{
    Date left = DATE_NONE;
    if (order->starts < today(access) - TENANCY_BACK_MOST ||
        order->starts > today(access) + TENANCY_AHEAD_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "starts",
                           "a day within 20 years before and one year after is expected");
    }
    TRY(check_end(access, order->starts, order->ends));
    TRY(read_last_left(access, order->dwelling, &left));
    return left == DATE_NONE || order->starts >= left
               ? OK
               : problem_set(access->problem, CONFLICT, TEXT("body"), "starts",
                             "the household before lived there that day");
}

static Outcome check_dwelling(Access *access, const TenancyOrder *order)
{
    Dwelling dwelling = {0};
    TRY(dwelling_get(access, order->dwelling, &dwelling));
    TRY(dwelling_require_own(access, &dwelling));
    return dwelling.unit.closed == 0 ? check_days(access, order)
                                     : problem_set(access->problem, CONFLICT, TEXT("body"),
                                                   "unit", "works go on there");
}

/* The dwelling is booked for who comes without waiting. */
static Outcome book(Access *access, const TenancyOrder *order, Booking *booking)
{
    BookingList made = {0};
    Text code = {"", 0};
    const BookingOrder booked = {.unit = order->dwelling,
                                 .slot = DWELLING_SLOT,
                                 .person = order->person,
                                 .label = order->label,
                                 .answers = order->answers};
    TRY(booking_make(access, BOOKING_BOOK, &booked, 1, &made, &code));
    *booking = made.items[0];
    return OK;
}

/* The offer is taken, if nobody took it yet. */
static Outcome take_offer(Access *access, const TenancyOrder *order, Booking *booking)
{
    const BookingMove confirm = {order->booking, BOOKING_CONFIRM, TEXT("")};
    TRY(booking_get(access, order->booking, booking));
    if (!id_equal(booking->place.unit, order->dwelling)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "booking",
                           "it is an offer of another dwelling");
    }
    return booking_state(booking, access->now) == BOOKING_HELD
               ? booking_move(access, &confirm, booking)
               : OK;
}

Outcome tenancy_move_in(Access *access, const TenancyOrder *order, Tenancy *tenancy)
{
    Tenancy made = {.starts = order->starts,
                    .extensions = 0,
                    .ends = order->ends,
                    .left = DATE_NONE,
                    .follow_up_since = DATE_NONE};
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(check_dwelling(access, order));
    TRY(id_is_nil(order->booking) ? book(access, order, &made.booking)
                                  : take_offer(access, order, &made.booking));
    const BookingMove arrive = {made.booking.id, BOOKING_ARRIVE, TEXT("")};
    TRY(booking_move_stay(access, &arrive, &made.booking));
    TRY(say(access, &made, "enter", order->starts));
    TRY(say(access, &made, "end", order->ends));
    *tenancy = made;
    return OK;
}

/* ---------------------------------------------------------------------------- since then */

static Outcome find_lasting(Access *access, Id id, Tenancy *tenancy)
{
    TRY(tenancy_get(access, id, tenancy));
    return tenancy->left == DATE_NONE ? OK
                                      : problem_set(access->problem, CONFLICT, TEXT(""),
                                                    "tenancy", "the household has left");
}

static Outcome wrong_day(Access *access, const char *why)
{
    return problem_set(access->problem, INVALID, TEXT("body"), "day", "%s", why);
}

static Outcome find_own(Access *access, Id id, Tenancy *tenancy)
{
    Dwelling dwelling = {0};
    TRY(find_lasting(access, id, tenancy));
    TRY(dwelling_get(access, tenancy->booking.place.unit, &dwelling));
    return dwelling_require_own(access, &dwelling);
}

static Outcome extend(Access *access, Tenancy *tenancy, Date ends)
{
    const bool had_none = tenancy->ends == DATE_NONE;
    const bool has_none = ends == DATE_NONE;
    if (!has_none &&
        (ends <= tenancy->starts || ends - tenancy->starts > TENANCY_LENGTH_MOST)) {
        return wrong_day(access, "a day after the first, within 30 years, is expected");
    }
    return had_none == has_none && (has_none || ends <= tenancy->ends)
               ? wrong_day(access, "an end later than the one before is expected")
               : say(access, tenancy, "end", ends);
}

static Outcome leave(Access *access, Tenancy *tenancy, Date day)
{
    const BookingMove move = {tenancy->booking.id, BOOKING_LEAVE, TEXT("")};
    const Date latest = tenancy->starts > today(access) ? tenancy->starts : today(access);
    if (day < tenancy->starts || day > latest) {
        return wrong_day(access, "a day from the first to today is expected");
    }
    TRY(booking_move_stay(access, &move, &tenancy->booking));
    return say(access, tenancy, "leave", day);
}

static Outcome follow(Access *access, Tenancy *tenancy, bool is_asked)
{
    return tenancy->has_follow_up == is_asked
               ? problem_set(access->problem, CONFLICT, TEXT(""), "followUp",
                             "it is so already")
               : say(access, tenancy, is_asked ? "follow" : "alone", today(access));
}

Outcome tenancy_move(Access *access, Id booking, TenancyAct act, Date day)
{
    Tenancy tenancy = {0};
    const bool is_of_keeper = act == TENANCY_EXTEND || act == TENANCY_LEAVE;
    TRY(is_of_keeper ? find_own(access, booking, &tenancy)
                     : find_lasting(access, booking, &tenancy));
    switch (act) {
    case TENANCY_EXTEND:
        return extend(access, &tenancy, day);
    case TENANCY_LEAVE:
        return leave(access, &tenancy, day);
    case TENANCY_FOLLOW:
    case TENANCY_ALONE:
    case TENANCY_ACT_COUNT:
        break;
    }
    return follow(access, &tenancy, act == TENANCY_FOLLOW);
}
