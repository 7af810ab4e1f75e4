/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/directory/search_oracle.h"

#include "words/fold.h"
#include "words/stem.h"
#include "words/stop.h"

typedef struct SeenWord {
    Text folded;
    uint32_t door;
    Language language; /* LANGUAGE_COUNT: none */
} SeenWord;

typedef LIST_OF(SeenWord) SeenWordList;

typedef struct Oracle {
    Arena *arena;
    const Catalogue *catalogue;
    const SearchRequest *request;
    Stemmers *stemmers;
    SeenWordList seen;
} Oracle;

/* --------------------------------------------------------------------------- reading doors */

static void see(Oracle *oracle, uint32_t door, Text text, Language language, bool is_name)
{
    WordList words = {0};
    fold_words(oracle->arena, text, &words);
    for (size_t i = 0; i < words.count; i++) {
        if (is_name || word_weight(words.items[i].folded) != WORD_STOP) {
            const SeenWord word = {words.items[i].folded, door, language};
            LIST_APPEND(oracle->arena, &oracle->seen, word);
        }
        if (words.items[i].umlauts.length > 0) {
            const SeenWord word = {words.items[i].umlauts, door, language};
            LIST_APPEND(oracle->arena, &oracle->seen, word);
        }
    }
}

static void see_phrase(Oracle *oracle, uint32_t door, const Phrase *phrase, bool is_name)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        see(oracle, door, phrase->in[language], (Language)language, is_name);
    }
}

static void see_door(Oracle *oracle, uint32_t number)
{
    const Catalogue *catalogue = oracle->catalogue;
    const Door *door = &catalogue->doors[number];
    const Service *service = &catalogue->services[door->service];
    const Organization *organization = &catalogue->organizations[service->organization];
    see_phrase(oracle, number, &service->name, true);
    see_phrase(oracle, number, &service->description, false);
    for (size_t i = 0; i < service->condition_count; i++) {
        see_phrase(oracle, number, &service->conditions[i].text, false);
    }
    see_phrase(oracle, number, &organization->name, true);
    see_phrase(oracle, number, &organization->description, false);
    if (door->location != NONE && !catalogue->locations[door->location].is_confidential) {
        see(oracle, number, catalogue->locations[door->location].street, LANGUAGE_COUNT, false);
        see(oracle, number, catalogue->locations[door->location].postal_code, LANGUAGE_COUNT,
            false);
        see(oracle, number, catalogue->locations[door->location].city, LANGUAGE_COUNT, false);
    }
}

/* -------------------------------------------------------------------------- matching words */

static bool is_written_in(const Oracle *oracle, Text folded, Language language)
{
    for (size_t i = 0; i < oracle->seen.count; i++) {
        if (oracle->seen.items[i].language == language &&
            text_equal(oracle->seen.items[i].folded, folded)) {
            return true;
        }
    }
    return false;
}

static bool share_stem(const Oracle *oracle, Text asked, Text written)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        const Text stem =
            text_copy(oracle->arena, stem_word(oracle->stemmers, (Language)language, asked));
        if (text_equal(stem, stem_word(oracle->stemmers, (Language)language, written)) &&
            is_written_in(oracle, written, (Language)language)) {
            return true;
        }
    }
    return false;
}

static bool is_part(const Oracle *oracle, Text asked, Text written)
{
    const bool is_inside = text_starts_with(written, asked) || text_ends_with(written, asked);
    return is_inside && asked.length >= 4 && written.length >= asked.length + 3 &&
           (is_written_in(oracle, written, DUTCH) || is_written_in(oracle, written, GERMAN));
}

static bool answers(const Oracle *oracle, const Word *asked, Text spelling, bool is_last,
                    Text written)
{
    if (text_equal(spelling, written)) {
        return true;
    }
    const bool may_grow =
        is_last && spelling.length >= 3 && (!asked->is_rigid || spelling.length <= 3);
    if (may_grow && text_starts_with(written, spelling)) {
        return true;
    }
    return !asked->is_rigid &&
           ((written.length >= 4 && share_stem(oracle, spelling, written)) ||
            is_part(oracle, spelling, written));
}

static bool is_neighbour_pair(const Oracle *oracle, const WordList *words, size_t at,
                              Text written)
{
    for (size_t first = at == 0 ? 0 : at - 1; first <= at && first + 1 < words->count;
         first++) {
        const Text pair[] = {words->items[first].folded, words->items[first + 1].folded};
        if (pair[0].length >= 3 && pair[1].length >= 3 &&
            text_equal(text_join(oracle->arena, pair, 2, TEXT("")), written)) {
            return true;
        }
    }
    return false;
}

