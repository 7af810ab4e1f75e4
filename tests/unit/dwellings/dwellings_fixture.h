/* SPDX-License-Identifier: EUPL-1.2 */
/* The insertion dwellings of the sources: "7 insertion dwellings in 2 buildings (5 two-bedroom,
 * 1 one-bedroom, 1 studio)". */
#pragma once

#include "dwellings/tenancy.h"
#include "resources/waiting.h"
#include "unit/resources/resources_fixture.h"

/* NOON is Monday 21 September 2026. */
static inline Date day_of(const char *text)
{
    Date day = 0;
    assert_true(date_parse(text_from(text), &day));
    return day;
}

typedef struct DwellingDeed {
    Dwelling made;
    Dwelling dwelling;
    DwellingList list;
    Id id;
    Date day;
    TenancyOrder order;
    Tenancy tenancy;
    TenancyList tenancies;
    TenancyAct act;
} DwellingDeed;

static inline Outcome dwelling_add_deed(Access *access, void *context)
{
    DwellingDeed *deed = context;
    return dwelling_add(access, &deed->made, &deed->dwelling);
}

static inline Outcome dwelling_change_deed(Access *access, void *context)
{
    DwellingDeed *deed = context;
    return dwelling_change(access, &deed->made, &deed->dwelling);
}

static inline Outcome dwelling_get_deed(Access *access, void *context)
{
    DwellingDeed *deed = context;
    return dwelling_get(access, deed->id, &deed->dwelling);
}

static inline Outcome dwelling_list_deed(Access *access, void *context)
{
    DwellingDeed *deed = context;
    return dwelling_list(access, &deed->list);
}

static inline Outcome start_works_deed(Access *access, void *context)
{
    DwellingDeed *deed = context;
    return dwelling_start_works(access, deed->id, deed->day);
}

static inline Outcome end_works_deed(Access *access, void *context)
{
    DwellingDeed *deed = context;
    return dwelling_end_works(access, deed->id);
}

static inline Outcome move_in_deed(Access *access, void *context)
{
    DwellingDeed *deed = context;
    return tenancy_move_in(access, &deed->order, &deed->tenancy);
}

static inline Outcome tenancy_move_deed(Access *access, void *context)
{
    DwellingDeed *deed = context;
    return tenancy_move(access, deed->id, deed->act, deed->day);
}

static inline Outcome tenancy_get_deed(Access *access, void *context)
{
    DwellingDeed *deed = context;
    return tenancy_get(access, deed->id, &deed->tenancy);
}

static inline Outcome tenancy_list_deed(Access *access, void *context)
{
    DwellingDeed *deed = context;
    TRY(dwelling_get(access, deed->id, &deed->dwelling));
    return tenancy_list(access, &deed->dwelling, &deed->tenancies);
}

static inline Dwelling add_dwelling(Fixture *fixture, Store *store, const char *name,
                                    int64_t bedrooms)
{
    DwellingDeed deed = {
        .made = {.unit = {.name = text_from(name), .reach = UNIT_FOR_NETWORK},
                 .bedrooms = bedrooms,
                 .people = bedrooms * 2 + 1,
                 .address = TEXT("rue Exemple 1"),
                 .postal_code = TEXT("5000")}
    };
    assert_int_equal(acts(fixture, store, head(), dwelling_add_deed, &deed), OK);
    return deed.dwelling;
}

static inline Dwelling dwelling_for(Fixture *fixture, Store *store, Caller caller, Id id)
{
    DwellingDeed deed = {.id = id};
    assert_int_equal(acts(fixture, store, caller, dwelling_get_deed, &deed), OK);
    return deed.dwelling;
}

static inline Id create_named(Fixture *fixture, Store *store, const char *given)
{
    const PersonDetail facts[] = {fact(FACT_NAME, given, "Exemple")};
    return create_by(fixture, store, desk(), facts, LENGTH_OF(facts));
}

/* A household that moved in on the first of September 2026, for a year. */
static inline Outcome move_in(Fixture *fixture, Store *store, Id dwelling, Id person,
                              Tenancy *tenancy)
{
    DwellingDeed deed = {
        .order = {.dwelling = dwelling,
                  .person = person,
                  .label = TEXT("Exemple"),
                  .starts = day_of("2026-09-01"),
                  .ends = day_of("2027-08-31")}
    };
    const Outcome outcome = acts(fixture, store, desk(), move_in_deed, &deed);
    *tenancy = deed.tenancy;
    return outcome;
}
