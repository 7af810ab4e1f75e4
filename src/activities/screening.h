/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Screenings: a house invites persons of an age and a sex to be looked at, once in some years.
 * "Dépistage du cancer du sein" and "bilan de santé préventif" of the sources are screenings.
 * Its appointments are the slots of a unit of the same house (resources/unit.h), so that none
 * is given twice. A screening is known to its house alone.
 */
#pragma once

#include "resources/slot.h"

typedef enum ScreeningKind {
    SCREENING_MAMMOGRAPHY,
    SCREENING_CHECK_UP,
    SCREENING_DISEASE,
    SCREENING_KIND_COUNT
} ScreeningKind;

enum {
    SCREENING_NAME_MOST = 120,
    SCREENING_AGE_MOST = 120,
    SCREENING_YEARS_MOST = 20,
    SCREENING_DAYS_MOST = 1100,
    SCREENING_SLOTS_MOST = 40,
};

typedef struct Screening {
    Id id;
    Id house;
    ScreeningKind kind;
    Text name;
    Text sex;          /* "female", "male"; empty for everybody */
    int64_t age_least; /* whole years, on the day of the invitation */
    int64_t age_most;
    int64_t every_years; /* nobody is invited again before; 0 for no such rhythm */
    Id unit;             /* given by the slot */
    Date first;
    Date last;
    Moment closed; /* 0 while it invites */
    int64_t revision;
} Screening;

typedef LIST_OF(Screening) ScreeningList;

Text screening_kind_code(ScreeningKind kind); /* "check_up" */
bool screening_kind_parse(Text code, ScreeningKind *kind);

/* Makes one of the caller's house. Asks MAY_MANAGE_UNIT; INVALID names the field: name, sex,
 * ageLeast, ageMost, everyYears, unit, first, last. */
MUST_USE Outcome screening_add(Access *access, const Screening *made, Screening *screening);

/* Changes all but house and kind; `changed->revision` is what its author saw, CONFLICT when
 * another came first. Who was invited before stays so. */
MUST_USE Outcome screening_change(Access *access, const Screening *changed,
                                  Screening *screening);

/* NOT_FOUND for one of another house. Asks MAY_BOOK_UNIT. */
MUST_USE Outcome screening_get(Access *access, Id id, Screening *screening);

/* Those of the caller's house, the newest first. */
MUST_USE Outcome screening_list(Access *access, ScreeningList *list);

/* The next free slots of its days from a day on, SCREENING_SLOTS_MOST at most. */
MUST_USE Outcome screening_slots(Access *access, const Screening *screening, Date from,
                                 SlotList *slots);
