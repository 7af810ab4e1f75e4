/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk: who the arrivals are, its days, the note for who comes next, the counters. */
#include "unit/desk/desk_fixture.h"

#include <string.h>

#include "desk/desk_person.h"

/* -------------------------------------------------------------------------------- persons */

typedef struct Linking {
    Id arrival;
    Id person;
} Linking;

static Outcome link_deed(Access *access, void *context)
{
    const Linking *linking = context;
    return desk_link(access, linking->arrival, linking->person);
}

static Outcome read_shown(Access *access, void *context)
{
    DeskPerson shown = {0};
    const Linking *linking = context;
    Arrival arrival = {0};
    TRY(desk_arrival(access, linking->arrival, &arrival));
    assert_text_equal(arrival.label, TEXT("Camille E."));
    TRY(desk_person_read(access, arrival.person, arrival.arrived, &shown));
    assert_text_equal(shown.name, TEXT("Camille Exemple"));
    assert_int_equal(shown.age, 41);
    assert_int_equal(shown.last_visit, 0);
    return OK;
}

static void an_arrival_is_linked_to_a_person_by_a_short_name(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    Linking linking = {.arrival = arrive(fixture, store, nobody_in_particular).id,
                       .person = create_camille(fixture, store)};
    assert_int_equal(acts(fixture, store, desk(), link_deed, &linking), OK);
    assert_int_equal(acts(fixture, store, desk(), read_shown, &linking), OK);
}

static void a_desk_of_another_house_links_nobody_it_does_not_know(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    Arriving other = {0};
    assert_int_equal(acts(fixture, store, stranger(), open_day, NULL), OK);
    assert_int_equal(acts(fixture, store, stranger(), arrive_at_time, &other), OK);
    Linking linking = {.arrival = other.arrival.id, .person = create_camille(fixture, store)};
    assert_int_equal(acts(fixture, store, stranger(), link_deed, &linking), NOT_FOUND);
}

/* ----------------------------------------------------------------------------------- days */

static Keyring ring;

typedef struct Closing {
    const char *note;
    HandOver found;
} Closing;

static Outcome close_day(Access *access, void *context)
{
    const Closing *closing = context;
    access->now = at;
    access->keyring = &ring;
    return desk_close(access, text_from(closing->note));
}

static Outcome close_without_keys(Access *access, void *context)
{
    const Closing *closing = context;
    access->now = at;
    access->keyring = NULL;
    return desk_close(access, text_from(closing->note));
}

static Outcome read_hand_over(Access *access, void *context)
{
    Closing *closing = context;
    access->now = at;
    access->keyring = &ring;
    return desk_hand_over(access, &closing->found);
}

static void make_ring(void)
{
    uint8_t key[KEYRING_KEY_BYTES];
    memset(key, 7, sizeof key);
    keyring_of_key(key, &ring);
}

static void the_note_of_the_evening_is_read_in_the_morning(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    Closing closing = {.note = "The boiler is off.\nA 7 comes back tomorrow."};
    make_ring();
    assert_int_equal(acts(fixture, store, desk(), close_day, &closing), OK);
    assert_int_equal(acts(fixture, store, desk(), close_day, &closing), CONFLICT);
    at += 20 * HOUR;
    assert_int_equal(acts(fixture, store, desk(), open_day, NULL), OK);
    assert_int_equal(acts(fixture, store, desk_colleague(), read_hand_over, &closing), OK);
    assert_text_equal(closing.found.note, text_from(closing.note));
}

static void a_note_is_never_kept_in_clear(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    Closing closing = {.note = "The boiler is off."};
    assert_int_equal(acts(fixture, store, desk(), close_without_keys, &closing), REFUSED);
    closing.note = "";
    assert_int_equal(acts(fixture, store, desk(), close_without_keys, &closing), OK);
}

static void who_still_waits_at_closing_is_put_down_as_gone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    Closing closing = {.note = ""};
    const Arrival arrival = arrive(fixture, store, nobody_in_particular);
    assert_int_equal(move(fixture, store, arrival.id, DESK_CALL, 3), OK);
    assert_int_equal(acts(fixture, store, desk(), close_day, &closing), OK);
    assert_int_equal(acts(fixture, store, desk(), open_day, NULL), OK);
    assert_int_equal(next_ticket(fixture, store), 0);
    assert_int_equal(arrive(fixture, store, nobody_in_particular).ticket, 2);
}

