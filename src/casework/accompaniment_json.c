/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/accompaniment_json.h"

static void write_id(const Access *access, JsonWriter *writer, const char *key, Id id)
{
    if (!id_is_nil(id)) {
        json_member(writer, key, id_format(access->arena, id));
    }
}

static void write_moment(const Access *access, JsonWriter *writer, const char *key, Moment at)
{
    if (at != 0) {
        json_member(writer, key, moment_format(access->arena, at));
    }
}

void accompaniment_write_json(const Access *access, const Accompaniment *one,
                              JsonWriter *writer)
{
    json_object_open(writer);
    write_id(access, writer, "id", one->id);
    write_id(access, writer, "case", one->case_file);
    write_id(access, writer, "person", one->person);
    write_id(access, writer, "referral", one->referral);
    write_id(access, writer, "companion", one->companion);
    json_member_unless_empty(writer, "volunteer", one->volunteer);
    write_moment(access, writer, "starts", one->starts);
    json_member(writer, "place", one->place);
    json_member(writer, "door", one->door);
    json_member(writer, "state", accompaniment_state_code(one->state));
    json_member_unless_empty(writer, "outcome", accompaniment_outcome_code(one->outcome));
    json_member_unless_empty(writer, "seen", one->seen);
    write_moment(access, writer, "created", one->created);
    write_moment(access, writer, "ended", one->ended);
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
