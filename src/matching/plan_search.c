/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/plan_search.h"

#include <string.h>

#include "base/list.h"
#include "base/moment.h"
#include "matching/plan_bound.h"
#include "matching/plan_nearby.h"

#define CHUNK       1024 /* labels allocated at a time */
#define CHUNK_COUNT 1024 /* at most a million labels: about 130 MB */
#define BUCKETS     8192
#define NO_LABEL    UINT32_MAX
#define NO_DOOR     UINT16_MAX
#define DIVE_EVERY  256 /* expansions between two dives for a better plan */

typedef struct Label {
    Score value;     /* of the visits made */
    Score promise;   /* no completion is better */
    uint64_t groups; /* satisfied and still of use */
    uint64_t exclusive;
    uint32_t parent;
    uint32_t next; /* in its bucket */
    uint32_t met;
    int32_t time;
    int32_t place;
    uint16_t door;
    uint8_t depth; /* visits */
    bool pending;  /* went to `place` and has not visited a door there yet */
    bool dropped;
    bool expanded;
    uint8_t seen_count;
    uint16_t seen[PLAN_MAX_VISITS]; /* places gone to that are still of use */
} Label;

typedef LIST_OF(uint32_t) Heap;

typedef struct Search {
    Arena *arena;
    Work *work;
    Bounds *bounds;
    Nearby *nearby;
    int64_t stop_at;
    uint32_t *place_reach; /* needs that the doors of a place can help with */
    uint16_t *place_first; /* its doors, linked by door_next; NO_DOOR ends */
    uint16_t *door_next;
    Label *chunks[CHUNK_COUNT];
    uint32_t label_count;
    uint32_t buckets[BUCKETS];
    Heap heap;
    uint32_t best; /* label of the plan in hand */
    Score best_value;
    uint32_t total_weight; /* of work->full */
} Search;

static Label *label_at(const Search *search, uint32_t index)
{
    return &search->chunks[index / CHUNK][index % CHUNK];
}

static Label *label_new(Search *search)
{
    Label **chunk = &search->chunks[search->label_count / CHUNK];
    if (*chunk == NULL) {
        *chunk = ARENA_ARRAY(search->arena, Label, CHUNK);
    }
    return &(*chunk)[search->label_count % CHUNK];
}

/* ---- the heap: best promise first, then the deepest, then the oldest ---- */

static bool promise_before(const Search *search, uint32_t a, uint32_t b)
{
    const Label *left = label_at(search, a);
    const Label *right = label_at(search, b);
    const int order = score_compare(&left->promise, &right->promise);
    if (order != 0) {
        return order < 0;
    }
    return left->depth != right->depth ? left->depth > right->depth : a < b;
}

