/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The order of the doors found. Score = what the words tell × how near the door is; the same
 * score is settled by distance, then by the door's number, so that no two runs differ.
 */
#include <stdlib.h>

#include "directory/search_pass.h"

static const double NEAR = 5000;        /* metres at which half of the nearness is lost */
static const double NEARNESS = 0.75;    /* of the score depends on distance */
static const double REMOTE_DECAY = 0.7; /* a telephone is never far, and seldom the best */
static const double UNKNOWN_DECAY = 0.5;
static const double WEAK_WORD = 0.3;
static const double SHORTEST_RADIUS = 6371008; /* metres; less than the arc above a chord */

/* The doors of one chunk while they are scored, in order of their place. */
typedef struct Scores {
    size_t count;
    size_t capacity;
    uint16_t *places;
    double *scores;
    float *best;     /* of the current word */
    uint32_t *which; /* its expansion that told most */
    double *needs;   /* what the needs add for the current word */
    Evidence *evidence;
    uint16_t before[CHUNK_BLOCKS]; /* doors in the blocks before each */
} Scores;

/* ---------------------------------------------------------------------------------- podium */

static bool stands_before(const Found *a, const Found *b, SearchOrder order)
{
    if (order == BY_DISTANCE && a->distance != b->distance) {
        return a->distance < b->distance;
    }
    if (a->score != b->score) {
        return a->score > b->score;
    }
    if (a->distance != b->distance) {
        return a->distance < b->distance;
    }
    return a->door < b->door;
}

static void sift_down(Podium *podium, size_t at)
{
    for (;;) {
        size_t last = at;
        for (size_t child = at * 2 + 1; child <= at * 2 + 2; child++) {
            const bool is_later =
                child < podium->count &&
                stands_before(&podium->items[last], &podium->items[child], podium->order);
            last = is_later ? child : last;
        }
        if (last == at) {
            return;
        }
        const Found moved = podium->items[at];
        podium->items[at] = podium->items[last];
        podium->items[last] = moved;
        at = last;
    }
}

static double decay_at(double distance)
{
    return (1 - NEARNESS) + NEARNESS / (1 + distance / NEAR);
}

static bool is_full(const Podium *podium)
{
    return podium->count == podium->limit;
}

static void podium_offer(Podium *podium, const Found *found)
{
    if (!is_full(podium)) {
        podium->items[podium->count++] = *found;
        if (is_full(podium)) {
            for (size_t i = podium->count; i-- > 0;) {
                sift_down(podium, i);
            }
        }
        return;
    }
    if (podium->limit > 0 && stands_before(found, &podium->items[0], podium->order)) {
        podium->items[0] = *found;
        sift_down(podium, 0);
    }
}

void podium_open(Pass *pass)
{
    const SearchRequest *request = pass->query->request;
    const size_t size = request->page_size == 0 ? 20 : request->page_size;
    const size_t wanted = (request->page + 1) * size;
    const size_t doors = pass->query->index->doors.count;
    pass->podium.limit = wanted < doors ? wanted : doors;
    pass->podium.order = request->order;
    pass->podium.items = ARENA_ARRAY(pass->query->arena, Found, pass->podium.limit);
}

/* An arc is longer than its chord: who is not on the podium by the chord is not by the arc. */
static bool is_hopeless(const Podium *podium, double words, double chord)
{
    if (!is_full(podium) || podium->limit == 0) {
        return false;
    }
    const double least = chord * SHORTEST_RADIUS;
    if (podium->order == BY_DISTANCE) {
        return least > podium->items[0].distance;
    }
    return words * decay_at(least) < podium->items[0].score;
}

bool podium_is_closed_to(const Pass *pass, const Ball *ball)
{
    const Podium *podium = &pass->podium;
    if (!pass->reach.has_origin || !is_full(podium) || podium->limit == 0) {
        return false;
    }
    if (ball->radius < NOWHERE) {
        return is_hopeless(podium, pass->most, reach_nearest(&pass->reach, ball));
    }
    return podium->order == BY_DISTANCE ? podium->items[0].distance < DISTANCE_NONE
                                        : pass->most * REMOTE_DECAY < podium->items[0].score;
}

/* --------------------------------------------------------------------------- room for scores
 */

