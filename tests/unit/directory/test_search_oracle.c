/* SPDX-License-Identifier: EUPL-1.2 */
/* The index against brute force, on small directories that do not exist. */
#include <math.h>
#include <string.h>

#include "benches/generate.h"
#include "unit/directory/search_oracle.h"
#include "unit/testing.h"

enum { DOORS = 70, DIRECTORIES = 6, QUESTIONS = 40 };

static const Moment EVENING = 1795539900; /* Tuesday 2026-11-24T18:05+01:00 */

typedef struct Round {
    Arena *arena;
    const Catalogue *catalogue;
    const SearchIndex *index;
    Random random;
    size_t vocabulary;
} Round;

static TextSpan one_code(Round *round, const char *const *codes, uint32_t count)
{
    Text *items = ARENA_ARRAY(round->arena, Text, 2);
    const size_t used = random_below(&round->random, 3);
    for (size_t i = 0; i < used; i++) {
        items[i] = text_from(codes[random_below(&round->random, count)]);
    }
    return (TextSpan){items, used};
}

static bool one_in(Round *round, uint32_t odds)
{
    return random_below(&round->random, odds) == 0;
}

static Text some_words(Round *round)
{
    Text words[3];
    const size_t count = random_below(&round->random, 3);
    for (size_t i = 0; i < count; i++) {
        const Language language = (Language)random_below(&round->random, LANGUAGE_COUNT);
        words[i] = generate_word(round->arena, &round->random, language, round->vocabulary);
        if (one_in(round, 4) && words[i].length > 5 &&
            text_is_utf8(text_slice(words[i], 0, 4))) {
            words[i] = text_slice(words[i], 0, 4);
        }
    }
    return text_join(round->arena, words, count, TEXT(" "));
}

static SearchRequest some_request(Round *round)
{
    static const char *const publics[] = {"children", "homeless", "migrants"};
    static const char *const spoken[] = {"ar", "fr", "nl", "xx"};
    SearchRequest request = {.text = some_words(round), .at = EVENING, .page_size = 7};
    if (one_in(round, 3)) {
        request.publics = one_code(round, publics, LENGTH_OF(publics));
    }
    if (one_in(round, 3)) {
        request.languages = one_code(round, spoken, LENGTH_OF(spoken));
    }
    request.only_free = one_in(round, 5);
    request.only_open = one_in(round, 4);
    request.only_remote = one_in(round, 12);
    request.only_with_animals = one_in(round, 12);
    request.has_origin = one_in(round, 2);
    request.origin = generate_commune(&round->random)->centre;
    request.radius = one_in(round, 2) ? 1000.0 * random_below(&round->random, 80) : 0;
    request.order = one_in(round, 2) ? BY_DISTANCE : BY_RELEVANCE;
    if (one_in(round, 6)) {
        uint64_t *eligible = ARENA_ARRAY(round->arena, uint64_t, 2);
        eligible[0] = random_next(&round->random);
        eligible[1] = random_next(&round->random);
        request.eligible = eligible;
    }
    return request;
}

static void assert_order(const SearchHit *before, const SearchHit *after, SearchOrder order)
{
    const double first = before->distance < 0 ? INFINITY : before->distance;
    const double second = after->distance < 0 ? INFINITY : after->distance;
    if (order == BY_DISTANCE && first != second) {
        assert_true(first < second);
        return;
    }
    assert_true(before->score >= after->score);
    if (before->score == after->score && first == second) {
        assert_true(before->door < after->door);
    }
}

/* Every page in turn: together they are exactly the doors the oracle found, once each. */
static void check_pages(Round *round, SearchRequest request, const OracleAnswer *oracle)
{
    bool *seen = ARENA_ARRAY(round->arena, bool, DOORS);
    SearchHit last = {0};
    size_t count = 0;
    for (request.page = 0; count < oracle->total; request.page++) {
        SearchResult result = {0};
        assert_int_equal(search(round->index, round->arena, &request, &result, NULL), OK);
        assert_int_equal(result.total, oracle->total);
        assert_true(result.hit_count > 0);
        for (size_t i = 0; i < result.hit_count; i++, count++) {
            const SearchHit *hit = &result.hits[i];
            assert_true(oracle->found[hit->door]);
            assert_false(seen[hit->door]);
            seen[hit->door] = true;
            assert_true(fabs(hit->distance - oracle->distances[hit->door]) < 0.01);
            if (count > 0) {
                assert_order(&last, hit, request.order);
            }
            last = *hit;
        }
    }
}

