/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of the desk, /accueil, which joins the queue with the plan. The queue itself needs
 * no plan (docs/decisions/2026-11-29-desk.md). */
#pragma once

#include "desk/desk.h"
#include "desk/desk_person.h"
#include "desk/plan_keep.h"
#include "desk/reception_views_web.h"
#include "matching/application_web.h"
#include "matching/match.h"

extern const RouteTable DESK_PLAN_ROUTES;

/* The answered situation as the middle column shows it. */
void desk_plan_fill(Request *request, const Situation *situation, const MatchAnswer *answer,
                    DeskPersonView *view);

/* Beside each door of the plan, what its house gives here and now. */
MUST_USE Outcome desk_keep_fill(Request *request, const MatchPlan *plan, Id person,
                                DeskPersonView *view);

/* Who is given something, and what they hold already. */
typedef struct DeskGiver {
    Id person;  /* nil for nobody with a file */
    Text label; /* what the lists call them by */
    PlanHoldingList held;
} DeskGiver;

/* Beside each door of the plan, the card, ticket or letter that opens it: given, to be given
 * here, or by which rule it cannot be. Adds what decides to the questions. */
MUST_USE Outcome desk_give_fill(Request *request, const Situation *situation,
                                const MatchPlan *plan, const DeskGiver *giver,
                                DeskPersonView *view);

/* What is known of the person, for the rules of units and conventions; nothing of it is kept.
 */
MUST_USE Outcome desk_known_facts(Request *request, const Situation *situation, json_t **known);

/* The grants of a field of the form, for plan_keep. */
MUST_USE Outcome desk_grants_read(Request *request, const char *field, const DeskGiver *giver,
                                  const json_t *facts, PlanKeepOrder *order);

/* Books the places of the form, of several doors, and gives the tickets that open them: all of
 * it or nothing, as plan_keep. And the tickets of one button. */
MUST_USE Outcome desk_keep_all(Request *request, const Situation *situation,
                               const DeskGiver *giver);
MUST_USE Outcome desk_give(Request *request, const Situation *situation, const DeskGiver *giver,
                           PlanKept *kept);

/* What became of it, as a code for the address, the problem taken away; NULL for a refusal that
 * is told as any other. And the words of the code of this address; false for none. */
const char *desk_kept_code(Request *request, Outcome outcome);
const char *desk_given_code(Request *request, Outcome outcome, const PlanKept *kept);
bool desk_kept_words(const Request *request, Text *told, bool *is_warning);

/* Opens the doors of the best plan as one set of referrals, save those that stand open for the
 * person already; `shown` is the set to look at, nil when there is no door at all. */
MUST_USE Outcome desk_plan_refer(Request *request, const Situation *situation,
                                 const DeskPerson *person, Id set_id, Id *shown);

/* The eight choices, ticked as the fields say. */
void desk_needs_fill(const Request *request, const FieldList *fields, DeskPersonView *view);

/* What was said and is not asked again, carried along by the form. */
void desk_kept_fill(const Request *request, const FieldList *fields, DeskPersonView *view);

/* Where places are counted, with their age. */
void desk_places_fill(const Request *request, DeskPageView *view);

/* Where the house is, in words situation_set_place understands; empty when nobody knows. */
Text desk_house_place(const Request *request, Id house);
