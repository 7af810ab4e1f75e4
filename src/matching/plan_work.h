/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Inside the planner only: the problem in working form. Doors that cannot serve are gone,
 * travel is closed under "by way of", required groups are bits, and the levels of the objective
 * are packed so that one comparison of two numbers compares seven levels.
 */
#pragma once

#include "matching/plan.h"

#define FAR   32767 /* minutes; longer than any horizon */
#define NEVER INT32_MAX

/* Levels PLAN_PLACES to PLAN_WAIT in one number, most significant first: places, visits and the
 * three unknowns in 6 bits each, then the wait (at most 16 x 1000 x 28800 < 2^34). None can
 * overflow into the next, so scores add up level by level and compare lexicographically. */
#define WAIT_BITS               34
#define ONE_HOURS_UNKNOWN       ((uint64_t)1 << WAIT_BITS)
#define ONE_CAPACITY_UNKNOWN    ((uint64_t)1 << (WAIT_BITS + 6))
#define ONE_ELIGIBILITY_UNKNOWN ((uint64_t)1 << (WAIT_BITS + 12))
#define ONE_VISIT               ((uint64_t)1 << (WAIT_BITS + 18))
#define ONE_PLACE               ((uint64_t)1 << (WAIT_BITS + 24))

typedef struct Score {
    uint32_t unmet;
    uint64_t major; /* places to wait, packed as above */
    uint64_t minor; /* travel in the high half, papers in the low half */
} Score;

/* Minutes at which a visit may start, both included. */
typedef struct Span {
    int32_t first;
    int32_t last;
} Span;

typedef struct WorkDoor {
    int32_t index; /* in the problem */
    int32_t place;
    uint32_t needs; /* that can still be met in time here */
    uint32_t reach; /* needs met here or behind doors this one opens, at any remove */
    uint64_t gives; /* required groups this door is a member of */
    uint64_t requires;
    uint64_t exclusive; /* one bit, or none */
    uint64_t cost;      /* of one visit, as Score.major, without the place and the wait */
    int32_t duration;
    int32_t papers;
    int32_t earliest; /* no plan starts a visit here before */
    const Span *spans;
    size_t span_count;
} WorkDoor;

typedef struct Work {
    const PlanProblem *plan;
    uint32_t full; /* needs some door can meet */
    WorkDoor *doors;
    size_t door_count;
    uint16_t *travel; /* closed; rows of `stride` */
    size_t stride;
    size_t group_count;
    uint64_t (*group_members)[PLAN_MAX_DOORS / 64]; /* bits of door indexes */
    uint64_t *door_requires;                        /* by door index */
    uint32_t group_reach[PLAN_MAX_GROUPS];
    uint64_t *door_exclusive; /* by door index */
} Work;

/* INVALID with the reason, or OK. Also numbers the groups and the exclusive sets of `work`. */
MUST_USE Outcome plan_validate(Arena *arena, const PlanProblem *plan, Work *work,
                               Problem *problem);

/* Compiles a validated problem, leaving out the doors whose unknowns are in `forbid`. */
void work_prepare(Arena *arena, Work *work, uint32_t forbid);

/* Takes out the doors another door replaces in every plan without loss. */
void work_prune(Work *work);

/* First minute from `minute` on at which a visit may start; NEVER if none. */
static inline int32_t door_start(const WorkDoor *door, int32_t minute)
{
    for (size_t i = 0; i < door->span_count; i++) {
        if (minute <= door->spans[i].last) {
            return minute > door->spans[i].first ? minute : door->spans[i].first;
        }
    }
    return NEVER;
}

static inline int32_t work_travel(const Work *work, int32_t from, int32_t to)
{
    return work->travel[(size_t)from * work->stride + (size_t)to];
}

uint32_t needs_weight(const PlanProblem *plan, uint32_t needs);
PlanValue score_value(Score score);
int score_compare(const Score *a, const Score *b);

/* A visit of a plan in the making: which door, and where the person is for it. */
typedef struct Step {
    const WorkDoor *door;
    int32_t place;
} Step;

/* Fills visits, value and unanswered of `result` from steps that are known to be feasible. */
void result_fill(const Work *work, const Step *steps, size_t count, PlanResult *result);

/* Whether these doors can be visited in this order within all limits; if so the best `steps`
 * (where to make each call) and their value. */
bool sequence_schedule(const Work *work, const WorkDoor *const *doors, size_t count,
                       Step *steps, Score *score);

/* Drops visits that neither meet a need nor open a later door. */
size_t sequence_trim(const Work *work, Step *steps, size_t count);