static size_t facet(const FacetCounts *counts, Text code)
{
    for (size_t i = 0; i < counts->count; i++) {
        if (text_equal(counts->items[i].code, code)) {
            return counts->items[i].count;
        }
    }
    return 0;
}

/* A facet of a value is the total of the same question with that value as its filter. */
static void check_facets(Round *round, const OracleAnswer *oracle, const SearchFacets *facets)
{
    size_t arabic = 0;
    size_t free = 0;
    size_t open = 0;
    for (uint32_t i = 0; i < DOORS; i++) {
        const Door *door = &round->catalogue->doors[i];
        const Service *service = &round->catalogue->services[door->service];
        for (size_t j = 0; oracle->found[i] && j < service->languages.count; j++) {
            arabic += text_equal(service->languages.items[j], TEXT("ar"));
        }
        free += oracle->found[i] && service->is_free == YES;
        open += oracle->found[i] && door->hours != NULL &&
                hours_state(door->hours, EVENING) == HOURS_OPEN;
    }
    assert_int_equal(facet(&facets->languages, TEXT("ar")), arabic);
    assert_int_equal(facets->free, free);
    assert_int_equal(facets->open, open);
}

static bool is_relaxed(const SearchResult *result)
{
    for (size_t i = 0; i < RELAXATION_COUNT; i++) {
        if (result->relaxed[i]) {
            return true;
        }
    }
    return false;
}

static void check_question(Round *round)
{
    const SearchRequest request = some_request(round);
    SearchResult result = {0};
    const Outcome outcome = search(round->index, round->arena, &request, &result, NULL);
    assert_int_equal(outcome, OK);
    const OracleAnswer oracle = oracle_search(round->arena, round->catalogue, &request);
    assert_int_equal(result.is_gap, oracle.total == 0);
    if (oracle.total == 0) {
        assert_true(result.total == 0 || is_relaxed(&result));
        return;
    }
    assert_false(is_relaxed(&result));
    check_facets(round, &oracle, &result.facets);
    check_pages(round, request, &oracle);
}

static void totals_counts_and_pages_are_those_of_brute_force(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= DIRECTORIES; seed++) {
        Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
        const GeneratedSize size = {DOORS, 0, 40 * seed, 6, false};
        Round round = {.arena = arena, .random = random_seeded(seed + 100)};
        round.vocabulary = size.vocabulary;
        round.catalogue = generate_catalogue(arena, size, seed);
        round.index = index_build(arena, round.catalogue);
        for (int i = 0; i < QUESTIONS; i++) {
            check_question(&round);
        }
    }
}

static void a_need_as_filter_covers_the_needs_below_it(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    const GeneratedSize size = {DOORS, 33, 100, 6, false};
    const Catalogue *catalogue = generate_catalogue(arena, size, 5);
    const SearchIndex *index = index_build(arena, catalogue);
    SearchResult all = {0};
    SearchRequest request = {.at = EVENING};
    assert_int_equal(search(index, arena, &request, &all, NULL), OK);
    for (size_t i = 0; i < catalogue->needs->term_count; i++) {
        request.needs = (TextSpan){&catalogue->needs->terms[i].code, 1};
        SearchResult result = {0};
        assert_int_equal(search(index, arena, &request, &result, NULL), OK);
        const OracleAnswer oracle = oracle_search(arena, catalogue, &request);
        assert_int_equal(facet(&all.facets.needs, catalogue->needs->terms[i].code),
                         oracle.total);
        assert_true(oracle.total == 0 || result.total == oracle.total);
    }
}

