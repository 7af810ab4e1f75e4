/* SPDX-License-Identifier: EUPL-1.2 */
/* Search where a directory is not as others: without doors, all in one place, telephones that
 * have an address; against brute force, on directories that do not exist. */
#include <math.h>

#include "base/buffer.h"
#include "benches/generate.h"
#include "unit/directory/search_oracle.h"
#include "unit/testing.h"

enum { DOORS = 70 };

static const Moment EVENING = 1795539900; /* Tuesday 2026-11-24T18:05+01:00 */

/* A directory whose places and services a test may change before it is indexed. */
typedef struct Made {
    Catalogue catalogue;
    Location *locations;
    Service *services;
} Made;

static Made make(Arena *arena, uint64_t seed)
{
    const GeneratedSize size = {DOORS, 0, 100, 6, false};
    Made made = {.catalogue = *generate_catalogue(arena, size, seed)};
    made.locations = ARENA_ARRAY(arena, Location, made.catalogue.location_count);
    made.services = ARENA_ARRAY(arena, Service, made.catalogue.service_count);
    for (size_t i = 0; i < made.catalogue.location_count; i++) {
        made.locations[i] = made.catalogue.locations[i];
    }
    for (size_t i = 0; i < made.catalogue.service_count; i++) {
        made.services[i] = made.catalogue.services[i];
    }
    made.catalogue.locations = made.locations;
    made.catalogue.services = made.services;
    return made;
}

/* Without words, all on one page: exactly the doors of brute force, at their distance. */
static void check(Arena *arena, const Catalogue *catalogue, const SearchIndex *index,
                  const SearchRequest *request)
{
    SearchResult result = {0};
    assert_int_equal(search(index, arena, request, &result, NULL), OK);
    const OracleAnswer oracle = oracle_search(arena, catalogue, request);
    assert_true(oracle.total > 0);
    assert_int_equal(result.total, oracle.total);
    assert_int_equal(result.hit_count, oracle.total);
    for (size_t i = 0; i < result.hit_count; i++) {
        const SearchHit *hit = &result.hits[i];
        assert_true(oracle.found[hit->door]);
        assert_true(fabs(hit->distance - oracle.distances[hit->door]) < 0.01);
    }
}

/* Where it stands in the directory with its office, the office has a point. */
static void a_telephone_with_an_address_is_near_from_everywhere(void **state)
{
    (void)state;
    enum { OFTEN = 5, QUESTIONS = 30 };
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Made made = make(arena, 8);
    Random random = random_seeded(8);
    for (size_t i = 0; i < made.catalogue.location_count; i++) {
        made.locations[i].is_virtual = i % OFTEN == 0;
    }
    const SearchIndex *index = index_build(arena, &made.catalogue);
    for (uint32_t i = 1; i <= QUESTIONS; i++) {
        const SearchRequest request = {.at = EVENING,
                                       .page_size = DOORS,
                                       .has_origin = true,
                                       .origin = generate_commune(&random)->centre,
                                       .radius = 1000.0 * i,
                                       .order = i % 2 == 0 ? BY_DISTANCE : BY_RELEVANCE};
        check(arena, &made.catalogue, index, &request);
    }
}

/* Of a pole, of the line where the days change, or of a town. */
static void doors_that_stand_at_one_point_are_all_found_there(void **state)
{
    (void)state;
    static const GeoPoint points[] = {
        {90,   0   },
        {-90,  180 },
        {0,    180 },
        {0,    -180},
        {50.6, 5.5 }
    };
    for (size_t i = 0; i < LENGTH_OF(points); i++) {
        Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
        Made made = make(arena, 3);
        for (size_t j = 0; j < made.catalogue.location_count; j++) {
            made.locations[j].has_point = true;
            made.locations[j].point = points[i];
        }
        const SearchIndex *index = index_build(arena, &made.catalogue);
        SearchRequest request = {.at = EVENING,
                                 .page_size = DOORS,
                                 .has_origin = true,
                                 .origin = points[i],
                                 .radius = 1,
                                 .order = BY_DISTANCE};
        check(arena, &made.catalogue, index, &request);
        request.origin.longitude = request.origin.longitude == 180 ? -180 : 180;
        request.radius = points[i].latitude == 50.6 ? 20000000 : 1;
        check(arena, &made.catalogue, index, &request);
    }
}

