/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/anomaly_json.h"

#include "entitlements/settlement_json.h"

static void write_look(Arena *arena, const AnomalyLook *look, JsonWriter *writer)
{
    if (look->at == 0) {
        return;
    }
    json_key(writer, TEXT("looked"));
    json_object_open(writer);
    json_member(writer, "note", look->note);
    if (!id_is_nil(look->account)) {
        json_member_id(writer, arena, "account", look->account);
    }
    json_member_moment(writer, arena, "at", look->at);
    json_object_close(writer);
}

static void write_row(Arena *arena, const SeenAnomaly *row, JsonWriter *writer)
{
    const Anomaly *anomaly = &row->anomaly;
    json_object_open(writer);
    json_member(writer, "kind", anomaly_kind_code(anomaly->kind));
    json_member_id(writer, arena, "use", anomaly->use);
    json_member_id(writer, arena, "ticket", anomaly->ticket);
    json_member_unless_empty(writer, "code", row->code);
    json_member_id(writer, arena, "organization", anomaly->house);
    json_member_moment(writer, arena, "since", anomaly->since);
    json_member_moment(writer, arena, "at", anomaly->at);
    if (anomaly->kind == ANOMALY_APART) {
        json_member_id(writer, arena, "from", anomaly->from_house);
    } else {
        json_member_integer(writer, "uses", anomaly->uses);
        json_member_integer(writer, "usual", anomaly->usual);
    }
    write_look(arena, &row->look, writer);
    json_object_close(writer);
}

void anomaly_sheet_write_json(Arena *arena, const AnomalySheet *sheet, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "convention", sheet->convention.key);
    json_member(writer, "month", settlement_month_format(arena, sheet->month));
    json_member_integer(writer, "leftOut", (int64_t)sheet->left_out);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < sheet->rows.count; i++) {
        write_row(arena, &sheet->rows.items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}
