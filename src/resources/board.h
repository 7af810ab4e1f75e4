/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The board of a day: each unit with its night or slots that begin on it, what is free, and who
 * has which place. A house sees all of its own units; of another's what is free, and what it
 * booked there itself.
 */
#pragma once

#include "resources/booking.h"

typedef struct BoardSlot {
    Slot slot;
    int64_t free; /* places; 0 where the count is told and not kept here */
    int64_t held; /* of those the caller sees: by state */
    int64_t booked;
    int64_t arrived;
    const Booking *bookings; /* that the caller sees and that stand on the list: not those that
                                lapsed or were cancelled */
    size_t booking_count;
} BoardSlot;

typedef struct BoardUnit {
    Unit unit;
    Date day;
    bool is_own;    /* of the caller's house */
    ToldCount told; /* where the count is not kept here */
    const BoardSlot *slots;
    size_t slot_count;
} BoardUnit;

typedef struct Board {
    Date day; /* as it was asked */
    const BoardUnit *units;
    size_t count;
} Board;

enum { BOARD_TODAY = DATE_NONE }; /* for each unit the day it is for it (slot_today) */

/* Of one unit. */
MUST_USE Outcome board_of_unit(Access *access, const Unit *unit, Date day, BoardUnit *shown);

MUST_USE Outcome board_read(Access *access, UnitScope scope, Date day, Board *board);

/* The first place of a service that is free now or next: of its first unit that has one today,
 * or on the day to book for. `slot` is NULL when none of `units` has. */
typedef struct BoardOffer {
    BoardUnit shown;
    const BoardSlot *slot;
} BoardOffer;
MUST_USE Outcome board_offer(Access *access, const UnitList *units, Id service,
                             BoardOffer *offer);

/* What a unit gave from one day to another, by the day on which a night or slot began. */
typedef struct UnitDay {
    Date day;
    int64_t offered; /* places of its nights or slots, as they are counted today; none before
                        it was made and after it was closed */
    int64_t used;    /* they came */
    int64_t absent;
    int64_t cancelled; /* by them */
    int64_t refused;   /* by the house: sent away, or cancelled with a reason */
} UnitDay;

typedef LIST_OF(UnitDay) UnitDayList;

enum { REPORT_DAYS_MOST = 400 };

/* INVALID "to" for more than REPORT_DAYS_MOST days; NOT_FOUND for a unit of another house. */
MUST_USE Outcome unit_report(Access *access, const Unit *unit, Date first, Date last,
                             UnitDayList *days);