static void the_same_question_has_the_same_answer_to_the_last_bit(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    const GeneratedSize size = {DOORS, 33, 100, 6, false};
    const Catalogue *catalogue = generate_catalogue(arena, size, 9);
    const SearchIndex *first = index_build(arena, catalogue);
    const SearchIndex *second = index_build(arena, catalogue);
    Random random = random_seeded(3);
    for (int i = 0; i < 50; i++) {
        const SearchRequest request = {.text = generate_word(arena, &random, FRENCH, 100),
                                       .at = EVENING};
        SearchResult a = {0};
        SearchResult b = {0};
        assert_int_equal(search(first, arena, &request, &a, NULL), OK);
        assert_int_equal(search(second, arena, &request, &b, NULL), OK);
        assert_int_equal(a.hit_count, b.hit_count);
        for (size_t j = 0; j < a.hit_count; j++) {
            assert_int_equal(a.hits[j].door, b.hits[j].door);
            assert_memory_equal(&a.hits[j].score, &b.hits[j].score, sizeof(double));
        }
    }
}

/* ------------------------------------------------------------------ a country of many chunks
 */

enum { MANY_DOORS = 8600, PARTS = 3, MANY_QUESTIONS = 40, MOST_SHOWN = 40, MANY_WORDS = 60 };

typedef struct Country {
    const SearchIndex *whole;
    Catalogue parts[PARTS]; /* each a third of the doors, too few for two chunks */
    const SearchIndex *indexes[PARTS];
} Country;

static Country country;

static int make_country(void **state)
{
    Arena *arena = arena_new((size_t)1 << 20);
    const GeneratedSize size = {
        .services = MANY_DOORS, .needs = 22, .vocabulary = MANY_WORDS, .text_words = 4};
    const Catalogue *catalogue = generate_catalogue(arena, size, 77);
    const size_t share = catalogue->door_count / PARTS;
    country.whole = index_build(arena, catalogue);
    for (size_t i = 0; i < PARTS; i++) {
        country.parts[i] = *catalogue;
        country.parts[i].doors = catalogue->doors + i * share;
        country.parts[i].door_count = i + 1 < PARTS ? share : catalogue->door_count - i * share;
        country.indexes[i] = index_build(arena, &country.parts[i]);
    }
    *state = arena;
    return 0;
}

static int drop_country(void **state)
{
    arena_free(*state);
    return 0;
}

static bool is_asked_for(const SearchResult *result)
{
    return !result->is_gap;
}

/* Who stands nearest in the whole stands nearest in its part, at the same distance. */
static void check_nearest(const SearchResult *whole, const SearchResult parts[PARTS])
{
    size_t at[PARTS] = {0};
    for (size_t i = 0; i < whole->hit_count; i++) {
        double nearest = INFINITY;
        size_t from = PARTS;
        for (size_t j = 0; j < PARTS; j++) {
            if (!is_asked_for(&parts[j]) || at[j] == parts[j].hit_count) {
                continue;
            }
            const double distance = parts[j].hits[at[j]].distance;
            const double there = distance < 0 ? 1e12 : distance;
            from = there < nearest ? j : from;
            nearest = there < nearest ? there : nearest;
        }
        assert_true(from < PARTS);
        at[from]++;
        const double found = whole->hits[i].distance < 0 ? 1e12 : whole->hits[i].distance;
        assert_true(fabs(found - nearest) < 1e-6);
    }
}

static void check_facets_add_up(const SearchResult *whole, const SearchResult parts[PARTS])
{
    size_t free = 0;
    size_t open = 0;
    for (size_t i = 0; i < PARTS; i++) {
        free += is_asked_for(&parts[i]) ? parts[i].facets.free : 0;
        open += is_asked_for(&parts[i]) ? parts[i].facets.open : 0;
    }
    assert_int_equal(whole->facets.free, free);
    assert_int_equal(whole->facets.open, open);
    for (size_t i = 0; i < whole->facets.needs.count; i++) {
        size_t sum = 0;
        for (size_t j = 0; j < PARTS; j++) {
            sum += is_asked_for(&parts[j])
                       ? facet(&parts[j].facets.needs, whole->facets.needs.items[i].code)
                       : 0;
        }
        assert_int_equal(whole->facets.needs.items[i].count, sum);
    }
}

