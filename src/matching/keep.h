/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Plans people keep. A plan is found by its code alone (crypto/code.h), of which only the
 * digest is stored. It fades after 30 days. docs/decisions/2026-11-24-kept-plans.md.
 */
#pragma once

#include "base/moment.h"
#include "base/outcome.h"

struct Session;

enum { KEEP_DAYS = 30 };

typedef struct KeptPlan {
    Text code; /* as it is printed: "7K3M-9QTR" */
    Text body; /* the situation, as situation_write gives it */
} KeptPlan;

/* Stores the situation and gives its code. */
MUST_USE Outcome keep_save(struct Session *session, Arena *arena, Text body, Moment now,
                           Text *code, Problem *problem);

/* NOT_FOUND for a code that never was, has faded, or is no code. Case, spaces and dashes of
 * what is typed do not matter. */
MUST_USE Outcome keep_find(struct Session *session, Arena *arena, Text typed, Moment now,
                           KeptPlan *plan, Problem *problem);
