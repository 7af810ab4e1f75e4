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
