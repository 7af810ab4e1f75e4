/* SPDX-License-Identifier: EUPL-1.2 */
/* The cold plans on the web, /grand-froid: what its files share. */
#pragma once

#include "access/gate_web.h"
#include "resources/cold/cold_switch.h"
#include "resources/cold/cold_views_web.h"

extern const RouteTable COLD_ROUTES;

/* Without the language: "/grand-froid/0193...". */
Text cold_plan_path(const Request *request, Id plan);

/* Whether the caller may change what is their house's. */
bool cold_may_manage(const Request *request);

/* "en cours jusqu’au jeudi 10 décembre", "à partir du mardi 8 décembre". */
Text cold_turn_words(const Request *request, const ColdSwitch *turn);

/* What is wrong, as the page says it, with its status set and the problem taken away; empty for
 * an outcome that is refused as everywhere. */
Text cold_problem_words(Request *request, Outcome outcome);

/* The levels that are on or announced, for the head of the board; empty for none. */
MUST_USE Outcome cold_note(Request *request, Text *note);

/* The page of a plan, with its forms as they were sent. */
MUST_USE Outcome cold_plan_write(Request *request, Id plan, Text problem);
