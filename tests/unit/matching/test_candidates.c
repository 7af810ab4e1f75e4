/* SPDX-License-Identifier: EUPL-1.2 */
/* What is gathered for the plan, on made-up directories. */
#include "benches/generate.h"
#include "matching/candidates_private.h"
#include "unit/testing.h"

enum { SERVICES = 800, NEEDS = 22, ASKED = 6 };

static const Moment EVENING = 1795539900; /* Tuesday 2026-11-24T18:05+01:00 */

/* Some places are known by the centre of their town alone, some not at all. */
static const Network *some_network(Arena *arena, uint64_t seed, uint32_t unknown_of_a_hundred)
{
    const GeneratedSize size = {SERVICES, NEEDS, 500, 6, true};
    Catalogue *catalogue = ARENA_NEW(arena, Catalogue);
    *catalogue = *generate_catalogue(arena, size, seed);
    Location *locations = ARENA_ARRAY(arena, Location, catalogue->location_count);
    Random random = random_seeded(seed);
    const Network *network = NULL;
    for (size_t i = 0; i < catalogue->location_count; i++) {
        locations[i] = catalogue->locations[i];
        locations[i].point_is_centre = random_below(&random, 10) == 0;
        locations[i].has_point = random_below(&random, 100) >= unknown_of_a_hundred;
    }
    catalogue->locations = locations;
    assert_int_equal(network_of_catalogue(arena, catalogue, &network, NULL), OK);
    return network;
}

static Situation situation_of(Random *random, const Network *network, Moving moving)
{
    Situation situation = {.at = EVENING,
                           .horizon = 72 * 60,
                           .has_origin = random_below(random, 5) > 0,
                           .origin = generate_commune(random)->centre,
                           .moving = moving};
    const uint32_t first = random_below(random, NEEDS);
    for (; situation.need_count < ASKED; situation.need_count++) {
        const size_t count = network->catalogue->needs->term_count;
        situation.needs[situation.need_count] =
            (SituationNeed){.need = (uint32_t)((first + situation.need_count * 7) % count),
                            .weight = 1,
                            .within = PLAN_NO_DEADLINE};
    }
    fact_set_clear(&situation.facts, fact_vocabulary());
    return situation;
}

static void check_closed(const PlanProblem *plan)
{
    const size_t count = plan->place_count;
    assert_true(plan->travel_is_closed);
    for (size_t via = 0; via < count; via++) {
        for (size_t from = 0; from < count; from++) {
            const int32_t leg = plan->travel[from * count + via];
            for (size_t to = 0; to < count; to++) {
                if (leg + plan->travel[via * count + to] < plan->travel[from * count + to]) {
                    fail_msg("from %zu to %zu it is shorter by %zu", from, to, via);
                }
            }
        }
    }
}

static void no_way_by_another_place_is_shorter_than_the_travel_of_a_plan(void **state)
{
    (void)state;
    static const uint32_t unknown[] = {0, 0, 5};
    for (size_t i = 0; i < LENGTH_OF(unknown); i++) {
        Arena *arena SCOPED(arena_close) = arena_new(0);
        const Network *network = some_network(arena, 7 + i, unknown[i]);
        Random random = random_seeded(100 + i);
        for (int moving = MOVING_WALK; moving <= MOVING_CAR; moving++) {
            const Situation situation = situation_of(&random, network, (Moving)moving);
            Candidates candidates = {
                .arena = arena, .network = network, .situation = &situation};
            candidates_gather(&candidates);
            assert_true(candidates.plan.place_count > 50);
            check_closed(&candidates.plan);
        }
    }
}

static bool is_usable(const Candidate *candidate, uint32_t need)
{
    return !candidate->barred && (candidate->needs & need) != 0;
}

static int32_t minutes_to(const Candidate *candidate)
{
    return candidate->travel < 0 ? 30 : candidate->travel;
}

/* The services of the doors gathered that the person may go to, and how far the last is. */
static TextSpan usable_services(const Candidates *candidates, int32_t *furthest)
{
    Text *keys = ARENA_ARRAY(candidates->arena, Text, candidates->items.count);
    size_t count = 0;
    for (size_t i = 0; i < candidates->items.count; i++) {
        const Candidate *candidate = &candidates->items.items[i];
        if (is_usable(candidate, 1)) {
            keys[count++] = candidate_service(candidates, candidate->door)->key;
            *furthest = minutes_to(candidate) > *furthest ? minutes_to(candidate) : *furthest;
        }
    }
    return (TextSpan){keys, count};
}

/* Asked again without those first gathered, the next come: none of them is nearer. */
static void the_nearest_doors_of_a_need_are_gathered(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network = some_network(arena, 3, 0);
    Random random = random_seeded(5);
    size_t more = 0;
    for (int i = 0; i < 40; i++) {
        Situation situation = situation_of(&random, network, MOVING_CAR);
        situation.need_count = 1;
        Candidates first = {.arena = arena, .network = network, .situation = &situation};
        candidates_gather(&first);
        int32_t furthest = 0;
        const TextSpan services = usable_services(&first, &furthest);
        Situation without = situation;
        without.refused = services;
        Candidates next = {.arena = arena, .network = network, .situation = &without};
        candidates_gather(&next);
        for (size_t j = 0; j < next.items.count && services.count > 0; j++) {
            const Candidate *candidate = &next.items.items[j];
            if (is_usable(candidate, 1) && candidate->wider == 0) {
                assert_true(minutes_to(candidate) >= furthest);
                more++;
            }
        }
    }
    assert_true(more > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_way_by_another_place_is_shorter_than_the_travel_of_a_plan),
        cmocka_unit_test(the_nearest_doors_of_a_need_are_gathered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