static void check_country(Arena *arena, const SearchRequest *request)
{
    SearchResult whole = {0};
    SearchResult parts[PARTS] = {0};
    size_t total = 0;
    assert_int_equal(search(country.whole, arena, request, &whole, NULL), OK);
    for (size_t i = 0; i < PARTS; i++) {
        assert_int_equal(search(country.indexes[i], arena, request, &parts[i], NULL), OK);
        total += is_asked_for(&parts[i]) ? parts[i].total : 0;
    }
    assert_int_equal(whole.is_gap, total == 0);
    if (whole.is_gap) {
        return;
    }
    assert_int_equal(whole.total, total);
    check_facets_add_up(&whole, parts);
    if (request->order == BY_DISTANCE && request->has_origin) {
        check_nearest(&whole, parts);
    }
}

/* What is asked of several chunks is what is asked of their parts, which fill one chunk each
 * and are held against brute force above. */
static void many_chunks_find_what_their_parts_find(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Round round = {.arena = arena, .random = random_seeded(5), .vocabulary = MANY_WORDS};
    for (int i = 0; i < MANY_QUESTIONS; i++) {
        SearchRequest request = some_request(&round);
        request.eligible = NULL;
        request.page_size = MOST_SHOWN;
        check_country(arena, &request);
    }
}

/* Without totals the nearest few come sooner, and are the same. */
static void the_page_alone_shows_the_same_nearest_doors(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Round round = {.arena = arena, .random = random_seeded(6), .vocabulary = MANY_WORDS};
    for (int i = 0; i < MANY_QUESTIONS; i++) {
        SearchRequest request = some_request(&round);
        SearchResult all = {0};
        SearchResult page = {0};
        request.eligible = NULL;
        request.has_origin = true;
        request.order = BY_DISTANCE;
        assert_int_equal(search(country.whole, arena, &request, &all, NULL), OK);
        request.only_page = true;
        assert_int_equal(search(country.whole, arena, &request, &page, NULL), OK);
        assert_int_equal(all.hit_count, page.hit_count);
        for (size_t j = 0; j < page.hit_count; j++) {
            assert_int_equal(all.hits[j].door, page.hits[j].door);
        }
    }
}

/* Who is left out early, because the page is full of better ones, would not have been on it. */
static void a_short_page_is_the_beginning_of_the_whole_list(void **state)
{
    (void)state;
    enum { SHORT = 7 };
    Round round = {.random = random_seeded(11), .vocabulary = MANY_WORDS};
    for (int i = 0; i < MANY_QUESTIONS; i++) {
        Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
        round.arena = arena;
        SearchRequest request = some_request(&round);
        SearchResult few = {0};
        SearchResult all = {0};
        request.eligible = NULL;
        request.has_origin = !one_in(&round, 4);
        request.page_size = SEARCH_PAGE_LIMIT;
        assert_int_equal(search(country.whole, arena, &request, &all, NULL), OK);
        request.page_size = SHORT;
        assert_int_equal(search(country.whole, arena, &request, &few, NULL), OK);
        assert_int_equal(few.total, all.total);
        assert_int_equal(few.hit_count, all.hit_count < SHORT ? all.hit_count : SHORT);
        for (size_t j = 0; j < few.hit_count; j++) {
            assert_int_equal(few.hits[j].door, all.hits[j].door);
            assert_memory_equal(&few.hits[j].score, &all.hits[j].score, sizeof(double));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals_counts_and_pages_are_those_of_brute_force),
        cmocka_unit_test(a_need_as_filter_covers_the_needs_below_it),
        cmocka_unit_test(the_same_question_has_the_same_answer_to_the_last_bit),
        cmocka_unit_test(many_chunks_find_what_their_parts_find),
        cmocka_unit_test(the_page_alone_shows_the_same_nearest_doors),
        cmocka_unit_test(a_short_page_is_the_beginning_of_the_whole_list),
    };
    return cmocka_run_group_tests(tests, make_country, drop_country);
}
