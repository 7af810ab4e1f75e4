/* SPDX-License-Identifier: EUPL-1.2 */
/* What a given order of doors amounts to: its times, its value, its shortest form. */
#include "matching/plan_work.h"

#include <string.h>

uint32_t needs_weight(const PlanProblem *plan, uint32_t needs)
{
    uint32_t weight = 0;
    for (size_t n = 0; n < plan->need_count; n++) {
        weight += (needs >> n & 1) ? (uint32_t)plan->needs[n].weight : 0;
    }
    return weight;
}

PlanValue score_value(Score score)
{
    PlanValue value = {{0}};
    value.level[PLAN_UNMET] = score.unmet;
    value.level[PLAN_PLACES] = (int64_t)(score.major / ONE_PLACE);
    value.level[PLAN_VISITS] = (int64_t)(score.major / ONE_VISIT % 64);
    value.level[PLAN_ELIGIBILITY_UNKNOWN] =
        (int64_t)(score.major / ONE_ELIGIBILITY_UNKNOWN % 64);
    value.level[PLAN_CAPACITY_UNKNOWN] = (int64_t)(score.major / ONE_CAPACITY_UNKNOWN % 64);
    value.level[PLAN_HOURS_UNKNOWN] = (int64_t)(score.major / ONE_HOURS_UNKNOWN % 64);
    value.level[PLAN_WAIT] = (int64_t)(score.major % ONE_HOURS_UNKNOWN);
    value.level[PLAN_TRAVEL] = (int64_t)(score.minor >> 32);
    value.level[PLAN_PAPERS] = (int64_t)(score.minor & UINT32_MAX);
    return value;
}

int score_compare(const Score *a, const Score *b)
{
    if (a->unmet != b->unmet) {
        return a->unmet < b->unmet ? -1 : 1;
    }
    if (a->major != b->major) {
        return a->major < b->major ? -1 : 1;
    }
    return a->minor != b->minor ? (a->minor < b->minor ? -1 : 1) : 0;
}

/* ---- filling a result ---- */

static uint32_t needs_met_at(const PlanProblem *plan, const WorkDoor *door, int32_t start)
{
    uint32_t met = 0;
    for (size_t n = 0; n < plan->need_count; n++) {
        met |= ((door->needs >> n & 1) && start <= plan->needs[n].deadline) ? 1U << n : 0;
    }
    return met;
}

static uint32_t satisfiers_find(const Step *steps, size_t count)
{
    uint32_t satisfiers = 0;
    for (uint64_t rest = steps[count].door->requires; rest != 0; rest &= rest - 1) {
        const uint64_t group = rest & (~rest + 1);
        size_t v = 0;
        while (v < count && (steps[v].door->gives & group) == 0) {
            v++;
        }
        satisfiers |= 1U << v;
    }
    return satisfiers;
}

/* The place of the last desk visited before `v`, calls apart. */
static int32_t desk_before(const Work *work, const Step *steps, size_t v)
{
    while (v > 0 && steps[v - 1].door->place == PLAN_REMOTE) {
        v--;
    }
    return v > 0 ? steps[v - 1].door->place : work->plan->start;
}

/* Adds visit `v` to the value; the needs met before it are not in `unanswered`. */
static void value_add(const Work *work, const Step *steps, size_t v, PlanResult *result)
{
    int64_t *level = result->value.level;
    const PlanVisit *visit = &result->visits[v];
    const PlanDoor *door = &work->plan->doors[visit->door];
    level[PLAN_PLACES] += door->place != PLAN_REMOTE && door->place != work->plan->start &&
                          door->place != desk_before(work, steps, v);
    level[PLAN_VISITS]++;
    level[PLAN_ELIGIBILITY_UNKNOWN] += (door->unknown & PLAN_UNKNOWN_ELIGIBILITY) != 0;
    level[PLAN_CAPACITY_UNKNOWN] += (door->unknown & PLAN_UNKNOWN_CAPACITY) != 0;
    level[PLAN_HOURS_UNKNOWN] += (door->unknown & PLAN_UNKNOWN_HOURS) != 0;
    level[PLAN_WAIT] +=
        (int64_t)visit->start * (int64_t)needs_weight(work->plan, visit->newly_met);
    const int32_t from = v == 0 ? work->plan->start : steps[v - 1].place;
    level[PLAN_TRAVEL] += work_travel(work, from, visit->place);
    level[PLAN_PAPERS] += door->papers;
}

void result_fill(const Work *work, const Step *steps, size_t count, PlanResult *result)
{
    const PlanProblem *plan = work->plan;
    int32_t time = 0;
    int32_t place = plan->start;
    result->visit_count = count;
    result->unanswered = (uint32_t)((1U << plan->need_count) - 1);
    result->value = (PlanValue){{0}};
    for (size_t v = 0; v < count; v++) {
        PlanVisit *visit = &result->visits[v];
        const WorkDoor *door = steps[v].door;
        *visit = (PlanVisit){.door = door->index, .place = steps[v].place};
        visit->arrive = time + work_travel(work, place, visit->place);
        visit->start = door_start(door, visit->arrive);
        visit->leave = visit->start + door->duration;
        visit->newly_met = needs_met_at(plan, door, visit->start) & result->unanswered;
        visit->satisfiers = satisfiers_find(steps, v);
        result->unanswered &= ~visit->newly_met;
        value_add(work, steps, v, result);
        time = visit->leave;
        place = visit->place;
    }
    result->value.level[PLAN_UNMET] = needs_weight(plan, result->unanswered);
}

