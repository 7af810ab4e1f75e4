/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Search by brute force: every door is read anew for every question, word by word, with none of
 * the structures of the index. It knows no needs: a question is answered by text and filters.
 */
#pragma once

#include "directory/search.h"

typedef struct OracleAnswer {
    bool *found;       /* by door */
    double *distances; /* metres; -1 when there is none to show */
    size_t total;
} OracleAnswer;

/* The answer to a request as asked, without any relaxation. */
OracleAnswer oracle_search(Arena *arena, const Catalogue *catalogue,
                           const SearchRequest *request);
