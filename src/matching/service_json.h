/* SPDX-License-Identifier: EUPL-1.2 */
/* A service as JSON, for `seuil service show` and the API: what the page shows, for programs.
 */
#pragma once

#include "matching/network.h"

/* Writes the whole object. The address of a confidential place and private contacts never
 * appear. */
void service_write_json(Arena *arena, const Network *network, uint32_t service,
                        Language language, Moment now, JsonWriter *writer);
