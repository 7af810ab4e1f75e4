/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the web: the sketch beside a plan, made of what is known: where the doors lie. */
#pragma once

#include "matching/page_web.h"
#include "matching/plan_view_web.h"

/* Fills view->map from the doors already in the view; left empty without a starting place. */
void plan_map_fill(const Request *request, const PlanPage *page, PlanView *view);
