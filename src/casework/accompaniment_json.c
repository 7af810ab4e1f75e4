/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/accompaniment_json.h"

void accompaniment_write_json(const Access *access, const Accompaniment *one,
                              JsonWriter *writer)
{
    json_object_open(writer);
    json_member_id(writer, access->arena, "id", one->id);
    json_member_id(writer, access->arena, "case", one->case_file);
    json_member_id(writer, access->arena, "person", one->person);
    json_member_id(writer, access->arena, "referral", one->referral);
    json_member_id(writer, access->arena, "companion", one->companion);
    json_member_unless_empty(writer, "volunteer", one->volunteer);
    json_member_moment(writer, access->arena, "starts", one->starts);
    json_member(writer, "place", one->place);
    json_member(writer, "door", one->door);
    json_member(writer, "state", accompaniment_state_code(one->state));
    json_member_unless_empty(writer, "outcome", accompaniment_outcome_code(one->outcome));
    json_member_unless_empty(writer, "seen", one->seen);
    if (one->is_withheld) {
        json_member_bool(writer, "withheld", true);
    }
    json_member_moment(writer, access->arena, "created", one->created);
    json_member_moment(writer, access->arena, "ended", one->ended);
    json_object_close(writer);
}

void accompaniment_write_list_json(const Access *access, const AccompanimentList *list,
                                   JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < list->count; i++) {
        accompaniment_write_json(access, &list->items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}