static void make_room(Arena *arena, Scores *scores, size_t count)
{
    if (count <= scores->capacity) {
        return;
    }
    size_t capacity = scores->capacity == 0 ? 256 : scores->capacity;
    while (capacity < count) {
        capacity *= 2;
    }
    scores->capacity = capacity;
    scores->places = ARENA_ARRAY(arena, uint16_t, capacity);
    scores->scores = ARENA_ARRAY(arena, double, capacity);
    scores->best = ARENA_ARRAY(arena, float, capacity);
    scores->which = ARENA_ARRAY(arena, uint32_t, capacity);
    scores->needs = ARENA_ARRAY(arena, double, capacity);
    scores->evidence = ARENA_ARRAY(arena, Evidence, capacity);
}

static size_t fill_before(const ChunkSet *set, uint16_t before[CHUNK_BLOCKS])
{
    size_t count = 0;
    for (size_t i = 0; i < CHUNK_BLOCKS; i++) {
        before[i] = (uint16_t)count;
        count += (size_t)__builtin_popcountll(set->words[i]);
    }
    return count;
}

/* How many doors of the set stand before the place. */
static size_t rank_in(const ChunkSet *set, const uint16_t before[CHUNK_BLOCKS], uint32_t place)
{
    const uint64_t below = set->words[place / 64] & ((UINT64_C(1) << (place % 64)) - 1);
    return before[place / 64] + (size_t)__builtin_popcountll(below);
}

/* The doors of the blocks from which one may still get on the podium. */
static ChunkSet hopeful_doors(const Pass *pass, const ChunkFound *found)
{
    ChunkSet hopeful = found->set;
    const BlockBalls *balls = &pass->query->index->doors.block_balls[found->chunk];
    for (size_t i = 0; i < CHUNK_BLOCKS && is_full(&pass->podium); i++) {
        const Ball ball = {balls->x[i], balls->y[i], balls->z[i], balls->radius[i]};
        if (hopeful.words[i] != 0 && podium_is_closed_to(pass, &ball)) {
            hopeful.words[i] = 0;
        }
    }
    return hopeful;
}

static void list_doors(Pass *pass, const ChunkFound *found)
{
    if (pass->scores == NULL) {
        pass->scores = ARENA_NEW(pass->query->arena, Scores);
    }
    Scores *scores = pass->scores;
    const size_t total = fill_before(&found->set, scores->before);
    make_room(pass->query->arena, scores, total);
    scores->count = 0;
    for (size_t i = 0; i < CHUNK_BLOCKS; i++) {
        for (uint64_t rest = found->set.words[i]; rest != 0; rest &= rest - 1) {
            const size_t at = scores->count++;
            scores->places[at] = (uint16_t)(i * 64 + (size_t)__builtin_ctzll(rest));
            scores->scores[at] = 0;
            scores->evidence[at] = (Evidence){.need = NONE};
        }
    }
}

/* ------------------------------------------------------------------------------------ words */

/* One expansion as it is looked up in one chunk. */
typedef struct Lookup {
    const Postings *postings;
    const Portion *portion;
    uint32_t expansion;
    float scale;
} Lookup;

static void take(Scores *scores, size_t at, const Lookup *lookup, uint32_t posting)
{
    const float value = lookup->scale * (float)lookup->postings->impacts[posting];
    if (value > scores->best[at]) {
        scores->best[at] = value;
        scores->which[at] = lookup->expansion;
    }
}

static void look_up_dense(Scores *scores, const Lookup *lookup)
{
    const ChunkSet *set = portion_set(lookup->postings, lookup->portion);
    uint16_t before[CHUNK_BLOCKS];
    (void)fill_before(set, before);
    for (size_t i = 0; i < scores->count; i++) {
        const uint32_t place = scores->places[i];
        if (chunk_has(set, place)) {
            take(scores, i, lookup,
                 lookup->portion->first + (uint32_t)rank_in(set, before, place));
        }
    }
}

static void look_up_walking(Scores *scores, const ChunkSet *found, const Lookup *lookup)
{
    const uint16_t *places = lookup->postings->places + lookup->portion->first;
    for (uint32_t i = 0; i < lookup->portion->count; i++) {
        if (chunk_has(found, places[i])) {
            take(scores, rank_in(found, scores->before, places[i]), lookup,
                 lookup->portion->first + i);
        }
    }
}

