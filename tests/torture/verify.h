/* SPDX-License-Identifier: EUPL-1.2 */
/* Holds a store against the ledger of its load. */
#pragma once

#include "torture/ledger.h"

typedef struct Verdict {
    int64_t rows;       /* writes found */
    int64_t unanswered; /* of these, kept without a writer having been told */
} Verdict;

/* Opens the store for writing, checks it, and writes once. INVALID unless every write the
 * ledger calls kept is there, whole and once, with at most one more a writer: the one it was
 * waiting for. The ledger then counts that one as kept. */
MUST_USE Outcome verify_store(Text place, Ledger *ledger, Verdict *verdict, Problem *problem);
