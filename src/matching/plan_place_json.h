/* SPDX-License-Identifier: EUPL-1.2 */
/* What the bearer of a plan keeps, as JSON: the same for the API and the command. */
#pragma once

#include "matching/plan_place.h"
#include "json/json.h"

void plan_places_write_json(const Access *access, const BearerPlaceList *places,
                            JsonWriter *writer);
