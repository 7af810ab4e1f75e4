/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk on the web. The page /accueil joins it with the plan (desk/reception_web.h); what it
 * shares with the other pages is below. */
#pragma once

#include "access/gate_web.h"
#include "desk/desk_day.h"
#include "desk/desk_views_web.h"

/* What is done at a desk, and the queue alone. */
extern const RouteTable DESK_ROUTES;

/* The day, the hand-over and the counters. */
extern const RouteTable DESK_DAY_ROUTES;

/* The same for programs: /api/v1/desk/... */
extern const RouteTable DESK_API_ROUTES;
extern const RouteTable DESK_KEEP_API_ROUTES;

/* The number of the desk in a form or an address; 1 when it says none. */
MUST_USE Outcome desk_number_read(Request *request, Text given, int64_t *number);

/* "/accueil?guichet=2&billet=..."; no ticket with a nil id. */
Text desk_page_path(Arena *arena, int64_t number, Id arrival);

/* The ticket of a form or an address; nil when it names none. */
MUST_USE Outcome desk_arrival_read(Request *request, Text given, Id *arrival);

Text desk_wish_words(Language language, DeskWish wish);
Text desk_priority_words(Language language, ArrivalPriority priority);
Text desk_answer_words(Language language, ImmediateAnswer answer);
/* "arabe" for "ar"; the code itself for one that has no words here. */
Text desk_language_words(Language language, Text code);
DeskForms desk_forms(Arena *arena, Language language);

/* "6 min", "1 h 05". */
Text desk_wait_words(Arena *arena, Language language, Moment seconds);

/* The queue as desk `number` sees it; `open` is the ticket on its page, or nil. */
MUST_USE Outcome desk_queue_fill(Request *request, int64_t number, Id open, QueueView *view);

/* One tap each, with the counts of the day. */
MUST_USE Outcome desk_answers_fill(Request *request, int64_t number, AnswersView *view);

/* What partners answered; nothing for who sends no referrals. */
MUST_USE Outcome desk_partners_fill(Request *request, PartnersView *view);