static void heap_push(Search *search, uint32_t index)
{
    LIST_APPEND(search->arena, &search->heap, index);
    uint32_t *items = search->heap.items;
    size_t at = search->heap.count - 1;
    while (at > 0 && promise_before(search, index, items[(at - 1) / 2])) {
        items[at] = items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    items[at] = index;
}

static uint32_t heap_pop(Search *search)
{
    uint32_t *items = search->heap.items;
    const uint32_t top = items[0];
    const uint32_t last = items[--search->heap.count];
    const size_t count = search->heap.count;
    size_t at = 0;
    for (size_t child = 1; child < count; child = 2 * at + 1) {
        if (child + 1 < count && promise_before(search, items[child + 1], items[child])) {
            child++;
        }
        if (!promise_before(search, items[child], last)) {
            break;
        }
        items[at] = items[child];
        at = child;
    }
    items[at] = last;
    return top;
}

/* ---- comparing ---- */

/* Door indexes of the visits, first to last. */
static void sequence_of(const Search *search, const Label *label, int32_t *sequence)
{
    for (const Label *at = label; at->depth > 0; at = label_at(search, at->parent)) {
        sequence[at->depth - 1] = search->work->doors[at->door].index;
    }
}

/* Compares as far as the shorter one goes. */
static int sequence_compare(const Search *search, const Label *a, const Label *b)
{
    int32_t left[PLAN_MAX_VISITS];
    int32_t right[PLAN_MAX_VISITS];
    sequence_of(search, a, left);
    sequence_of(search, b, right);
    const size_t shorter = a->depth < b->depth ? a->depth : b->depth;
    for (size_t i = 0; i < shorter; i++) {
        if (left[i] != right[i]) {
            return left[i] < right[i] ? -1 : 1;
        }
    }
    return 0;
}

static size_t seen_missing(const Label *a, const Label *b)
{
    size_t missing = 0;
    for (size_t i = 0; i < b->seen_count; i++) {
        bool found = false;
        for (size_t j = 0; j < a->seen_count && !found; j++) {
            found = a->seen[j] == b->seen[i];
        }
        missing += !found;
    }
    return missing;
}

/* Whether every way to complete `b` completes `a` at least as well. They have met the same
 * needs and are at the same place; a place that only `b` has been to would be one more for `a`.
 */
static bool label_dominates(const Search *search, const Label *a, const Label *b)
{
    if (a->time > b->time || (b->groups & ~a->groups) != 0 ||
        (a->exclusive & ~b->exclusive) != 0 || a->depth > b->depth ||
        a->value.major > b->value.major) {
        return false;
    }
    Score paid = a->value;
    paid.major += seen_missing(a, b) * ONE_PLACE;
    const int order = score_compare(&paid, &b->value);
    return order < 0 || (order == 0 && sequence_compare(search, a, b) <= 0);
}

static uint32_t *bucket_of(Search *search, const Label *label)
{
    const uint64_t key = (uint64_t)label->met << 32 | (uint64_t)(uint32_t)label->place << 1 |
                         (uint64_t)label->pending;
    return &search->buckets[(key * 0x9E3779B97F4A7C15U >> 40) % BUCKETS];
}

/* False if a kept label dominates the new one; drops those it dominates. */
static bool label_enter(Search *search, Label *label, uint32_t index)
{
    uint32_t *link = bucket_of(search, label);
    uint32_t *const head = link;
    while (*link != NO_LABEL) {
        Label *other = label_at(search, *link);
        if (other->met == label->met && other->place == label->place &&
            other->pending == label->pending) {
            if (label_dominates(search, other, label)) {
                return false;
            }
            if (label_dominates(search, label, other)) {
                other->dropped = true;
                *link = other->next;
                continue;
            }
        }
        link = &other->next;
    }
    label->next = *head;
    *head = index;
    return true;
}

/* ---- promises ---- */

/* Doors that help meet what is `left` where going adds no place, the start's apart: the cover
 * counts none for those anyway. */
static size_t doors_here(const Search *search, const Label *label, uint32_t left,
                         const WorkDoor **here)
{
    size_t count = 0;
    for (size_t i = 0; i < label->seen_count; i++) {
        uint16_t d = search->place_first[label->seen[i]];
        for (; d != NO_DOOR; d = search->door_next[d]) {
            if ((search->work->doors[d].reach & left) != 0) {
                here[count++] = &search->work->doors[d];
            }
        }
    }
    return count;
}

/* The cover is too dear for the limits: some needs must be left out. */
static void promise_limit(Search *search, const Label *label, uint32_t left,
                          const WorkDoor *const *here, size_t here_count, Score *promise)
{
    int32_t used = 0;
    uint32_t free_needs = 0;
    for (size_t i = 0; i < here_count; i++) {
        free_needs |= here[i]->needs;
    }
    const int32_t places = (int32_t)(label->value.major / ONE_PLACE);
    promise->unmet += bounds_left_out(search->bounds, left & ~free_needs,
                                      search->work->plan->place_limit - places, &used);
    promise->major = label->value.major + (uint64_t)used * ONE_PLACE;
}

static bool within_limits(const Work *work, uint64_t major)
{
    return (int64_t)(major / ONE_PLACE) <= work->plan->place_limit &&
           (int64_t)(major / ONE_VISIT % 64) <= work->plan->visit_limit;
}

static Score promise_of(Search *search, const Label *label)
{
    const Work *work = search->work;
    Score promise = label->value;
    uint32_t left = work->full & ~label->met;
    uint64_t wait = 0;
    promise.unmet = 0;
    for (uint32_t rest = left; rest != 0; rest &= rest - 1) {
        const size_t n = (size_t)__builtin_ctz(rest);
        const PlanNeed *need = &work->plan->needs[n];
        const int32_t at = nearby_earliest(search->nearby, label->place, label->time, n);
        if (at == NEVER || at > need->deadline) {
            promise.unmet += (uint32_t)need->weight;
            left &= ~(1U << n);
        } else {
            wait += (uint64_t)at * (uint64_t)need->weight;
        }
    }
    const WorkDoor *here[PLAN_MAX_DOORS];
    const size_t here_count = doors_here(search, label, left, here);
    const uint64_t cover =
        bounds_cover(search->bounds, left, 0, label->groups, here, here_count);
    if (cover == COVER_NEVER || !within_limits(work, label->value.major + cover)) {
        promise_limit(search, label, left, here, here_count, &promise);
        return promise;
    }
    promise.major += cover + wait;
    return promise;
}

/* ---- extending ---- */

static void seen_update(const Search *search, Label *label, const Label *parent)
{
    const uint32_t left = search->work->full & ~label->met;
    bool present = label->place == search->work->plan->start || label->place == parent->place;
    label->seen_count = 0;
    for (size_t i = 0; i < parent->seen_count; i++) {
        present = present || parent->seen[i] == label->place;
        if ((search->place_reach[parent->seen[i]] & left) != 0) {
            label->seen[label->seen_count++] = parent->seen[i];
        }
    }
    if (!present && (search->place_reach[label->place] & left) != 0) {
        label->seen[label->seen_count++] = (uint16_t)label->place;
    }
    label->value.major += present ? 0 : ONE_PLACE;
}

/* Forgets what can no longer make a difference, so that more labels compare. */
static void label_forget(const Search *search, Label *label)
{
    const Work *work = search->work;
    const uint32_t left = work->full & ~label->met;
    for (uint64_t rest = label->groups; rest != 0; rest &= rest - 1) {
        const int g = __builtin_ctzll(rest);
        label->groups &=
            (work->group_reach[g] & left) == 0 ? ~((uint64_t)1 << g) : ~(uint64_t)0;
    }
}

/* The parent extended by a visit to `door`, the person being at `place` for it; false if that
 * is not possible in time or helps nothing. */
static bool label_extend(const Search *search, uint32_t parent_index, size_t door_index,
                         int32_t place, Label *label)
{
    const Work *work = search->work;
    const Label *parent = label_at(search, parent_index);
    const WorkDoor *door = &work->doors[door_index];
    const int32_t leg = work_travel(work, parent->place, place);
    const int32_t start = door_start(door, parent->time + leg);
    if (start == NEVER) {
        return false;
    }
    *label = *parent;
    uint64_t wait = 0;
    for (uint32_t rest = door->needs & ~parent->met; rest != 0; rest &= rest - 1) {
        const PlanNeed *need = &work->plan->needs[__builtin_ctz(rest)];
        if (start <= need->deadline) {
            label->met |= rest & (~rest + 1);
            label->value.unmet -= (uint32_t)need->weight;
            wait += (uint64_t)start * (uint64_t)need->weight;
        }
    }
    label->groups |= door->gives;
    label_forget(search, label);
    if (label->met == parent->met && (label->groups & ~parent->groups) == 0) {
        return false;
    }
    label->parent = parent_index;
    label->door = (uint16_t)door_index;
    label->time = start + door->duration;
    label->place = place;
    label->depth++;
    label->pending = door->place == PLAN_REMOTE && (place != parent->place || parent->pending);
    label->dropped = false;
    label->expanded = false;
    label->exclusive |= door->exclusive;
    label->value.major += door->cost + wait;
    label->value.minor += ((uint64_t)leg << 32) + (uint64_t)door->papers;
    seen_update(search, label, parent);
    return within_limits(work, label->value.major);
}

static bool worth_keeping(const Search *search, const Label *label)
{
    const int order = score_compare(&label->promise, &search->best_value);
    return order < 0 ||
           (order == 0 && sequence_compare(search, label, label_at(search, search->best)) <= 0);
}

static void best_update(Search *search, const Label *label, uint32_t index)
{
    const int order = score_compare(&label->value, &search->best_value);
    if (!label->pending &&
        (order < 0 ||
         (order == 0 && sequence_compare(search, label, label_at(search, search->best)) < 0))) {
        search->best = index;
        search->best_value = label->value;
    }
}

/* A label once made may be the parent of the plan in hand, so its place is kept whenever it
 * improves that plan, even if it need not be extended. */
static void child_make(Search *search, uint32_t parent, size_t door, int32_t place)
{
    Label *label = label_new(search);
    if (!label_extend(search, parent, door, place, label)) {
        return;
    }
    const uint32_t index = search->label_count;
    const uint32_t best_before = search->best;
    best_update(search, label, index);
    label->promise = promise_of(search, label);
    const Score *inherited = &label_at(search, parent)->promise;
    if (score_compare(&label->promise, inherited) < 0) {
        label->promise = *inherited;
    }
    const bool extend = label->met != search->work->full && worth_keeping(search, label) &&
                        label_enter(search, label, index);
    if (extend || search->best != best_before) {
        search->label_count++;
    }
    if (extend) {
        heap_push(search, index);
    }
}

/* Going to the next place first and calling from there pays only if the call has to wait
 * longer than it would cost. */
static void calls_on_arrival(Search *search, uint32_t index, size_t door_index)
{
    const Work *work = search->work;
    const WorkDoor *door = &work->doors[door_index];
    const int32_t now = label_at(search, index)->time;
    const int32_t from = label_at(search, index)->place;
    const uint32_t left = work->full & ~label_at(search, index)->met;
    const int32_t start = door_start(door, now);
    if (start == NEVER || start == now) {
        return;
    }
    for (size_t place = 0; place < work->plan->place_count; place++) {
        const int32_t leg = work_travel(work, from, (int32_t)place);
        if ((int32_t)place != from && (search->place_reach[place] & left) != 0 && leg < FAR &&
            door_start(door, now + leg) < start + leg) {
            child_make(search, index, door_index, (int32_t)place);
        }
    }
}

static void label_expand(Search *search, uint32_t index)
{
    const Work *work = search->work;
    Label *label = label_at(search, index);
    const uint32_t left = work->full & ~label->met;
    label->expanded = true;
    if (label->depth == work->plan->visit_limit) {
        return;
    }
    for (size_t d = 0; d < work->door_count; d++) {
        const WorkDoor *door = &work->doors[d];
        if ((door->reach & left) == 0 || (door->requires & ~label->groups) != 0 ||
            (door->exclusive & label->exclusive) != 0) {
            continue;
        }
        if (door->place == PLAN_REMOTE) {
            child_make(search, index, d, label->place);
            if (!label->pending) {
                calls_on_arrival(search, index, d);
            }
        } else if (!label->pending || door->place == label->place) {
            child_make(search, index, d, door->place);
        }
    }
}

/* ---- the run ---- */

static bool search_must_stop(const Search *search)
{
    const uint32_t room = CHUNK * CHUNK_COUNT - search->label_count;
    return monotonic_nanoseconds() > search->stop_at ||
           room < PLAN_MAX_DOORS * (PLAN_MAX_PLACES + 1);
}

/* Follows the best promise down to a complete plan. */
static void search_dive(Search *search, uint32_t index)
{
    while (index != NO_LABEL && !search_must_stop(search)) {
        const uint32_t first = search->label_count;
        label_expand(search, index);
        index = NO_LABEL;
        for (uint32_t child = first; child < search->label_count; child++) {
            const Label *label = label_at(search, child);
            if (!label->dropped && label->met != search->work->full &&
                (index == NO_LABEL || promise_before(search, child, index))) {
                index = child;
            }
        }
    }
}

static void search_loop(Search *search, SearchResult *result)
{
    size_t expansions = 0;
    while (search->heap.count > 0) {
        const uint32_t top = heap_pop(search);
        const Label *label = label_at(search, top);
        if (label->dropped || label->expanded || !worth_keeping(search, label)) {
            continue;
        }
        if (search_must_stop(search)) {
            result->bound = label->promise;
            return;
        }
        if (++expansions % DIVE_EVERY == 0) {
            search_dive(search, top);
        } else {
            label_expand(search, top);
        }
    }
    result->bound = search->best_value;
}

static void places_index(Search *search)
{
    const Work *work = search->work;
    memset(search->place_reach, 0, work->plan->place_count * sizeof(uint32_t));
    memset(search->place_first, 0xFF, work->plan->place_count * sizeof(uint16_t));
    for (size_t d = 0; d < work->door_count; d++) {
        const int32_t place = work->doors[d].place;
        if (place != PLAN_REMOTE) {
            search->place_reach[place] |= work->doors[d].reach;
            search->door_next[d] = search->place_first[place];
            search->place_first[place] = (uint16_t)d;
        }
    }
}

static void search_begin(Search *search)
{
    const Work *work = search->work;
    search->label_count = 0;
    search->heap.count = 0;
    memset(search->buckets, 0xFF, sizeof(search->buckets));
    places_index(search);
    search->nearby = nearby_new(search->arena, work);
    search->bounds = bounds_new(search->arena, work, search->stop_at);
    Label *root = label_new(search);
    *root = (Label){.place = work->plan->start, .parent = NO_LABEL};
    root->value.unmet = search->total_weight;
    search->best = search->label_count++;
    search->best_value = root->value;
    root->promise = promise_of(search, root);
    heap_push(search, search->best);
}

/* With a plan in hand, takes out each door that no plan as good can contain: meeting the other
 * needs beside it already costs more places, visits or unknowns. */
static void doors_fix(Search *search, const Score *in_hand)
{
    Work *work = search->work;
    size_t kept = 0;
    WorkDoor *doors = ARENA_ARRAY(search->arena, WorkDoor, work->door_count);
    for (size_t d = 0; d < work->door_count; d++) {
        const WorkDoor *door = &work->doors[d];
        const bool going = door->place != PLAN_REMOTE && door->place != work->plan->start;
        const Label label = {.seen = {(uint16_t)door->place}, .seen_count = going};
        const uint32_t left = work->full & ~door->needs;
        const WorkDoor *here[PLAN_MAX_DOORS];
        const uint32_t asked = left | (door->requires != 0 ? door->reach : 0);
        const size_t here_count = doors_here(search, &label, asked, here);
        const uint64_t cover =
            bounds_cover(search->bounds, left, door->requires, door->gives, here, here_count);
        const uint64_t cost = door->cost + (going ? ONE_PLACE : 0);
        if (cover != COVER_NEVER && cost + cover <= in_hand->major) {
            doors[kept++] = *door;
        }
    }
    work->doors = doors;
    work->door_count = kept;
}

static void result_take(const Search *search, SearchResult *result)
{
    const Label *label = label_at(search, search->best);
    result->count = label->depth;
    result->value = search->best_value;
    for (; label->depth > 0; label = label_at(search, label->parent)) {
        result->steps[label->depth - 1] =
            (Step){&search->work->doors[label->door], label->place};
    }
}

void search_run(Arena *arena, Work *work, int64_t stop_at, SearchResult *result)
{
    Search *search = ARENA_NEW(arena, Search);
    search->arena = arena;
    search->work = work;
    search->stop_at = stop_at;
    search->total_weight = needs_weight(work->plan, work->full);
    search->place_reach = ARENA_ARRAY(arena, uint32_t, work->plan->place_count);
    search->place_first = ARENA_ARRAY(arena, uint16_t, work->plan->place_count);
    search->door_next = ARENA_ARRAY(arena, uint16_t, work->door_count);
    search_begin(search);
    search_dive(search, search->best);
    SearchResult first = {0};
    result_take(search, &first);
    const size_t doors_before = work->door_count;
    if (first.value.unmet == 0) {
        doors_fix(search, &first.value);
    }
    if (work->door_count < doors_before) {
        first.nodes = search->label_count;
        search_begin(search);
        search_dive(search, search->best);
    }
    search_loop(search, result);
    result_take(search, result);
    result->nodes = first.nodes + search->label_count;
    if (score_compare(&first.value, &result->value) < 0) {
        result->count = first.count;
        result->value = first.value;
        memcpy(result->steps, first.steps, sizeof(first.steps));
    }
}
