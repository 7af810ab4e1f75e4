/* SPDX-License-Identifier: EUPL-1.2 */
/* Rents as JSON: with the words that explain each month, which the edge alone knows. */
#include "dwellings/dwellings_json.h"
#include "dwellings/rent_words_web.h"

static void write_rule(Arena *arena, Language language, const RentRule *rule,
                       JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "kind", rent_kind_code(rule->kind));
    json_member_integer(writer, rule->kind == RENT_SHARE ? "thousandths" : "cents",
                        rule->amount);
    json_member(writer, "starts", date_format(arena, rule->starts));
    if (rule->ends != DATE_NONE) {
        json_member(writer, "ends", date_format(arena, rule->ends));
    }
    json_member(writer, "words", rent_rule_words(arena, language, rule));
    json_object_close(writer);
}

void rent_rules_write_json(Arena *arena, Language language, const RentRuleList *list,
                           JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        write_rule(arena, language, &list->items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)list->count);
    json_object_close(writer);
}

static void write_line(Arena *arena, Language language, const RentLine *line,
                       JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "month", text_slice(date_format(arena, line->month), 0, 7));
    json_member_integer(writer, "days", line->days);
    json_member_integer(writer, "ofDays", line->length);
    json_member(writer, "state", rent_state_code(line->state));
    if (line->state == RENT_KNOWN) {
        json_member_integer(writer, "cents", line->cents);
    }
    if (line->state == RENT_KNOWN && line->rule.kind == RENT_SHARE) {
        json_member_integer(writer, "income", line->income);
    }
    json_member(writer, "because", rent_line_words(arena, language, line));
    json_object_close(writer);
}

void rent_table_write_json(Arena *arena, Language language, const RentTable *table,
                           JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "tenancy", id_format(arena, table->tenancy.booking.id));
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < table->lines.count; i++) {
        write_line(arena, language, &table->lines.items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)table->lines.count);
    json_object_close(writer);
}
