/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a person lived and which dwellings they asked for, in the file they take away. */
#include "access/giving.h"
#include "dwellings/dwellings_given.h"
#include "dwellings/dwellings_json.h"

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

static void write_tenancy(Arena *arena, const TenancyGiven *given, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("tenancy"));
    tenancy_write_json(arena, &given->tenancy, writer);
    write_incomes(arena, &given->incomes, writer);
    json_object_close(writer);
}

static Outcome write(Access *access, Id person, JsonWriter *writer)
{
    DwellingsGiven given = {0};
    TRY(dwellings_given(access, person, &given));
    json_object_open(writer);
    json_member_array_open(writer, "tenancies");
    for (size_t i = 0; i < given.tenancies.count; i++) {
        write_tenancy(access->arena, &given.tenancies.items[i], writer);
    }
    json_array_close(writer);
    json_member_array_open(writer, "candidatures");
    for (size_t i = 0; i < given.candidatures.count; i++) {
        candidature_write_json(access->arena, &given.candidatures.items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "withheld", given.withheld);
    json_object_close(writer);
    return OK;
}

const Giving DWELLINGS_GIVING = {"dwellings", write};