static bool door_answers(const Oracle *oracle, uint32_t door, const WordList *words, size_t at)
{
    const Word *asked = &words->items[at];
    const bool is_last = at + 1 == words->count && asked->end == oracle->request->text.length;
    for (size_t i = 0; i < oracle->seen.count; i++) {
        const SeenWord *seen = &oracle->seen.items[i];
        if (seen->door != door) {
            continue;
        }
        if (answers(oracle, asked, asked->folded, is_last, seen->folded) ||
            is_neighbour_pair(oracle, words, at, seen->folded)) {
            return true;
        }
        if (asked->umlauts.length > 0 &&
            answers(oracle, asked, asked->umlauts, is_last, seen->folded)) {
            return true;
        }
    }
    return false;
}

static bool passes_words(const Oracle *oracle, uint32_t door, const WordList *words)
{
    for (size_t i = 0; i < words->count; i++) {
        if (!door_answers(oracle, door, words, i)) {
            return false;
        }
    }
    return true;
}

/* --------------------------------------------------------------------------------- filters */

static bool span_meets(TextSpan asked, TextSpan held)
{
    for (size_t i = 0; i < asked.count; i++) {
        for (size_t j = 0; j < held.count; j++) {
            if (text_equal(asked.items[i], held.items[j])) {
                return true;
            }
        }
    }
    return asked.count == 0;
}

static bool needs_meet(const Oracle *oracle, const Service *service)
{
    const SearchRequest *request = oracle->request;
    for (size_t i = 0; i < request->needs.count; i++) {
        const uint32_t asked = catalogue_need(oracle->catalogue, request->needs.items[i]);
        for (size_t j = 0; j < service->needs.count; j++) {
            if (need_is_within(oracle->catalogue, service->needs.items[j], asked)) {
                return true;
            }
        }
    }
    return request->needs.count == 0;
}

static const Location *location_of(const Oracle *oracle, uint32_t door)
{
    const uint32_t place = oracle->catalogue->doors[door].location;
    return place == NONE ? NULL : &oracle->catalogue->locations[place];
}

static bool is_remote(const Oracle *oracle, uint32_t door)
{
    const Location *location = location_of(oracle, door);
    return location == NULL || location->is_virtual;
}

static bool passes_filters(const Oracle *oracle, uint32_t number)
{
    const SearchRequest *request = oracle->request;
    const Door *door = &oracle->catalogue->doors[number];
    const Service *service = &oracle->catalogue->services[door->service];
    const Location *location = location_of(oracle, number);
    const bool is_open = door->hours != NULL && request->at != MOMENT_NONE &&
                         hours_state(door->hours, request->at) == HOURS_OPEN;
    const bool is_valid = request->at == MOMENT_NONE ||
                          marks_valid_on(&service->marks, moment_to_local(request->at).date);
    return needs_meet(oracle, service) && span_meets(request->publics, service->publics) &&
           span_meets(request->modes, service->modes) &&
           span_meets(request->languages, service->languages) &&
           (!request->only_free || service->is_free == YES) &&
           (!request->only_remote || is_remote(oracle, number)) &&
           (!request->only_with_animals ||
            (location != NULL && location->accepts_animals == YES)) &&
           (!request->only_open || is_open) && is_valid &&
           (request->eligible == NULL || (request->eligible[number / 64] >> number % 64 & 1));
}

static double shown_distance(const Oracle *oracle, uint32_t door)
{
    const Location *location = location_of(oracle, door);
    const bool has_distance = oracle->request->has_origin && location != NULL &&
                              location->has_point && !location->is_confidential &&
                              !location->is_virtual;
    return has_distance ? distance_meters(oracle->request->origin, location->point) : -1;
}

static bool passes_radius(const Oracle *oracle, uint32_t door, double distance)
{
    const SearchRequest *request = oracle->request;
    const Location *location = location_of(oracle, door);
    return !request->has_origin || request->radius <= 0 || is_remote(oracle, door) ||
           location->is_confidential || (distance >= 0 && distance <= request->radius);
}

OracleAnswer oracle_search(Arena *arena, const Catalogue *catalogue,
                           const SearchRequest *request)
{
    Stemmers *stemmers SCOPED(stemmers_close) = stemmers_new();
    Oracle oracle = {
        .arena = arena, .catalogue = catalogue, .request = request, .stemmers = stemmers};
    OracleAnswer answer = {.found = ARENA_ARRAY(arena, bool, catalogue->door_count),
                           .distances = ARENA_ARRAY(arena, double, catalogue->door_count)};
    WordList words = {0};
    fold_words(arena, request->text, &words);
    for (uint32_t i = 0; i < catalogue->door_count; i++) {
        see_door(&oracle, i);
    }
    for (uint32_t i = 0; i < catalogue->door_count; i++) {
        answer.distances[i] = shown_distance(&oracle, i);
        answer.found[i] = passes_filters(&oracle, i) &&
                          passes_radius(&oracle, i, answer.distances[i]) &&
                          passes_words(&oracle, i, &words);
        answer.total += answer.found[i];
    }
    return answer;
}
