/* SPDX-License-Identifier: EUPL-1.2 */
/* The passkeys of an account, as programs read them. */
#pragma once

#include "access/passkey.h"
#include "json/json.h"

/* {"items": [...], "total": 2}; neither keys nor the devices' names for them. */
void passkey_list_write(JsonWriter *json, Arena *arena, const PasskeyList *list);
