/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A household lives in a dwelling: from a day, under a contract that ends or is extended, until
 * it moves out. The tenancy is the booking of the dwelling (resources/booking.h), by the name
 * of the tenant, and what was said of it since; so no two households have one dwelling, and
 * nobody has two, whatever runs beside (resources/place.h).
 *
 * Social follow-up is there for who asks for it (inventory S2-61). It is no part of moving in:
 * nothing here looks at it, and who does not ask for it has the same tenancy.
 */
#pragma once

#include "dwellings/dwelling.h"
#include "resources/booking.h"

enum {
    TENANCY_BACK_MOST = 20 * 366, /* days: a household that lived there before Seuil */
    TENANCY_AHEAD_MOST = 366,
    TENANCY_LENGTH_MOST = 30 * 366,
};

typedef struct Tenancy {
    Booking booking; /* whose, where, and who asked */
    Date starts;
    Date ends; /* of the contract as it was last extended; DATE_NONE while it has no end */
    Date left; /* DATE_NONE while they live there */
    int64_t extensions;
    bool has_follow_up; /* they asked for it */
    Date follow_up_since;
    int64_t last_number; /* of what was said */
} Tenancy;

typedef LIST_OF(Tenancy) TenancyList;

typedef struct TenancyOrder {
    Id dwelling;
    Id booking; /* an offer the household accepted; nil: nobody waited */
    Id person;  /* the tenant; nil for nobody with a file. Not read with `booking` */
    Text label; /* what the list calls the household by; likewise */
    Date starts;
    Date ends;           /* DATE_NONE: no end is agreed */
    RuleAnswers answers; /* for the rule of the dwelling, asked again of nobody who waited */
} TenancyOrder;

/*
 * Moves a household in. For the house of the dwelling. Who waits is served first, so without an
 * offer CONFLICT "unit" when somebody waits who may have it; so too for a dwelling that is not
 * free or in works; CONFLICT "person" for who has a dwelling; CONFLICT "starts" for a day on
 * which the household before still lived there; INVALID names the field. All is looked at
 * before the first write.
 */
MUST_USE Outcome tenancy_move_in(Access *access, const TenancyOrder *order, Tenancy *tenancy);

/* What becomes of a tenancy. */
typedef enum TenancyAct {
    TENANCY_EXTEND, /* another end of the contract; a day that is DATE_NONE is no end */
    TENANCY_LEAVE,  /* they left that day */
    TENANCY_FOLLOW, /* they ask for social follow-up, today */
    TENANCY_ALONE,  /* they ask for it no more */
    TENANCY_ACT_COUNT
} TenancyAct;

bool tenancy_act_parse(Text code, TenancyAct *act); /* "extend", "leave", "follow", "alone" */

/*
 * EXTEND and LEAVE are for the house of the dwelling, the others for the house that asked too.
 * CONFLICT once they left, and for what is so already. INVALID "day" unless an end is later
 * than the one before, or they left between their first day and today (on their first, for who
 * never came). A dwelling that is left is free at once, and offered to who waits.
 */
MUST_USE Outcome tenancy_move(Access *access, Id booking, TenancyAct act, Date day);

/* NOT_FOUND for one of two other houses. A person is told to the house that booked, where the
 * caller may read them; the journal gets a line. */
MUST_USE Outcome tenancy_get(Access *access, Id booking, Tenancy *tenancy);

/* The households of a dwelling, the latest first, as tenancy_get. */
MUST_USE Outcome tenancy_list(Access *access, const Dwelling *dwelling, TenancyList *list);
