/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which doors are near enough. Balls around chunks and blocks settle nearly all at once; only
 * the doors of the blocks on the edge of the circle are measured one by one.
 */
#include <math.h>

#include "directory/search_pass.h"

static const double EARTH_RADIUS = 6371008.8; /* metres, as distance_meters() */
static const double PLACE_RADIUS = 10000;     /* around a place written in the question */
static const double SLACK = 1e-6;             /* of a ball, in earth radii: 6 metres */

double meters_of(double chord)
{
    const double half = chord / 2;
    return 2 * EARTH_RADIUS * asin(half < 1 ? half : 1);
}

static double chord_of(double meters)
{
    const double angle = meters / EARTH_RADIUS;
    return angle < 3.14 ? 2 * sin(angle / 2) : 3;
}

Reach reach_of(const Query *query)
{
    const SearchRequest *request = query->request;
    Reach reach = {.has_origin = request->has_origin || query->place != NULL};
    reach.radius = reach.has_origin ? request->radius : 0;
    if (query->place != NULL) {
        reach.origin = direction_of(query->place->point);
        reach.radius = reach.radius > 0 ? reach.radius : PLACE_RADIUS;
        reach.has_place = true;
    } else if (request->has_origin) {
        reach.origin = direction_of(request->origin);
    }
    reach.has_radius = reach.radius > 0 && !query->relaxed[RELAXED_DISTANCE];
    reach.chord = chord_of(reach.radius);
    return reach;
}

static double from_origin(const Reach *reach, double x, double y, double z)
{
    x -= reach->origin.x;
    y -= reach->origin.y;
    z -= reach->origin.z;
    return sqrt(x * x + y * y + z * z);
}

double chord_to(const Reach *reach, const Direction *there)
{
    return from_origin(reach, there->x, there->y, there->z);
}

double reach_nearest(const Reach *reach, const Ball *ball)
{
    const double nearest =
        from_origin(reach, (double)ball->x, (double)ball->y, (double)ball->z) -
        (double)ball->radius - SLACK;
    return nearest > 0 ? nearest : 0;
}

/* A place named in the question is looked for everywhere. */
bool reach_touches(const Reach *reach, const Ball *ball)
{
    return !reach->has_radius || reach->has_place || reach_nearest(reach, ball) <= reach->chord;
}

typedef struct Blocks {
    uint64_t inside;
    uint64_t edge;
} Blocks;

static Blocks blocks_in(const Reach *reach, const BlockBalls *balls)
{
    float distances[CHUNK_BLOCKS];
    const float x = (float)reach->origin.x;
    const float y = (float)reach->origin.y;
    const float z = (float)reach->origin.z;
    for (size_t i = 0; i < CHUNK_BLOCKS; i++) {
        const float dx = balls->x[i] - x;
        const float dy = balls->y[i] - y;
        const float dz = balls->z[i] - z;
        distances[i] = sqrtf(dx * dx + dy * dy + dz * dz);
    }
    Blocks blocks = {0};
    const float limit = (float)reach->chord;
    const float slack = (float)SLACK;
    for (size_t i = 0; i < CHUNK_BLOCKS; i++) {
        const uint64_t is_inside = distances[i] + balls->radius[i] + slack < limit;
        const uint64_t is_touched = distances[i] - balls->radius[i] - slack <= limit;
        blocks.inside |= is_inside << i;
        blocks.edge |= (is_touched & ~is_inside) << i;
    }
    return blocks;
}

/* The doors where all the words of the place's name stand. */
static void keep_naming_place(const Query *query, uint32_t chunk, ChunkSet *set)
{
    for (size_t i = 0; i < query->group_count; i++) {
        if (query->groups[i].is_place) {
            ChunkSet named = {{0}};
            group_union(query, i, chunk, &named);
            chunk_keep(set, &named);
        }
    }
}

/* Remote and confidential doors are in any reach. */
static bool is_in_reach(const Pass *pass, uint32_t position)
{
    const DoorTable *doors = &pass->query->index->doors;
    if (set_has(doors->flags[FLAG_POINTED], position)) {
        const double chord = chord_to(&pass->reach, &doors->directions[position]);
        if (chord < pass->reach.chord * (1 - 1e-12)) {
            return true;
        }
        if (chord <= pass->reach.chord * (1 + 1e-12) &&
            meters_of(chord) <= pass->reach.radius) {
            return true;
        }
    }
    return set_has(doors->flags[FLAG_REMOTE], position) ||
           set_has(doors->flags[FLAG_CONFIDENTIAL], position);
}

static uint64_t measure(const Pass *pass, uint32_t first, uint64_t bits)
{
    uint64_t kept = 0;
    for (uint64_t rest = bits; rest != 0; rest &= rest - 1) {
        const uint32_t place = (uint32_t)__builtin_ctzll(rest);
        kept |= (uint64_t)is_in_reach(pass, first + place) << place;
    }
    return kept;
}

void reach_keep(const Pass *pass, ChunkFound *found)
{
    const Reach *reach = &pass->reach;
    const DoorTable *doors = &pass->query->index->doors;
    if (!reach->has_radius) {
        return;
    }
    ChunkSet named = {{0}};
    if (reach->has_place) {
        named = found->set;
        keep_naming_place(pass->query, found->chunk, &named);
    }
    Blocks blocks = {0};
    if (reach_nearest(reach, &doors->balls[found->chunk]) <= reach->chord) {
        blocks = blocks_in(reach, &doors->block_balls[found->chunk]);
    }
    for (size_t i = 0; i < CHUNK_BLOCKS; i++) {
        uint64_t *bits = &found->set.words[i];
        const uint32_t first = found->chunk * CHUNK_DOORS + (uint32_t)i * BLOCK_DOORS;
        if ((blocks.inside >> i & 1) == 0) {
            *bits = (blocks.edge >> i & 1) == 0 ? 0 : measure(pass, first, *bits);
        }
        *bits |= named.words[i];
    }
}