/* ---- scheduling an order of doors ---- */

typedef struct Schedule {
    const Work *work;
    const WorkDoor *const *doors;
    size_t count;
    uint64_t fixed_major; /* places, visits and unknowns: the same however it is scheduled */
    Step trial[PLAN_MAX_VISITS];
    Step *best;
    Score *score;
    bool found;
} Schedule;

typedef struct Moving {
    int32_t time;
    int32_t place;
    uint32_t met;
    uint64_t wait;
    uint64_t minor;
} Moving;

static void schedule_end(Schedule *schedule, const Moving *at)
{
    const Work *work = schedule->work;
    const Score score = {needs_weight(work->plan, work->full & ~at->met),
                         schedule->fixed_major + at->wait, at->minor};
    if (!schedule->found || score_compare(&score, schedule->score) < 0) {
        schedule->found = true;
        *schedule->score = score;
        memcpy(schedule->best, schedule->trial, schedule->count * sizeof(Step));
    }
}

/* Tries visit `v` where the person stands and, for a call, at the next place as well;
 * `bound_to` is the place already gone to for a later visit, or PLAN_REMOTE. Depth: the number
 * of visits. */
static void schedule_from(Schedule *schedule, size_t v, Moving at, int32_t bound_to)
{
    const Work *work = schedule->work;
    if (v == schedule->count) {
        schedule_end(schedule, &at);
        return;
    }
    const WorkDoor *door = schedule->doors[v];
    size_t next = v;
    while (next < schedule->count && schedule->doors[next]->place == PLAN_REMOTE) {
        next++;
    }
    const int32_t ahead = next < schedule->count ? schedule->doors[next]->place : at.place;
    const bool remote = door->place == PLAN_REMOTE;
    for (int go = remote ? 0 : 1; go <= 1; go++) {
        const int32_t place = go ? ahead : at.place;
        if (remote && go && (place == at.place || bound_to != PLAN_REMOTE)) {
            continue;
        }
        const int32_t leg = work_travel(work, at.place, place);
        const int32_t start = door_start(door, at.time + leg);
        if (start == NEVER) {
            continue;
        }
        const uint32_t met = needs_met_at(work->plan, door, start) & ~at.met;
        schedule->trial[v] = (Step){door, place};
        schedule_from(schedule, v + 1,
                      (Moving){start + door->duration, place, at.met | met,
                               at.wait + (uint64_t)start * needs_weight(work->plan, met),
                               at.minor + ((uint64_t)leg << 32) + (uint64_t)door->papers},
                      remote && (go || bound_to != PLAN_REMOTE) ? place : PLAN_REMOTE);
    }
}

/* Whether the order satisfies all that does not depend on time; sums what does not either. */
static bool order_allowed(const Work *work, const WorkDoor *const *doors, size_t count,
                          uint64_t *major)
{
    uint64_t given = 0;
    uint64_t exclusive = 0;
    int32_t last = work->plan->start;
    *major = 0;
    for (size_t v = 0; v < count; v++) {
        const WorkDoor *door = doors[v];
        const int32_t place = door->place == PLAN_REMOTE ? last : door->place;
        const bool going = place != last && place != work->plan->start;
        for (size_t i = 0; i < v; i++) {
            if (doors[i] == door) {
                return false;
            }
        }
        if ((door->requires & ~given) != 0 || (door->exclusive & exclusive) != 0) {
            return false;
        }
        given |= door->gives;
        exclusive |= door->exclusive;
        *major += door->cost + (going ? ONE_PLACE : 0);
        last = place;
    }
    return (int64_t)(*major / ONE_PLACE) <= work->plan->place_limit &&
           count <= (size_t)work->plan->visit_limit;
}

bool sequence_schedule(const Work *work, const WorkDoor *const *doors, size_t count,
                       Step *steps, Score *score)
{
    Schedule schedule = {
        .work = work, .doors = doors, .count = count, .best = steps, .score = score};
    if (!order_allowed(work, doors, count, &schedule.fixed_major)) {
        return false;
    }
    schedule_from(&schedule, 0, (Moving){.place = work->plan->start}, PLAN_REMOTE);
    return schedule.found;
}

/* ---- trimming ---- */

static bool visit_needed(const PlanResult *result, size_t v)
{
    bool needed = result->visits[v].newly_met != 0;
    for (size_t later = v + 1; later < result->visit_count; later++) {
        needed = needed || (result->visits[later].satisfiers >> v & 1) == 1;
    }
    return needed;
}

size_t sequence_trim(const Work *work, Step *steps, size_t count)
{
    PlanResult result;
    result_fill(work, steps, count, &result);
    for (size_t v = count; v-- > 0;) {
        if (visit_needed(&result, v)) {
            continue;
        }
        const WorkDoor *doors[PLAN_MAX_VISITS];
        size_t kept = 0;
        for (size_t i = 0; i < count; i++) {
            if (i != v) {
                doors[kept++] = steps[i].door;
            }
        }
        Score score;
        Step shorter[PLAN_MAX_VISITS];
        if (sequence_schedule(work, doors, kept, shorter, &score)) {
            memcpy(steps, shorter, kept * sizeof(Step));
            return sequence_trim(work, steps, kept);
        }
    }
    return count;
}
