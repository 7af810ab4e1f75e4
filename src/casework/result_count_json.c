/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/house.h"
#include "casework/result_count_edge.h"

static Outcome month_read(Access *access, const char *field, Text given, int64_t *month)
{
    return text_is_empty(given) || result_month_parse(given, month)
               ? OK
               : problem_set(access->problem, INVALID, TEXT("query"), field,
                             "a month is expected, as 2026-03");
}

Outcome result_months_read(Access *access, Text from, Text to, ResultMonths *months)
{
    months->last = result_month_of(access->now);
    TRY(month_read(access, "to", to, &months->last));
    months->first = months->last - 11;
    return month_read(access, "from", from, &months->first);
}

Outcome result_count_write_json(const Access *access, const ResultCounts *counts,
                                JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < counts->count; i++) {
        const ResultCount *one = &counts->items[i];
        Text name = TEXT("");
        TRY(house_name(access->session, access->arena, one->house, &name, access->problem));
        json_object_open(writer);
        json_member_id(writer, access->arena, "house", one->house);
        json_member(writer, "name", name);
        json_member(writer, "month", result_month_format(access->arena, one->month));
        json_member(writer, "result", one->result);
        json_member_bool(writer, "few", one->is_few);
        if (!one->is_few) {
            json_member_integer(writer, "count", one->count);
        }
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
    return OK;
}
