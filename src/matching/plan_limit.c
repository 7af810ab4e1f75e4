/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/plan_limit.h"

#include <stdlib.h>

#include "base/list.h"
#include "base/moment.h"

#define TRIES_MAX 256 /* sets tried for one question; then the bound is what is known */

typedef struct Subset {
    uint32_t needs;
    uint32_t weight;
} Subset;

struct Limits {
    Arena *arena;
    Work work; /* as it was: doors taken out later may still be asked for */
    int64_t stop_at;
    uint32_t calls;
    bool stopped;
    Bounds *bounds;
    Bounds *visits;        /* counts visits alone; NULL until first asked */
    Subset *subsets;       /* of all needs, lightest first; NULL until first asked */
    uint32_t *left_out;    /* [places][needs], + 1; 0: not computed */
    uint32_t *place_needs; /* what can be met at one place; none within another */
    size_t place_count;
    uint32_t free_needs; /* met by telephone or at the start */
};

static int subset_compare(const void *a, const void *b)
{
    const Subset *left = a;
    const Subset *right = b;
    return left->weight != right->weight ? (left->weight < right->weight ? -1 : 1)
                                         : (left->needs < right->needs ? -1 : 1);
}

static void place_needs_collect(Limits *limits)
{
    const Work *work = &limits->work;
    uint32_t *at = ARENA_ARRAY(limits->arena, uint32_t, work->plan->place_count);
    limits->place_needs = ARENA_ARRAY(limits->arena, uint32_t, work->plan->place_count);
    for (size_t d = 0; d < work->door_count; d++) {
        const WorkDoor *door = &work->doors[d];
        if (door->place == PLAN_REMOTE || door->place == work->plan->start) {
            limits->free_needs |= door->needs;
        } else {
            at[door->place] |= door->needs;
        }
    }
    for (size_t place = 0; place < work->plan->place_count; place++) {
        bool within = at[place] == 0;
        for (size_t other = 0; other < work->plan->place_count && !within; other++) {
            within = (at[place] & ~at[other]) == 0 && (at[place] != at[other] || other < place);
            within = within && other != place;
        }
        if (!within) {
            limits->place_needs[limits->place_count++] = at[place];
        }
    }
}

static void limits_begin(Limits *limits)
{
    const PlanProblem *plan = limits->work.plan;
    const size_t count = (size_t)1 << plan->need_count;
    limits->subsets = ARENA_ARRAY(limits->arena, Subset, count);
    for (size_t i = 0; i < count; i++) {
        limits->subsets[i] = (Subset){(uint32_t)i, needs_weight(plan, (uint32_t)i)};
    }
    qsort(limits->subsets, count, sizeof(Subset), subset_compare);
    limits->left_out = ARENA_ARRAY(limits->arena, uint32_t, (PLAN_MAX_VISITS + 1) * count);
    place_needs_collect(limits);
}

Limits *limits_new(Arena *arena, const Work *work, Bounds *bounds, int64_t stop_at)
{
    Limits *limits = ARENA_NEW(arena, Limits);
    limits->arena = arena;
    limits->work = *work;
    limits->bounds = bounds;
    limits->stop_at = stop_at;
    return limits;
}

static bool time_is_up(Limits *limits)
{
    if (++limits->calls % 1024 == 0 && monotonic_nanoseconds() > limits->stop_at) {
        limits->stopped = true;
    }
    return limits->stopped;
}

/* Least weight of `needs` left out with so many places: the lowest need is left out, or met at
 * one of the places where it can be. */
static uint32_t left_out(Limits *limits, uint32_t needs, size_t places)
{
    if (needs == 0 || time_is_up(limits)) {
        return 0;
    }
    uint32_t *known =
        &limits->left_out[places << limits->work.plan->need_count | (size_t)needs];
    if (*known != 0) {
        return *known - 1;
    }
    const uint32_t lowest = needs & (~needs + 1);
    uint32_t best =
        needs_weight(limits->work.plan, lowest) + left_out(limits, needs & ~lowest, places);
    for (size_t i = 0; i < limits->place_count && places > 0 && best > 0; i++) {
        if ((limits->place_needs[i] & lowest) != 0) {
            const uint32_t rest = left_out(limits, needs & ~limits->place_needs[i], places - 1);
            best = rest < best ? rest : best;
        }
    }
    if (limits->stopped) {
        return 0;
    }
    *known = best + 1;
    return best;
}

static size_t subset_first_of(const Limits *limits, uint32_t weight)
{
    size_t low = 0;
    size_t high = (size_t)1 << limits->work.plan->need_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (limits->subsets[middle].weight < weight) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Whether the limits may suffice. The cover with the fewest places can need more visits than
 * another, so that visits are asked for apart when they are too many. */
static bool cover_fits(Limits *limits, const Ask *ask, uint64_t major, uint64_t *cover)
{
    const PlanProblem *plan = limits->work.plan;
    *cover = bounds_cover(limits->bounds, ask);
    if (*cover == COVER_NEVER || (int64_t)((major + *cover) / ONE_PLACE) > plan->place_limit) {
        return false;
    }
    if (within_limits(&limits->work, major + *cover)) {
        return true;
    }
    if (limits->visits == NULL) {
        limits->visits = bounds_new(limits->arena, &limits->work, limits->stop_at, true);
    }
    const uint64_t visits = bounds_cover(limits->visits, ask) + major % ONE_PLACE;
    return (int64_t)(visits / ONE_VISIT) <= plan->visit_limit;
}

/* Tries the sets to leave out, lightest first, until the cover of the others fits. */
static Least subsets_try(Limits *limits, const Ask *ask, uint64_t major, uint32_t at_least)
{
    const size_t count = (size_t)1 << limits->work.plan->need_count;
    Least least = {.left_out = UINT32_MAX};
    size_t tries = 0;
    for (size_t i = subset_first_of(limits, at_least); i < count; i++) {
        const Subset *subset = &limits->subsets[i];
        if (subset->weight > least.left_out) {
            break;
        }
        if ((subset->needs & ~ask->needs) != 0) {
            continue;
        }
        if (++tries > TRIES_MAX) {
            return (Least){.left_out = subset->weight};
        }
        Ask fewer = *ask;
        fewer.needs &= ~subset->needs;
        uint64_t cover = 0;
        if (cover_fits(limits, &fewer, major, &cover) &&
            (least.left_out == UINT32_MAX || cover < least.cover)) {
            least = (Least){subset->weight, cover};
        }
    }
    return least;
}

Least limits_least(Limits *limits, const Ask *ask, uint64_t major)
{
    if (limits->subsets == NULL) {
        limits_begin(limits);
    }
    uint32_t needs = ask->needs & ~limits->free_needs;
    for (size_t i = 0; i < ask->here_count; i++) {
        needs &= ~ask->here[i]->needs;
    }
    const int64_t gone = (int64_t)(major / ONE_PLACE);
    const int64_t places = limits->work.plan->place_limit - gone;
    const size_t most = places < PLAN_MAX_VISITS ? (size_t)places : PLAN_MAX_VISITS;
    return subsets_try(limits, ask, major, left_out(limits, needs, most));
}
