/* SPDX-License-Identifier: EUPL-1.2 */
/* Devices, conflicts and answers as JSON: the same members in the API and the commands. */
#pragma once

#include "offline/device.h"
#include "json/json.h"

void device_write_json(Arena *arena, const Device *device, JsonWriter *writer);
void device_list_write_json(Arena *arena, const DeviceList *list, JsonWriter *writer);
