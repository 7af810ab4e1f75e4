/* SPDX-License-Identifier: EUPL-1.2 */
#include <math.h>
#include <string.h>

#include "base/list.h"
#include "darp.h"
#include "resources/rides/tour_check.h"
#include "tour_brute.h"
#include "tour_random.h"
#include "unit/testing.h"

static const TourShape tiny = {.requests = 4,
                               .volunteers = 2,
                               .adapted = 1,
                               .wheelchair_percent = 30,
                               .window = 30,
                               .region = 40};
static const TourShape day = {.requests = 24,
                              .volunteers = 4,
                              .adapted = 1,
                              .wheelchair_percent = 20,
                              .window = 20,
                              .region = 40};

static TourPlan solved(Arena *arena, const TourProblem *tour, int64_t iterations)
{
    const TourOptions options = {.seed = 7, .iterations = iterations};
    TourPlan plan;
    Problem problem = {.arena = arena};
    if (tour_solve(arena, tour, &options, &plan, &problem) != OK ||
        tour_check(arena, tour, &plan, &problem) != OK) {
        fail_msg("refused: %.*s", TEXT_ARG(problem.detail));
    }
    return plan;
}

static int32_t weight_unserved(const TourProblem *tour, const TourPlan *plan)
{
    int32_t weight = 0;
    for (size_t i = 0; i < plan->unserved_count; i++) {
        weight += tour->requests[plan->unserved[i]].weight;
    }
    return weight;
}

static void the_search_finds_what_trying_all_tours_finds(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    for (uint64_t seed = 0; seed < 60; seed++) {
        const ArenaMark mark = arena_mark(arena);
        Random random = random_seeded(seed);
        TourProblem *tour = tour_random(arena, &random, &tiny);
        TourRequest *requests = ARENA_ARRAY(arena, TourRequest, tour->request_count);
        memcpy(requests, tour->requests, tour->request_count * sizeof(*requests));
        for (size_t i = 0; i < tour->request_count; i++) {
            requests[i].weight = 1 + (int32_t)random_below(&random, 3);
            requests[i].vehicles = 1 + random_below(&random, 7);
        }
        tour->requests = requests;
        const TourPlan plan = solved(arena, tour, 2000);
        const TourBrute brute = tour_brute(tour);
        assert_int_equal(weight_unserved(tour, &plan), brute.unserved_weight);
        assert_true(fabs(plan.cost - brute.cost) < 0.01);
        arena_rewind(arena, mark);
    }
}

static void a_seed_and_a_number_of_steps_give_one_plan(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Random random = random_seeded(3);
    const TourProblem *tour = tour_random(arena, &random, &day);
    const TourPlan first = solved(arena, tour, 3000);
    const TourPlan again = solved(arena, tour, 3000);
    assert_true(first.cost == again.cost);
    for (size_t v = 0; v < tour->vehicle_count; v++) {
        assert_int_equal(first.routes[v].count, again.routes[v].count);
        for (size_t k = 0; k < first.routes[v].count; k++) {
            assert_int_equal(first.routes[v].visits[k].request,
                             again.routes[v].visits[k].request);
        }
    }
}

static bool rides_in(const TourPlan *plan, size_t vehicle, int32_t request)
{
    for (size_t k = 0; k < plan->routes[vehicle].count; k++) {
        if (plan->routes[vehicle].visits[k].request == request) {
            return true;
        }
    }
    return false;
}

static void who_is_fixed_to_a_vehicle_rides_in_it(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Random random = random_seeded(5);
    TourProblem *tour = tour_random(arena, &random, &day);
    TourPlan plan = solved(arena, tour, 2000);
    TourRequest *requests = ARENA_ARRAY(arena, TourRequest, tour->request_count);
    memcpy(requests, tour->requests, tour->request_count * sizeof(*requests));
    tour->requests = requests;
    for (int32_t i = 0; i < 24; i++) {
        if (requests[i].load[1] == 0 && !rides_in(&plan, 0, i)) {
            requests[i].vehicles = 1; /* the adapted vehicle, which could do without */
            requests[i].weight = 100;
            plan = solved(arena, tour, 2000);
            assert_true(rides_in(&plan, 0, i));
            return;
        }
    }
    fail_msg("nobody rides with a volunteer");
}

static void a_plan_is_taken_up_where_it_was_left(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Random random = random_seeded(9);
    const TourProblem *tour = tour_random(arena, &random, &day);
    const TourPlan plan = solved(arena, tour, 5000);
    const TourOptions options = {.seed = 1, .iterations = 1, .begin = &plan};
    TourPlan next;
    assert_int_equal(tour_solve(arena, tour, &options, &next, NULL), OK);
    assert_true(next.unserved_count <= plan.unserved_count);
    assert_true(next.unserved_count < plan.unserved_count || next.cost <= plan.cost + 0.01);
}

