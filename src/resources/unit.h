/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Units: what a house gives one person at a time, by the night (a bed) or by the slot (a
 * shower, a chair of the infirmary), and how many can have it at once. Three beds under one
 * rule are one unit of capacity 3. What is free follows from bookings (resources/booking.h)
 * where the house keeps them here, else from what was last told by telephone.
 */
#pragma once

#include "access/access.h"
#include "directory/hours.h"

typedef enum UnitKind {
    UNIT_BED,
    UNIT_SHOWER,
    UNIT_WASHER,
    UNIT_DRYER,
    UNIT_CHAIR, /* of an infirmary */
    UNIT_APPOINTMENT,
    UNIT_COURSE,
    UNIT_SEAT, /* of a vehicle */
    UNIT_DWELLING,
    UNIT_KIND_COUNT
} UnitKind;

/* Who may book: the house, every house, or also a citizen who has a plan. */
typedef enum UnitReach {
    UNIT_FOR_HOUSE,
    UNIT_FOR_NETWORK,
    UNIT_FOR_PUBLIC,
    UNIT_REACH_COUNT
} UnitReach;

enum {
    UNIT_NAME_MOST = 80,
    UNIT_RULE_MOST = 500,
    UNIT_CAPACITY_MOST = 1000,
    UNIT_SLOT_LEAST = 5, /* minutes */
    UNIT_SLOT_MOST = 12 * 60,
    UNITS_MOST = 500, /* of a territory, in one list */
};

/* More places from one day to another, both included: a level of a cold plan was on
 * (resources/cold/cold_switch.h). */
typedef struct UnitExtra {
    Date first;
    Date last;
    int64_t places;
} UnitExtra;

typedef struct Unit {
    Id id;
    Id house;
    Id service; /* of the directory; nil while none is said */
    UnitKind kind;
    Text name;
    int64_t capacity;
    Text hours; /* an opening_hours value of OSM; empty: as usual (resources/slot.h) */
    int64_t slot_minutes; /* 0: given by the night */
    int64_t gap_minutes;  /* between two uses */
    Text rule;            /* who may have it, as a condition; empty: everybody */
    UnitReach reach;
    bool is_kept_here; /* bookings are kept in Seuil; else counts are told */
    Moment closed;     /* 0 while it is given */
    int64_t revision;
    const UnitExtra *extras;
    size_t extra_count;
} Unit;

typedef LIST_OF(Unit) UnitList;

Text unit_kind_code(UnitKind kind); /* "bed" */
bool unit_kind_parse(Text code, UnitKind *kind);
Text unit_reach_code(UnitReach reach); /* "network" */
bool unit_reach_parse(Text code, UnitReach *reach);
bool unit_is_by_night(const Unit *unit);

/* Given to one household, for as long as it lives there; never by the board of nights. */
bool unit_is_dwelling(const Unit *unit);

/* How many can have the night or a slot that begins on the day. Of two levels that are on the
 * larger number counts: it is written for all of it. */
int64_t unit_capacity_on(const Unit *unit, Date day);

/* Makes a unit of the caller's house, with a line in the journal. Asks MAY_MANAGE_UNIT; id,
 * house, closed and revision are given. INVALID names the field; REFUSED "service" for one
 * that another house gives. */
MUST_USE Outcome unit_add(Access *access, const Unit *made, Unit *unit);

/* Changes all but id, house and kind; `changed->revision` is what its author saw. INVALID and
 * REFUSED as for one that is added. CONFLICT when
 * another came first, or when hours, slot or gap would change under bookings to come: the slots
 * that were promised would no longer be those that are counted; or when it is closed, or no
 * longer kept here, under them: nobody's bed goes out of sight. Fewer places than are booked
 * takes nobody's place away; nothing more is given until enough are free. */
MUST_USE Outcome unit_change(Access *access, const Unit *changed, Unit *unit);

/* NOT_FOUND for one that another house keeps to itself. Asks MAY_BOOK_UNIT. */
MUST_USE Outcome unit_get(Access *access, Id id, Unit *unit);

/* Those the caller may book, by house and name; of the caller's own house alone with OWN. */
typedef enum UnitScope { UNITS_OF_NETWORK, UNITS_OF_HOUSE } UnitScope;
MUST_USE Outcome unit_list(Access *access, UnitScope scope, UnitList *units);

/* What was told of a unit: a claim with its time. */
typedef struct ToldCount {
    Moment at; /* 0 when nothing was ever told */
    int64_t free;
} ToldCount;

/* Writes down what the house tells, its own or another that telephones. CONFLICT for a unit
 * whose bookings are kept here: there the count is what it is. */
MUST_USE Outcome unit_tell(Access *access, Id unit, int64_t free);
MUST_USE Outcome unit_told(Access *access, Id unit, ToldCount *told);
