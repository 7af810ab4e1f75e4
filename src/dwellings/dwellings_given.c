/* SPDX-License-Identifier: EUPL-1.2 */
#include "dwellings/dwellings_given.h"

#include "dwellings/queries.h"

typedef LIST_OF(Id) IdList;

static Outcome read_ids(Access *access, const Query *query, Id person, IdList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, query, &statement, access->problem));
    bind_id(statement, "person", person);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, list, column_id(statement, 0));
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* What another house keeps is counted, and no failure. */
static Outcome withheld(Access *access, Outcome outcome, int64_t *count)
{
    if (outcome != NOT_FOUND && outcome != REFUSED) {
        return outcome;
    }
    *access->problem = (Problem){.arena = access->problem->arena};
    (*count)++;
    return OK;
}

static Outcome name_dwelling(Access *access, Id unit, Text *name)
{
    int64_t hidden = 0;
    Dwelling dwelling = {0};
    const Outcome found = dwelling_get(access, unit, &dwelling);
    *name = dwelling.unit.name;
    return found == OK ? OK : withheld(access, found, &hidden);
}

/* With what the household earned, where the dwelling is of the caller's house. */
static Outcome add_tenancy(Access *access, Id id, DwellingsGiven *given)
{
    RentTable rent = {0};
    TenancyGiven one = {0};
    const Outcome found = tenancy_get(access, id, &one.tenancy);
    if (found != OK) {
        return withheld(access, found, &given->withheld);
    }
    const Outcome told = rent_table(access, id, &rent);
    TRY(told == OK ? OK : withheld(access, told, &given->withheld));
    TRY(name_dwelling(access, one.tenancy.booking.place.unit, &one.dwelling));
    one.incomes = rent.incomes;
    LIST_APPEND(access->arena, &given->tenancies, one);
    return OK;
}

static Outcome add_candidature(Access *access, Id id, DwellingsGiven *given)
{
    Candidature candidature = {0};
    const Outcome found = candidature_get(access, id, &candidature);
    if (found != OK) {
        return withheld(access, found, &given->withheld);
    }
    LIST_APPEND(access->arena, &given->candidatures, candidature);
    return OK;
}

Outcome dwellings_given(Access *access, Id person, DwellingsGiven *given)
{
    IdList tenancies = {0};
    IdList candidatures = {0};
    DwellingsGiven read = {0};
    TRY(read_ids(access, &TENANCY_OF_PERSON, person, &tenancies));
    TRY(read_ids(access, &CANDIDATURE_OF_PERSON, person, &candidatures));
    for (size_t i = 0; i < tenancies.count; i++) {
        TRY(add_tenancy(access, tenancies.items[i], &read));
    }
    for (size_t i = 0; i < candidatures.count; i++) {
        TRY(add_candidature(access, candidatures.items[i], &read));
    }
    *given = read;
    return OK;
}
