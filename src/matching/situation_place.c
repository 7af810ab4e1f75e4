/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a person starts from, as written: a postal code, a town, a named point. */
#include "matching/sentences.h"
#include "matching/situation.h"
#include "words/say.h"

enum { AT_THE_PLACE_METERS = 400, NEAR_METERS = 25000 };

static bool same_name(Text a, Text b)
{
    return a.length > 0 && text_equal_ignoring_case(a, b);
}

static bool place_is_named(const Place *place, Text words)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        if (same_name(place->name.in[i], words)) {
            return true;
        }
    }
    for (size_t i = 0; i < place->synonyms.count; i++) {
        if (same_name(place->synonyms.items[i], words)) {
            return true;
        }
    }
    return same_name(place->key, words);
}

static bool commune_is_named(const Commune *commune, Text words)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        if (same_name(commune->name.in[i], words)) {
            return true;
        }
    }
    return text_equal(commune->nis, words);
}

static void set_origin(Situation *situation, GeoPoint point, Phrase name, Text postal_code)
{
    situation->has_origin = true;
    situation->origin = point;
    situation->place_name = name;
    situation->postal_code = postal_code;
}

static Phrase town_shown(Text postal_code, Text town)
{
    Phrase shown = {0};
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        shown.in[i] = gazetteer_town(postal_code, town, (Language)i);
    }
    return shown;
}

/* "4000 Liège": the code, and its commune in each language. */
static Phrase code_shown(Arena *arena, Text postal_code)
{
    const PostalPlace *place = gazetteer_place_of(postal_code);
    const Commune *commune = gazetteer_commune_by_nis(place->nis);
    const Phrase town = commune == NULL ? town_shown(postal_code, place->name) : commune->name;
    Phrase shown = {0};
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const Text name = phrase_in(&town, (Language)i, NULL);
        shown.in[i] = text_format(arena, "%.*s %.*s", TEXT_ARG(postal_code), TEXT_ARG(name));
    }
    return shown;
}

static bool set_known_place(const Network *network, Text words, Situation *situation)
{
    const Catalogue *catalogue = network->catalogue;
    for (size_t i = 0; i < catalogue->place_count; i++) {
        const Place *place = &catalogue->places[i];
        if (place_is_named(place, words)) {
            set_origin(situation, place->point, place->name, place->postal_code);
            return true;
        }
    }
    for (size_t i = 0; i < gazetteer_commune_count(); i++) {
        const Commune *commune = gazetteer_commune(i);
        if (commune_is_named(commune, words)) {
            set_origin(situation, commune->centre, commune->name, TEXT(""));
            return true;
        }
    }
    for (size_t i = 0; i < gazetteer_place_count(); i++) {
        const PostalPlace *place = gazetteer_place(i);
        if (same_name(place->name, words)) {
            set_origin(situation, place->centre, town_shown(place->postal_code, place->name),
                       place->postal_code);
            return true;
        }
    }
    return false;
}

/* "liege", "Luettich": as people write it on a phone. */
static bool set_place_as_written(Arena *arena, const Network *network, Text words,
                                 Situation *situation)
{
    Text name = {0};
    GeoPoint point = {0};
    if (!text_is_utf8(words) ||
        !index_find_place(network->index, arena, words, &name, &point)) {
        return false;
    }
    set_origin(situation, point, town_shown(TEXT(""), name), TEXT(""));
    return true;
}

/* ----------------------------------------------------------------------------- a position */

static const Place *place_at(const Catalogue *catalogue, GeoPoint point)
{
    const Place *nearest = NULL;
    double least = AT_THE_PLACE_METERS;
    for (size_t i = 0; i < catalogue->place_count; i++) {
        const double distance = distance_meters(catalogue->places[i].point, point);
        if (distance <= least) {
            least = distance;
            nearest = &catalogue->places[i];
        }
    }
    return nearest;
}

