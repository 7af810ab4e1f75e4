/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the web: places kept from the page of a kept plan, by its code. */
#pragma once

#include "http/http.h"
#include "matching/plan_place.h"
#include "matching/views_web.h"

/* Whether this address may hold places once more within the hour; counts it. */
bool plan_place_may_hold(const Request *request);

/* What became of the last tap, as the address of the page says; empty for none. */
Text plan_place_told(const Request *request);

/* What a plan that faded still keeps, to give it back; NOT_FOUND where it keeps nothing. */
MUST_USE Outcome plan_place_write_faded(Request *request);

/* Of the kept plan `view->code`: what its bearer keeps, and beside each door what may be kept.
 */
MUST_USE Outcome plan_place_fill(Request *request, const MatchPlan *plan, DoorView *doors,
                                 PlanView *view);
