/* SPDX-License-Identifier: EUPL-1.2 */
/* From a situation to its doors, in a town small enough to know the right answer. */
#include "base/buffer.h"
#include "matching/match_words.h"
#include "unit/matching/town.h"

#define ALL_WEEK "at: [{location: hall, hours: \"Mo-Su 08:00-20:00\"}]"

/* Does the door tell this among what is unknown of it? */
static bool door_says(const MatchDoor *door, MatchSentence sentence, const char *value)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text words = match_say_with(arena, sentence, FRENCH, text_from(value));
    return span_says(door->unknown, text_to_c(arena, words));
}

static void a_condition_no_longer_in_force_opens_no_door(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network = town_open(
        arena, "  - {key: soup, name: Soupe, needs: [food], " ALL_WEEK ", conditions: [\n"
               "     {expression: age >= 65, text: Avoir 65 ans, valid_to: 2025-12-31}]}\n");
    const MatchAnswer now =
        town_match(arena, network, "\"needs\": [\"food\"], \"facts\": {\"age\": 34}");
    assert_int_equal(now.best.door_count, 1);
    assert_int_equal(now.best.doors[0].eligibility, ANSWER_UNKNOWN);
    assert_true(door_says(&now.best.doors[0], SAY_NO_CONDITION_KNOWN, ""));
    assert_false(span_says(now.best.doors[0].unknown, "65"));
}

static void a_condition_holds_from_its_first_day_whenever_the_network_was_built(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network = town_open(
        arena,
        "  - {key: soup, name: Soupe, needs: [food], open_to_all: true, " ALL_WEEK
        ", conditions: [\n"
        "     {expression: age < 30, text: Avoir moins de 30 ans, valid_from: 2026-11-25},\n"
        "     {expression: age > 60, text: Avoir plus de 60 ans, valid_to: 2026-11-23}]}\n");
    Situation *situation = ARENA_NEW(arena, Situation);
    const MatchAnswer before =
        town_match(arena, network, "\"needs\": [\"food\"], \"facts\": {\"age\": 34}");
    assert_int_equal(before.best.doors[0].eligibility, ANSWER_YES);
    MatchAnswer after = {0};
    assert_int_equal(situation_read(arena, network,
                                    TEXT("{\"at\": \"2026-11-25\", \"needs\": [\"food\"], "
                                         "\"facts\": {\"age\": 34}}"),
                                    0, situation, NULL),
                     OK);
    assert_int_equal(match(arena, network, situation, FRENCH, &after, NULL), OK);
    assert_int_equal(after.best.door_count, 0);
    assert_text_equal(
        after.best.gaps[0].fallen[0].reason,
        match_say_with(arena, SAY_NOT_ELIGIBLE, FRENCH, TEXT("Avoir moins de 30 ans")));
}

static void a_door_is_visited_only_while_it_and_its_place_are_there(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    /* The market closes for ever on Wednesday; the soup there is served on Thursdays. */
    const Network *network = town_open(
        arena,
        "  - {key: soup, name: Soupe, needs: [food],\n"
        "     at: [{location: market, hours: \"Th 08:00-20:00\"}]}\n"
        "  - {key: bath, name: Bain, needs: [wash], valid_from: 2026-11-26, " ALL_WEEK "}\n");
    const MatchAnswer answer = town_match(arena, network, "\"needs\": [\"food\", \"wash\"]");
    assert_int_equal(answer.best.door_count, 1);
    assert_text_equal(town_service(network, &answer.best.doors[0]), TEXT("bath"));
    assert_text_equal(moment_format_local(arena, answer.best.doors[0].start),
                      TEXT("2026-11-26T08:00"));
    const MatchAnswer soon =
        town_match(arena, network, "\"horizonHours\": 24, \"needs\": [\"wash\"]");
    assert_text_equal(soon.best.gaps[0].fallen[0].reason, match_say(SAY_NOT_VALID, FRENCH));
}

