/* SPDX-License-Identifier: EUPL-1.2 */
/* The planner's front: validate, prepare, search, tell. */
#include "matching/plan.h"

#include <assert.h>
#include <string.h>

#include "base/moment.h"
#include "matching/plan_search.h"
#include "matching/plan_work.h"

int plan_value_compare(const PlanValue *a, const PlanValue *b)
{
    for (int level = 0; level < PLAN_LEVELS; level++) {
        if (a->level[level] != b->level[level]) {
            return a->level[level] < b->level[level] ? -1 : 1;
        }
    }
    return 0;
}

static void result_judge(PlanResult *result)
{
    if (plan_value_compare(&result->bound, &result->value) > 0) {
        result->bound = result->value;
    }
    int level = 0;
    while (level < PLAN_LEVELS && result->bound.level[level] == result->value.level[level]) {
        level++;
    }
    result->unproved = (PlanLevel)level;
    result->optimal = level == PLAN_LEVELS;
    if (!result->optimal) {
        const double value = (double)result->value.level[level];
        result->gap = (value - (double)result->bound.level[level]) / value;
    }
}

static Outcome solve(Arena *arena, const PlanProblem *plan, const PlanOptions *options,
                     PlanResult *result, Problem *problem)
{
    const int64_t began = monotonic_nanoseconds();
    const int64_t asked = options == NULL ? 0 : options->budget;
    const uint32_t forbid = options == NULL ? 0 : options->forbid;
    Work work;
    TRY(plan_validate(arena, plan, &work, problem));
    work_prepare(arena, &work, forbid);
    work_prune(&work);
    *result = (PlanResult){.candidates = work.door_count};
    result->hopeless = ((1U << plan->need_count) - 1) & ~work.full;
    SearchResult found;
    search_run(arena, &work, began + (asked > 0 ? asked : PLAN_DEFAULT_BUDGET), &found);
    const size_t count = sequence_trim(&work, found.steps, found.count);
    result_fill(&work, found.steps, count, result);
    result->nodes = found.nodes;
    found.bound.unmet += needs_weight(plan, result->hopeless);
    result->bound = score_value(found.bound);
    result_judge(result);
    result->nanoseconds = monotonic_nanoseconds() - began;
    return OK;
}

Outcome plan_solve(Arena *arena, const PlanProblem *plan, const PlanOptions *options,
                   PlanResult *result, Problem *problem)
{
    const ArenaMark mark = arena_mark(arena);
    const Outcome outcome = solve(arena, plan, options, result, problem);
    if (outcome == OK) { /* else the problem's words may live in this arena */
        arena_rewind(arena, mark);
    }
    return outcome;
}

static PlanProblem door_changed(Arena *arena, const PlanProblem *plan, int32_t door,
                                PlanDoor **changed)
{
    PlanProblem copy = *plan;
    assert(door >= 0 && (size_t)door < plan->door_count);
    PlanDoor *doors = ARENA_ARRAY(arena, PlanDoor, plan->door_count);
    memcpy(doors, plan->doors, plan->door_count * sizeof(PlanDoor));
    copy.doors = doors;
    *changed = &doors[door];
    return copy;
}

PlanProblem plan_with_eligible(Arena *arena, const PlanProblem *plan, int32_t door)
{
    PlanDoor *changed = NULL;
    const PlanProblem copy = door_changed(arena, plan, door, &changed);
    changed->barred = false;
    changed->unknown &= ~(uint32_t)PLAN_UNKNOWN_ELIGIBILITY;
    return copy;
}

PlanProblem plan_with_refused(Arena *arena, const PlanProblem *plan, int32_t door)
{
    PlanDoor *changed = NULL;
    const PlanProblem copy = door_changed(arena, plan, door, &changed);
    changed->barred = true;
    return copy;
}

typedef struct Ranked {
    int32_t door;
    Score score;
} Ranked;

static void ranked_insert(Ranked best[2], Ranked entry)
{
    for (size_t i = 0; i < 2; i++) {
        if (best[i].door < 0 || score_compare(&entry.score, &best[i].score) < 0) {
            const Ranked moved = best[i];
            best[i] = entry;
            if (moved.door < 0) {
                return;
            }
            entry = moved;
        }
    }
}

static const WorkDoor *work_door_find(const Work *work, int32_t index)
{
    for (size_t i = 0; i < work->door_count; i++) {
        if (work->doors[i].index == index) {
            return &work->doors[i];
        }
    }
    return NULL;
}

/* A plan of which one visit at a time is replaced. */
typedef struct Replacing {
    const Work *work;
    const PlanResult *result;
    uint32_t forbid;
    const WorkDoor *doors[PLAN_MAX_VISITS];
} Replacing;

/* Whether the doors as they stand meet every need the plan meets. */
static bool doors_serve(const Replacing *replacing, Score *score)
{
    const size_t count = replacing->result->visit_count;
    Step steps[PLAN_MAX_VISITS];
    PlanResult changed;
    if (!sequence_schedule(replacing->work, replacing->doors, count, steps, score)) {
        return false;
    }
    result_fill(replacing->work, steps, count, &changed);
    return (changed.unanswered & ~replacing->result->unanswered) == 0;
}

static void visit_replace(Replacing *replacing, size_t v, int32_t found[2])
{
    Ranked best[2] = {{.door = -1}, {.door = -1}};
    const WorkDoor *own = replacing->doors[v];
    for (size_t d = 0; d < replacing->work->door_count; d++) {
        const WorkDoor *other = &replacing->work->doors[d];
        const PlanDoor *source = &replacing->work->plan->doors[other->index];
        Score score;
        replacing->doors[v] = other;
        if (other != own && (source->unknown & replacing->forbid) == 0 &&
            doors_serve(replacing, &score)) {
            ranked_insert(best, (Ranked){other->index, score});
        }
    }
    replacing->doors[v] = own;
    found[0] = best[0].door;
    found[1] = best[1].door;
}

void plan_alternatives(Arena *arena, const PlanProblem *plan, const PlanResult *result,
                       uint32_t forbid, PlanAlternatives *alternatives)
{
    const ArenaMark mark = arena_mark(arena);
    Work work;
    Replacing replacing = {.work = &work, .result = result, .forbid = forbid};
    bool known = plan_validate(arena, plan, &work, NULL) == OK;
    memset(alternatives, 0xFF, sizeof(*alternatives));
    if (known) {
        work_prepare(arena, &work, 0);
    }
    for (size_t v = 0; v < result->visit_count && known; v++) {
        replacing.doors[v] = work_door_find(&work, result->visits[v].door);
        known = replacing.doors[v] != NULL;
    }
    for (size_t v = 0; v < result->visit_count && known; v++) {
        visit_replace(&replacing, v, alternatives->doors[v]);
    }
    arena_rewind(arena, mark);
}
