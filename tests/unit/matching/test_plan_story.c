/* SPDX-License-Identifier: EUPL-1.2 */
/* Small problems a person can follow, and the ones that are refused. */
#include "base/list.h"
#include "matching/plan_check.h"
#include "unit/testing.h"

enum { DESK, CPAS, SHOP, SHELTER, PLACES };
enum { FOOD = 1, BED = 2, ADDRESS = 4 };

static const int32_t travel[PLACES * PLACES] = {
    0,  10, 20, 30, /* from the desk */
    10, 0,  10, 25, /* from the CPAS */
    20, 10, 0,  15, /* from the shop */
    30, 25, 15, 0,  /* from the shelter */
};

static const PlanNeed needs[] = {
    {100, PLAN_NO_DEADLINE},
    {500, 900             },
    {50,  PLAN_NO_DEADLINE}
};

static const PlanWindow all_day[] = {
    {0, 480, 480}
};
static const PlanWindow afternoon[] = {
    {240, 480, 450}
};
static const PlanWindow evening[] = {
    {600, 900, 800}
};

static PlanProblem town(const PlanDoor *doors, size_t count)
{
    return (PlanProblem){.needs = needs,
                         .need_count = LENGTH_OF(needs),
                         .doors = doors,
                         .door_count = count,
                         .travel = travel,
                         .place_count = PLACES,
                         .start = DESK,
                         .horizon = 1440,
                         .place_limit = 8,
                         .visit_limit = 12};
}

static PlanResult solved(Arena *arena, const PlanProblem *plan)
{
    const PlanOptions patient = {.budget = (int64_t)20 * 1000000000};
    PlanResult result;
    Problem problem = {.arena = arena};
    assert_int_equal(plan_solve(arena, plan, &patient, &result, &problem), OK);
    assert_int_equal(plan_check(arena, plan, &result, &problem), OK);
    assert_true(result.optimal);
    return result;
}

static const int32_t prescribers[] = {0, 1};
static const PlanGroup needs_ticket[] = {
    {prescribers, LENGTH_OF(prescribers)}
};
static const PlanDoor ticket_town[] = {
    {.place = CPAS,   .duration = 30,       .windows = all_day, .window_count = 1 },
    {             .place = PLAN_REMOTE, .duration = 10, .windows = afternoon,  .window_count = 1                  },
    { .needs = FOOD,
     .place = SHOP,
     .duration = 20,
     .windows = all_day,
     .window_count = 1,
     .requires = needs_ticket,
     .require_count = 1},
    {                                                                          .needs = BED,    .place = SHELTER,     .duration = 60,     .windows = evening, .window_count = 1},
};

static void a_shop_with_a_ticket_comes_with_its_prescriber(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const PlanProblem plan = town(ticket_town, LENGTH_OF(ticket_town));
    const PlanResult result = solved(arena, &plan);
    /* By telephone: one place fewer than by going to the CPAS, though later. */
    assert_int_equal(result.visit_count, 3);
    assert_int_equal(result.visits[0].door, 1);
    assert_int_equal(result.visits[1].door, 2);
    assert_int_equal(result.visits[1].satisfiers, 1);
    assert_int_equal(result.value.level[PLAN_PLACES], 2);
    assert_int_equal(result.unanswered, ADDRESS);
    assert_int_equal(result.hopeless, ADDRESS);
}

static void a_call_that_must_wait_is_made_after_going_to_the_next_place(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const PlanProblem plan = town(ticket_town, LENGTH_OF(ticket_town));
    const PlanResult result = solved(arena, &plan);
    assert_int_equal(result.visits[0].place, SHOP);
    assert_int_equal(result.visits[0].arrive, 20);
    assert_int_equal(result.visits[0].start, 240);
    assert_int_equal(result.visits[1].start, 250);
}

static void without_the_telephone_the_person_goes_to_the_prescriber(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const PlanProblem plan = town(ticket_town, LENGTH_OF(ticket_town));
    const PlanProblem refused = plan_with_refused(arena, &plan, 1);
    const PlanResult result = solved(arena, &refused);
    assert_int_equal(result.visits[0].door, 0);
    assert_int_equal(result.visits[1].door, 2);
    assert_int_equal(result.value.level[PLAN_PLACES], 3);
}

static void the_other_prescriber_is_offered_as_an_alternative(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const PlanProblem plan = town(ticket_town, LENGTH_OF(ticket_town));
    const PlanResult result = solved(arena, &plan);
    PlanAlternatives alternatives;
    plan_alternatives(arena, &plan, &result, 0, &alternatives);
    assert_int_equal(alternatives.doors[0][0], 0);
    assert_int_equal(alternatives.doors[0][1], -1);
    assert_int_equal(alternatives.doors[2][0], -1);
}

static void a_certain_door_goes_before_a_nearer_uncertain_one(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const PlanDoor doors[] = {
        {.needs = FOOD,
         .place = CPAS,
         .unknown = PLAN_UNKNOWN_ELIGIBILITY,
         .windows = all_day,
         .window_count = 1},
        {.needs = FOOD,             .place = SHELTER, .windows = all_day, .window_count = 1},
    };
    const PlanProblem plan = town(doors, LENGTH_OF(doors));
    assert_int_equal(solved(arena, &plan).visits[0].door, 1);
    const PlanProblem eligible = plan_with_eligible(arena, &plan, 0);
    const PlanResult result = solved(arena, &eligible);
    assert_int_equal(result.visits[0].door, 0);
}

