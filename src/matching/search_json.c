/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/search_json.h"

#include "matching/service_json.h"

typedef struct HitWriter {
    Arena *arena;
    const Network *network;
    Language language;
    Text base;
} HitWriter;

static void write_facet(JsonWriter *writer, const char *name, const FacetCounts *counts)
{
    json_key(writer, text_from(name));
    json_object_open(writer);
    for (size_t i = 0; i < counts->count; i++) {
        json_key(writer, counts->items[i].code);
        json_write_integer(writer, (int64_t)counts->items[i].count);
    }
    json_object_close(writer);
}

static Text known_name(Known known)
{
    switch (known) {
    case YES:
        return TEXT("open");
    case NO:
        return TEXT("closed");
    case UNKNOWN_YET:
        break;
    }
    return TEXT("unknown");
}

static void write_hit(const HitWriter *hits, const SearchHit *hit, JsonWriter *writer)
{
    Arena *arena = hits->arena;
    const Network *network = hits->network;
    const Language language = hits->language;
    const Catalogue *catalogue = network->catalogue;
    const Door *door = &catalogue->doors[hit->door];
    const Service *service = &catalogue->services[door->service];
    const Text id = id_format(arena, service->id);
    json_object_open(writer);
    if (hits->base.length > 0) {
        json_member(writer, "href",
                    text_format(arena, "%.*s%.*s", TEXT_ARG(hits->base), TEXT_ARG(id)));
    }
    json_member(writer, "serviceId", id);
    const Location *location = catalogue_shown_location(catalogue, door);
    if (location != NULL) {
        json_member(writer, "locationId", id_format(arena, location->id));
    }
    json_member(writer, "name", phrase_in(&service->name, language, NULL));
    json_member_real(writer, "score", hit->score);
    if (location != NULL && location_tells_distance(location, hit->distance)) {
        json_member_integer(writer, "distanceMeters", (int64_t)hit->distance);
    }
    json_member(writer, "open", known_name(hit->open));
    service_measures_write_json(arena, service, language, writer);
    json_member(writer, "reason", search_reason_sentence(network->index, arena, hit, language));
    json_object_close(writer);
}

static void write_facets(const SearchFacets *facets, JsonWriter *writer)
{
    json_key(writer, TEXT("facets"));
    json_object_open(writer);
    write_facet(writer, "needs", &facets->needs);
    write_facet(writer, "publics", &facets->publics);
    write_facet(writer, "modes", &facets->modes);
    write_facet(writer, "languages", &facets->languages);
    json_member_integer(writer, "free", (int64_t)facets->free);
    json_member_integer(writer, "accessible", (int64_t)facets->accessible);
    json_member_integer(writer, "withAnimals", (int64_t)facets->with_animals);
    json_member_integer(writer, "remote", (int64_t)facets->remote);
    json_member_integer(writer, "open", (int64_t)facets->open);
    json_object_close(writer);
}

static void write_relaxed(const SearchResult *result, JsonWriter *writer)
{
    static const char *const names[RELAXATION_COUNT] = {"typos", "words", "needs", "distance"};
    json_key(writer, TEXT("relaxed"));
    json_array_open(writer);
    for (int i = 0; i < RELAXATION_COUNT; i++) {
        if (result->relaxed[i]) {
            json_write_text(writer, text_from(names[i]));
        }
    }
    json_array_close(writer);
}

static void write_hits(const HitWriter *hits, const char *name, const SearchHit *items,
                       size_t count, JsonWriter *writer)
{
    json_key(writer, text_from(name));
    json_array_open(writer);
    for (size_t i = 0; i < count; i++) {
        write_hit(hits, &items[i], writer);
    }
    json_array_close(writer);
}

void search_write_json(Arena *arena, const Network *network, const SearchResult *result,
                       Language language, Text base, JsonWriter *writer)
{
    const HitWriter hits = {arena, network, language, base};
    write_hits(&hits, "items", result->hits, result->hit_count, writer);
    json_member_integer(writer, "total", (int64_t)result->total);
    if (result->doorless != NONE) {
        json_member(writer, "doorless",
                    network->catalogue->needs->terms[result->doorless].code);
    }
    if (result->wider.need != NONE) {
        write_hits(&hits, "wider", result->wider.hits, result->wider.hit_count, writer);
    }
    json_member_unless_empty(writer, "didYouMean", result->did_you_mean);
    write_relaxed(result, writer);
    write_facets(&result->facets, writer);
}
