/* SPDX-License-Identifier: EUPL-1.2 */
/* A plan tells what is known as known, and what is not as not known. */
#include "base/buffer.h"
#include "matching/match_words.h"
#include "unit/matching/town.h"

#define ALL_DAY "at: [{location: hall, hours: \"Mo-Su 08:00-20:00\"}]"

static const char SHELTER[] =
    "  - {key: shelter, name: Abri, needs: [night], open_to_all: true,\n"
    "     phones: [{number: \"04 111 11 11\", type: voice}], at: [{location: hall}]}\n"
    "  - {key: line, name: Ligne, needs: [ear], open_to_all: true, remote: telephone,\n"
    "     phones: [{number: \"107\", type: voice, hours: \"24/7\"}]}\n";

static void a_bed_asked_for_tonight_is_called_for_now_at_any_hour_of_the_night(void **state)
{
    (void)state;
    static const char *const hours[] = {"2026-11-24T18:05", "2026-11-24T21:06",
                                        "2026-11-24T22:00", "2026-11-25T02:00"};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network = town_open(arena, SHELTER);
    for (size_t i = 0; i < LENGTH_OF(hours); i++) {
        const MatchAnswer answer =
            town_match_at(arena, network, hours[i], "\"needs\": [\"night\"]");
        assert_int_equal(answer.best.door_count, 1);
        assert_int_equal(answer.best.doors[0].timing, TIMING_CALL_NOW);
        assert_true(answer.best.doors[0].start < night_end(answer.best.doors[0].start));
        assert_false(answer.best.doors[0].is_certain);
        assert_true(answer.best.rests_on_presumed);
    }
}

static void who_sleeps_somewhere_leaves_in_the_morning(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network = town_open(arena, SHELTER);
    const MatchAnswer answer =
        town_match_at(arena, network, "2026-11-24T18:05", "\"needs\": [\"night\"]");
    assert_text_equal(moment_format_local(arena, answer.best.doors[0].leave),
                      TEXT("2026-11-25T06:00"));
}

static void
tomorrows_bed_is_no_bed_for_tonight_and_the_gap_says_when_and_whom_to_call(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network = town_open(
        arena,
        "  - {key: shelter, name: Abri, needs: [night], open_to_all: true,\n"
        "     phones: [{number: \"04 111 11 11\", type: voice}],\n"
        "     at: [{location: hall, hours: \"Mo-Su 19:00-21:00\"}]}\n"
        "  - {key: line, name: Ligne, needs: [ear], open_to_all: true, remote: telephone,\n"
        "     phones: [{number: \"107\", type: voice, hours: \"24/7\"}]}\n");
    const MatchAnswer answer =
        town_match_at(arena, network, "2026-11-24T21:06", "\"needs\": [\"night\"]");
    assert_int_equal(answer.best.door_count, 0);
    const MatchGap *gap = &answer.best.gaps[0];
    const Text reason = gap->fallen[0].reason;
    assert_true(text_starts_with(reason, TEXT("Pas cette nuit : ouvre mercredi 25 novembre")));
    assert_text_equal(gap->fallen[0].phone, TEXT("04 111 11 11"));
    assert_int_equal(gap->call_count, 1);
    const MatchAnswer patient =
        town_match_at(arena, network, "2026-11-24T21:06",
                      "\"needs\": [{\"need\": \"night\", \"withinHours\": 30}]");
    assert_int_equal(patient.best.door_count, 1);
}

static void a_meal_asked_for_in_the_evening_is_not_met_by_tomorrows_breakfast(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network =
        town_open(arena, "  - {key: soup, name: Soupe, needs: [supper],\n"
                         "     at: [{location: hall, hours: \"Mo-Su 06:00-10:00\"}]}\n");
    const MatchAnswer evening =
        town_match_at(arena, network, "2026-11-24T18:05", "\"needs\": [\"supper\"]");
    assert_int_equal(evening.best.door_count, 0);
    assert_true(
        text_starts_with(evening.best.gaps[0].fallen[0].reason, TEXT("Pas aujourd’hui")));
    const MatchAnswer night =
        town_match_at(arena, network, "2026-11-25T02:00", "\"needs\": [\"supper\"]");
    assert_int_equal(night.best.door_count, 1);
}

static void the_limit_of_tonight_moves_with_the_start_of_a_kept_plan(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network = town_open(arena, SHELTER);
    Situation *situation = ARENA_NEW(arena, Situation);
    assert_int_equal(situation_read(arena, network,
                                    TEXT("{\"at\": \"2026-11-24T18:00\", \"needs\": "
                                         "[\"night\", \"food\"]}"),
                                    0, situation, NULL),
                     OK);
    assert_int_equal(situation->needs[0].within, 12 * 60 - 1);
    assert_int_equal(situation->needs[1].within, PLAN_NO_DEADLINE);
    const Text kept = situation_write(arena, network, situation);
    assert_true(text_find(kept, TEXT("withinHours"), 0) == kept.length);
    situation_set_start(network, situation, situation->at + (Moment)5 * 3600);
    assert_int_equal(situation->needs[0].within, 7 * 60 - 1);
}

