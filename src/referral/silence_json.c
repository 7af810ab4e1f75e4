/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/silence_json.h"

void silence_write_json(const Access *access, const Silence *silence, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_id(writer, access->arena, "partner", silence->partner);
    json_member_integer(writer, "days", silence->days);
    json_member(writer, "counted", silence_days_name(silence->counted));
    json_member_moment(writer, access->arena, "changed", silence->changed);
    json_object_close(writer);
}

void silence_write_list_json(const Access *access, const SilenceList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        silence_write_json(access, &list->items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}
