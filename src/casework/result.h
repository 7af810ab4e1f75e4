/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * With what result a case may close: data/casework/results.yaml, compiled in. A result that is
 * no longer offered still has its name, for the cases that bear it.
 */
#pragma once

#include "base/outcome.h"
#include "words/language.h"

typedef struct CaseResult {
    Text key;        /* "helped" */
    Text until;      /* the day from which it is no longer offered; empty while it is */
    bool counts_met; /* a report may say that needs were met, in whole or in part */
    Phrase name;
} CaseResult;

typedef struct CaseResultList {
    const CaseResult *items; /* in the order of the file */
    size_t count;
} CaseResultList;

/* Those that are offered. */
CaseResultList case_results(void);

/* NULL for none of this key; one that is no longer offered too. */
const CaseResult *case_result_find(Text key);

Text case_result_keys(Arena *arena); /* of those offered: "helped, partly, ..." */

/* The name, the key itself where the file no longer has it, empty for none. */
Text case_result_words(Text key, Language language);
