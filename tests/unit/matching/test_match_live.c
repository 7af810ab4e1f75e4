/* SPDX-License-Identifier: EUPL-1.2 */
/* What the houses count themselves, in the plan: free beds, full ones, a count and its age. */
#include "unit/matching/town.h"

#define SHELTER                                                                                \
    "  - {key: night, name: Abri de nuit, needs: [night], open_to_all: true,\n"                \
    "     at: [{location: hall, hours: \"Mo-Su 18:00-10:00\"}]}\n"

enum { HOUR = 3600 };

/* The town with a table of what is free. */
static const Network *counting(Arena *arena, const Network *town, LiveUnit unit)
{
    Network *network = ARENA_NEW(arena, Network);
    *network = *town;
    network->live = live_new(arena);
    unit.service = town->catalogue->services[0].id;
    live_publish(network->live, (LiveList){&unit, 1});
    return network;
}

static MatchAnswer ask(Arena *arena, LiveUnit unit)
{
    const Network *town = town_open(arena, SHELTER);
    return town_match(arena, counting(arena, town, unit), "\"needs\": [\"night\"]");
}

static Moment at(int hour)
{
    return moment_from_local(
        (LocalTime){.date = date_from_civil((CivilDate){2026, 11, 24}), .minute = hour * 60});
}

static void beds_that_are_free_are_counted_in_the_plan(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    (void)state;
    const MatchAnswer answer =
        ask(arena, (LiveUnit){.kind = UNIT_BED, .free = 3, .until = at(34)});
    assert_int_equal(answer.best.door_count, 1);
    assert_true(span_says(answer.best.doors[0].because, "3 lits libres"));
    assert_false(span_says(answer.best.doors[0].unknown, "place"));
}

static void a_house_that_is_full_tonight_is_no_door_and_says_so(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    (void)state;
    const MatchAnswer answer = ask(arena, (LiveUnit){.kind = UNIT_BED, .until = at(34)});
    assert_int_equal(answer.best.door_count, 0);
    assert_int_equal(answer.best.gaps[0].fallen_count, 1);
    const TextSpan reason = {&answer.best.gaps[0].fallen[0].reason, 1};
    assert_true(span_says(reason, "liste d’attente"));
}

static void a_count_told_long_ago_stands_with_its_age_and_closes_no_door(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    (void)state;
    const LiveUnit old = {.kind = UNIT_BED, .told = at(9) - 3 * HOUR, .until = at(34)};
    const MatchAnswer answer = ask(arena, old);
    assert_int_equal(answer.best.door_count, 1);
    assert_true(span_says(answer.best.doors[0].unknown, "à recompter") ||
                span_says(answer.best.doors[0].unknown, "Complet pour le moment"));
    const LiveUnit fresh = {.kind = UNIT_BED, .told = at(9) - HOUR, .free = 6, .until = at(34)};
    const MatchAnswer again = ask(arena, fresh);
    assert_true(span_says(again.best.doors[0].because, "6 lits libres, dit"));
}

static void what_is_full_today_says_nothing_of_another_day(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    (void)state;
    const MatchAnswer answer = ask(arena, (LiveUnit){.kind = UNIT_BED, .until = at(9) - HOUR});
    assert_int_equal(answer.best.door_count, 1);
    assert_true(span_says(answer.best.doors[0].unknown, "place"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beds_that_are_free_are_counted_in_the_plan),
        cmocka_unit_test(a_house_that_is_full_tonight_is_no_door_and_says_so),
        cmocka_unit_test(a_count_told_long_ago_stands_with_its_age_and_closes_no_door),
        cmocka_unit_test(what_is_full_today_says_nothing_of_another_day),
    };
    return cmocka_run_group_tests_name("matching live", tests, NULL, NULL);
}
