/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The doors that answer a question. Each word gives a set: the doors where it or a relative
 * stands, and the doors that answer a need it was understood as. The sets are met (or joined,
 * when any word is enough), then distance and clock decide door by door.
 */
#include <math.h>
#include <string.h>

#include "directory/search_parts.h"

static const double EARTH_RADIUS = 6371008.8; /* metres, as distance_meters() */
static const double PLACE_RADIUS = 10000;     /* around a place written in the question */

typedef struct Reach {
    bool has_origin;
    Direction origin;
    double radius;              /* metres; 0: any distance */
    const uint64_t *also_there; /* doors that name the place in their text; or NULL */
} Reach;

static void add_postings(const Query *query, uint32_t word, uint64_t *set)
{
    const Postings *postings = &query->index->postings;
    for (uint32_t i = postings->starts[word]; i < postings->starts[word + 1]; i++) {
        set_add(set, postings->doors[i]);
    }
}

static void add_needs(const Query *query, size_t number, uint64_t *set)
{
    for (size_t i = 0; i < query->needs.count; i++) {
        const NeedMatch *match = &query->needs.items[i];
        if ((match->groups >> number & 1) != 0) {
            const uint64_t *doors = query->index->labels.doors[match->need];
            for (size_t j = 0; j < query->index->doors.set_words; j++) {
                set[j] |= doors[j];
            }
        }
    }
}

static size_t set_count(const uint64_t *set, size_t words)
{
    size_t count = 0;
    for (size_t i = 0; i < words; i++) {
        count += (size_t)__builtin_popcountll(set[i]);
    }
    return count;
}

/* The rarer a word, the more it tells: the idf of BM25 over the doors that answer it. */
static double rarity_of(size_t doors, size_t answering)
{
    const double others = (double)doors - (double)answering;
    return log(1 + (others + 0.5) / ((double)answering + 0.5));
}

static void match_group(Query *query, size_t number)
{
    Group *group = &query->groups[number];
    const size_t words = query->index->doors.set_words;
    group->doors = ARENA_ARRAY(query->arena, uint64_t, words);
    for (size_t i = 0; i < group->expansions.count; i++) {
        add_postings(query, group->expansions.items[i].word, group->doors);
    }
    if (!group->is_place) {
        add_needs(query, number, group->doors);
    }
    group->rarity = rarity_of(query->index->doors.count, set_count(group->doors, words));
}

static void meet_groups(const Query *query, uint64_t *set)
{
    for (size_t i = 0; i < query->group_count; i++) {
        if (query->groups[i].is_required) {
            for (size_t j = 0; j < query->index->doors.set_words; j++) {
                set[j] &= query->groups[i].doors[j];
            }
        }
    }
}

static void join_groups(const Query *query, uint64_t *set)
{
    const size_t words = query->index->doors.set_words;
    uint64_t *any = ARENA_ARRAY(query->arena, uint64_t, words);
    bool is_asking = false;
    for (size_t i = 0; i < query->group_count; i++) {
        if (query->groups[i].is_required) {
            is_asking = true;
            for (size_t j = 0; j < words; j++) {
                any[j] |= query->groups[i].doors[j];
            }
        }
    }
    for (size_t j = 0; is_asking && j < words; j++) {
        set[j] &= any[j];
    }
}

/* The doors where all the words of the place's name stand. */
static const uint64_t *doors_naming_place(const Query *query)
{
    const size_t words = query->index->doors.set_words;
    uint64_t *set = ARENA_ARRAY(query->arena, uint64_t, words);
    memset(set, 0xFF, words * sizeof *set);
    for (size_t i = 0; i < query->group_count; i++) {
        if (query->groups[i].is_place) {
            for (size_t j = 0; j < words; j++) {
                set[j] &= query->groups[i].doors[j];
            }
        }
    }
    return set;
}

static Reach reach_of(const Query *query)
{
    const SearchRequest *request = query->request;
    Reach reach = {
        .has_origin = request->has_origin || query->place != NULL,
        .radius = request->has_origin || query->place != NULL ? request->radius : 0,
    };
    if (query->place != NULL) {
        reach.origin = direction_of(query->place->point);
        reach.radius = reach.radius > 0 ? reach.radius : PLACE_RADIUS;
        reach.also_there = doors_naming_place(query);
    } else if (request->has_origin) {
        reach.origin = direction_of(request->origin);
    }
    if (query->relaxed[RELAXED_DISTANCE]) {
        reach.radius = 0;
    }
    return reach;
}

static double distance_to(const Reach *reach, const DoorTable *doors, uint32_t door)
{
    if (!reach->has_origin || !doors->has_direction[door]) {
        return DISTANCE_NONE;
    }
    const Direction *there = &doors->directions[door];
    const double x = there->x - reach->origin.x;
    const double y = there->y - reach->origin.y;
    const double z = there->z - reach->origin.z;
    const double half = sqrt(x * x + y * y + z * z) / 2;
    return 2 * EARTH_RADIUS * asin(half < 1 ? half : 1);
}

static bool is_in_reach(const Reach *reach, const DoorTable *doors, uint32_t door,
                        double distance)
{
    return reach->radius <= 0 || distance <= reach->radius ||
           set_has(doors->flags[FLAG_REMOTE], door) ||
           set_has(doors->flags[FLAG_CONFIDENTIAL], door) ||
           (reach->also_there != NULL && set_has(reach->also_there, door));
}

static bool is_in_time(const Query *query, uint32_t door)
{
    if (!query->request->only_open) {
        return true;
    }
    return query->request->at != MOMENT_NONE &&
           door_state(query->index, door, &query->clock) == HOURS_OPEN;
}

static void take_doors(const Query *query, const Reach *reach, FoundDoors *found)
{
    const DoorTable *doors = &query->index->doors;
    for (size_t i = 0; i < doors->set_words; i++) {
        for (uint64_t rest = found->set[i]; rest != 0; rest &= rest - 1) {
            const uint32_t door = (uint32_t)(i * 64) + (uint32_t)__builtin_ctzll(rest);
            const double distance = distance_to(reach, doors, door);
            if (is_in_reach(reach, doors, door, distance) && is_in_time(query, door)) {
                found->doors[found->count] = door;
                found->distances[found->count++] = distance;
            }
        }
    }
}

void query_match(Query *query, const uint64_t *allowed, FoundDoors *found)
{
    const size_t words = query->index->doors.set_words;
    found->set = ARENA_ARRAY(query->arena, uint64_t, words);
    memcpy(found->set, allowed, words * sizeof *allowed);
    for (size_t i = 0; i < query->group_count; i++) {
        match_group(query, i);
    }
    if (query->relaxed[RELAXED_WORDS]) {
        join_groups(query, found->set);
    } else {
        meet_groups(query, found->set);
    }
    const Reach reach = reach_of(query);
    const size_t most = set_count(found->set, words);
    found->count = 0;
    found->doors = ARENA_ARRAY(query->arena, uint32_t, most);
    found->distances = ARENA_ARRAY(query->arena, double, most);
    take_doors(query, &reach, found);
}