static void one_service_with_odd_numbers_spoils_no_plan(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network = town_open(
        arena, "  - {key: soup, name: Soupe, needs: [food], " ALL_WEEK "}\n"
               "  - {key: odd, name: Bizarre, needs: [food],\n"
               "     at: [{location: hall, hours: \"Mo-Su 08:00-20:00\", last_entry: -60}]}\n"
               "  - {key: late, name: Tard, needs: [food], duration: 100000,\n"
               "     at: [{location: hall, hours: \"2030 Mo 08:00-20:00\"}]}\n");
    const MatchAnswer answer = town_match(arena, network, "\"needs\": [\"food\"]");
    assert_int_equal(answer.best.door_count, 1);
    assert_true(answer.best.proof.optimal);
}

static const char TICKETS[] =
    "  - {key: soup, name: Soupe, needs: [food], " ALL_WEEK ", open_to_all: true, access: [\n"
    "     {kind: ticket, by: [desk], unless: ticket_meal, text: Avec un ticket}]}\n"
    "  - {key: desk, name: Guichet, needs: [help], open_to_all: true,\n"
    "     at: [{location: hall, hours: \"Mo-Su 14:00-16:00\"}]}\n";

static void the_ticket_a_person_may_hold_is_asked_for_when_it_spares_a_door(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network = town_open(arena, TICKETS);
    const MatchAnswer answer = town_match(arena, network, "\"needs\": [\"food\"]");
    assert_int_equal(answer.best.door_count, 2);
    const MatchQuestion *question = town_question(network, &answer, "ticket_meal");
    assert_non_null(question);
    assert_text_equal(question->improves, match_say(SAY_IMPROVES_PLACES, FRENCH));
    const MatchAnswer held =
        town_match(arena, network, "\"needs\": [\"food\"], \"facts\": {\"ticket_meal\": true}");
    assert_int_equal(held.best.door_count, 1);
    assert_null(town_question(network, &held, "ticket_meal"));
    const MatchAnswer refused =
        town_match(arena, network,
                   "\"needs\": [\"food\"], \"facts\": {\"ticket_meal\": {\"refused\": true}}");
    assert_null(town_question(network, &refused, "ticket_meal"));
}

static void a_ticket_nobody_known_gives_leaves_the_door_uncertain(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network = town_open(
        arena, "  - {key: soup, name: Soupe, needs: [food], " ALL_WEEK ", open_to_all: true,\n"
               "     capacities: [{unit: seat, available: 9}], access: [\n"
               "     {kind: ticket, unless: ticket_meal, text: Avec un ticket}]}\n");
    const MatchAnswer answer = town_match(arena, network, "\"needs\": [\"food\"]");
    assert_int_equal(answer.best.proof.value.level[PLAN_ELIGIBILITY_UNKNOWN], 1);
    assert_int_equal(answer.certain.door_count, 0);
    const MatchQuestion *question = town_question(network, &answer, "ticket_meal");
    assert_non_null(question);
    assert_text_equal(question->improves, match_say(SAY_IMPROVES_CERTAINTY, FRENCH));
}

static uint32_t service_named(const Network *network, const char *key)
{
    uint32_t index = 0;
    while (!text_equal(network->catalogue->services[index].key, text_from(key))) {
        index++;
    }
    return index;
}

/* As an older store may hold it: loads refuse a circle. */
static void close_circle(const Network *network, const char *from, const char *to)
{
    const Service *service = &network->catalogue->services[service_named(network, from)];
    uint32_t *giver = (uint32_t *)(uintptr_t)service->access[0].by.items;
    giver[0] = service_named(network, to);
}

static void givers_that_wait_for_each_other_open_nothing(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network =
        town_open(arena, "  - {key: soup, name: Soupe, needs: [food], " ALL_WEEK ",\n"
                         "     access: [{kind: ticket, by: [desk], text: Avec un ticket}]}\n"
                         "  - {key: desk, name: Guichet, needs: [help], " ALL_WEEK ",\n"
                         "     access: [{kind: letter, by: [post], text: Avec une lettre}]}\n"
                         "  - {key: post, name: Poste}\n");
    close_circle(network, "desk", "soup");
    const MatchAnswer answer = town_match(arena, network, "\"needs\": [\"food\", \"help\"]");
    assert_int_equal(answer.best.door_count, 0);
    assert_int_equal(answer.best.gap_count, 2);
}

