/* SPDX-License-Identifier: EUPL-1.2 */
/* What was agreed on with partners, as the API and the command line tell it. */
#pragma once

#include "referral/silence.h"
#include "json/json.h"

void silence_write_json(const Access *access, const Silence *silence, JsonWriter *writer);
void silence_write_list_json(const Access *access, const SilenceList *list, JsonWriter *writer);