static void a_problem_out_of_range_is_refused_with_its_field(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Random random = random_seeded(1);
    TourProblem *tour = tour_random(arena, &random, &tiny);
    TourRequest *requests = ARENA_ARRAY(arena, TourRequest, tour->request_count);
    memcpy(requests, tour->requests, tour->request_count * sizeof(*requests));
    tour->requests = requests;
    requests[2].pickup.latest = NAN;
    Problem problem = {.arena = arena};
    TourPlan plan;
    assert_int_equal(tour_solve(arena, tour, NULL, &plan, &problem), INVALID);
    assert_text_equal(problem.field, TEXT("latest"));
    requests[2] = requests[1];
    requests[3].dropoff.place = 99;
    assert_int_equal(tour_solve(arena, tour, NULL, &plan, &problem), INVALID);
    assert_text_equal(problem.field, TEXT("place"));
}

/* The problem with the window of one request moved as an answer says. */
static TourProblem shifted(Arena *arena, const TourProblem *tour, int32_t request, double by)
{
    TourProblem moved = *tour;
    TourRequest *requests = ARENA_ARRAY(arena, TourRequest, tour->request_count);
    memcpy(requests, tour->requests, tour->request_count * sizeof(*requests));
    requests[request].pickup.earliest += by;
    requests[request].pickup.latest += by;
    requests[request].dropoff.earliest += by;
    requests[request].dropoff.latest += by;
    moved.requests = requests;
    return moved;
}

/* The narrow end of each request as made by lot moves; the wide one has no end to keep. */
static void wide_ends_close(TourProblem *tour, Arena *arena)
{
    TourRequest *requests = ARENA_ARRAY(arena, TourRequest, tour->request_count);
    memcpy(requests, tour->requests, tour->request_count * sizeof(*requests));
    for (size_t i = 0; i < tour->request_count; i++) {
        TourRequest *request = &requests[i];
        if (request->pickup.latest == TOUR_MAX_MINUTES) {
            request->pickup.earliest = request->dropoff.earliest - 120;
            request->pickup.latest = request->dropoff.latest;
        } else {
            request->dropoff.earliest = request->pickup.earliest;
            request->dropoff.latest = request->pickup.latest + 120;
        }
    }
    tour->requests = requests;
}

static void a_call_is_answered_and_nobody_is_left_behind_for_it(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    size_t answers[3] = {0};
    for (uint64_t seed = 0; seed < 40; seed++) {
        const ArenaMark mark = arena_mark(arena);
        Random random = random_seeded(seed);
        TourProblem *tour = tour_random(arena, &random, &day);
        wide_ends_close(tour, arena);
        const TourPlan plan = solved(arena, tour, 300);
        if (plan.unserved_count > 0) {
            const TourCall call = {
                .request = plan.unserved[0], .shift_limit = 240, .shift_step = 5};
            TourAnswer answer;
            assert_int_equal(tour_call(arena, tour, &plan, &call, &answer, NULL), OK);
            answers[answer.kind]++;
            const TourProblem then = shifted(arena, tour, call.request, answer.shift);
            assert_int_equal(tour_check(arena, &then, &answer.plan, NULL), OK);
            assert_int_equal(answer.plan.unserved_count,
                             plan.unserved_count - (answer.kind == TOUR_NO ? 0 : 1));
            assert_int_equal(answer.moved, 0);
        }
        arena_rewind(arena, mark);
    }
    assert_true(answers[TOUR_OTHER_TIME] > 0);
}

static void the_known_best_of_small_public_days_is_reached(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    DarpList list;
    if (!darp_list(arena, &list)) {
        print_message("skipped: data/plan/darp is not in SEUIL_SHARED\n");
        arena_free(arena); /* skip() leaves by a jump */
        skip();
    }
    size_t seen = 0;
    for (size_t i = 0; i < list.count; i++) {
        TourProblem tour;
        assert_true(darp_read(arena, list.items[i].name, &tour));
        if (tour.request_count <= 18) {
            const TourPlan plan = solved(arena, &tour, 20000);
            assert_int_equal(plan.unserved_count, 0);
            assert_true(fabs(plan.distance - list.items[i].best_known) < 0.011);
            seen++;
        }
    }
    assert_true(seen >= 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_search_finds_what_trying_all_tours_finds),
        cmocka_unit_test(a_seed_and_a_number_of_steps_give_one_plan),
        cmocka_unit_test(who_is_fixed_to_a_vehicle_rides_in_it),
        cmocka_unit_test(a_plan_is_taken_up_where_it_was_left),
        cmocka_unit_test(a_problem_out_of_range_is_refused_with_its_field),
        cmocka_unit_test(a_call_is_answered_and_nobody_is_left_behind_for_it),
        cmocka_unit_test(the_known_best_of_small_public_days_is_reached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
