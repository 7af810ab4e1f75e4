/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the web: an answered situation as a page. */
#pragma once

#include "matching/application_web.h"
#include "matching/match.h"

typedef struct PlanPage {
    Situation situation;
    MatchAnswer answer;
    Text code; /* of a kept plan; empty otherwise */
} PlanPage;

/* Writes the plan as a page, or as the sheet to print. */
MUST_USE Outcome plan_view_write(Request *request, const PlanPage *page, bool as_paper);

/* "aujourd’hui, lundi 30 novembre", or the day alone. */
Text plan_day_words(const Request *request, Date date);
