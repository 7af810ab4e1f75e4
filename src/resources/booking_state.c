/* SPDX-License-Identifier: EUPL-1.2 */
/* What a booking is now: a function of its moments and of the clock, kept nowhere. */
#include "resources/booking.h"

static const char *const state_codes[BOOKING_STATE_COUNT] = {
    [BOOKING_HELD] = "held",
    [BOOKING_LAPSED] = "lapsed",
    [BOOKING_BOOKED] = "booked",
    [BOOKING_ARRIVED] = "arrived",
    [BOOKING_USED] = "used",
    [BOOKING_ABSENT] = "absent",
    [BOOKING_CANCELLED_BY_PERSON] = "cancelled_by_person",
    [BOOKING_CANCELLED_BY_SERVICE] = "cancelled_by_service",
};

static const char *const act_codes[BOOKING_ACT_COUNT] = {
    [BOOKING_CONFIRM] = "confirm", [BOOKING_ARRIVE] = "arrive",
    [BOOKING_LEAVE] = "leave",     [BOOKING_MISS] = "miss",
    [BOOKING_CANCEL] = "cancel",   [BOOKING_CANCEL_BY_HOUSE] = "cancel_by_house",
};

const char *const BOOKING_REASONS[BOOKING_REASON_COUNT] = {"full", "out_of_service", "rule",
                                                           "conduct", "other"};

Text booking_state_code(BookingState state)
{
    return text_from(state_codes[state]);
}

Text booking_act_code(BookingAct act)
{
    return text_from(act_codes[act]);
}

bool booking_act_parse(Text code, BookingAct *act)
{
    size_t at = 0;
    const bool is_one = text_among(code, act_codes, BOOKING_ACT_COUNT, &at);
    *act = is_one ? (BookingAct)at : *act;
    return is_one;
}

bool booking_reason_is_known(Text reason)
{
    return text_among(reason, BOOKING_REASONS, BOOKING_REASON_COUNT, NULL);
}

BookingState booking_state(const Booking *booking, Moment now)
{
    if (booking->cancelled != 0) {
        return booking->is_cancelled_by_service ? BOOKING_CANCELLED_BY_SERVICE
                                                : BOOKING_CANCELLED_BY_PERSON;
    }
    if (booking->absent != 0) {
        return BOOKING_ABSENT;
    }
    if (booking->arrived != 0) {
        return booking->departed != 0 || now >= booking->ends ? BOOKING_USED : BOOKING_ARRIVED;
    }
    if (booking->booked != 0) {
        return BOOKING_BOOKED;
    }
    return now < booking->hold_until ? BOOKING_HELD : BOOKING_LAPSED;
}

bool booking_state_has_place(BookingState state)
{
    return state == BOOKING_HELD || state == BOOKING_BOOKED || state == BOOKING_ARRIVED ||
           state == BOOKING_USED;
}

bool booking_awaits_word(const Booking *booking, Moment now)
{
    return booking_state(booking, now) == BOOKING_BOOKED && now >= booking->ends;
}
