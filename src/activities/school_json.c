/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/school_json.h"

void school_write_json(Arena *arena, const SchoolSession *session, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, session->id));
    json_member(writer, "school", session->school);
    json_member(writer, "class", session->class);
    json_member(writer, "theme", session->theme);
    json_member_integer(writer, "age", session->age);
    json_member_integer(writer, "pupils", session->pupils);
    json_member(writer, "starts", moment_format(arena, session->starts));
    json_member_unless_empty(writer, "facilitator", session->facilitator);
    json_member(writer, "state", school_state_code(session->state));
    json_member_integer(writer, "came", session->came);
    json_member_unless_empty(writer, "report", session->report);
    json_member_integer(writer, "revision", session->revision);
    json_object_close(writer);
}

void schools_write_json(Arena *arena, const SchoolList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        school_write_json(arena, &list->items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)list->count);
    json_object_close(writer);
}

void school_report_write_json(int64_t year, const SchoolSumList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_integer(writer, "year", year);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        const SchoolSum *sum = &list->items[i];
        json_object_open(writer);
        json_member(writer, "school", sum->school);
        json_member(writer, "theme", sum->theme);
        json_member_integer(writer, "held", sum->held);
        json_member_integer(writer, "cancelled", sum->cancelled);
        json_member_integer(writer, "came", sum->came);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)list->count);
    json_object_close(writer);
}
