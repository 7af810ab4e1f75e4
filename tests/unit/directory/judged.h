/* SPDX-License-Identifier: EUPL-1.2 */
/* How good the answers are: judged questions (tests/data/queries.csv) put to a directory. For
 * ./bench quality, which prints the figures, and for the tests, which keep a floor. */
#pragma once

#include "directory/search.h"
#include "directory/search_need.h"

#define JUDGED_KIND_LIMIT 16

/* Of the questions of one kind. A service is right when it answers one of the needs accepted.
 * The shares are over the questions whose need has a door in the directory: where none has, no
 * order of services can be right. */
typedef struct JudgedFigures {
    Text kind; /* "french", "phrase", "typo", … */
    size_t asked;
    size_t understood; /* the need understood first is one accepted */
    size_t answerable; /* an accepted need has a door */
    double at_1;       /* sum: the first service is right */
    double at_5;       /* sum: share of right ones among the first five, or fewer shown */
    double reciprocal; /* sum: 1 / rank of the first right one among the first 20 */
    size_t unanswered; /* answerable, and no service at all */
} JudgedFigures;

typedef struct JudgedReport {
    JudgedFigures all;
    JudgedFigures kinds[JUDGED_KIND_LIMIT];
    size_t kind_count;
} JudgedReport;

/* A question whose need was not understood, with what was understood instead, in an order of
 * likelihood. */
typedef void (*JudgedMissed)(const SearchIndex *index, Text question, const NeedAnswer *answer);

typedef struct JudgedRun {
    Text file; /* lines "kind,question,needs" below a heading, needs separated by "|" */
    Moment at;
    JudgedMissed missed; /* NULL: nobody is told */
} JudgedRun;

/* Asks every question, each in the language of its kind (French for the kinds that name none).
 * The report is to be zeroed; its texts lie in the arena. NOT_FOUND without the file, INVALID
 * for a line that is none. */
MUST_USE Outcome judged_measure(const SearchIndex *index, Arena *arena, const JudgedRun *run,
                                JudgedReport *report, Problem *problem);
