/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of a person, /p/{id}, which joins what is known of them with the doors opened. */
#pragma once

#include "people/person_web.h"

extern const RouteTable PERSON_ROUTES;

/* What was sent for the person, what came back and what to do next; nothing for who may send
 * no referral of theirs. */
MUST_USE Outcome file_doors_fill(Request *request, const PersonFile *file, PersonView *view);
