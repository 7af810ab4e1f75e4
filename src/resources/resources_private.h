/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to resources: what its files share. */
#pragma once

#include "resources/booking.h"
#include "resources/waiting_rank.h"

/* A unit whoever asks, NOT_FOUND for none. Judges nothing. */
MUST_USE Outcome unit_find(Access *access, Id id, Unit *unit);

/* All of the territory, UNITS_MOST of them. Judges nothing. */
MUST_USE Outcome unit_each(Access *access, UnitList *units);

/* Fills what cold plans add to each of the units, `count` of them. */
MUST_USE Outcome unit_extra_fill(Access *access, Unit *units, size_t count);

/* REFUSED unless the caller manages the units of a house. */
MUST_USE Outcome unit_admit_manager(Access *access);

/* Whether the caller works for the house of the unit. */
bool unit_is_of_caller(const Access *access, const Unit *unit);

/* Bookings and holds of the unit that have not ended. */
MUST_USE Outcome place_count_ahead(Access *access, Id unit, int64_t *count);

/* The person a booking or an entry is for, after judging; two files of one person are one. */
MUST_USE Outcome booking_admit_person(Access *access, Id given, Id *person);

/* The booking and its unit: NOT_FOUND unless the caller keeps the one or made the other. */
MUST_USE Outcome booking_find(Access *access, Id id, Booking *booking, Unit *unit);

/* A row of the columns every query of bookings has. */
Booking booking_read_row(Arena *arena, const Statement *statement);

typedef struct BookingOrders {
    const BookingOrder *items;
    size_t count;
} BookingOrders;

/* As booking_make, under a code its bearer has already. */
MUST_USE Outcome booking_make_coded(Access *access, BookingWish wish,
                                    const BookingOrders *orders, Text code, BookingList *made);

/* As booking_move, of a booking that was found and judged. */
MUST_USE Outcome booking_apply(Access *access, const Unit *unit, const Booking *before,
                               const BookingMove *move, Booking *booking);

MUST_USE Outcome booking_add_event(Access *access, const Booking *booking, Text act,
                                   Text reason);

/* The seed of a day's draw, and whether it was prepared. */
MUST_USE Outcome waiting_read_seed(Access *access, Date day, WaitingSeed *seed, bool *is_there);

/* Whose file it is, is told to the house that booked alone, and there to who may read it. */
MUST_USE Outcome booking_judge_shown(Access *access, Booking *booking);

/* Clears a person whom the caller may not read; for one who is told, the journal gets a line,
 * with the unit. */
MUST_USE Outcome booking_judge_person(Access *access, Id unit, Id *person);

/* As booking_of_unit, for counting: judges no person and leaves no line. */
MUST_USE Outcome booking_list(Access *access, const Unit *unit, SlotSpan span,
                              BookingList *bookings);

/* A place held in the name of who waits. CONFLICT, with nothing written, when there is none or
 * the person has a bed. */
typedef struct BookingOffer {
    Id house;
    Id person;
    Text label;
    Moment until;
} BookingOffer;
MUST_USE Outcome booking_offer(Access *access, const Unit *unit, const Slot *slot,
                               const BookingOffer *offer, Booking *booking);
