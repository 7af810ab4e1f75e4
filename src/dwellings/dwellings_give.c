/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a person lived and which dwellings they asked for, for the file they take away: what
 * the caller's house may read, and how much of it other houses keep. */
#include "access/giving.h"
#include "dwellings/dwellings_json.h"
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

static void write_incomes(Arena *arena, const RentIncomeList *incomes, JsonWriter *writer)
{
    json_member_array_open(writer, "incomes");
    for (size_t i = 0; i < incomes->count; i++) {
        json_object_open(writer);
        json_member(writer, "starts", date_format(arena, incomes->items[i].starts));
        json_member_integer(writer, "cents", incomes->items[i].cents);
        json_object_close(writer);
    }
    json_array_close(writer);
}

/* With what the household earned, where the dwelling is of the caller's house. */
static Outcome write_tenancy(Access *access, Id id, int64_t *count, JsonWriter *writer)
{
    RentTable rent = {0};
    Tenancy tenancy = {0};
    const Outcome found = tenancy_get(access, id, &tenancy);
    if (found != OK) {
        return withheld(access, found, count);
    }
    TRY(withheld(access, rent_table(access, id, &rent), count));
    json_object_open(writer);
    json_key(writer, TEXT("tenancy"));
    tenancy_write_json(access->arena, &tenancy, writer);
    write_incomes(access->arena, &rent.incomes, writer);
    json_object_close(writer);
    return OK;
}

static Outcome write_candidature(Access *access, Id id, int64_t *count, JsonWriter *writer)
{
    Candidature candidature = {0};
    const Outcome found = candidature_get(access, id, &candidature);
    if (found != OK) {
        return withheld(access, found, count);
    }
    candidature_write_json(access->arena, &candidature, writer);
    return OK;
}

static Outcome write(Access *access, Id person, JsonWriter *writer)
{
    int64_t count = 0;
    IdList tenancies = {0};
    IdList candidatures = {0};
    TRY(read_ids(access, &TENANCY_OF_PERSON, person, &tenancies));
    TRY(read_ids(access, &CANDIDATURE_OF_PERSON, person, &candidatures));
    json_object_open(writer);
    json_member_array_open(writer, "tenancies");
    for (size_t i = 0; i < tenancies.count; i++) {
        TRY(write_tenancy(access, tenancies.items[i], &count, writer));
    }
    json_array_close(writer);
    json_member_array_open(writer, "candidatures");
    for (size_t i = 0; i < candidatures.count; i++) {
        TRY(write_candidature(access, candidatures.items[i], &count, writer));
    }
    json_array_close(writer);
    json_member_integer(writer, "withheld", count);
    json_object_close(writer);
    return OK;
}

const Giving DWELLINGS_GIVING = {"dwellings", write};
