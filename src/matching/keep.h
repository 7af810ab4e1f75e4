/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Plans people keep. A plan is found by its code alone: eight characters of an alphabet without
 * look-alikes (40 bits, drawn at random), of which only the digest is stored. It fades after 30
 * days.
 */
#pragma once

#include "matching/match.h"

struct Session;

enum { KEEP_DAYS = 30, KEEP_CODE_LENGTH = 8 };

/* Stores the situation and gives its code, "7K3M-9QTR". */
MUST_USE Outcome keep_save(struct Session *session, Arena *arena, Text body, Moment now,
                           Text *code, Problem *problem);

/* NOT_FOUND for a code that never was, has faded, or is no code. Case, spaces and dashes of
 * what is typed do not matter. */
MUST_USE Outcome keep_find(struct Session *session, Arena *arena, Text code, Moment now,
                           Text *body, Problem *problem);

Text keep_format(Arena *arena, Text code); /* "7K3M-9QTR" from what was typed */
