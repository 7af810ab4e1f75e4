/* SPDX-License-Identifier: EUPL-1.2 */
/* The board of beds and places on the web: /lits, its acts, and the list of a night. */
#pragma once

#include "access/gate_web.h"
#include "resources/board.h"
#include "resources/board_views_web.h"

extern const RouteTable BOARD_ROUTES;
extern const RouteTable WAITING_ROUTES; /* /lits/attente */

/* The page of who waits for a night or a slot, by its key. */
Text board_waiting_path(Arena *arena, const Unit *unit, Text key);

/* What the rule of a unit asks, with what the form of this request answered already. */
MUST_USE Outcome board_rule_fill(Request *request, Text rule, const RuleQuestion **asked,
                                 size_t *count);

/* Why a rule is passed over, RULE_OVERRIDE_COUNT of them. */
const CodeChoice *board_overrides(Arena *arena, Language language);

/* That the rule does not hold, and why: `detail` of the problem of unit_rule_check. */
Text board_refused_words(Arena *arena, Language language, Text detail);

Text unit_kind_words(Language language, UnitKind kind);
Text booking_state_words(Language language, BookingState state);
Text booking_reason_words(Language language, size_t reason); /* its index in BOOKING_REASONS */

/* "Garder un lit · 2 places libres", or "Réserver 10 h 30 · 1 place libre"; and "UNIT WHEN",
 * what a form sends back of it. For an offer that has a slot. */
Text board_offer_words(Arena *arena, Language language, const BoardOffer *offer);
Text board_offer_place(Arena *arena, const BoardOffer *offer);