/* Ten layers of twelve services, each opened by any of the layer before: 12^9 ways back. */
static void many_ways_to_a_ticket_are_walked_once_each(void **state)
{
    (void)state;
    enum { LAYER = 12, LAYERS = 10 };
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Buffer yaml = buffer_new(arena, 65536);
    for (int i = 0; i < LAYER * LAYERS; i++) {
        buffer_append_format(&yaml, "  - {key: s%d, name: S%d, needs: [help], " ALL_WEEK, i, i);
        for (int j = 0; i >= LAYER && j < LAYER; j++) {
            buffer_append_format(&yaml, "%ss%d",
                                 j == 0 ? ", access: [{kind: card, text: Carte, by: [" : ", ",
                                 (i / LAYER - 1) * LAYER + j);
        }
        buffer_append(&yaml, i < LAYER ? TEXT("}\n") : TEXT("]}]}\n"));
    }
    const Network *network = town_open(arena, text_to_c(arena, buffer_text(&yaml)));
    const MatchAnswer answer = town_match(arena, network, "\"needs\": [\"help\"]");
    assert_int_equal(answer.best.door_count, 1);
}

static void more_prescribers_than_the_planner_tells_apart_still_give_a_plan(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Buffer yaml = buffer_new(arena, 65536);
    for (int i = 0; i < 70; i++) {
        buffer_append_format(&yaml,
                             "  - {key: s%d, name: S%d, needs: [%s], " ALL_WEEK
                             ", access: [{kind: card, text: Carte, by: [g%d]}]}\n"
                             "  - {key: g%d, name: G%d, needs: [bed], " ALL_WEEK "}\n",
                             i, i, i % 2 == 0 ? "food" : "wash", i, i, i);
    }
    const Network *network = town_open(arena, text_to_c(arena, buffer_text(&yaml)));
    const MatchAnswer answer =
        town_match(arena, network, "\"needs\": [\"food\", \"wash\", \"bed\"]");
    assert_int_equal(answer.best.gap_count, 0);
}

static void the_last_of_many_needs_finds_its_doors_too(void **state)
{
    (void)state;
    static const char *const needs[] = {"food", "wash", "bed",  "help",   "care", "shoes",
                                        "law",  "talk", "work", "school", "move", "play"};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Buffer yaml = buffer_new(arena, 262144);
    Buffer asked = buffer_new(arena, 4096);
    for (size_t i = 0; i < LENGTH_OF(needs); i++) {
        buffer_append_format(&asked, "%s\"%s\"", i == 0 ? "\"needs\": [" : ", ", needs[i]);
        for (size_t j = 0; j < 60; j++) {
            buffer_append_format(&yaml,
                                 "  - {key: %s%zu, name: Porte, needs: [%s], " ALL_WEEK "}\n",
                                 needs[i], j, needs[i]);
        }
    }
    buffer_append(&asked, TEXT("]"));
    const Network *network = town_open(arena, text_to_c(arena, buffer_text(&yaml)));
    const MatchAnswer answer =
        town_match(arena, network, text_to_c(arena, buffer_text(&asked)));
    assert_int_equal(answer.best.gap_count, 0);
}

static void the_very_value_at_which_a_condition_changes_is_tried(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network =
        town_open(arena, "  - {key: soup, name: Soupe, needs: [food], " ALL_WEEK
                         ", conditions: [{expression: age = 33, text: Avoir 33 ans}]}\n"
                         "  - {key: bath, name: Bain, needs: [wash], " ALL_WEEK
                         ", conditions: [{expression: \"income in [1000..1000.5]\", text: R},\n"
                         "       {expression: \"not(income = 1000)\", text: R},\n"
                         "       {expression: \"not(income = 1000.5)\", text: R}]}\n");
    const MatchAnswer answer = town_match(arena, network, "\"needs\": [\"food\", \"wash\"]");
    assert_non_null(town_question(network, &answer, "age"));
    assert_non_null(town_question(network, &answer, "income"));
}

