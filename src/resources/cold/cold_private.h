/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the cold plans: what their files share. */
#pragma once

#include "resources/cold/cold_switch.h"

/* A plan that is used and that the caller's house keeps, for a caller who manages units:
 * NOT_FOUND or CONFLICT "plan" else. */
MUST_USE Outcome cold_plan_find_kept(Access *access, Id id, ColdPlan *plan);

/* The last day that counts of a level that somebody may have switched off. */
Date cold_last_day(Date last, Moment off_at);
