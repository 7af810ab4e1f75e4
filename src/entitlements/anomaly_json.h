/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands out, as JSON: the same members in the API and the commands. */
#pragma once

#include "entitlements/anomaly.h"
#include "json/json.h"

void anomaly_sheet_write_json(Arena *arena, const AnomalySheet *sheet, JsonWriter *writer);
