/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "base/list.h"
#include "base/moment.h"
#include "matching/plan_check.h"
#include "plan_brute.h"
#include "plan_random.h"
#include "unit/testing.h"

#define PATIENT ((int64_t)20 * 1000000000) /* under a sanitizer, on a busy machine */

static const PlanOptions patient = {.budget = PATIENT};

static PlanResult solved(Arena *arena, const PlanProblem *plan, const PlanOptions *options)
{
    PlanResult result;
    Problem problem = {.arena = arena};
    if (plan_solve(arena, plan, options, &result, &problem) != OK) {
        fail_msg("refused: %.*s", TEXT_ARG(problem.detail));
    }
    return result;
}

static void assert_checked(Arena *arena, const PlanProblem *plan, const PlanResult *result)
{
    Problem problem = {.arena = arena};
    if (plan_check(arena, plan, result, &problem) != OK) {
        fail_msg("the checker refuses: %.*s", TEXT_ARG(problem.detail));
    }
}

static void assert_same_plan(const PlanResult *result, const BrutePlan *brute)
{
    assert_int_equal(result->visit_count, brute->count);
    for (size_t v = 0; v < brute->count; v++) {
        assert_int_equal(result->visits[v].door, brute->doors[v]);
    }
    for (int level = 0; level < PLAN_LEVELS; level++) {
        assert_int_equal(result->value.level[level], brute->value.level[level]);
    }
}

static void the_plan_is_the_one_found_by_trying_them_all(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (uint64_t seed = 0; seed < 20000; seed++) {
        const ArenaMark mark = arena_mark(arena);
        Random random = random_seeded(seed);
        const PlanShape shape = plan_shape_small(&random);
        const PlanProblem *plan = plan_random(arena, &random, &shape);
        PlanOptions options = patient;
        options.forbid = random_below(&random, 4) == 0 ? random_below(&random, 8) : 0;
        const PlanResult result = solved(arena, plan, &options);
        const BrutePlan brute = plan_brute(arena, plan, options.forbid);
        assert_true(result.optimal);
        assert_same_plan(&result, &brute);
        assert_checked(arena, plan, &result);
        arena_rewind(arena, mark);
    }
}

/* Changes one claim of the plan; every claim is one that must hold exactly. */
static void result_mutate(Random *random, PlanResult *result)
{
    PlanVisit *visit = &result->visits[random_below(random, (uint32_t)result->visit_count)];
    const int32_t amount = (int32_t)random_below(random, 9) + 1;
    switch (random_below(random, 12)) {
    case 0:
        visit->door += amount;
        break;
    case 1:
        visit->place += amount;
        break;
    case 2:
        visit->arrive -= amount;
        break;
    case 3:
        visit->start += amount;
        break;
    case 4:
        visit->leave -= amount;
        break;
    case 5:
        visit->newly_met ^= 1U << random_below(random, 5);
        break;
    case 6:
        visit->satisfiers ^= 1U << random_below(random, 5);
        break;
    case 7:
        result->unanswered ^= 1U << random_below(random, 5);
        break;
    case 8:
        result->value.level[random_below(random, PLAN_LEVELS)] += amount;
        break;
    case 9:
        result->bound.level[random_below(random, PLAN_LEVELS)] += amount;
        break;
    case 10:
        result->visit_count--;
        break;
    default:
        result->optimal = !result->optimal;
        break;
    }
}

static void the_checker_refuses_every_altered_plan(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    int altered = 0;
    for (uint64_t seed = 0; altered < 2000; seed++) {
        const ArenaMark mark = arena_mark(arena);
        Random random = random_seeded(seed);
        const PlanShape shape = plan_shape_small(&random);
        const PlanProblem *plan = plan_random(arena, &random, &shape);
        PlanResult result = solved(arena, plan, &patient);
        if (result.visit_count > 0) {
            result_mutate(&random, &result);
            assert_int_equal(plan_check(arena, plan, &result, NULL), INVALID);
            altered++;
        }
        arena_rewind(arena, mark);
    }
}

static PlanShape middling_shape(void)
{
    return (PlanShape){.needs = 7,
                       .doors = 40,
                       .places = 25,
                       .horizon = 2880,
                       .place_limit = 8,
                       .visit_limit = 12,
                       .remote_percent = 15,
                       .deadline_percent = 20,
                       .require_percent = 20,
                       .needs_a_door = 3,
                       .metric = true};
}

static void the_same_problem_gives_the_same_plan(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (uint64_t seed = 0; seed < 20; seed++) {
        Random random = random_seeded(seed);
        const PlanShape shape = middling_shape();
        const PlanProblem *plan = plan_random(arena, &random, &shape);
        PlanResult first = solved(arena, plan, &patient);
        PlanResult second = solved(arena, plan, &patient);
        assert_true(first.optimal);
        assert_int_equal(first.nodes, second.nodes);
        assert_int_equal(first.visit_count, second.visit_count);
        assert_memory_equal(first.visits, second.visits, first.visit_count * sizeof(PlanVisit));
        assert_checked(arena, plan, &first);
    }
}

