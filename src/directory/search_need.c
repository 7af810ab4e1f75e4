/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/search_need.h"

#include <math.h>
#include <string.h>

#include "base/closest.h"
#include "directory/search_parts.h"

static const double CERTAIN = 0.5;      /* less is a suggestion */
static const double CERTAIN_PART = 0.6; /* a part of a sentence says less by itself */
static const double AMBIGUOUS = 0.92;   /* of the best: as likely */
static const float WHOLE = 0.95F;       /* every word of the name was said, but for grammar */

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

/* One phrase of the vocabulary says every word that counts. */
static bool is_said_whole(const Query *query)
{
    if (query->needs.count == 0 || query->needs.items[0].strength < WHOLE) {
        return false;
    }
    for (size_t i = 0; i < query->group_count; i++) {
        const bool is_said = (query->needs.items[0].phrase >> i & 1) != 0;
        if (query->groups[i].weight != WORD_STOP && !query->groups[i].is_place && !is_said) {
            return false;
        }
    }
    return true;
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
    answer->is_whole = is_said_whole(query);
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

/* ------------------------------------------------------------------ several in one sentence */

/* A stretch of the sentence between two cuts, in bytes. */
typedef struct Part {
    size_t start;
    size_t end;
} Part;

typedef struct Parts {
    Part items[NEEDS_OF_SENTENCE_LIMIT];
    size_t count;
    bool is_open; /* the last one may still grow */
} Parts;

static bool is_conjunction(Text folded)
{
    static const Text conjunctions[] = {TEXT_INIT("et"), TEXT_INIT("en"), TEXT_INIT("and"),
                                        TEXT_INIT("und")};
    for (size_t i = 0; i < LENGTH_OF(conjunctions); i++) {
        if (text_equal(folded, conjunctions[i])) {
            return true;
        }
    }
    return false;
}

static bool has_mark(Text words, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        if (strchr(",;.!?&+/:\n", words.bytes[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* Words of grammar alone are no part: "je suis en fauteuil roulant" is not cut at its "en". */
static Parts cut(Arena *arena, Text words)
{
    WordList list = {0};
    Parts parts = {0};
    bool has_sense = true;
    fold_words(arena, words, &list);
    for (size_t i = 0; i < list.count; i++) {
        const Word *word = &list.items[i];
        const bool is_cut =
            parts.count > 0 && (is_conjunction(word->folded) ||
                                has_mark(words, list.items[i - 1].end, word->start));
        if (parts.count == 0 || (is_cut && has_sense && parts.count < LENGTH_OF(parts.items))) {
            parts.items[parts.count++] = (Part){word->start, word->end};
            has_sense = false;
        }
        parts.items[parts.count - 1].end = word->end;
        has_sense = has_sense || word_weight(word->folded) != WORD_STOP;
    }
    if (parts.count > 1 && !has_sense) {
        parts.count--;
        parts.items[parts.count - 1].end = parts.items[parts.count].end;
    }
    return parts;
}

static Text span_of(Text words, const Parts *parts, size_t from, size_t to)
{
    const size_t start = parts->items[from].start;
    return text_slice(words, start, parts->items[to].end);
}

/* Of two needs one above the other, the more precise is kept. */
static void add(const Catalogue *catalogue, uint32_t need, NeedsAnswer *answer)
{
    for (size_t i = 0; i < answer->count; i++) {
        if (need_is_within(catalogue, answer->needs[i], need)) {
            return;
        }
        if (need_is_within(catalogue, need, answer->needs[i])) {
            answer->needs[i] = need;
            return;
        }
    }
    answer->needs[answer->count++] = need;
}

/* The longest run of parts from `from` that one phrase says whole, else that part alone.
 * Returns the part after it. */
static size_t read_run(const SearchIndex *index, Arena *arena, Text words, const Parts *parts,
                       size_t from, NeedsAnswer *answer)
{
    Problem unheard = {.arena = arena};
    NeedAnswer found = {0};
    for (size_t to = parts->count; to-- > from;) {
        const Outcome outcome =
            search_need(index, arena, span_of(words, parts, from, to), &found, &unheard);
        const bool is_understood = (outcome == OK || outcome == CONFLICT) &&
                                   found.candidates[0].confidence >= CERTAIN_PART;
        if (is_understood && (found.is_whole || to == from)) {
            add(index->catalogue, found.candidates[0].need, answer);
            return to + 1;
        }
    }
    return from + 1;
}

/* "food.meel": words written together with a point between them. */
static bool is_like_code(Text words)
{
    bool has_point = false;
    for (size_t i = 0; i < words.length; i++) {
        const char byte = words.bytes[i];
        const bool is_letter = (byte >= 'a' && byte <= 'z') || byte == '_';
        const bool is_point = byte == '.' && i > 1 && i + 2 < words.length;
        if (!is_letter && !is_point) {
            return false;
        }
        has_point = has_point || is_point;
    }
    return has_point;
}

static Outcome refuse_code(const Catalogue *catalogue, Text code, Problem *problem)
{
    Closest closest = closest_to(code);
    for (uint32_t i = 0; i < catalogue->needs->term_count; i++) {
        closest_consider(&closest, catalogue->needs->terms[i].code);
    }
    const bool is_near = closest.best.length > 0;
    return problem_set(problem, INVALID, (Text){"", 0}, "need", "unknown need “%.*s”%s%.*s%s",
                       TEXT_ARG(text_slice(code, 0, 80)), is_near ? "; did you mean “" : "",
                       TEXT_ARG(closest.best), is_near ? "”?" : "");
}

Outcome search_needs(const SearchIndex *index, Arena *arena, Text words, NeedsAnswer *answer,
                     Problem *problem)
{
    *answer = (NeedsAnswer){0};
    words = text_trim(words);
    const Outcome whole = search_need(index, arena, words, &answer->nearest, problem);
    if (whole == INVALID) {
        return INVALID;
    }
    const bool is_code = catalogue_need(index->catalogue, words) != NONE;
    if (!is_code && is_like_code(words)) {
        return refuse_code(index->catalogue, words, problem);
    }
    if (!is_code) {
        const Parts parts = cut(arena, words);
        for (size_t i = 0; i < parts.count;) {
            i = read_run(index, arena, words, &parts, i, answer);
        }
    }
    if (answer->count == 0 && whole != NOT_FOUND) {
        answer->needs[answer->count++] = answer->nearest.candidates[0].need;
    }
    return answer->count > 0 ? OK : whole;
}
