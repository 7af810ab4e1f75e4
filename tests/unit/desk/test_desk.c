/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk: tickets, the order of calling, several desks at once. */
#include "unit/desk/desk_fixture.h"

#include <pthread.h>

/* ------------------------------------------------------------------------------- tickets */

static void tickets_of_a_day_follow_each_other(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    for (int64_t i = 1; i <= 3; i++) {
        assert_int_equal(arrive(fixture, store, nobody_in_particular).ticket, i);
    }
}

static void a_refused_arrival_leaves_no_gap(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    Arriving wrong = {.made = {.person = {{9}}}};
    assert_int_equal(acts(fixture, store, desk(), arrive_at_time, &wrong), NOT_FOUND);
    assert_int_equal(arrive(fixture, store, nobody_in_particular).ticket, 1);
}

static void each_house_has_its_own_tickets(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    Arriving other = {0};
    (void)arrive(fixture, store, nobody_in_particular);
    assert_int_equal(acts(fixture, store, stranger(), open_day, NULL), OK);
    assert_int_equal(acts(fixture, store, stranger(), arrive_at_time, &other), OK);
    assert_int_equal(other.arrival.ticket, 1);
    assert_int_equal(move(fixture, store, other.arrival.id, DESK_CALL, 1), NOT_FOUND);
}

static void nobody_arrives_while_the_desk_is_closed(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Arriving arriving = {0};
    assert_int_equal(acts(fixture, store, desk(), arrive_at_time, &arriving), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("day"));
}

static void what_is_wrong_of_an_arrival_is_named(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    Arriving label = {.made = {.label = TEXT("a name that is much too long to be called across "
                                             "a room full of people")}};
    Arriving language = {.made = {.language = TEXT("Arabic")}};
    Arriving appointment = {.made = {.appointment = NOON + 48 * HOUR}};
    assert_int_equal(acts(fixture, store, desk(), arrive_at_time, &label), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("label"));
    assert_int_equal(acts(fixture, store, desk(), arrive_at_time, &language), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("language"));
    assert_int_equal(acts(fixture, store, desk(), arrive_at_time, &appointment), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("appointment"));
}

static void a_label_cannot_turn_the_line_it_stands_in(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    const Arrival arrival = arrive(fixture, store,
                                   (NewArrival){.label = TEXT(" \xE2\x80\xAE"
                                                              "Ali\t\n E. ")});
    assert_text_equal(arrival.label, TEXT("Ali E."));
}

/* --------------------------------------------------------------------------------- order */

static void who_is_pressed_goes_first_then_who_waits_longest(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    (void)arrive(fixture, store, nobody_in_particular);
    at += MINUTE;
    (void)arrive(fixture, store, (NewArrival){.priority = PRIORITY_CHILD});
    (void)arrive(fixture, store, (NewArrival){.priority = PRIORITY_DANGER});
    (void)arrive(fixture, store, (NewArrival){.priority = PRIORITY_CHILD});
    static const int64_t order[] = {3, 2, 4, 1, 0};
    for (size_t i = 0; i < LENGTH_OF(order); i++) {
        assert_int_equal(next_ticket(fixture, store), order[i]);
    }
}

static void who_comes_early_waits_from_the_appointment_on(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    const Arrival early = arrive(fixture, store, (NewArrival){.appointment = NOON + HOUR});
    at += MINUTE;
    (void)arrive(fixture, store, nobody_in_particular);
    assert_int_equal(move(fixture, store, early.id, DESK_SEE, 1), OK);
    assert_int_equal(next_ticket(fixture, store), 2);
    assert_int_equal(next_ticket(fixture, store), 1);
}

static void who_steps_back_keeps_the_place(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    const Arrival first = arrive(fixture, store, nobody_in_particular);
    at += MINUTE;
    (void)arrive(fixture, store, nobody_in_particular);
    assert_int_equal(next_ticket(fixture, store), 1);
    assert_int_equal(move(fixture, store, first.id, DESK_RECALL, 1), OK);
    assert_int_equal(move(fixture, store, first.id, DESK_PAUSE, 1), OK);
    assert_int_equal(next_ticket(fixture, store), 1);
    assert_int_equal(move(fixture, store, first.id, DESK_LEAVE, 1), OK);
    assert_int_equal(move(fixture, store, first.id, DESK_RETURN, 1), OK);
    assert_int_equal(next_ticket(fixture, store), 1);
}

static Outcome read_history(Access *access, void *context)
{
    ArrivalEventList events = {0};
    TRY(desk_history(access, *(const Id *)context, &events));
    assert_int_equal(events.count, 3);
    assert_text_equal(events.items[0].act, TEXT("arrive"));
    assert_text_equal(events.items[1].act, TEXT("call"));
    assert_int_equal(events.items[1].desk, 2);
    assert_text_equal(events.items[2].act, TEXT("serve"));
    return OK;
}