static void hours_that_nobody_knows_are_not_called_closed(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network =
        town_open(arena, "  - {key: soup, name: Soupe, needs: [supper], open_to_all: true,\n"
                         "     phones: [{number: \"04 111 11 11\", type: voice}],\n"
                         "     at: [{location: hall}]}\n");
    const MatchAnswer answer =
        town_match_at(arena, network, "2026-11-24T21:00", "\"needs\": [\"supper\"]");
    assert_int_equal(answer.best.gap_count, 1);
    assert_text_equal(answer.best.gaps[0].fallen[0].reason,
                      match_say(SAY_FALL_HOURS_UNKNOWN, FRENCH));
}

static void a_telephone_that_answers_is_called_now(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network = town_open(
        arena,
        "  - {key: line, name: Ligne, needs: [ear], remote: telephone, doubt: À vérifier,\n"
        "     open_to_all: true, phones: [{number: \"107\", type: voice, hours: \"24/7\"}]}\n"
        "  - {key: desk, name: Bureau, needs: [help], remote: telephone, phones: [\n"
        "     {number: \"04 1\", type: voice, hours: \"Mo-Su 10:00-12:00\"}]}\n");
    const MatchAnswer answer = town_match(arena, network, "\"needs\": [\"ear\", \"help\"]");
    assert_int_equal(answer.best.doors[0].timing, TIMING_CALL_NOW);
    assert_true(answer.best.doors[0].is_certain);
    assert_int_equal(answer.best.doors[1].timing, TIMING_COME);
    assert_false(answer.best.rests_on_presumed);
    /* A doubt of the directory is for those who keep it. */
    assert_false(span_says(answer.best.doors[0].unknown, "À vérifier"));
    assert_true(span_says(answer.best.doors[0].notes, "À vérifier"));
}

static void a_desk_without_hours_follows_those_of_its_house(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network = town_open(
        arena, "  - {key: nurse, name: Infirmerie, needs: [care], at: [{location: hall,\n"
               "     hours: \"We 18:00-20:00\"}]}\n"
               "  - {key: bath, name: Bain, needs: [wash], at: [{location: hall}]}\n");
    const MatchAnswer answer = town_match(arena, network, "\"needs\": [\"care\", \"wash\"]");
    assert_int_equal(answer.best.door_count, 2);
    assert_true(answer.best.doors[1].is_same_visit);
    const Date day = moment_to_local(answer.best.doors[0].start).date;
    assert_int_equal(moment_to_local(answer.best.doors[1].start).date, day);
}

static void an_address_nobody_knows_has_no_travel_time(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network =
        town_open(arena, "  - {key: bath, name: Bain, needs: [wash],\n"
                         "     at: [{location: market, hours: \"Mo-Su 08:00-20:00\"}]}\n"
                         "  - {key: soup, name: Soupe, needs: [food], " ALL_DAY "}\n");
    const MatchAnswer wash = town_match(arena, network, "\"needs\": [\"wash\"]");
    assert_int_equal(wash.best.doors[0].travel_minutes, -1);
    const MatchAnswer food = town_match(arena, network, "\"needs\": [\"food\"]");
    assert_true(food.best.doors[0].travel_minutes >= 0);
}

static void who_asks_to_wash_is_not_sent_to_a_dryer(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network =
        town_open(arena, "  - {key: bath, name: Bain, needs: [wash], " ALL_DAY "}\n"
                         "  - {key: dryer, name: Séchoir, needs: [wash.dry], " ALL_DAY "}\n");
    const MatchAnswer wash = town_match(arena, network, "\"needs\": [\"wash\"]");
    assert_text_equal(town_service(network, &wash.best.doors[0]), TEXT("bath"));
    assert_int_equal(wash.best.doors[0].alternative_count, 0);
    const MatchAnswer dry = town_match(arena, network, "\"needs\": [\"wash.dry\"]");
    assert_text_equal(town_service(network, &dry.best.doors[0]), TEXT("dryer"));
}

static void a_visit_of_the_next_day_is_not_arrived_at_today(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Network *network =
        town_open(arena, "  - {key: soup, name: Soupe, needs: [food], at: [{location: hall,\n"
                         "     hours: \"We 08:00-10:00\"}]}\n");
    const MatchAnswer answer = town_match(arena, network, "\"needs\": [\"food\"]");
    assert_true(answer.best.doors[0].arrive == answer.best.doors[0].start);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bed_asked_for_tonight_is_called_for_now_at_any_hour_of_the_night),
        cmocka_unit_test(who_sleeps_somewhere_leaves_in_the_morning),
        cmocka_unit_test(
            tomorrows_bed_is_no_bed_for_tonight_and_the_gap_says_when_and_whom_to_call),
        cmocka_unit_test(a_meal_asked_for_in_the_evening_is_not_met_by_tomorrows_breakfast),
        cmocka_unit_test(the_limit_of_tonight_moves_with_the_start_of_a_kept_plan),
        cmocka_unit_test(hours_that_nobody_knows_are_not_called_closed),
        cmocka_unit_test(a_telephone_that_answers_is_called_now),
        cmocka_unit_test(a_desk_without_hours_follows_those_of_its_house),
        cmocka_unit_test(an_address_nobody_knows_has_no_travel_time),
        cmocka_unit_test(who_asks_to_wash_is_not_sent_to_a_dryer),
        cmocka_unit_test(a_visit_of_the_next_day_is_not_arrived_at_today),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
