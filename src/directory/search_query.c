/* SPDX-License-Identifier: EUPL-1.2 */
/* Checks a request and reads its words, and the place among them. */
#include "directory/search_parts.h"

static const Text nowhere = {"", 0};

static Outcome check_text(Text text, Problem *problem)
{
    if (text.length > SEARCH_QUERY_BYTES) {
        return problem_set(problem, INVALID, nowhere, "text",
                           "%zu bytes; at most %d are searched", text.length,
                           SEARCH_QUERY_BYTES);
    }
    if (!text_is_utf8(text)) {
        return problem_set(problem, INVALID, nowhere, "text", "not UTF-8");
    }
    return OK;
}

static Outcome check_codes(const SearchIndex *index, LabelKind kind, TextSpan codes,
                           const char *field, Problem *problem)
{
    for (size_t i = 0; i < codes.count; i++) {
        if (label_find(&index->labels, kind, codes.items[i]) == NONE) {
            return problem_set(problem, INVALID, nowhere, field, "unknown code “%.*s”",
                               TEXT_ARG(text_slice(codes.items[i], 0, 80)));
        }
    }
    return OK;
}

static Outcome check_place(const SearchRequest *request, Problem *problem)
{
    if (request->has_origin && !geo_point_is_valid(request->origin)) {
        return problem_set(problem, INVALID, nowhere, "origin", "there is no such point");
    }
    if (!(request->radius >= 0)) {
        return problem_set(problem, INVALID, nowhere, "radius", "metres, 0 or more, expected");
    }
    return OK;
}

Outcome query_check(const SearchIndex *index, const SearchRequest *request, Problem *problem)
{
    TRY(check_codes(index, LABEL_NEED, request->needs, "needs", problem));
    TRY(check_codes(index, LABEL_PUBLIC, request->publics, "publics", problem));
    TRY(check_codes(index, LABEL_MODE, request->modes, "modes", problem));
    TRY(check_place(request, problem));
    const bool is_huge = request->page_size > SEARCH_PAGE_LIMIT ||
                         request->page > SIZE_MAX / SEARCH_PAGE_LIMIT - 1;
    if (is_huge) {
        return problem_set(problem, INVALID, nowhere, "page_size", "at most %d doors a page",
                           SEARCH_PAGE_LIMIT);
    }
    return check_text(request->text, problem);
}

static bool is_postal_code(Text word)
{
    for (size_t i = 0; i < word.length; i++) {
        if (word.bytes[i] < '0' || word.bytes[i] > '9') {
            return false;
        }
    }
    return word.length == 4;
}

static const PlaceName *postal_place(const Query *query, Text code)
{
    GeoPoint centre = {0};
    if (!is_postal_code(code) || !gazetteer_postal_code(code, &centre)) {
        return NULL;
    }
    PlaceName *place = ARENA_NEW(query->arena, PlaceName);
    *place = (PlaceName){.key = code, .name = code, .point = centre};
    return place;
}

static Text key_of(const Query *query, size_t from, size_t count)
{
    Text pieces[SEARCH_QUERY_WORDS];
    for (size_t i = 0; i < count; i++) {
        pieces[i] = query->words.items[from + i].folded;
    }
    return text_join(query->arena, pieces, count, TEXT(" "));
}

static bool is_announced(const Query *query, size_t at)
{
    return query->words.items[at].was_elided ||
           (at > 0 && word_announces_place(query->words.items[at - 1].folded));
}

static const PlaceName *named_place(const Query *query, size_t from, size_t count)
{
    const PlaceName *place = place_find(&query->index->places, key_of(query, from, count));
    if (place == NULL || (place->is_common && !is_announced(query, from))) {
        return NULL;
    }
    return place;
}

static const PlaceName *place_at(const Query *query, size_t from, size_t count)
{
    const PlaceName *place =
        count == 1 ? postal_place(query, query->words.items[from].folded) : NULL;
    return place != NULL ? place : named_place(query, from, count);
}

/* The longest name wins, then the last: one says what, then where. */
static void find_place(Query *query)
{
    const size_t words = query->words.count;
    const size_t longest =
        query->index->places.longest < words ? query->index->places.longest : words;
    for (size_t count = longest; count > 0; count--) {
        for (size_t from = words - count + 1; from-- > 0;) {
            const PlaceName *place = place_at(query, from, count);
            if (place != NULL) {
                query->place = place;
                for (size_t i = from; i < from + count; i++) {
                    query->groups[i].is_place = true;
                }
                return;
            }
        }
    }
}

static bool has_weight(const Query *query, WordWeight weight)
{
    for (size_t i = 0; i < query->group_count; i++) {
        if (!query->groups[i].is_place && query->groups[i].weight == weight) {
            return true;
        }
    }
    return false;
}

/* Politeness is required only of those who say nothing else. */
static void require_words(Query *query)
{
    WordWeight needed = WORD_STOP;
    if (has_weight(query, WORD_STRONG)) {
        needed = WORD_STRONG;
    } else if (has_weight(query, WORD_WEAK)) {
        needed = WORD_WEAK;
    }
    for (size_t i = 0; i < query->group_count; i++) {
        Group *group = &query->groups[i];
        const bool is_grammar_beside_place = needed == WORD_STOP && query->place != NULL;
        group->is_required =
            !group->is_place && group->weight == needed && !is_grammar_beside_place;
    }
}

static bool ends_inside_word(Text text, const WordList *words)
{
    return words->count > 0 && words->items[words->count - 1].end == text.length;
}

Outcome query_read(Query *query, Text text, Problem *problem)
{
    fold_words(query->arena, text, &query->words);
    if (query->words.count > SEARCH_QUERY_WORDS) {
        return problem_set(problem, INVALID, nowhere, "text",
                           "%zu words; at most %d are searched", query->words.count,
                           SEARCH_QUERY_WORDS);
    }
    query->group_count = query->words.count;
    query->last_is_open = ends_inside_word(text, &query->words);
    for (size_t i = 0; i < query->group_count; i++) {
        query->groups[i].word = &query->words.items[i];
        query->groups[i].weight = word_weight(query->words.items[i].folded);
    }
    find_place(query);
    require_words(query);
    return OK;
}