static void a_door_at_the_place_of_departure_is_no_place_to_go_to(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const PlanDoor doors[] = {
        {.needs = FOOD, .place = CPAS, .windows = all_day,   .window_count = 1},
        {.needs = FOOD, .place = DESK, .windows = afternoon, .window_count = 1},
    };
    const PlanProblem plan = town(doors, LENGTH_OF(doors));
    const PlanResult result = solved(arena, &plan);
    assert_int_equal(result.visits[0].door, 1);
    assert_int_equal(result.value.level[PLAN_PLACES], 0);
}

static void several_desks_of_one_office_are_one_visit(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    /* The lighter desk of the CPAS could wait until the shop was served; nobody wants to come
     * back for it. */
    const PlanDoor doors[] = {
        {.needs = FOOD,    .place = SHOP, .duration = 10, .windows = all_day, .window_count = 1},
        {.needs = BED,     .place = CPAS, .duration = 60, .windows = all_day, .window_count = 1},
        {.needs = ADDRESS,
         .place = CPAS,
         .duration = 60,
         .windows = all_day,
         .window_count = 1                                                                     }
    };
    const PlanProblem plan = town(doors, LENGTH_OF(doors));
    const PlanResult result = solved(arena, &plan);
    assert_int_equal(result.visit_count, 3);
    assert_int_equal(result.value.level[PLAN_PLACES], 2);
    const int32_t first = result.visits[0].door;
    assert_true(first == 0 || result.visits[1].door != 0);
}

static void a_need_met_too_late_is_not_met(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const PlanWindow late[] = {
        {901, 1000, 1000}
    };
    const PlanDoor doors[] = {
        {.needs = BED | FOOD, .place = SHELTER, .windows = late, .window_count = 1}
    };
    const PlanProblem plan = town(doors, LENGTH_OF(doors));
    const PlanResult result = solved(arena, &plan);
    assert_int_equal(result.visits[0].newly_met, FOOD);
    assert_int_equal(result.unanswered, BED | ADDRESS);
}

static void a_problem_without_doors_has_an_empty_plan(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const PlanProblem plan = town(NULL, 0);
    const PlanResult result = solved(arena, &plan);
    assert_int_equal(result.visit_count, 0);
    assert_int_equal(result.value.level[PLAN_UNMET], 650);
}

static void assert_refused(const PlanProblem *plan, const char *words)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    PlanResult result;
    Problem problem = {.arena = arena};
    assert_int_equal(plan_solve(arena, plan, NULL, &result, &problem), INVALID);
    if (!text_contains(problem.detail, text_from(words))) {
        fail_msg("“%.*s” does not say “%s”", TEXT_ARG(problem.detail), words);
    }
}

static void doors_that_require_each_other_in_a_circle_are_refused(void **state)
{
    (void)state;
    const int32_t second[] = {1};
    const int32_t third[] = {2};
    const int32_t first[] = {0};
    const PlanGroup groups[] = {
        {second, 1},
        {third,  1},
        {first,  1}
    };
    PlanDoor doors[3];
    for (size_t d = 0; d < LENGTH_OF(doors); d++) {
        doors[d] = (PlanDoor){.needs = FOOD,
                              .windows = all_day,
                              .window_count = 1,
                              .requires = &groups[d],
                              .require_count = 1};
    }
    const PlanProblem plan = town(doors, LENGTH_OF(doors));
    assert_refused(&plan, "circle");
}

static void malformed_problems_are_refused_with_words(void **state)
{
    (void)state;
    const PlanWindow disorder[] = {
        {100, 200, 200},
        {50,  80,  80 }
    };
    const PlanWindow inverted[] = {
        {100, 90, 95}
    };
    const int32_t nobody[] = {7};
    const PlanGroup lost[] = {
        {nobody, 1}
    };
    PlanDoor door = {.needs = FOOD, .windows = disorder, .window_count = 2};
    PlanProblem plan = town(&door, 1);
    assert_refused(&plan, "out of order");
    door.windows = inverted;
    door.window_count = 1;
    assert_refused(&plan, "last entry");
    door = (PlanDoor){.needs = 8};
    assert_refused(&plan, "not in the problem");
    door = (PlanDoor){.needs = FOOD, .place = PLACES};
    assert_refused(&plan, "does not exist");
    door = (PlanDoor){.needs = FOOD, .requires = lost, .require_count = 1};
    assert_refused(&plan, "requires door 7");
    door = (PlanDoor){.needs = FOOD};
    plan.need_count = PLAN_MAX_NEEDS + 1;
    assert_refused(&plan, "17 needs");
    plan = town(&door, 1);
    plan.start = -1;
    assert_refused(&plan, "no place");
    plan = town(&door, 1);
    plan.visit_limit = PLAN_MAX_VISITS + 1;
    assert_refused(&plan, "visits");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shop_with_a_ticket_comes_with_its_prescriber),
        cmocka_unit_test(a_call_that_must_wait_is_made_after_going_to_the_next_place),
        cmocka_unit_test(without_the_telephone_the_person_goes_to_the_prescriber),
        cmocka_unit_test(the_other_prescriber_is_offered_as_an_alternative),
        cmocka_unit_test(a_certain_door_goes_before_a_nearer_uncertain_one),
        cmocka_unit_test(a_door_at_the_place_of_departure_is_no_place_to_go_to),
        cmocka_unit_test(several_desks_of_one_office_are_one_visit),
        cmocka_unit_test(a_need_met_too_late_is_not_met),
        cmocka_unit_test(a_problem_without_doors_has_an_empty_plan),
        cmocka_unit_test(doors_that_require_each_other_in_a_circle_are_refused),
        cmocka_unit_test(malformed_problems_are_refused_with_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
