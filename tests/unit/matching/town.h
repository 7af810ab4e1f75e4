/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A small town of one's own: a network built from the text of a directory file, the way the
 * program builds it, and the answers it gives.
 */
#pragma once

#include "matching/match.h"
#include "unit/testing.h"

/* Loads `services`, the YAML of what stands below "services:" of one organisation, beside the
 * places "hall" and "market" of Liège and a dozen needs ("food", "wash", "bed", "help"...). */
const Network *town_open(Arena *arena, const char *services);

/* The answer to the situation; `json` has its members after "at" (a Tuesday at nine) and
 * "place" (Liège). Ends the test when there is none. */
MatchAnswer town_match(Arena *arena, const Network *network, const char *json);
MatchAnswer town_match_at(Arena *arena, const Network *network, const char *at,
                          const char *json);

/* The key of the service behind a door. */
Text town_service(const Network *network, const MatchDoor *door);

/* The question that asks for the fact, or NULL. */
const MatchQuestion *town_question(const Network *network, const MatchAnswer *answer,
                                   const char *fact);

bool span_says(TextSpan span, const char *words);
