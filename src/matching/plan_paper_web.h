/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the web: what makes a plan of several doors fit a sheet of paper. */
#pragma once

#include "matching/page_web.h"

/* What two doors or more leave to be checked in the same words goes from them to view->shared.
 */
void plan_paper_share(const Request *request, DoorView *doors, PlanView *view);
