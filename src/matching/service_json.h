/* SPDX-License-Identifier: EUPL-1.2 */
/* A service as JSON, for `seuil service show` and the API: what the page shows, for programs.
 */
#pragma once

#include "matching/network.h"

/* Writes the whole object. The address of a confidential place and private contacts never
 * appear. */
void service_write_json(Arena *arena, const Network *network, uint32_t service,
                        Language language, Moment now, JsonWriter *writer);

/* Writes the member "measures", what levels of cold plans change of the service now or on days
 * to come, into the object that is open; nothing where there are none. */
void service_measures_write_json(Arena *arena, const Service *service, Language language,
                                 JsonWriter *json);
