/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The plan of several doors: which doors one person visits, in which order and when, so that
 * the needs are met. Pure arithmetic over minutes and indexes, without store, text or clock
 * (save the deadline). docs/topics/plan.md tells what is optimised and why the answer is
 * proved.
 */
#pragma once

#include "base/outcome.h"

#define PLAN_MAX_NEEDS      16
#define PLAN_MAX_DOORS      512
#define PLAN_MAX_PLACES     513   /* of the travel matrix: one a door, and the start */
#define PLAN_MAX_VISITS     16    /* in one plan */
#define PLAN_MAX_GROUPS     64    /* different sets of doors of which one is required */
#define PLAN_MAX_WEIGHT     1000  /* of one need */
#define PLAN_MAX_HORIZON    28800 /* minutes: 20 days */
#define PLAN_MAX_PAPERS     1000  /* of one door */
#define PLAN_REMOTE         (-1)  /* the place of a door reached by telephone or online */
#define PLAN_NO_DEADLINE    INT32_MAX
#define PLAN_DEFAULT_BUDGET 50000000 /* nanoseconds */

/* What is not known of a door; also what a plan may be forbidden to contain. */
enum { PLAN_UNKNOWN_ELIGIBILITY = 1, PLAN_UNKNOWN_CAPACITY = 2, PLAN_UNKNOWN_HOURS = 4 };

typedef struct PlanNeed {
    int32_t weight; /* 1 to PLAN_MAX_WEIGHT */
    int32_t
        deadline; /* last minute at which an answering visit may start, or PLAN_NO_DEADLINE */
} PlanNeed;

/* A visit starts within [open, last_entry] and ends by close. For a door that lets a visit run
 * past its closing, give a later close. */
typedef struct PlanWindow {
    int32_t open;
    int32_t close;
    int32_t last_entry;
} PlanWindow;

/* At least one of these doors is completed before the door that requires the group starts. */
typedef struct PlanGroup {
    const int32_t *doors;
    size_t count;
} PlanGroup;

typedef struct PlanDoor {
    uint32_t needs;    /* bit n: a visit meets need n; 0 for a door that only opens others */
    int32_t place;     /* row of the travel matrix, or PLAN_REMOTE */
    uint32_t unknown;  /* PLAN_UNKNOWN_... */
    int32_t duration;  /* minutes */
    int32_t papers;    /* how many to bring */
    int32_t exclusive; /* a plan visits at most one door of the same number; 0: no limit.
                        * At most 64 numbers may be shared by two doors or more. */
    bool barred;       /* never in a plan: refused, unsafe, not eligible */
    const PlanWindow *windows; /* in order, not overlapping; touching is allowed */
    size_t window_count;
    const PlanGroup *requires; /* all of these groups */
    size_t require_count;
} PlanDoor;

typedef struct PlanProblem {
    const PlanNeed *needs;
    size_t need_count;
    const PlanDoor *doors;
    size_t door_count;
    const int32_t *travel; /* minutes, travel[from * place_count + to]; may be asymmetric.
                            * Going by way of other places is always allowed. */
    bool travel_is_closed; /* no way by another place is shorter: none is looked for */
    size_t place_count;
    int32_t start;       /* place at minute 0; going to a door there is no journey */
    int32_t horizon;     /* no visit ends after it */
    int32_t place_limit; /* journeys; coming back to a place is one more */
    int32_t visit_limit; /* at most PLAN_MAX_VISITS */
} PlanProblem;

/* The objective: the first level counts most, each is to be as small as possible, and plans
 * equal on all are told apart by the smallest sequence of door indexes. */
typedef enum PlanLevel {
    PLAN_UNMET,               /* weight of the needs not met by their deadline */
    PLAN_PLACES,              /* journeys: how often one goes to another place */
    PLAN_VISITS,              /* doors, remote ones too */
    PLAN_ELIGIBILITY_UNKNOWN, /* visits of which this is unknown */
    PLAN_CAPACITY_UNKNOWN,
    PLAN_HOURS_UNKNOWN,
    PLAN_WAIT,   /* over the needs met: weight x the minute at which the visit starts */
    PLAN_TRAVEL, /* minutes */
    PLAN_PAPERS,
    PLAN_LEVELS
} PlanLevel;

typedef struct PlanValue {
    int64_t level[PLAN_LEVELS];
} PlanValue;

typedef struct PlanVisit {
    int32_t door;
    int32_t place;  /* where the person is; a call may be made after going to the next place */
    int32_t arrive; /* there, and free */
    int32_t start;
    int32_t leave;
    uint32_t newly_met;  /* needs */
    uint32_t satisfiers; /* bit v: visit v of this plan is the first of a group required here */
} PlanVisit;

typedef struct PlanResult {
    PlanVisit visits[PLAN_MAX_VISITS];
    size_t visit_count;
    uint32_t unanswered; /* needs */
    uint32_t hopeless;   /* of these, the ones no door alone could meet in time */
    PlanValue value;
    PlanValue bound; /* no plan is better than this; equal to value when optimal */
    bool optimal;
    PlanLevel unproved; /* the first level where bound < value; PLAN_LEVELS when optimal */
    double gap;         /* (value - bound) / value of that level, in [0, 1]; 0 when optimal */
    int64_t nodes;      /* partial plans made */
    size_t candidates;  /* doors left after pruning */
    int64_t nanoseconds;
} PlanResult;

typedef struct PlanOptions {
    int64_t budget;  /* nanoseconds; 0: PLAN_DEFAULT_BUDGET; after it the best plan so far */
    uint32_t forbid; /* PLAN_UNKNOWN_...: leave out doors of which any of these is unknown */
} PlanOptions;

typedef struct PlanAlternatives {
    int32_t doors[PLAN_MAX_VISITS][2]; /* best first; -1: none */
} PlanAlternatives;

/* The best plan. `options` may be NULL. INVALID, with the reason in `problem`, when the plan
 * problem is malformed: too large, an index out of range, windows out of order, doors that
 * require each other in a circle. Work memory is given back to the arena before returning. */
MUST_USE Outcome plan_solve(Arena *arena, const PlanProblem *plan, const PlanOptions *options,
                            PlanResult *result, Problem *problem);

/* For each visit, up to two doors that could take its place with all other visits kept in
 * order: the whole remains feasible and meets the same needs or more. Doors whose unknowns are
 * in `forbid` are left out. `result` must be a plan for the same, well-formed problem. */
void plan_alternatives(Arena *arena, const PlanProblem *plan, const PlanResult *result,
                       uint32_t forbid, PlanAlternatives *alternatives);

/* The same problem if one door were known to take the person (no longer unknown nor barred), or
 * to refuse: solve both to see what a question is worth. The door must exist; all are copied.
 */
PlanProblem plan_with_eligible(Arena *arena, const PlanProblem *plan, int32_t door);
PlanProblem plan_with_refused(Arena *arena, const PlanProblem *plan, int32_t door);

/* Lexicographic: negative when `a` is better. */
int plan_value_compare(const PlanValue *a, const PlanValue *b);
