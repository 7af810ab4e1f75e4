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
    bool is_whole;     /* one phrase of the vocabulary says every word that counts */
} NeedAnswer;

/* Plain words in any of the four languages, or a code of the vocabulary, to a need. OK: the
 * first candidate is meant. CONFLICT: several are as likely. NOT_FOUND: none is; the candidates
 * are the nearest, if any. INVALID as in search(). `answer` is filled in each case but the
 * last.
 */
MUST_USE Outcome search_need(const SearchIndex *index, Arena *arena, Text words,
                             NeedAnswer *answer, Problem *problem);

#define NEEDS_OF_SENTENCE_LIMIT 8

typedef struct NeedsAnswer {
    uint32_t needs[NEEDS_OF_SENTENCE_LIMIT]; /* in the order in which they were said */
    size_t count;
    NeedAnswer nearest; /* when none was understood: what may have been meant */
} NeedsAnswer;

/* All the needs of a sentence: "un repas chaud et une douche" names two. What one phrase of the
 * vocabulary says whole stays one need, even over an "et"; of two needs one above the other,
 * the more precise is kept, and none comes twice. What is as likely one need as another is
 * taken as the first. OK: one need or more. NOT_FOUND: none. INVALID: a code that does not
 * exist
 * ("food.meel"), with the closest that does, or as search_need.
 */
MUST_USE Outcome search_needs(const SearchIndex *index, Arena *arena, Text words,
                              NeedsAnswer *answer, Problem *problem);
