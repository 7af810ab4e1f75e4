/* SPDX-License-Identifier: EUPL-1.2 */
#include "desk/desk_json.h"

void arrival_write_json(Arena *arena, const Arrival *arrival, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, arrival->id));
    json_member(writer, "ticket", arrival_ticket(arena, arrival));
    json_member(writer, "state", arrival_state_code(arrival->state));
    if (!id_is_nil(arrival->person)) {
        json_member(writer, "person", id_format(arena, arrival->person));
    }
    json_member_unless_empty(writer, "label", arrival->label);
    json_member_unless_empty(writer, "wish", desk_wish_code(arrival->wish));
    json_member_unless_empty(writer, "language", arrival->language);
    json_member(writer, "priority", arrival_priority_code(arrival->priority));
    if (arrival->desk != 0) {
        json_member_integer(writer, "desk", arrival->desk);
    }
    json_member(writer, "arrived", moment_format(arena, arrival->arrived));
    json_member_moment(writer, arena, "appointment", arrival->appointment);
    json_member_moment(writer, arena, "seen", arrival->seen);
    json_member_moment(writer, arena, "called", arrival->called);
    json_member_moment(writer, arena, "ended", arrival->ended);
    json_object_close(writer);
}

void desk_queue_write_json(Arena *arena, const DeskQueue *queue, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < queue->count; i++) {
        arrival_write_json(arena, &queue->items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)queue->count);
    json_object_close(writer);
}

void desk_counts_write_json(const DeskCounts *counts, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("visits"));
    json_object_open(writer);
    for (size_t i = 0; i < VISIT_KIND_COUNT; i++) {
        json_member_integer(writer, visit_kind_code((VisitKind)i).bytes, counts->visits[i]);
    }
    json_object_close(writer);
    json_key(writer, TEXT("wishes"));
    json_object_open(writer);
    for (size_t i = 0; i < WISH_COUNT; i++) {
        const Text code = i == WISH_UNSAID ? TEXT("unsaid") : desk_wish_code((DeskWish)i);
        json_member_integer(writer, code.bytes, counts->wishes[i]);
    }
    json_object_close(writer);
    json_key(writer, TEXT("answers"));
    json_object_open(writer);
    for (size_t i = 0; i < IMMEDIATE_ANSWER_COUNT; i++) {
        json_member_integer(writer, immediate_answer_code((ImmediateAnswer)i).bytes,
                            counts->answers[i]);
    }
    json_object_close(writer);
    json_object_close(writer);
}
