/* SPDX-License-Identifier: EUPL-1.2 */
/* Codes and amounts of tickets in the words of a page's language. */
#pragma once

#include "entitlements/redemption.h"
#include "http/http.h"

Text ticket_verdict_words(const Request *request, TicketVerdict verdict);
const char *ticket_verdict_tone(TicketVerdict verdict); /* "open", "closed", "wait" */
Text grant_state_words(const Request *request, GrantState state);
const char *grant_state_tone(GrantState state);
Text ticket_block_words(const Request *request, TicketBlock block);

/* "12,50 €" */
Text euros_say(Arena *arena, Language language, int64_t cents);

/* As people type a sum: "12", "12,5", "12.50". False for anything else, and past CENTS_MOST. */
bool euros_parse(Text typed, int64_t *cents);

/* "mercredi 30 décembre 2026": the last day of a card may be of next year */
Text last_day_say(Arena *arena, Language language, Date day);

/* "1 fois", "12,50 €", "à chaque venue" */
Text worth_say(Arena *arena, Language language, TicketUnit unit, int64_t worth);
Text ticket_worth_say(const Request *request, TicketUnit unit, int64_t worth);

/* "2 sur 4 tickets par personne (2026-W48)" */
Text ceiling_line_say(const Request *request, const CeilingLine *line);

/* Why a grant was refused, from the problem of the request; empty where it is no matter of what
 * was asked. */
Text grant_refusal_say(const Request *request, Outcome outcome);

/* The name of a house; empty for one the directory no longer has. */
Text house_say(Request *request, Id house);