static void a_wider_door_is_open_to_whom_the_exact_one_refuses(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network = town_open(
        arena,
        "  - {key: soup, name: Soupe, needs: [food.meal], " ALL_WEEK
        ", conditions: [{expression: age >= 65, text: Avoir 65 ans}]}\n"
        "  - {key: larder, name: Vivres, needs: [food], open_to_all: true, " ALL_WEEK "}\n");
    const MatchAnswer young =
        town_match(arena, network, "\"needs\": [\"food.meal\"], \"facts\": {\"age\": 34}");
    assert_int_equal(young.best.door_count, 1);
    assert_text_equal(town_service(network, &young.best.doors[0]), TEXT("larder"));
    assert_true(door_says(&young.best.doors[0], SAY_WIDER_NEED, "Repas"));
    const MatchAnswer old =
        town_match(arena, network, "\"needs\": [\"food.meal\"], \"facts\": {\"age\": 70}");
    assert_text_equal(town_service(network, &old.best.doors[0]), TEXT("soup"));
}

static void a_site_without_a_street_is_not_called_the_centre_of_its_town(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network =
        town_open(arena, "  - {key: soup, name: Soupe, needs: [food], " ALL_WEEK "}\n"
                         "  - {key: bath, name: Bain, needs: [wash],\n"
                         "     at: [{location: market, hours: \"Mo-Su 08:00-20:00\"}]}\n");
    const MatchAnswer food = town_match(arena, network, "\"needs\": [\"food\"]");
    assert_true(door_says(&food.best.doors[0], SAY_PLACE_SITE, "La Halle"));
    assert_false(door_says(&food.best.doors[0], SAY_PLACE_ROUGH, "Liège"));
    assert_false(food.best.doors[0].travel_is_rough);
    const MatchAnswer wash = town_match(arena, network, "\"needs\": [\"wash\"]");
    assert_true(door_says(&wash.best.doors[0], SAY_PLACE_ROUGH, "Liège"));
    assert_true(wash.best.doors[0].travel_is_rough);
}

static void who_comes_in_a_wheelchair_is_told_what_is_not_known_of_the_way_in(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network =
        town_open(arena, "  - {key: soup, name: Soupe, needs: [food], " ALL_WEEK "}\n");
    const MatchAnswer rolling =
        town_match(arena, network, "\"moving\": \"wheelchair\", \"needs\": [\"food\"]");
    assert_true(door_says(&rolling.best.doors[0], SAY_WHEELCHAIR_UNKNOWN, ""));
    const MatchAnswer walking = town_match(arena, network, "\"needs\": [\"food\"]");
    assert_false(door_says(&walking.best.doors[0], SAY_WHEELCHAIR_UNKNOWN, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_condition_no_longer_in_force_opens_no_door),
        cmocka_unit_test(a_condition_holds_from_its_first_day_whenever_the_network_was_built),
        cmocka_unit_test(a_door_is_visited_only_while_it_and_its_place_are_there),
        cmocka_unit_test(one_service_with_odd_numbers_spoils_no_plan),
        cmocka_unit_test(the_ticket_a_person_may_hold_is_asked_for_when_it_spares_a_door),
        cmocka_unit_test(a_ticket_nobody_known_gives_leaves_the_door_uncertain),
        cmocka_unit_test(givers_that_wait_for_each_other_open_nothing),
        cmocka_unit_test(many_ways_to_a_ticket_are_walked_once_each),
        cmocka_unit_test(more_prescribers_than_the_planner_tells_apart_still_give_a_plan),
        cmocka_unit_test(the_last_of_many_needs_finds_its_doors_too),
        cmocka_unit_test(the_very_value_at_which_a_condition_changes_is_tried),
        cmocka_unit_test(a_wider_door_is_open_to_whom_the_exact_one_refuses),
        cmocka_unit_test(a_site_without_a_street_is_not_called_the_centre_of_its_town),
        cmocka_unit_test(who_comes_in_a_wheelchair_is_told_what_is_not_known_of_the_way_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
