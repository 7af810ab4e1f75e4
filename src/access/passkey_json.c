/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/passkey_json.h"

void passkey_list_write(JsonWriter *json, Arena *arena, const PasskeyList *list)
{
    json_object_open(json);
    json_member_array_open(json, "items");
    for (size_t i = 0; i < list->count; i++) {
        const Passkey *passkey = &list->items[i];
        json_object_open(json);
        json_member_id(json, arena, "id", passkey->id);
        json_member(json, "name", passkey->name);
        json_member_moment(json, arena, "added", passkey->added);
        json_member_moment(json, arena, "used", passkey->used);
        json_object_close(json);
    }
    json_array_close(json);
    json_member_integer(json, "total", (int64_t)list->count);
    json_object_close(json);
}
