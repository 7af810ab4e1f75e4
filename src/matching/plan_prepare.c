/* SPDX-License-Identifier: EUPL-1.2 */
/* From a validated problem to its working form: see plan_work.h. */
#include "matching/plan_work.h"

#define BLOCK 16 /* a constant inner loop, so that the compiler uses vector instructions */

static void row_relax(uint16_t *restrict row, const uint16_t *restrict via, uint16_t leg,
                      size_t stride)
{
    for (size_t block = 0; block < stride; block += BLOCK) {
        for (size_t i = block; i < block + BLOCK; i++) {
            const uint16_t sum = (uint16_t)(leg + via[i]);
            row[i] = sum < row[i] ? sum : row[i];
        }
    }
}

/* Floyd and Warshall. Legs are at most FAR = 2^15 - 1, so a sum of two fits 16 bits. */
static void travel_close(Arena *arena, Work *work)
{
    const size_t count = work->plan->place_count;
    work->stride = (count + BLOCK - 1) / BLOCK * BLOCK;
    work->travel = ARENA_ARRAY(arena, uint16_t, count * work->stride);
    for (size_t from = 0; from < count; from++) {
        for (size_t to = 0; to < work->stride; to++) {
            const int32_t minutes = to < count ? work->plan->travel[from * count + to] : FAR;
            work->travel[from * work->stride + to] =
                (uint16_t)(from == to ? 0 : (minutes < FAR ? minutes : FAR));
        }
    }
    for (size_t via = 0; via < count && !work->plan->travel_is_closed; via++) {
        for (size_t from = 0; from < count; from++) {
            const uint16_t leg = work->travel[from * work->stride + via];
            if (from != via && leg < FAR) {
                row_relax(&work->travel[from * work->stride], &work->travel[via * work->stride],
                          leg, work->stride);
            }
        }
    }
}

static int32_t least(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static void spans_fill(Arena *arena, const PlanProblem *plan, const PlanDoor *source,
                       WorkDoor *door)
{
    Span *spans = ARENA_ARRAY(arena, Span, source->window_count);
    for (size_t w = 0; w < source->window_count; w++) {
        const PlanWindow *window = &source->windows[w];
        const int32_t last =
            least(window->last_entry, least(window->close, plan->horizon) - source->duration);
        if (last >= window->open) {
            spans[door->span_count++] = (Span){window->open, last};
        }
    }
    door->spans = spans;
}

static WorkDoor door_compile(Arena *arena, const Work *work, size_t index)
{
    const PlanDoor *source = &work->plan->doors[index];
    WorkDoor door = {
        .index = (int32_t)index,
        .place = source->place,
        .needs = source->needs,
        .requires = work->door_requires[index],
        .exclusive = work->door_exclusive[index],
        .duration = source->duration,
        .papers = source->papers,
        .cost = ONE_VISIT,
    };
    for (size_t g = 0; g < work->group_count; g++) {
        door.gives |= (work->group_members[g][index / 64] >> (index % 64) & 1) << g;
    }
    door.cost += (source->unknown & PLAN_UNKNOWN_ELIGIBILITY) ? ONE_ELIGIBILITY_UNKNOWN : 0;
    door.cost += (source->unknown & PLAN_UNKNOWN_CAPACITY) ? ONE_CAPACITY_UNKNOWN : 0;
    door.cost += (source->unknown & PLAN_UNKNOWN_HOURS) ? ONE_HOURS_UNKNOWN : 0;
    spans_fill(arena, work->plan, source, &door);
    const int32_t arrive =
        door.place == PLAN_REMOTE ? 0 : work_travel(work, work->plan->start, door.place);
    door.earliest = door_start(&door, arrive);
    return door;
}

/* When the first member of each required group can be done, at best. */
static int32_t requirement_ready(const Work *work, const WorkDoor *door)
{
    int32_t ready = 0;
    for (size_t g = 0; g < work->group_count; g++) {
        if ((door->requires >> g & 1) == 0) {
            continue;
        }
        int32_t first = NEVER;
        for (size_t i = 0; i < work->door_count; i++) {
            const WorkDoor *giver = &work->doors[i];
            if ((giver->gives >> g & 1) == 1 && giver->earliest != NEVER) {
                first = least(first, giver->earliest + giver->duration);
            }
        }
        ready = first > ready ? first : ready;
    }
    return ready;
}

/* Pushes the earliest start of each door behind the doors it requires; ends because
 * requirements have no circle. */
static void earliest_tighten(Work *work)
{
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < work->door_count; i++) {
            WorkDoor *door = &work->doors[i];
            if (door->requires == 0 || door->earliest == NEVER) {
                continue;
            }
            const int32_t ready = requirement_ready(work, door);
            const int32_t start = ready == NEVER ? NEVER : door_start(door, ready);
            if (start > door->earliest) {
                door->earliest = start;
                changed = true;
            }
        }
    }
}