static void each_act_leaves_a_line(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    Arrival arrival = arrive(fixture, store, nobody_in_particular);
    assert_int_equal(move(fixture, store, arrival.id, DESK_CALL, 2), OK);
    assert_int_equal(move(fixture, store, arrival.id, DESK_SERVE, 2), OK);
    assert_int_equal(acts(fixture, store, desk(), read_history, &arrival.id), OK);
}

/* --------------------------------------------------------------------------- several desks */

static void the_second_desk_is_told_who_has_the_ticket(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    const Arrival arrival = arrive(fixture, store, nobody_in_particular);
    assert_int_equal(move(fixture, store, arrival.id, DESK_CALL, 2), OK);
    assert_int_equal(move(fixture, store, arrival.id, DESK_CALL, 1), CONFLICT);
    assert_text_equal(fixture->problem.detail, TEXT("ticket A 1 is at desk 2"));
    assert_int_equal(move(fixture, store, arrival.id, DESK_SERVE, 1), CONFLICT);
    assert_int_equal(move(fixture, store, arrival.id, DESK_SERVE, 2), OK);
    assert_int_equal(move(fixture, store, arrival.id, DESK_SERVE, 2), CONFLICT);
    assert_text_equal(fixture->problem.detail, TEXT("ticket A 1 is served now"));
}

enum { DESKS = 4, PEOPLE = 40 };

typedef struct OneDesk {
    const char *path;
    Store *store; /* the one of a file; of a server each desk opens its own */
    int64_t number;
    int64_t given[PEOPLE + 1]; /* how often each ticket was given here */
    int64_t called[PEOPLE + 1];
} OneDesk;

typedef struct Work {
    Arena *arena;
    OneDesk *desk;
    Arrival arrival;
    bool calls;
} Work;

static Outcome work(Session *session, void *context, Problem *problem)
{
    Work *job = context;
    Access access = {.arena = job->arena,
                     .session = session,
                     .caller = desk(),
                     .now = NOON,
                     .problem = problem};
    const NewArrival made = {0};
    return job->calls ? desk_call_next(&access, job->desk->number, &job->arrival)
                      : desk_arrive(&access, &made, &job->arrival);
}

/* Gives its share of the tickets, then calls until nobody waits. */
static void *work_at(void *context)
{
    OneDesk *one = context;
    Store *own = NULL;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    if (test_server() != NULL &&
        store_open(text_from(one->path), STORE_READ_WRITE, &own, &problem) != OK) {
        return NULL;
    }
    Work job = {.arena = arena, .desk = one};
    Store *store = own != NULL ? own : one->store;
    for (int i = 0; i < PEOPLE / DESKS; i++) {
        if (store_write(store, work, &job, &problem) == OK && job.arrival.ticket <= PEOPLE) {
            one->given[job.arrival.ticket]++;
        }
    }
    job.calls = true;
    while (store_write(store, work, &job, &problem) == OK) {
        one->called[job.arrival.ticket]++;
    }
    store_close(&own);
    return NULL;
}

static void several_desks_give_and_call_each_ticket_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_desk(fixture);
    pthread_t threads[DESKS];
    OneDesk desks[DESKS] = {0};
    for (size_t i = 0; i < DESKS; i++) {
        desks[i] = (OneDesk){.path = text_to_c(fixture->arena, fixture->path),
                             .store = store,
                             .number = (int64_t)i + 1};
        assert_int_equal(pthread_create(&threads[i], NULL, work_at, &desks[i]), 0);
    }
    for (size_t i = 0; i < DESKS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    while (next_ticket(fixture, store) != 0) {
        desks[0].called[0]++; /* one that came after the others had gone */
    }
    int64_t called = desks[0].called[0];
    for (size_t ticket = 1; ticket <= PEOPLE; ticket++) {
        int64_t given = 0;
        int64_t times = 0;
        for (size_t i = 0; i < DESKS; i++) {
            given += desks[i].given[ticket];
            times += desks[i].called[ticket];
        }
        assert_int_equal(given, 1);
        assert_true(times <= 1);
        called += times;
    }
    assert_int_equal(called, PEOPLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(tickets_of_a_day_follow_each_other),
        STORE_TEST(a_refused_arrival_leaves_no_gap),
        STORE_TEST(each_house_has_its_own_tickets),
        STORE_TEST(nobody_arrives_while_the_desk_is_closed),
        STORE_TEST(what_is_wrong_of_an_arrival_is_named),
        STORE_TEST(a_label_cannot_turn_the_line_it_stands_in),
        STORE_TEST(who_is_pressed_goes_first_then_who_waits_longest),
        STORE_TEST(who_comes_early_waits_from_the_appointment_on),
        STORE_TEST(who_steps_back_keeps_the_place),
        STORE_TEST(each_act_leaves_a_line),
        STORE_TEST(the_second_desk_is_told_who_has_the_ticket),
        STORE_TEST(several_desks_give_and_call_each_ticket_once),
    };
    return cmocka_run_group_tests_name("people desk", tests, NULL, NULL);
}
