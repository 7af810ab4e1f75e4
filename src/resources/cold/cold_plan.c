/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/cold/cold_plan.h"

#include "resources/cold/cold_private.h"
#include "resources/cold/cold_switch.h"
#include "resources/queries.h"
#include "resources/resources_private.h"
#include "words/visible.h"

static Outcome wrong(Access *access, const char *field, const char *why)
{
    return problem_set(access->problem, INVALID, TEXT("body"), field, "%s", why);
}

/* ---------------------------------------------------------------------------------- plans */

static Outcome no_such_plan(Access *access)
{
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "plan", "no such cold plan");
}

static ColdPlan read_plan(Arena *arena, const Statement *statement)
{
    ColdPlan plan = {
        .id = column_id(statement, 0),
        .house = column_id(statement, 1),
        .name = text_copy(arena, column_text(statement, 3)),
        .closed = column_integer(statement, 4),
        .made = column_integer(statement, 5),
    };
    (void)unit_reach_parse(column_text(statement, 2), &plan.reach);
    return plan;
}

bool cold_plan_is_kept_by_caller(const Access *access, const ColdPlan *plan)
{
    return !id_is_nil(access->caller.house) && id_equal(plan->house, access->caller.house);
}

static bool may_see(const Access *access, const ColdPlan *plan)
{
    return plan->reach == UNIT_FOR_NETWORK || cold_plan_is_kept_by_caller(access, plan);
}

Outcome cold_plan_get(Access *access, Id id, ColdPlan *plan)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(statement_open(access->session, &COLD_PLAN_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return no_such_plan(access);
    }
    const ColdPlan found = read_plan(access->arena, statement);
    if (!may_see(access, &found)) {
        return no_such_plan(access);
    }
    *plan = found;
    return OK;
}

static Outcome read_plans(Access *access, ColdPlanList *plans, size_t *all)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &COLD_PLAN_EACH, &statement, access->problem));
    TRY(statement_next(statement, &row, access->problem));
    for (*all = 0; row; (*all)++) {
        const ColdPlan plan = read_plan(access->arena, statement);
        if (may_see(access, &plan)) {
            LIST_APPEND(access->arena, plans, plan);
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome cold_plan_list(Access *access, ColdPlanList *plans)
{
    size_t all = 0;
    ColdPlanList read = {0};
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(read_plans(access, &read, &all));
    *plans = read;
    return OK;
}

static Outcome check_plan(Access *access, ColdPlan *plan)
{
    size_t all = 0;
    ColdPlanList plans = {0};
    TRY(unit_admit_manager(access));
    if (!text_visible(access->arena, plan->name, ONE_LINE, &plan->name) ||
        plan->name.length == 0 || plan->name.length > COLD_NAME_MOST) {
        return wrong(access, "name", "1 to 80 bytes of UTF-8 are expected");
    }
    if (plan->reach != UNIT_FOR_HOUSE && plan->reach != UNIT_FOR_NETWORK) {
        return wrong(access, "reach", "house or network is expected");
    }
    TRY(read_plans(access, &plans, &all));
    return all < COLD_PLANS_MOST ? OK
                                 : problem_set(access->problem, CONFLICT, TEXT("body"), "name",
                                               "there are %d plans already", COLD_PLANS_MOST);
}

Outcome cold_plan_add(Access *access, const ColdPlan *made, ColdPlan *plan)
{
    ColdPlan added = *made;
    TRY(check_plan(access, &added));
    added.id = id_new(access->now * 1000);
    added.house = access->caller.house;
    added.closed = 0;
    added.made = access->now;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &COLD_PLAN_ADD, &statement, access->problem));
    bind_id(statement, "id", added.id);
    bind_id(statement, "house", added.house);
    bind_text(statement, "reach", unit_reach_code(added.reach));
    bind_text(statement, "name", added.name);
    bind_integer(statement, "made", added.made);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "cold.change", (Id){{0}}, added.id, "");
    *plan = added;
    return OK;
}

/* One that is used, for a caller who manages units. */
static Outcome find_used(Access *access, Id id, ColdPlan *plan)
{
    TRY(unit_admit_manager(access));
    TRY(cold_plan_get(access, id, plan));
    return plan->closed == 0 ? OK
                             : problem_set(access->problem, CONFLICT, TEXT("body"), "plan",
                                           "the plan is used no more");
}

