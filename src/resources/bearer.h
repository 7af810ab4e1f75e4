/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Places that a citizen keeps by the code of a plan, without an account. Such a booking is of
 * no house and no file: whoever bears the code may confirm and cancel it, and nobody else but
 * the house of the unit. Only units that their house gives to the public can be kept so
 * (UNIT_FOR_PUBLIC, never usual). It is held ten minutes and stands once it was confirmed.
 *
 * At the doors a number of the day is said, one for all places of the plan that begin on it,
 * which each house's board shows: the code, which could cancel, is shown to nobody.
 */
#pragma once

#include "resources/booking.h"

enum {
    BEARER_PLACES_MOST = 6, /* of a plan at a time */
    BEARER_DAY_MOST = 12, /* taken in a day, whatever became of them: a hold keeps others out */
    BEARER_DAYS_AHEAD = 14, /* a plan fades, and what it keeps can be given back by it alone */
};

/* Who bears a code: may book, is of no house, and has no other right. */
Access bearer_access(Arena *arena, Session *session, Moment now, Problem *problem);

/* The units for the public, of all houses, whose bookings are kept here. */
MUST_USE Outcome bearer_units(Access *access, UnitList *units);

/* Holds them all under `code`, or none, nothing written. NOT_FOUND for a unit that is not for
 * the public; REFUSED "places" past the limits; CONFLICT "slot" when two of a kind would be at
 * one time, INVALID "slot" for one too far ahead, else as booking_make. `orders` name
 * nobody. */
MUST_USE Outcome bearer_hold(Access *access, Text code, const BookingOrder *orders,
                             size_t count, BookingList *made);

/* What is held under the code is booked; `confirmed` tells how many, 0 when all ran out. `name`
 * is what the lists of the houses call them by: a first name, or nothing. INVALID "name". */
MUST_USE Outcome bearer_confirm(Access *access, Text code, Text name, size_t *confirmed);

/* Gives one back. NOT_FOUND for one of another code; CONFLICT when it is neither held nor
 * booked. */
MUST_USE Outcome bearer_cancel(Access *access, Text code, Id booking);

typedef struct BearerPlace {
    Unit unit;
    Booking booking;
} BearerPlace;

typedef LIST_OF(BearerPlace) BearerPlaceList;

/* What is held, booked or in use under the code and not over, the earliest first. */
MUST_USE Outcome bearer_places(Access *access, Text code, BearerPlaceList *places);
