/* SPDX-License-Identifier: EUPL-1.2 */
/* From plain words to one need of the vocabulary. */
#include "directory/search_parts.h"

#include <math.h>

static const double CERTAIN = 0.5;    /* less is a suggestion */
static const double AMBIGUOUS = 0.92; /* of the best: as likely */

static double confidence_of(const NeedMatch *match)
{
    const double confidence = sqrt((double)match->merit);
    return confidence < 1 ? confidence : 1;
}

static void list_candidates(const Query *query, NeedAnswer *answer)
{
    for (size_t i = 0; i < query->needs.count && answer->count < NEED_CANDIDATE_LIMIT; i++) {
        const NeedMatch *match = &query->needs.items[i];
        answer->candidates[answer->count++] =
            (NeedCandidate){match->need, confidence_of(match)};
    }
}

/* Two needs one above the other are no contradiction: the nearer to the words is taken. */
static bool is_ambiguous(const SearchIndex *index, const NeedAnswer *answer)
{
    if (answer->count < 2) {
        return false;
    }
    const NeedCandidate *best = &answer->candidates[0];
    const NeedCandidate *next = &answer->candidates[1];
    const bool are_kin = need_is_within(index->catalogue, best->need, next->need) ||
                         need_is_within(index->catalogue, next->need, best->need);
    return !are_kin && next->confidence >= best->confidence * AMBIGUOUS;
}

static Outcome understand(const SearchIndex *index, Arena *arena, Text words, bool with_typos,
                          NeedAnswer *answer, Problem *problem)
{
    const SearchRequest request = {.text = words, .language = FRENCH, .at = MOMENT_NONE};
    Query *query = ARENA_NEW(arena, Query);
    *query = (Query){.index = index, .arena = arena, .request = &request};
    query->relaxed[RELAXED_TYPOS] = with_typos;
    TRY(query_check(index, &request, problem));
    TRY(query_read(query, words, problem));
    query->last_is_open = false;
    query_expand(query);
    query_understand(query);
    answer->count = 0;
    list_candidates(query, answer);
    return OK;
}

static Outcome judge(const SearchIndex *index, const NeedAnswer *answer, Text words,
                     Problem *problem)
{
    const Text shown = text_slice(words, 0, 80);
    if (answer->count == 0 || answer->candidates[0].confidence < CERTAIN) {
        return problem_set(problem, NOT_FOUND, (Text){"", 0}, "need", "unknown need “%.*s”",
                           TEXT_ARG(shown));
    }
    if (is_ambiguous(index, answer)) {
        return problem_set(problem, CONFLICT, (Text){"", 0}, "need",
                           "“%.*s” may mean several needs", TEXT_ARG(shown));
    }
    return OK;
}

Outcome search_need(const SearchIndex *index, Arena *arena, Text words, NeedAnswer *answer,
                    Problem *problem)
{
    const uint32_t by_code = catalogue_need(index->catalogue, text_trim(words));
    if (by_code != NONE) {
        *answer = (NeedAnswer){.candidates = {{by_code, 1}}, .count = 1};
        return OK;
    }
    NeedAnswer found = {0};
    TRY(understand(index, arena, words, false, &found, problem));
    if (found.count == 0 || found.candidates[0].confidence < CERTAIN) {
        TRY(understand(index, arena, words, true, &found, problem));
    }
    *answer = found;
    return judge(index, answer, words, problem);
}