static void look_up_searching(Scores *scores, const Lookup *lookup)
{
    for (size_t i = 0; i < scores->count; i++) {
        const uint32_t at = portion_find(lookup->postings, lookup->portion, scores->places[i]);
        if (at != NONE) {
            take(scores, i, lookup, at);
        }
    }
}

static void look_up(Scores *scores, const ChunkSet *found, const Lookup *lookup)
{
    if (portion_is_dense(lookup->portion)) {
        look_up_dense(scores, lookup);
    } else if (lookup->portion->count > scores->count * 8) {
        look_up_searching(scores, lookup);
    } else {
        look_up_walking(scores, found, lookup);
    }
}

static void read_group(Pass *pass, Group *group, const ChunkFound *found)
{
    Scores *scores = pass->scores;
    for (size_t i = 0; i < scores->count; i++) {
        scores->best[i] = 0;
        scores->needs[i] = 0;
    }
    for (size_t i = 0; i < group->expansions.count; i++) {
        Expansion *expansion = &group->expansions.items[i];
        const Portion *portion = expansion_portion(pass->query, expansion, found->chunk);
        if (portion != NULL) {
            const Lookup lookup = {&pass->query->index->postings, portion, (uint32_t)i,
                                   expansion->quality / 255};
            look_up(scores, &found->set, &lookup);
        }
    }
}

static void read_needs(Pass *pass, size_t number, const ChunkFound *found)
{
    Scores *scores = pass->scores;
    for (size_t i = 0; i < pass->query->needs.count; i++) {
        const NeedMatch *match = &pass->query->needs.items[i];
        if ((match->groups >> number & 1) == 0) {
            continue;
        }
        const ChunkSet *doors = &pass->query->index->labels.doors[match->need][found->chunk];
        const double impact = NEED_IMPACT * (double)match->strength;
        for (size_t j = 0; j < scores->count; j++) {
            if (chunk_has(doors, scores->places[j]) && impact > scores->needs[j]) {
                scores->needs[j] = impact;
            }
        }
    }
}

double group_worth(const Group *group)
{
    const bool is_beside =
        (group->is_place || group->weight == WORD_WEAK) && !group->is_required;
    return group->rarity * (is_beside ? WEAK_WORD : 1);
}

/* What a place's name says counts as evidence only where nothing else does. */
static void weigh_evidence(Scores *scores, const Group *group, size_t number)
{
    for (size_t i = 0; i < scores->count; i++) {
        const double weight = group->rarity * (double)scores->best[i];
        Evidence *best = &scores->evidence[i];
        const bool is_better =
            group->is_place ? best->weight == 0 && weight > 0 : weight > best->weight;
        if (is_better) {
            *best = (Evidence){weight, NONE, (uint16_t)number, scores->which[i]};
        }
    }
}

static void score_group(Pass *pass, size_t number, const ChunkFound *found)
{
    Scores *scores = pass->scores;
    Group *group = &pass->query->groups[number];
    const double weight = group_worth(group);
    read_group(pass, group, found);
    if (!group->is_place) {
        read_needs(pass, number, found);
    }
    for (size_t i = 0; i < scores->count; i++) {
        scores->scores[i] += weight * ((double)scores->best[i] + scores->needs[i]);
    }
    weigh_evidence(scores, group, number);
}

static void weigh_needs(Pass *pass, const ChunkFound *found)
{
    const Query *query = pass->query;
    Scores *scores = pass->scores;
    for (size_t i = 0; i < query->needs.count; i++) {
        const NeedMatch *match = &query->needs.items[i];
        double rarity = 0;
        for (size_t j = 0; j < query->group_count; j++) {
            rarity += (match->groups >> j & 1) != 0 ? query->groups[j].rarity : 0;
        }
        const double weight = rarity * NEED_IMPACT * (double)match->strength;
        const ChunkSet *doors = &query->index->labels.doors[match->need][found->chunk];
        for (size_t j = 0; j < scores->count; j++) {
            if (chunk_has(doors, scores->places[j]) && weight > scores->evidence[j].weight) {
                scores->evidence[j] = (Evidence){.weight = weight, .need = (uint32_t)i};
            }
        }
    }
}

/* -------------------------------------------------------------------------------- nearness */

