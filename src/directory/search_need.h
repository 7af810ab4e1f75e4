/* SPDX-License-Identifier: EUPL-1.2 */
/* From plain words to a need of the vocabulary, as a situation gives it. */
#pragma once

#include "directory/index.h"

typedef struct NeedCandidate {
    uint32_t need;
    double confidence; /* 0 to 1 */
} NeedCandidate;

#define NEED_CANDIDATE_LIMIT 5

typedef struct NeedAnswer {
    NeedCandidate candidates[NEED_CANDIDATE_LIMIT]; /* best first */
    size_t count;
    bool is_ambiguous; /* the first two are as likely */
} NeedAnswer;

/* Plain words in any of the four languages, or a code of the vocabulary, to a need. OK: the
 * first candidate is meant. CONFLICT: several are as likely. NOT_FOUND: none is; the candidates
 * are the nearest, if any. INVALID as in search(). `answer` is filled in each case but the
 * last.
 */
MUST_USE Outcome search_need(const SearchIndex *index, Arena *arena, Text words,
                             NeedAnswer *answer, Problem *problem);