static void a_night_goes_on_past_midnight(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    (void)arrive(fixture, store, nobody_in_particular);
    at += 15 * HOUR;
    assert_int_equal(arrive(fixture, store, nobody_in_particular).ticket, 2);
    at += 4 * HOUR;
    Arriving late = {0};
    assert_int_equal(acts(fixture, store, desk(), arrive_at_time, &late), CONFLICT);
}

static Outcome read_label(Access *access, void *context)
{
    Arrival arrival = {0};
    TRY(desk_arrival(access, *(const Id *)context, &arrival));
    assert_int_equal(arrival.label.length, 0);
    return OK;
}

static void what_people_were_called_by_is_forgotten_the_next_day(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    Closing closing = {.note = ""};
    Arrival arrival = arrive(fixture, store, (NewArrival){.label = TEXT("Camille E.")});
    assert_int_equal(acts(fixture, store, desk(), close_day, &closing), OK);
    at += 24 * HOUR;
    assert_int_equal(acts(fixture, store, desk(), open_day, NULL), OK);
    assert_int_equal(acts(fixture, store, desk(), read_label, &arrival.id), OK);
}

/* ------------------------------------------------------------------------------- counters */

static Outcome count_meal(Access *access, void *context)
{
    access->now = at;
    (void)context;
    return desk_count(access, ANSWER_MEAL);
}

static Outcome check_report(Access *access, void *context)
{
    DeskReport report = {0};
    const Date today = moment_to_local(NOON).date;
    (void)context;
    TRY(desk_report(access, today - 10, today + 10, &report));
    assert_int_equal(report.count, 1);
    assert_int_equal(report.items[0].day, today);
    assert_int_equal(report.total.visits[VISIT_ARRIVED], 2);
    assert_int_equal(report.total.visits[VISIT_PRIORITY], 1);
    assert_int_equal(report.total.visits[VISIT_SERVED], 1);
    assert_int_equal(report.total.wishes[WISH_FOOD], 1);
    assert_int_equal(report.total.wishes[WISH_UNSAID], 1);
    assert_int_equal(report.total.answers[ANSWER_MEAL], 2);
    assert_int_equal(report.hours[moment_to_local(NOON).minute / 60][ANSWER_MEAL], 2);
    return desk_report(access, today, today + DESK_SPAN_MOST, &report);
}

static void what_was_done_is_counted_by_day_and_hour(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    const Arrival arrival =
        arrive(fixture, store, (NewArrival){.wish = WISH_FOOD, .priority = PRIORITY_CHILD});
    (void)arrive(fixture, store, nobody_in_particular);
    assert_int_equal(move(fixture, store, arrival.id, DESK_CALL, 1), OK);
    assert_int_equal(move(fixture, store, arrival.id, DESK_SERVE, 1), OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(acts(fixture, store, desk(), count_meal, NULL), OK);
    }
    assert_int_equal(acts(fixture, store, desk(), check_report, NULL), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("to"));
}

static void who_does_not_work_at_a_desk_is_refused(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    const Caller partner = worker(5, house_of_exemple, team_of_desk, "partner");
    const Caller homeless = worker(6, (Id){{0}}, team_of_desk, "desk_worker");
    assert_int_equal(acts(fixture, store, partner, open_day, NULL), REFUSED);
    assert_int_equal(acts(fixture, store, homeless, open_day, NULL), REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(an_arrival_is_linked_to_a_person_by_a_short_name),
        STORE_TEST(a_desk_of_another_house_links_nobody_it_does_not_know),
        STORE_TEST(the_note_of_the_evening_is_read_in_the_morning),
        STORE_TEST(a_note_is_never_kept_in_clear),
        STORE_TEST(who_still_waits_at_closing_is_put_down_as_gone),
        STORE_TEST(a_night_goes_on_past_midnight),
        STORE_TEST(what_people_were_called_by_is_forgotten_the_next_day),
        STORE_TEST(what_was_done_is_counted_by_day_and_hour),
        STORE_TEST(who_does_not_work_at_a_desk_is_refused),
    };
    return cmocka_run_group_tests_name("people desk day", tests, NULL, NULL);
}
