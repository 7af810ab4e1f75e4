/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What may be granted at most. A ceiling and a period have lines, numbered from 1, each saying
 * how far it reaches: the sum of all before and its own. Two rules of the store keep it,
 * however many desks grant at once: a number stands once (the key), and no line reaches past
 * the most (a check). Nothing is ever counted by reading a total that somebody else changes
 * meanwhile.
 */
#pragma once

#include "entitlements/convention.h"

/* What is taken: for whom, and how much of it. */
typedef struct CeilingTake {
    Id entitlement;
    Id person;
    int64_t tickets;
    int64_t cents;
} CeilingTake;

/* Whether it can be taken under every ceiling of the convention, for the day of access->now;
 * CONFLICT names the first that would be passed. Writes nothing. A person who lives in no
 * household is one alone; who lives in two counts in both; what was taken by a file merged into
 * theirs counts as theirs. */
MUST_USE Outcome ceiling_check(Access *access, const Convention *convention,
                               const CeilingTake *take);

/* Takes it, in a writing session. CONFLICT as before; the session is then to be undone. */
MUST_USE Outcome ceiling_take(Access *access, const Convention *convention,
                              const CeilingTake *take);

typedef struct CeilingLine {
    CeilingScope scope;
    CeilingUnit unit;
    Text period; /* "2026-W48"; empty for all the time */
    int64_t amount;
    int64_t reach;
    int64_t most;
} CeilingLine;

typedef LIST_OF(CeilingLine) CeilingLineList;

/* What a grant took, and gave back: "the second of four this week". */
MUST_USE Outcome ceiling_lines(Access *access, Id entitlement, CeilingLineList *lines);

/* Gives back what was not used of a grant, to the periods it was taken from: at most what it
 * took there. */
MUST_USE Outcome ceiling_give_back(Access *access, const Convention *convention, Id entitlement,
                                   int64_t tickets, int64_t cents);

/* "2026-11-30", "2026-W48" of ISO 8601, "2026-11", "2026", "". */
Text ceiling_period_of(Arena *arena, CeilingPeriod period, Date day);
