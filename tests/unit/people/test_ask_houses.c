/* SPDX-License-Identifier: EUPL-1.2 */
/* Several houses keep one person: each is asked, and none learns of the others. */
#include "people/lookup_blind.h"
#include "unit/people/ask_fixture.h"

/* Somebody of one of nine more houses, each with a team. */
static Caller keeper(uint8_t number)
{
    const Id house = {
        {0xD0, number}
    };
    const Id team = {
        {0xD1, number}
    };
    return worker((uint8_t)(20 + number), house, team, "social_worker");
}

static Id keep_camille(Fixture *fixture, Store *store, Caller caller)
{
    const PersonDetail facts[] = {
        fact(FACT_NAME, "Camille", "Exemple"),
        fact(FACT_BIRTH, "1985-07-30", ""),
    };
    return create_by(fixture, store, caller, facts, LENGTH_OF(facts));
}

static void each_house_that_keeps_the_person_is_asked_and_answers_for_itself(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    (void)create_camille(fixture, store);
    const Id other = keep_camille(fixture, store, keeper(1));
    (void)ask_about(fixture, store, known);
    const Id first = reached(fixture, store, desk());
    const Id second = reached(fixture, store, keeper(1));
    assert_false(id_equal(first, second));
    assert_true(id_equal(asks_of(fixture, store, keeper(1)).received.items[0].person, other));
    assert_int_equal(answer_as(fixture, store, keeper(1), first, ASK_YES), NOT_FOUND);
    assert_int_equal(answer_as(fixture, store, desk(), first, ASK_YES), OK);
    assert_int_equal(asks_of(fixture, store, keeper(1)).received.items[0].state, ASK_OPEN);
    assert_int_equal(asks_of(fixture, store, keeper(1)).received.items[0].contacts.count, 0);
    assert_int_equal(asks_of(fixture, store, stranger()).sent.items[0].contacts.count, 1);
    the_time = NOON + 60;
    assert_int_equal(answer_as(fixture, store, keeper(1), second, ASK_YES), OK);
    the_time = NOON;
    const PersonAsk told = asks_of(fixture, store, stranger()).sent.items[0];
    assert_int_equal(told.contacts.count, 2);
    assert_int_equal(told.answered, NOON);
}

static void a_refusal_reads_to_who_asked_as_if_nobody_had_answered(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    (void)create_camille(fixture, store);
    (void)keep_camille(fixture, store, keeper(1));
    (void)ask_about(fixture, store, known);
    const Id first = reached(fixture, store, desk());
    const Id second = reached(fixture, store, keeper(1));
    assert_int_equal(answer_as(fixture, store, desk(), first, ASK_NO), OK);
    assert_int_equal(answer_as(fixture, store, keeper(1), second, ASK_OTHER), OK);
    (void)ask_about(fixture, store, unknown);
    const PersonAsks asks = asks_of(fixture, store, stranger());
    for (size_t i = 0; i < asks.sent.count; i++) {
        assert_int_equal(asks.sent.items[i].state, ASK_OPEN);
        assert_int_equal(asks.sent.items[i].answered, 0);
    }
    assert_int_equal(asks_of(fixture, store, desk()).received.items[0].state, ASK_NO);
}

static void eight_houses_are_reached_and_as_many_rows_written_for_nobody(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    int64_t rows = 0;
    size_t reached_houses = 0;
    for (uint8_t i = 0; i < LOOKUP_HOUSES_MOST + 1; i++) {
        (void)keep_camille(fixture, store, keeper(i));
    }
    (void)ask_about(fixture, store, unknown);
    assert_int_equal(acts(fixture, store, desk(), count_reached, &rows), OK);
    assert_int_equal(rows, LOOKUP_HOUSES_MOST);
    (void)ask_about(fixture, store, known);
    assert_int_equal(acts(fixture, store, desk(), count_reached, &rows), OK);
    assert_int_equal(rows, 2 * LOOKUP_HOUSES_MOST);
    for (uint8_t i = 0; i < LOOKUP_HOUSES_MOST + 1; i++) {
        reached_houses += asks_of(fixture, store, keeper(i)).received.count;
    }
    assert_int_equal(reached_houses, LOOKUP_HOUSES_MOST);
}

static void two_files_of_one_house_are_asked_about_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    (void)create_camille(fixture, store);
    (void)keep_camille(fixture, store, care());
    (void)ask_about(fixture, store, known);
    assert_int_equal(asks_of(fixture, store, desk()).received.count, 1);
}

static void what_one_house_erases_leaves_the_request_to_the_other(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Asking asking = {.person = create_camille(fixture, store)};
    (void)keep_camille(fixture, store, keeper(1));
    (void)ask_about(fixture, store, known);
    assert_int_equal(acts(fixture, store, desk(), erase, &asking), OK);
    assert_int_equal(asks_of(fixture, store, desk()).received.count, 0);
    assert_int_equal(asks_of(fixture, store, stranger()).sent.count, 1);
    const Id second = reached(fixture, store, keeper(1));
    assert_int_equal(answer_as(fixture, store, keeper(1), second, ASK_YES), OK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_house_that_keeps_the_person_is_asked_and_answers_for_itself),
        TEST(a_refusal_reads_to_who_asked_as_if_nobody_had_answered),
        TEST(eight_houses_are_reached_and_as_many_rows_written_for_nobody),
        TEST(two_files_of_one_house_are_asked_about_once),
        TEST(what_one_house_erases_leaves_the_request_to_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