static const Commune *commune_near(GeoPoint point)
{
    const Commune *nearest = NULL;
    double least = NEAR_METERS;
    for (size_t i = 0; i < gazetteer_commune_count(); i++) {
        const Commune *commune = gazetteer_commune(i);
        const double distance = distance_meters(commune->centre, point);
        if (distance <= least) {
            least = distance;
            nearest = commune;
        }
    }
    return nearest;
}

static Text point_words(Arena *arena, GeoPoint point)
{
    return text_format(arena, "%.5f, %.5f", point.latitude, point.longitude);
}

void situation_set_point(Arena *arena, const Network *network, GeoPoint point,
                         Situation *situation)
{
    const Place *place = place_at(network->catalogue, point);
    const Commune *commune = commune_near(point);
    Phrase shown = {{point_words(arena, point)}};
    if (place != NULL) {
        shown = place->name;
    } else if (commune != NULL) {
        for (int i = 0; i < LANGUAGE_COUNT; i++) {
            const Text town = phrase_in(&commune->name, (Language)i, NULL);
            shown.in[i] = say_with(arena, (Language)i, SAY_PLAN_NEAR_PLACE, "place", town);
        }
    }
    set_origin(situation, point, shown, TEXT(""));
}

/* "50.6245, 5.5668" */
static bool read_point(Text words, GeoPoint *point)
{
    const size_t comma = text_find_byte(words, ',', 0);
    return comma < words.length &&
           text_to_real(text_trim(text_slice(words, 0, comma)), &point->latitude) &&
           text_to_real(text_trim(text_slice(words, comma + 1, words.length)),
                        &point->longitude) &&
           geo_point_is_valid(*point);
}

Text situation_place_words(Arena *arena, const Network *network, const Situation *situation,
                           Language language)
{
    const Text name = phrase_in(&situation->place_name, language, NULL);
    Situation *again = ARENA_NEW(arena, Situation);
    Problem unheard = {.arena = arena};
    if (name.length > 0 && situation_set_place(arena, network, name, again, &unheard) == OK &&
        distance_meters(again->origin, situation->origin) <= AT_THE_PLACE_METERS) {
        return name;
    }
    return point_words(arena, situation->origin);
}

/* ----------------------------------------------------------------------------- in words */

static bool is_bracket(char byte)
{
    return byte == '(' || byte == ')' || byte == ',';
}

/* "4000 Liège", as we show it, or "Liège (4000)", as others do: the code decides. */
static Text code_within(Text words)
{
    const Text first = text_slice(words, 0, text_find_byte(words, ' ', 0));
    size_t start = words.length;
    size_t end = words.length;
    while (start > 0 && words.bytes[start - 1] != ' ') {
        start--;
    }
    while (start < end && is_bracket(words.bytes[start])) {
        start++;
    }
    while (end > start && is_bracket(words.bytes[end - 1])) {
        end--;
    }
    const Text last = text_slice(words, start, end);
    if (gazetteer_place_of(first) != NULL) {
        return first;
    }
    return gazetteer_place_of(last) != NULL ? last : words;
}

Outcome situation_set_place(Arena *arena, const Network *network, Text words,
                            Situation *situation, Problem *problem)
{
    GeoPoint centre = {0};
    const Text whole = text_trim(words);
    const Text name = code_within(whole);
    if (read_point(whole, &centre)) {
        situation_set_point(arena, network, centre, situation);
        return OK;
    }
    if (gazetteer_postal_code(name, &centre)) {
        set_origin(situation, centre, code_shown(arena, name), text_copy(arena, name));
        return OK;
    }
    if (name.length > 0 && (set_known_place(network, name, situation) ||
                            set_place_as_written(arena, network, name, situation))) {
        return OK;
    }
    return problem_set(problem, NOT_FOUND, TEXT("/place"), "place",
                       "unknown place “%.*s”: a Belgian postal code, commune or known place is "
                       "expected",
                       TEXT_ARG(text_slice(name, 0, 80)));
}
