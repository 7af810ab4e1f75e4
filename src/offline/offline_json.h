/* SPDX-License-Identifier: EUPL-1.2 */
/* Devices, conflicts and answers as JSON: the same members in the API and the commands. */
#pragma once

#include "offline/conflict.h"
#include "offline/device.h"
#include "offline/push.h"
#include "json/json.h"

void device_write_json(Arena *arena, const Device *device, JsonWriter *writer);
void device_list_write_json(Arena *arena, const DeviceList *list, JsonWriter *writer);

void conflict_list_write_json(Arena *arena, const OfflineConflictList *list,
                              JsonWriter *writer);

/* The answers in the order of the operations: the same bytes for one that is sent again. */
void push_write_json(Arena *arena, const PushAnswerList *answers, JsonWriter *writer);