static void a_directory_without_any_point_is_searched_from_somewhere(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Made made = make(arena, 6);
    for (size_t i = 0; i < made.catalogue.location_count; i++) {
        made.locations[i].has_point = false;
    }
    const SearchIndex *index = index_build(arena, &made.catalogue);
    SearchRequest request = {
        .at = EVENING,
        .page_size = DOORS,
        .has_origin = true,
        .origin = {50.6, 5.5},
        .order = BY_DISTANCE
    };
    check(arena, &made.catalogue, index, &request);
    request.radius = 1000;
    check(arena, &made.catalogue, index, &request);
    request.has_origin = false;
    check(arena, &made.catalogue, index, &request);
}

static void a_directory_of_no_door_or_one_answers_every_question(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "le la de", "zzzzzzzzx", "liège", "douche à liège"};
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Made made = make(arena, 2);
    for (size_t count = 0; count < 2; count++) {
        made.catalogue.door_count = count;
        const SearchIndex *index = index_build(arena, &made.catalogue);
        for (size_t i = 0; i < LENGTH_OF(texts) * 4; i++) {
            const SearchRequest request = {
                .text = text_from(texts[i / 4]),
                .at = EVENING,
                .has_origin = i % 2 == 0,
                .origin = {50.6, 5.5},
                .order = i % 4 < 2 ? BY_DISTANCE : BY_RELEVANCE,
                .only_page = i % 4 == 0,
                .page = i % 4 == 1 ? SIZE_MAX / SEARCH_PAGE_LIMIT - 1 : 0,
                .page_size = SEARCH_PAGE_LIMIT,
            };
            SearchResult result = {0};
            assert_int_equal(search(index, arena, &request, &result, NULL), OK);
            assert_true(result.total <= count && result.hit_count <= result.total);
            assert_true(request.page == 0 || result.hit_count == 0);
        }
    }
}

static SearchResult asked(Arena *arena, const SearchIndex *index, Text text)
{
    const SearchRequest request = {.text = text, .at = EVENING};
    SearchResult result = {0};
    assert_int_equal(search(index, arena, &request, &result, NULL), OK);
    return result;
}

static Text letters(Arena *arena, size_t words, size_t length)
{
    Buffer text = buffer_new(arena, SEARCH_QUERY_BYTES + 1);
    for (size_t i = 0; i < words; i++) {
        buffer_append(&text, i == 0 ? TEXT("") : TEXT(" "));
        for (size_t j = 0; j < length; j++) {
            buffer_append(&text, j == i % length ? TEXT("ж") : TEXT("д"));
        }
    }
    return buffer_text(&text);
}

/* Letters of two bytes, of which the spelling index and the longest word cut some in two. */
static void long_words_of_long_letters_are_words_like_others(void **state)
{
    (void)state;
    enum { SHORT_WORD = 5, LONG_WORD = 36, LONG_WORDS = 5 };
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Made made = make(arena, 7);
    made.services[0].name.in[FRENCH] = TEXT("дддджддд");
    made.services[1].name.in[FRENCH] = letters(arena, 1, LONG_WORD);
    const SearchIndex *index = index_build(arena, &made.catalogue);
    (void)asked(arena, index, letters(arena, SEARCH_QUERY_WORDS, SHORT_WORD));
    (void)asked(arena, index, letters(arena, LONG_WORDS, LONG_WORD));
    assert_true(asked(arena, index, letters(arena, 1, LONG_WORD)).total > 0);
    assert_true(asked(arena, index, TEXT("дддджжжд")).relaxed[RELAXED_TYPOS]);
    assert_true(asked(arena, index, TEXT("дждджддд")).total > 0);
    assert_true(asked(arena, index, TEXT("дддджддд")).total > 0);
}

/* Four doors against one, all in one chunk of the index. */
static void of_two_corrections_the_word_of_more_doors_is_proposed(void **state)
{
    (void)state;
    enum { WITH_THE_OTHER = 4 };
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Made made = make(arena, 4);
    made.services[0].name.in[FRENCH] = TEXT("lanterne");
    for (size_t i = 1; i <= WITH_THE_OTHER; i++) {
        made.services[i].name.in[FRENCH] = TEXT("lanternu");
    }
    const SearchIndex *index = index_build(arena, &made.catalogue);
    const SearchResult result = asked(arena, index, TEXT("lanternx"));
    assert_true(result.relaxed[RELAXED_TYPOS]);
    assert_text_equal(result.did_you_mean, TEXT("lanternu"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_telephone_with_an_address_is_near_from_everywhere),
        cmocka_unit_test(doors_that_stand_at_one_point_are_all_found_there),
        cmocka_unit_test(a_directory_without_any_point_is_searched_from_somewhere),
        cmocka_unit_test(a_directory_of_no_door_or_one_answers_every_question),
        cmocka_unit_test(long_words_of_long_letters_are_words_like_others),
        cmocka_unit_test(of_two_corrections_the_word_of_more_doors_is_proposed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