bool asks_words(const Query *query)
{
    for (size_t i = 0; i < query->group_count; i++) {
        if (query->groups[i].is_required) {
            return true;
        }
    }
    return false;
}

static double decay_without_point(const DoorTable *doors, uint32_t position)
{
    return set_has(doors->flags[FLAG_REMOTE], position) ? REMOTE_DECAY : UNKNOWN_DECAY;
}

static void offer_door(Pass *pass, uint32_t position, double words, const Evidence *evidence)
{
    const DoorTable *doors = &pass->query->index->doors;
    Found found = {
        .score = words,
        .distance = DISTANCE_NONE,
        .door = doors->doors[position],
        .position = position,
        .evidence = *evidence,
    };
    if (pass->reach.has_origin && set_has(doors->flags[FLAG_POINTED], position)) {
        const double chord = chord_to(&pass->reach, &doors->directions[position]);
        if (is_hopeless(&pass->podium, words, chord)) {
            return;
        }
        found.distance = meters_of(chord);
        found.score *= decay_at(found.distance);
    } else if (pass->reach.has_origin) {
        found.score *= decay_without_point(doors, position);
    }
    podium_offer(&pass->podium, &found);
}

static void rank_doors(Pass *pass, const ChunkFound *found)
{
    list_doors(pass, found);
    weigh_needs(pass, found);
    for (size_t i = 0; i < pass->query->group_count; i++) {
        if (!pass->query->groups[i].is_place) {
            score_group(pass, i, found);
        }
    }
    for (size_t i = 0; i < pass->query->group_count; i++) {
        if (pass->query->groups[i].is_place) {
            score_group(pass, i, found);
        }
    }
    const Scores *scores = pass->scores;
    const double least = asks_words(pass->query) ? 0 : 1;
    for (size_t i = 0; i < scores->count; i++) {
        offer_door(pass, found->chunk * CHUNK_DOORS + scores->places[i],
                   least + scores->scores[i], &scores->evidence[i]);
    }
}

void rank_chunk(Pass *pass, const ChunkFound *found)
{
    if (podium_is_closed_to(pass, &pass->query->index->doors.balls[found->chunk])) {
        return;
    }
    const ChunkFound hopeful = {found->chunk, hopeful_doors(pass, found)};
    if (!chunk_is_empty(&hopeful.set)) {
        rank_doors(pass, &hopeful);
    }
}

/* ------------------------------------------------------------------------------------ page */

static int compare_relevance(const void *a, const void *b)
{
    return stands_before(a, b, BY_RELEVANCE) ? -1 : stands_before(b, a, BY_RELEVANCE);
}

static int compare_distance(const void *a, const void *b)
{
    return stands_before(a, b, BY_DISTANCE) ? -1 : stands_before(b, a, BY_DISTANCE);
}

static Known known_state(HoursState state)
{
    switch (state) {
    case HOURS_OPEN:
        return YES;
    case HOURS_CLOSED:
        return NO;
    case HOURS_UNKNOWN:
        return UNKNOWN_YET;
    }
    return UNKNOWN_YET;
}

static SearchHit make_hit(const Pass *pass, const Found *found)
{
    const DoorTable *doors = &pass->query->index->doors;
    return (SearchHit){
        .door = found->door,
        .score = found->score,
        .distance = found->distance < DISTANCE_NONE ? found->distance : -1,
        .open = known_state(state_of(pass, found->position)),
        .is_confidential = set_has(doors->flags[FLAG_CONFIDENTIAL], found->position),
        .reason = query_reason(pass->query, found),
    };
}

void query_show(const Query *query, Pass *pass, SearchResult *result)
{
    const SearchRequest *request = query->request;
    Podium *podium = &pass->podium;
    const size_t size = request->page_size == 0 ? 20 : request->page_size;
    const size_t first = request->page * size;
    if (podium->count > 1) {
        qsort(podium->items, podium->count, sizeof *podium->items,
              request->order == BY_DISTANCE ? compare_distance : compare_relevance);
    }
    const size_t shown = podium->count > first ? podium->count - first : 0;
    SearchHit *hits = ARENA_ARRAY(query->arena, SearchHit, shown);
    for (size_t i = 0; i < shown; i++) {
        hits[i] = make_hit(pass, &podium->items[first + i]);
    }
    result->hits = hits;
    result->hit_count = shown;
}
