/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The order of the doors found. Score = what the words tell × how near the door is; the same
 * score is settled by distance, then by the door's number, so that no two runs differ.
 */
#include <stdlib.h>

#include "directory/search_parts.h"

static const double NEAR = 5000;        /* metres at which half of the nearness is lost */
static const double NEARNESS = 0.75;    /* of the score depends on distance */
static const double REMOTE_DECAY = 0.7; /* a telephone is never far, and seldom the best */
static const double UNKNOWN_DECAY = 0.5;
static const double WEAK_WORD = 0.3;

typedef struct Ranker {
    const Query *query;
    const FoundDoors *found;
    double *scores;   /* by position in `found` */
    float *best;      /* the current word's best answer, by door */
    uint32_t *places; /* by door: position in `found` + 1 */
} Ranker;

uint32_t posting_find(const Postings *postings, uint32_t word, uint32_t door)
{
    uint32_t low = postings->starts[word];
    uint32_t high = postings->starts[word + 1];
    const uint32_t end = high;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const bool is_before = postings->doors[middle] < door;
        low = is_before ? middle + 1 : low;
        high = is_before ? high : middle;
    }
    return low < end && postings->doors[low] == door ? low : NONE;
}

static void keep_better(float *best, float value)
{
    *best = value > *best ? value : *best;
}

/* Walks the list of the word, or looks its few doors up, whichever is shorter. */
static void score_word(const Ranker *ranker, const Expansion *expansion)
{
    const Postings *postings = &ranker->query->index->postings;
    const uint32_t from = postings->starts[expansion->word];
    const uint32_t to = postings->starts[expansion->word + 1];
    const float scale = expansion->quality / 255;
    if ((size_t)(to - from) > ranker->found->count * 16) {
        for (size_t i = 0; i < ranker->found->count; i++) {
            const uint32_t at =
                posting_find(postings, expansion->word, ranker->found->doors[i]);
            if (at != NONE) {
                keep_better(&ranker->best[i], scale * (float)postings->impacts[at]);
            }
        }
        return;
    }
    for (uint32_t i = from; i < to; i++) {
        const uint32_t place = ranker->places[postings->doors[i]];
        if (place != 0) {
            keep_better(&ranker->best[place - 1], scale * (float)postings->impacts[i]);
        }
    }
}

static double need_impact(const Query *query, size_t number, uint32_t door)
{
    double best = 0;
    for (size_t i = 0; i < query->needs.count; i++) {
        const NeedMatch *match = &query->needs.items[i];
        const bool answers = (match->groups >> number & 1) != 0 &&
                             set_has(query->index->labels.doors[match->need], door);
        const double impact = NEED_IMPACT * (double)match->strength;
        best = answers && impact > best ? impact : best;
    }
    return best;
}

static double word_weight_of(const Group *group)
{
    if (group->is_place || group->weight == WORD_WEAK) {
        return group->is_required ? 1 : WEAK_WORD;
    }
    return 1;
}

static void score_group(const Ranker *ranker, size_t number)
{
    const Group *group = &ranker->query->groups[number];
    const double weight = group->rarity * word_weight_of(group);
    for (size_t i = 0; i < ranker->found->count; i++) {
        ranker->best[i] = 0;
    }
    for (size_t i = 0; i < group->expansions.count; i++) {
        score_word(ranker, &group->expansions.items[i]);
    }
    for (size_t i = 0; i < ranker->found->count; i++) {
        const double need =
            group->is_place ? 0 : need_impact(ranker->query, number, ranker->found->doors[i]);
        ranker->scores[i] += weight * ((double)ranker->best[i] + need);
    }
}

static double decay(const Query *query, uint32_t door, double distance)
{
    const bool has_origin = query->request->has_origin || query->place != NULL;
    if (!has_origin) {
        return 1;
    }
    if (distance < DISTANCE_NONE) {
        return (1 - NEARNESS) + NEARNESS / (1 + distance / NEAR);
    }
    const bool is_remote = set_has(query->index->doors.flags[FLAG_REMOTE], door);
    return is_remote ? REMOTE_DECAY : UNKNOWN_DECAY;
}

static bool asks_words(const Query *query)
{
    for (size_t i = 0; i < query->group_count; i++) {
        if (query->groups[i].is_required) {
            return true;
        }
    }
    return false;
}

static void score_doors(const Query *query, const FoundDoors *found, double *scores)
{
    Ranker ranker = {
        .query = query,
        .found = found,
        .scores = scores,
        .best = ARENA_ARRAY(query->arena, float, found->count),
        .places = ARENA_ARRAY(query->arena, uint32_t, query->index->doors.count),
    };
    for (size_t i = 0; i < found->count; i++) {
        ranker.places[found->doors[i]] = (uint32_t)i + 1;
    }
    const bool has_words = asks_words(query);
    for (size_t i = 0; i < query->group_count; i++) {
        score_group(&ranker, i);
    }
    for (size_t i = 0; i < found->count; i++) {
        const double words = has_words ? scores[i] : 1 + scores[i];
        scores[i] = words * decay(query, found->doors[i], found->distances[i]);
    }
}

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

/* A heap of the best doors so far, the last of them on top. */
typedef struct Podium {
    Found *items;
    size_t count;
    size_t limit;
    SearchOrder order;
} Podium;

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

static void podium_offer(Podium *podium, Found found)
{
    if (podium->count < podium->limit) {
        podium->items[podium->count++] = found;
        if (podium->count == podium->limit) {
            for (size_t i = podium->count; i-- > 0;) {
                sift_down(podium, i);
            }
        }
        return;
    }
    if (podium->limit > 0 && stands_before(&found, &podium->items[0], podium->order)) {
        podium->items[0] = found;
        sift_down(podium, 0);
    }
}

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

static SearchHit make_hit(const Query *query, const Found *found)
{
    const SearchIndex *index = query->index;
    const Moment at = query->request->at;
    return (SearchHit){
        .door = found->door,
        .score = found->score,
        .distance = found->distance < DISTANCE_NONE ? found->distance : -1,
        .open = at == MOMENT_NONE ? UNKNOWN_YET
                                  : known_state(door_state(index, found->door, &query->clock)),
        .is_confidential = set_has(index->doors.flags[FLAG_CONFIDENTIAL], found->door),
        .reason = query_reason(query, found->door),
    };
}

void query_rank(const Query *query, const FoundDoors *found, SearchResult *result)
{
    const SearchRequest *request = query->request;
    const size_t size = request->page_size == 0 ? 20 : request->page_size;
    const size_t first = request->page * size;
    const size_t last = first + size < found->count ? first + size : found->count;
    double *scores = ARENA_ARRAY(query->arena, double, found->count);
    score_doors(query, found, scores);
    Podium podium = {.items = ARENA_ARRAY(query->arena, Found, last),
                     .limit = last,
                     .order = request->order};
    for (size_t i = 0; i < found->count; i++) {
        podium_offer(&podium, (Found){scores[i], found->distances[i], found->doors[i]});
    }
    if (podium.count > 1) {
        qsort(podium.items, podium.count, sizeof *podium.items,
              request->order == BY_DISTANCE ? compare_distance : compare_relevance);
    }
    const size_t shown = last > first ? last - first : 0;
    SearchHit *hits = ARENA_ARRAY(query->arena, SearchHit, shown);
    for (size_t i = 0; i < shown; i++) {
        hits[i] = make_hit(query, &podium.items[first + i]);
    }
    result->hits = hits;
    result->hit_count = shown;
}
