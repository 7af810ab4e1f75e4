/* SPDX-License-Identifier: EUPL-1.2 */
/* The form of a unit, as it is shown, sent and refused: what its pages share. */
#pragma once

#include "access/gate_web.h"
#include "resources/unit.h"
#include "resources/unit_views_web.h"

extern const RouteTable UNIT_ROUTES; /* /lits/unites */

/* The form with what was sent in it, or with what stands; both read the services of the house
 * to choose from. */
MUST_USE Outcome unit_form_sent(Request *request, UnitForm *form);
MUST_USE Outcome unit_form_of(Request *request, const Unit *unit, UnitForm *form);

/* What the form says of a unit, but its kind; INVALID names the field. */
MUST_USE Outcome unit_form_read(Request *request, Unit *unit);

/* What was refused, in words; empty for what is no matter of a form. */
Text unit_refusal(const Request *request, Outcome outcome);
