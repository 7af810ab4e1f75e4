/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/hsds_filter.h"

#include <math.h>

#include "words/fold.h"

/* A service answers for its organization, a place of a service for its service. */
static uint32_t service_of(const HsdsGraph *graph, EntityKind kind, uint32_t index)
{
    if (kind == ENTITY_SERVICE) {
        return index;
    }
    return kind == ENTITY_SERVICE_AT_LOCATION
               ? graph_find(graph, ENTITY_SERVICE,
                            graph_link_of(graph, kind, index, ENTITY_SERVICE))
               : NO_NODE;
}

static bool is_of_organization(const HsdsGraph *graph, const HsdsFilter *filter,
                               EntityKind kind, uint32_t index)
{
    const uint32_t service = service_of(graph, kind, index);
    const bool has_one = kind == ENTITY_SERVICE || kind == ENTITY_SERVICE_AT_LOCATION;
    return !filter->by_organization || !has_one ||
           (service != NO_NODE &&
            id_equal(graph_link_of(graph, ENTITY_SERVICE, service, ENTITY_ORGANIZATION),
                     filter->organization));
}

/* ----------------------------------------------------------------------------- taxonomies */

static bool is_wanted_term(const HsdsGraph *graph, const HsdsFilter *filter, Id term)
{
    const uint32_t found =
        filter->by_taxonomy ? graph_find(graph, ENTITY_TAXONOMY_TERM, term) : NO_NODE;
    return (!filter->by_term || id_equal(term, filter->term)) &&
           (!filter->by_taxonomy ||
            (found != NO_NODE &&
             id_equal(graph_link_of(graph, ENTITY_TAXONOMY_TERM, found, ENTITY_TAXONOMY),
                      filter->taxonomy)));
}

static bool bears_term(const HsdsGraph *graph, const HsdsFilter *filter, EntityKind kind, Id id)
{
    const PlacementSpan nested = graph_nested(graph, kind, id, ENTITY_ATTRIBUTE);
    for (size_t i = 0; i < nested.count; i++) {
        const uint32_t index = nested.items[i].index;
        if (!graph_is_hidden(graph, ENTITY_ATTRIBUTE, index) &&
            is_wanted_term(
                graph, filter,
                graph_link_of(graph, ENTITY_ATTRIBUTE, index, ENTITY_TAXONOMY_TERM))) {
            return true;
        }
    }
    return false;
}

static bool one_of_its_services_bears(const HsdsGraph *graph, const HsdsFilter *filter, Id id)
{
    const PlacementSpan services = graph_nested(graph, ENTITY_ORGANIZATION, id, ENTITY_SERVICE);
    for (size_t i = 0; i < services.count; i++) {
        const GraphNode *service = &graph->nodes[ENTITY_SERVICE].items[services.items[i].index];
        if (bears_term(graph, filter, ENTITY_SERVICE, service->id)) {
            return true;
        }
    }
    return false;
}

static bool has_term(const HsdsGraph *graph, const HsdsFilter *filter, EntityKind kind,
                     uint32_t index)
{
    const Id id = graph->nodes[kind].items[index].id;
    if (kind == ENTITY_TAXONOMY_TERM) {
        return is_wanted_term(graph, filter, id);
    }
    if (bears_term(graph, filter, kind, id)) {
        return true;
    }
    if (kind == ENTITY_ORGANIZATION) {
        return one_of_its_services_bears(graph, filter, id);
    }
    const uint32_t service = service_of(graph, kind, index);
    return kind == ENTITY_SERVICE_AT_LOCATION && service != NO_NODE &&
           bears_term(graph, filter, ENTITY_SERVICE,
                      graph->nodes[ENTITY_SERVICE].items[service].id);
}

static bool stands_under(const HsdsGraph *graph, const HsdsFilter *filter, EntityKind kind,
                         uint32_t index)
{
    const Id parent = graph_link_of(graph, kind, index, ENTITY_TAXONOMY_TERM);
    return kind != ENTITY_TAXONOMY_TERM ||
           ((!filter->top_only || id_is_nil(parent)) &&
            (!filter->by_parent || id_equal(parent, filter->parent)));
}

/* ------------------------------------------------------------------------------- geography */

/* What is near a confidential place must not tell where it is: it is near nothing. */
static bool is_near(const HsdsGraph *graph, const HsdsFilter *filter, uint32_t index)
{
    const uint32_t location =
        graph_find(graph, ENTITY_LOCATION,
                   graph_link_of(graph, ENTITY_SERVICE_AT_LOCATION, index, ENTITY_LOCATION));
    if (location == NO_NODE || graph_is_hidden(graph, ENTITY_LOCATION, location)) {
        return false;
    }
    const GeoPoint point = graph->points.items[location];
    return !isnan(point.latitude) && geo_point_is_valid(point) &&
           distance_meters(point, filter->centre) <= filter->proximity_meters;
}