static void needs_keep_timely(const Work *work, WorkDoor *door)
{
    for (size_t n = 0; n < work->plan->need_count; n++) {
        if (door->earliest > work->plan->needs[n].deadline) {
            door->needs &= ~(1U << n);
        }
    }
}

static void group_reach_add(Work *work, const WorkDoor *door)
{
    for (uint64_t rest = door->requires; rest != 0; rest &= rest - 1) {
        work->group_reach[__builtin_ctzll(rest)] |= door->reach;
    }
}

static uint32_t reach_through(const Work *work, const WorkDoor *door)
{
    uint32_t reach = door->needs;
    for (uint64_t rest = door->gives; rest != 0; rest &= rest - 1) {
        reach |= work->group_reach[__builtin_ctzll(rest)];
    }
    return reach;
}

/* Each round lets reach flow one requirement further; ends because there is no circle. */
static void reach_compute(Work *work)
{
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < work->door_count; i++) {
            WorkDoor *door = &work->doors[i];
            const uint32_t reach = reach_through(work, door);
            changed = changed || reach != door->reach;
            door->reach = reach;
            group_reach_add(work, door);
        }
    }
}

static void useless_drop(Work *work)
{
    size_t kept = 0;
    work->full = 0;
    for (size_t i = 0; i < work->door_count; i++) {
        if (work->doors[i].reach != 0) {
            work->full |= work->doors[i].needs;
            work->doors[kept++] = work->doors[i];
        }
    }
    work->door_count = kept;
}

void work_prepare(Arena *arena, Work *work, uint32_t forbid)
{
    const PlanProblem *plan = work->plan;
    travel_close(arena, work);
    work->doors = ARENA_ARRAY(arena, WorkDoor, plan->door_count);
    for (size_t d = 0; d < plan->door_count; d++) {
        if (!plan->doors[d].barred && (plan->doors[d].unknown & forbid) == 0) {
            work->doors[work->door_count++] = door_compile(arena, work, d);
        }
    }
    earliest_tighten(work);
    size_t kept = 0;
    for (size_t i = 0; i < work->door_count; i++) {
        if (work->doors[i].earliest != NEVER) {
            needs_keep_timely(work, &work->doors[i]);
            work->doors[kept++] = work->doors[i];
        }
    }
    work->door_count = kept;
    reach_compute(work);
    useless_drop(work);
}

static bool spans_cover(const WorkDoor *wide, const WorkDoor *narrow)
{
    size_t w = 0;
    for (size_t i = 0; i < narrow->span_count; i++) {
        while (w < wide->span_count && wide->spans[w].last < narrow->spans[i].last) {
            w++;
        }
        if (w == wide->span_count || wide->spans[w].first > narrow->spans[i].first) {
            return false;
        }
    }
    return true;
}

/* Whether putting `a` in the place of `b` makes no plan worse and keeps the tie rule. A door
 * reached by telephone may stand in for one that has to be gone to, never the other way. */
static bool door_replaces(const WorkDoor *a, const WorkDoor *b)
{
    if ((b->needs & ~a->needs) != 0 || (b->gives & ~a->gives) != 0 ||
        (a->requires & ~b->requires) != 0 || (a->exclusive & ~b->exclusive) != 0 ||
        (a->place != b->place && a->place != PLAN_REMOTE) || a->duration > b->duration ||
        a->cost > b->cost) {
        return false;
    }
    const bool cheaper = a->cost < b->cost;
    const bool lighter = a->papers < b->papers;
    return (cheaper || lighter || (a->papers == b->papers && a->index < b->index)) &&
           spans_cover(a, b);
}

void work_prune(Work *work)
{
    size_t kept = 0;
    for (size_t i = 0; i < work->door_count; i++) {
        bool replaced = false;
        for (size_t j = 0; j < work->door_count && !replaced; j++) {
            replaced = i != j && door_replaces(&work->doors[j], &work->doors[i]);
        }
        work->doors[i].span_count = replaced ? 0 : work->doors[i].span_count;
    }
    for (size_t i = 0; i < work->door_count; i++) {
        if (work->doors[i].span_count > 0) {
            work->doors[kept++] = work->doors[i];
        }
    }
    work->door_count = kept;
}
