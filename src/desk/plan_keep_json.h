/* SPDX-License-Identifier: EUPL-1.2 */
/* What was given from a plan as JSON: the same members in the API and the command. */
#pragma once

#include "desk/plan_keep.h"

/* The bookings with the code of who comes, and each grant with the codes of its tickets. */
MUST_USE Outcome plan_kept_write_json(Access *access, const PlanKept *kept, JsonWriter *writer);
