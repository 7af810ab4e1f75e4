/* SPDX-License-Identifier: EUPL-1.2 */
#include "offline/offline_json.h"

void device_write_json(Arena *arena, const Device *device, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, device->id));
    json_member(writer, "name", device->name);
    json_member(writer, "state", device->revoked == 0 ? TEXT("serves") : TEXT("revoked"));
    json_member(writer, "added", moment_format(arena, device->added));
    if (device->seen != 0) {
        json_member(writer, "seen", moment_format(arena, device->seen));
    }
    if (device->revoked != 0) {
        json_member(writer, "revoked", moment_format(arena, device->revoked));
    }
    json_object_close(writer);
}

void device_list_write_json(Arena *arena, const DeviceList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < list->count; i++) {
        device_write_json(arena, &list->items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)list->count);
    json_object_close(writer);
}

/* ------------------------------------------------------------------------------ conflicts */

static void write_conflict(Arena *arena, const OfflineConflict *conflict, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "op", id_format(arena, conflict->op));
    json_member(writer, "person", id_format(arena, conflict->person));
    if (!id_is_nil(conflict->case_file)) {
        json_member(writer, "case", id_format(arena, conflict->case_file));
    }
    json_member(writer, "kind", conflict->kind);
    json_member(writer, "field", conflict->field);
    json_member(writer, "author", id_format(arena, conflict->author));
    if (!id_is_nil(conflict->other)) {
        json_member(writer, "other", id_format(arena, conflict->other));
    }
    json_member(writer, "at", moment_format(arena, conflict->at));
    json_member_bool(writer, "withheld", conflict->is_withheld);
    json_member(writer, "stands", conflict->stands);
    json_member(writer, "wanted", conflict->wanted);
    json_object_close(writer);
}

void conflict_list_write_json(Arena *arena, const OfflineConflictList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < list->count; i++) {
        write_conflict(arena, &list->items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)list->count);
    json_object_close(writer);
}

/* -------------------------------------------------------------------------------- answers */

static void write_answer(Arena *arena, const PushAnswer *made, JsonWriter *writer)
{
    const OperationAnswer *answer = &made->answer;
    json_object_open(writer);
    if (!id_is_nil(made->op)) {
        json_member(writer, "op", id_format(arena, made->op));
    }
    json_member(writer, "result", operation_result_code(answer->result));
    json_member_unless_empty(writer, "because", answer->because);
    json_member_unless_empty(writer, "field", answer->field);
    json_member_unless_empty(writer, "detail", answer->detail);
    if (answer->revision != 0) {
        json_member_integer(writer, "revision", answer->revision);
    }
    if (!id_is_nil(answer->target)) {
        json_member(writer, "target", id_format(arena, answer->target));
    }
    json_member_unless_empty(writer, "likeness", double_flag_code(answer->double_flag));
    json_object_close(writer);
}

void push_write_json(Arena *arena, const PushAnswerList *answers, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("answers"));
    json_array_open(writer);
    for (size_t i = 0; i < answers->count; i++) {
        write_answer(arena, &answers->items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}
