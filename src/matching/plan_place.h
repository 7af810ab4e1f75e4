/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Places of a plan that its bearer keeps, where the house allows it (resources/bearer.h): found
 * by the plan's code alone, the rules of the units answered by what the plan was asked with.
 * The page, the API and the command call these.
 */
#pragma once

#include "matching/keep.h"
#include "matching/match.h"
#include "resources/bearer.h"
#include "resources/board.h"

/* Who bears a code of a plan, as it was typed. */
typedef struct PlanBearer {
    Access access;
    KeptPlan plan;
    bool has_faded; /* nothing is left of it but its code, which still keeps places */
} PlanBearer;

/* NOT_FOUND as keep_find, the same for whatever opens no plan. A plan that faded opens until
 * the last place it keeps is over, to see and give back: what was said in it is gone. */
MUST_USE Outcome plan_bearer_open(Session *session, Arena *arena, Text typed, Moment now,
                                  PlanBearer *bearer, Problem *problem);

/* "UNIT WHEN": a unit and its night or slot, as board_offer_place writes it. */
typedef struct PlanPlaceWish {
    Text unit;
    Text when;
} PlanPlaceWish;

typedef struct PlanPlaceWishes {
    const PlanPlaceWish *items;
    size_t count;
    Language language;
} PlanPlaceWishes;

/* As bearer_hold; INVALID "places" for none or too many, "unit" and "slot" for what is neither.
 */
MUST_USE Outcome plan_place_hold(PlanBearer *bearer, const PlanPlaceWishes *wishes,
                                 BookingList *made);

/* For each door of the plan what its house gives the public first; `slot` NULL where nothing is
 * free, or the plan has a place of that kind at that time. As many as the plan has doors. */
MUST_USE Outcome plan_place_offers(PlanBearer *bearer, const Catalogue *catalogue,
                                   const MatchPlan *plan, const BoardOffer **offers);