/* The doors in reverse, their cross references too. */
static PlanProblem *reversed(Arena *arena, const PlanProblem *plan)
{
    PlanProblem *turned = ARENA_NEW(arena, PlanProblem);
    PlanDoor *doors = ARENA_ARRAY(arena, PlanDoor, plan->door_count);
    const int32_t last = (int32_t)plan->door_count - 1;
    *turned = *plan;
    for (size_t d = 0; d < plan->door_count; d++) {
        PlanDoor door = plan->doors[d];
        PlanGroup *requires = ARENA_ARRAY(arena, PlanGroup, door.require_count);
        for (size_t g = 0; g < door.require_count; g++) {
            int32_t *members = ARENA_ARRAY(arena, int32_t, door.requires[g].count);
            for (size_t i = 0; i < door.requires[g].count; i++) {
                members[i] = last - door.requires[g].doors[i];
            }
            requires[g] = (PlanGroup){members, door.requires[g].count};
        }
        door.requires = requires;
        doors[(size_t)last - d] = door;
    }
    turned->doors = doors;
    return turned;
}

static void the_value_does_not_depend_on_the_order_of_the_doors(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (uint64_t seed = 100; seed < 130; seed++) {
        Random random = random_seeded(seed);
        const PlanShape shape = middling_shape();
        const PlanProblem *plan = plan_random(arena, &random, &shape);
        const PlanResult one = solved(arena, plan, &patient);
        const PlanResult other = solved(arena, reversed(arena, plan), &patient);
        assert_int_equal(plan_value_compare(&one.value, &other.value), 0);
    }
}

static void one_more_door_never_leaves_more_unmet(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (uint64_t seed = 0; seed < 300; seed++) {
        const ArenaMark mark = arena_mark(arena);
        Random random = random_seeded(seed);
        const PlanShape shape = plan_shape_small(&random);
        PlanProblem *plan = plan_random(arena, &random, &shape);
        int64_t unmet = INT64_MAX;
        const size_t all = plan->door_count;
        for (plan->door_count = 0; plan->door_count <= all; plan->door_count++) {
            const PlanResult result = solved(arena, plan, &patient);
            assert_true(result.value.level[PLAN_UNMET] <= unmet);
            unmet = result.value.level[PLAN_UNMET];
        }
        arena_rewind(arena, mark);
    }
}

static void a_deadline_gives_a_valid_plan_and_an_honest_gap(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    int unproved = 0;
    for (uint64_t seed = 0; seed < 10; seed++) {
        Random random = random_seeded(seed);
        PlanShape shape = middling_shape();
        shape.needs = 14;
        shape.doors = 300;
        shape.places = 200;
        const PlanProblem *plan = plan_random(arena, &random, &shape);
        const PlanOptions hurried = {.budget = 1};
        const PlanResult quick = solved(arena, plan, &hurried);
        const PlanResult slow = solved(arena, plan, NULL);
        assert_checked(arena, plan, &quick);
        assert_checked(arena, plan, &slow);
        assert_true(quick.gap >= 0 && quick.gap <= 1);
        assert_true(plan_value_compare(&quick.bound, &slow.value) <= 0);
        assert_true(plan_value_compare(&slow.bound, &quick.value) <= 0);
        unproved += !quick.optimal;
    }
    assert_true(unproved > 0);
}

static void alternatives_keep_the_plan_feasible(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    int found = 0;
    for (uint64_t seed = 0; seed < 40; seed++) {
        Random random = random_seeded(seed);
        const PlanShape shape = middling_shape();
        const PlanProblem *plan = plan_random(arena, &random, &shape);
        const PlanResult result = solved(arena, plan, &patient);
        PlanAlternatives alternatives;
        plan_alternatives(arena, plan, &result, 0, &alternatives);
        for (size_t v = 0; v < result.visit_count; v++) {
            for (size_t i = 0; i < 2 && alternatives.doors[v][i] >= 0; i++) {
                const PlanDoor *other = &plan->doors[alternatives.doors[v][i]];
                assert_false(other->barred);
                assert_int_not_equal(alternatives.doors[v][i], result.visits[v].door);
                assert_int_equal(result.visits[v].newly_met & ~other->needs &
                                     ~plan->doors[result.visits[v].door].needs,
                                 0);
                found++;
            }
        }
    }
    assert_true(found > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_plan_is_the_one_found_by_trying_them_all),
        cmocka_unit_test(the_checker_refuses_every_altered_plan),
        cmocka_unit_test(the_same_problem_gives_the_same_plan),
        cmocka_unit_test(the_value_does_not_depend_on_the_order_of_the_doors),
        cmocka_unit_test(one_more_door_never_leaves_more_unmet),
        cmocka_unit_test(a_deadline_gives_a_valid_plan_and_an_honest_gap),
        cmocka_unit_test(alternatives_keep_the_plan_feasible),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
