/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/search_need.h"

#include <math.h>

#include "directory/search_parts.h"

static const double CERTAIN = 0.5;    /* less is a suggestion */
static const double AMBIGUOUS = 0.92; /* of the best: as likely */
static const float WHOLE = 0.95F;     /* every word of the name was said, but for grammar */

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

/* "I have no papers" says all that "papers" says, and more: the longer name is meant. */
static bool is_covered(const NeedMatch *best, const NeedMatch *next)
{
    const bool is_part = (next->groups & ~best->groups) == 0 && next->groups != best->groups;
    return is_part && best->strength >= WHOLE;
}

/* Two needs one above the other are no contradiction: the nearer to the words is taken. */
static bool is_ambiguous(const Query *query)
{
    if (query->needs.count < 2) {
        return false;
    }
    const NeedMatch *best = &query->needs.items[0];
    const NeedMatch *next = &query->needs.items[1];
    const Catalogue *catalogue = query->index->catalogue;
    const bool are_kin = need_is_within(catalogue, best->need, next->need) ||
                         need_is_within(catalogue, next->need, best->need);
    return !are_kin && !is_covered(best, next) &&
           confidence_of(next) >= confidence_of(best) * AMBIGUOUS;
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
    *answer = (NeedAnswer){0};
    list_candidates(query, answer);
    answer->is_ambiguous = is_ambiguous(query);
    return OK;
}

static Outcome judge(const NeedAnswer *answer, Text words, Problem *problem)
{
    const Text shown = text_slice(words, 0, 80);
    if (answer->count == 0 || answer->candidates[0].confidence < CERTAIN) {
        return problem_set(problem, NOT_FOUND, (Text){"", 0}, "need", "unknown need “%.*s”",
                           TEXT_ARG(shown));
    }
    if (answer->is_ambiguous) {
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
    return judge(answer, words, problem);
}