typedef enum Cover { COVERS, LEAVES_OUT, CANNOT_TELL } Cover;

static bool is_code(Text word)
{
    bool digits = word.length == 4 || word.length == 5;
    for (size_t i = 0; i < word.length; i++) {
        digits = digits && word.bytes[i] >= '0' && word.bytes[i] <= '9';
    }
    return digits;
}

/* An extent of postal codes or NIS numbers of communes says exactly whom it holds; a sentence
 * or a polygon is for people to read. */
static Cover extent_covers(Arena *arena, Text extent, const HsdsFilter *filter)
{
    const PostalPlace *place = gazetteer_place_of(filter->postal_code);
    const Text nis = place == NULL ? TEXT("") : place->nis;
    WordList words = {0};
    fold_words(arena, extent, &words);
    Cover cover = words.count == 0 ? CANNOT_TELL : LEAVES_OUT;
    for (size_t i = 0; i < words.count; i++) {
        const Text word = words.items[i].folded;
        if (!is_code(word)) {
            return CANNOT_TELL;
        }
        if (text_equal(word, filter->postal_code) || text_equal(word, nis)) {
            cover = COVERS;
        }
    }
    return cover;
}

static Cover areas_cover(const HsdsGraph *graph, const HsdsFilter *filter, EntityKind kind,
                         Id id)
{
    const PlacementSpan areas = graph_nested(graph, kind, id, ENTITY_SERVICE_AREA);
    Cover cover = CANNOT_TELL;
    if (areas.count == 0) {
        return CANNOT_TELL;
    }
    Arena *scratch SCOPED(arena_close) = arena_new(4096);
    for (size_t i = 0; i < areas.count && cover != COVERS; i++) {
        json_t *body SCOPED(json_close) =
            graph_body(graph, ENTITY_SERVICE_AREA, areas.items[i].index);
        const Cover one = extent_covers(scratch, json_member_text(body, "extent"), filter);
        if (one == CANNOT_TELL) {
            return CANNOT_TELL;
        }
        cover = one;
    }
    return cover;
}

/* Without an area, or with one only people can read, nobody is left out. */
static bool serves(const HsdsGraph *graph, const HsdsFilter *filter, uint32_t index)
{
    const Id id = graph->nodes[ENTITY_SERVICE_AT_LOCATION].items[index].id;
    const Cover own = areas_cover(graph, filter, ENTITY_SERVICE_AT_LOCATION, id);
    const Id service = graph_link_of(graph, ENTITY_SERVICE_AT_LOCATION, index, ENTITY_SERVICE);
    const Cover whole =
        own == CANNOT_TELL ? areas_cover(graph, filter, ENTITY_SERVICE, service) : own;
    return whole != LEAVES_OUT;
}

static bool is_within_reach(const HsdsGraph *graph, const HsdsFilter *filter, EntityKind kind,
                            uint32_t index)
{
    if (kind != ENTITY_SERVICE_AT_LOCATION || filter->postal_code.length == 0) {
        return true;
    }
    return (!filter->by_distance || is_near(graph, filter, index)) &&
           serves(graph, filter, index);
}

/* ------------------------------------------------------------------------------- the whole */

static bool says(const HsdsGraph *graph, const HsdsFilter *filter, EntityKind kind,
                 uint32_t index)
{
    const uint32_t service = service_of(graph, kind, index);
    return text_is_empty(filter->words) ||
           text_contains(graph->nodes[kind].items[index].words, filter->words) ||
           (service != NO_NODE &&
            text_contains(graph->nodes[ENTITY_SERVICE].items[service].words, filter->words));
}

bool hsds_filter_keeps(const HsdsGraph *graph, const HsdsFilter *filter, EntityKind kind,
                       uint32_t index)
{
    const GraphNode *node = &graph->nodes[kind].items[index];
    const bool by_terms = filter->by_term || filter->by_taxonomy;
    return !node->is_hidden &&
           (filter->modified_after == MOMENT_NONE ||
            node->modified >= filter->modified_after) &&
           is_of_organization(graph, filter, kind, index) &&
           stands_under(graph, filter, kind, index) &&
           (!by_terms || kind == ENTITY_TAXONOMY || has_term(graph, filter, kind, index)) &&
           is_within_reach(graph, filter, kind, index) && says(graph, filter, kind, index);
}