Outcome cold_plan_find_kept(Access *access, Id id, ColdPlan *plan)
{
    TRY(find_used(access, id, plan));
    return cold_plan_is_kept_by_caller(access, plan) ? OK : no_such_plan(access);
}

static Outcome check_all_off(Access *access, Id plan)
{
    ColdSwitchList turns = {0};
    TRY(cold_switch_list(access, plan, &turns));
    for (size_t i = 0; i < turns.count; i++) {
        if (cold_switch_state(&turns.items[i], access->now) != COLD_OFF) {
            return problem_set(access->problem, CONFLICT, TEXT("body"), "plan",
                               "level %lld is on: switch it off first",
                               (long long)turns.items[i].rank);
        }
    }
    return OK;
}

Outcome cold_plan_close(Access *access, Id id)
{
    ColdPlan plan = {0};
    TRY(cold_plan_find_kept(access, id, &plan));
    TRY(check_all_off(access, id));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &COLD_PLAN_CLOSE, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "cold.change", (Id){{0}}, id, "");
    return OK;
}

/* --------------------------------------------------------------------------------- levels */

static ColdLevel read_level(Arena *arena, Id plan, const Statement *statement)
{
    return (ColdLevel){
        .plan = plan,
        .rank = column_integer(statement, 0),
        .name = text_copy(arena, column_text(statement, 1)),
        .cause = text_copy(arena, column_text(statement, 2)),
        .has_threshold = !column_is_null(statement, 3),
        .threshold = column_is_null(statement, 3) ? 0 : column_integer(statement, 3),
    };
}

Outcome cold_level_list(Access *access, Id id, ColdLevelList *levels)
{
    bool row = false;
    ColdPlan plan = {0};
    ColdLevelList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(cold_plan_get(access, id, &plan));
    TRY(statement_open(access->session, &COLD_LEVEL_EACH, &statement, access->problem));
    bind_id(statement, "plan", id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const ColdLevel level = read_level(access->arena, id, statement);
        LIST_APPEND(access->arena, &read, level);
        TRY(statement_next(statement, &row, access->problem));
    }
    *levels = read;
    return OK;
}

Outcome cold_level_get(Access *access, Id plan, int64_t rank, ColdLevel *level)
{
    ColdLevelList levels = {0};
    TRY(cold_level_list(access, plan, &levels));
    for (size_t i = 0; i < levels.count; i++) {
        if (levels.items[i].rank == rank) {
            *level = levels.items[i];
            return OK;
        }
    }
    return wrong(access, "rank", "the plan has no level of this number");
}

static Outcome check_level(Access *access, ColdLevel *level)
{
    if (level->rank < 1 || level->rank > COLD_LEVELS_MOST) {
        return wrong(access, "rank", "a level is numbered from 1 to 9");
    }
    if (!text_visible(access->arena, level->name, ONE_LINE, &level->name) ||
        level->name.length == 0 || level->name.length > COLD_NAME_MOST) {
        return wrong(access, "name", "1 to 80 bytes of UTF-8 are expected");
    }
    if (!text_visible(access->arena, level->cause, ONE_LINE, &level->cause) ||
        level->cause.length == 0 || level->cause.length > COLD_CAUSE_MOST) {
        return wrong(access, "cause", "what switches it on: 1 to 200 bytes of UTF-8");
    }
    return !level->has_threshold || (level->threshold >= -COLD_DEGREES_MOST &&
                                     level->threshold <= COLD_DEGREES_MOST)
               ? OK
               : wrong(access, "threshold", "-50 to 50 degrees Celsius are expected");
}

Outcome cold_level_set(Access *access, const ColdLevel *level)
{
    ColdPlan plan = {0};
    ColdLevel set = *level;
    TRY(cold_plan_find_kept(access, level->plan, &plan));
    TRY(check_level(access, &set));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &COLD_LEVEL_PUT, &statement, access->problem));
    bind_id(statement, "plan", set.plan);
    bind_integer(statement, "rank", set.rank);
    bind_text(statement, "name", set.name);
    bind_text(statement, "cause", set.cause);
    if (set.has_threshold) {
        bind_integer(statement, "threshold", set.threshold);
    } else {
        bind_null(statement, "threshold");
    }
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "cold.change", (Id){{0}}, set.plan, "");
    return OK;
}
