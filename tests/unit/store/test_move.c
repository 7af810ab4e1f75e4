/* SPDX-License-Identifier: EUPL-1.2 */
/* A territory moves from one store to another while others write to it. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>

#include "base/list.h"
#include "store/move.h"
#include "unit/store/store_fixture.h"

enum { NOON = 1700000000 };

typedef struct Pair {
    Fixture *fixture;
    Text places[2];
    Store *from;
    Store *to;
} Pair;

static void open_stores(Pair *pair)
{
    assert_int_equal(store_open(pair->places[0], STORE_READ_WRITE, &pair->from, NULL), OK);
    assert_int_equal(store_open(pair->places[1], STORE_READ_WRITE, &pair->to, NULL), OK);
}

static int open_pair(void **state)
{
    Pair *pair = calloc(1, sizeof *pair);
    (void)set_up((void **)&pair->fixture);
    pair->places[0] = pair->fixture->path;
    pair->places[1] = store_place(pair->fixture->arena, pair->fixture->folder, "b.db");
    open_stores(pair);
    *state = pair;
    return 0;
}

static int close_pair(void **state)
{
    Pair *pair = *state;
    store_close(&pair->from);
    store_close(&pair->to);
    const int result = tear_down((void **)&pair->fixture);
    free(pair);
    return result;
}

static size_t gaps_of(Store *store, const char *territory)
{
    Store *view SCOPED(store_close) = store_view(store, text_from(territory));
    return count_gaps(view);
}

static Outcome write_gap(Store *store, const char *territory, int64_t number)
{
    Store *view SCOPED(store_close) = store_view(store, text_from(territory));
    return store_write(view, add_gap, &number, NULL);
}

static Outcome move(const Pair *pair, const char *territory, TerritoryReport *report)
{
    const TerritoryMove asked = {pair->from, pair->to, text_from(territory), TEXT("west"),
                                 NOON};
    return store_move_territory(&asked, report, &pair->fixture->problem);
}

static void a_territory_moves_whole_and_the_others_stay(void **state)
{
    Pair *pair = *state;
    TerritoryReport report = {0};
    for (int64_t i = 0; i < 50; i++) {
        assert_int_equal(write_gap(pair->from, "liege", i), OK);
        assert_int_equal(write_gap(pair->from, "namur", i), OK);
    }
    assert_int_equal(move(pair, "liege", &report), OK);
    assert_int_equal(report.rows, 50 + 50); /* the gaps, and the log of the commits */
    assert_int_equal(gaps_of(pair->to, "liege"), 50);
    assert_int_equal(gaps_of(pair->from, "namur"), 50);
    assert_int_equal(write_gap(pair->to, "liege", 99), OK);
    assert_int_equal(write_gap(pair->from, "namur", 99), OK);
}

static void the_store_it_left_takes_no_write_and_says_where_it_is(void **state)
{
    Pair *pair = *state;
    TerritoryReport report = {0};
    Session *session = NULL;
    Problem *problem = &pair->fixture->problem;
    assert_int_equal(write_gap(pair->from, "liege", 1), OK);
    assert_int_equal(move(pair, "liege", &report), OK);
    assert_int_equal(write_gap(pair->from, "liege", 2), UNAVAILABLE);
    Store *view SCOPED(store_close) = store_view(pair->from, TEXT("liege"));
    assert_int_equal(store_read(view, &session, problem), UNAVAILABLE);
    assert_true(text_contains(problem->detail, TEXT("west")));
}

static void a_territory_may_come_back(void **state)
{
    Pair *pair = *state;
    TerritoryReport report = {0};
    assert_int_equal(write_gap(pair->from, "liege", 1), OK);
    assert_int_equal(move(pair, "liege", &report), OK);
    assert_int_equal(write_gap(pair->to, "liege", 2), OK);
    const TerritoryMove back = {pair->to, pair->from, TEXT("liege"), TEXT("east"), NOON};
    assert_int_equal(store_move_territory(&back, &report, NULL), OK);
    assert_int_equal(gaps_of(pair->from, "liege"), 2);
    assert_int_equal(write_gap(pair->to, "liege", 3), UNAVAILABLE);
}

static void a_target_that_holds_the_territory_is_refused_before_anything_changes(void **state)
{
    Pair *pair = *state;
    TerritoryReport report = {0};
    assert_int_equal(write_gap(pair->from, "liege", 1), OK);
    assert_int_equal(write_gap(pair->to, "liege", 2), OK);
    assert_int_equal(move(pair, "liege", &report), CONFLICT);
    assert_int_equal(write_gap(pair->from, "liege", 3), OK);
    assert_int_equal(move(pair, "atlantis", &report), NOT_FOUND);
}

/* -------------------------------------------------------------------------- under load */

typedef struct Load {
    Pair *pair;
    int64_t first;
    atomic_int *acknowledged;
    atomic_bool *stop;
} Load;

/* Follows the territory as a router does: where it is refused, it goes to the other store. */
static void *write_wherever_it_is(void *context)
{
    const Load *load = context;
    Store *stores[] = {store_view(load->pair->from, TEXT("liege")),
                       store_view(load->pair->to, TEXT("liege"))};
    int place = 0;
    for (int64_t i = 0; !atomic_load(load->stop); i++) {
        int64_t number = load->first + i;
        Outcome outcome = store_write(stores[place], add_gap, &number, NULL);
        while (outcome == UNAVAILABLE) {
            place = 1 - place;
            (void)usleep(500);
            outcome = store_write(stores[place], add_gap, &number, NULL);
        }
        assert_int_equal(outcome, OK);
        atomic_fetch_add(load->acknowledged, 1);
        (void)usleep(200);
    }
    store_close(&stores[0]);
    store_close(&stores[1]);
    return NULL;
}

static void writes_under_way_are_neither_lost_nor_doubled(void **state)
{
    Pair *pair = *state;
    TerritoryReport report = {0};
    atomic_int acknowledged = 1;
    atomic_bool stop = false;
    pthread_t threads[4];
    Load loads[LENGTH_OF(threads)];
    assert_int_equal(write_gap(pair->from, "liege", -1), OK);
    for (size_t i = 0; i < LENGTH_OF(threads); i++) {
        loads[i] = (Load){pair, (int64_t)i * 1000000, &acknowledged, &stop};
        assert_int_equal(pthread_create(&threads[i], NULL, write_wherever_it_is, &loads[i]), 0);
    }
    (void)usleep(100000);
    assert_int_equal(move(pair, "liege", &report), OK);
    (void)usleep(100000);
    atomic_store(&stop, true);
    for (size_t i = 0; i < LENGTH_OF(threads); i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    /* Each write has a row of its own: one that was applied twice would count 2 in its row. */
    assert_int_equal(gaps_of(pair->to, "liege"), atomic_load(&acknowledged));
    assert_int_equal(report.tables > 3, true);
}

/* The mover is killed at any moment; another run of it ends the work. */
static void a_move_that_is_killed_is_ended_by_the_next(void **state)
{
    Pair *pair = *state;
    TerritoryReport report = {0};
    for (int64_t i = 0; i < 300; i++) {
        assert_int_equal(write_gap(pair->from, "liege", i), OK);
    }
    store_close(&pair->from);
    store_close(&pair->to);
    for (int round = 0; round < 12; round++) {
        const pid_t child = fork();
        if (child == 0) {
            open_stores(pair);
            _exit((int)move(pair, "liege", &report));
        }
        (void)usleep((useconds_t)(4000 + round * 3000));
        (void)kill(child, SIGKILL);
        (void)waitpid(child, NULL, 0);
    }
    open_stores(pair);
    const Outcome outcome = move(pair, "liege", &report);
    assert_true(outcome == OK || outcome == CONFLICT);
    assert_int_equal(gaps_of(pair->to, "liege"), 300);
    assert_int_equal(write_gap(pair->from, "liege", 1), UNAVAILABLE);
}

#define MOVE_TEST(name) cmocka_unit_test_setup_teardown(name, open_pair, close_pair)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MOVE_TEST(a_territory_moves_whole_and_the_others_stay),
        MOVE_TEST(the_store_it_left_takes_no_write_and_says_where_it_is),
        MOVE_TEST(a_territory_may_come_back),
        MOVE_TEST(a_target_that_holds_the_territory_is_refused_before_anything_changes),
        MOVE_TEST(writes_under_way_are_neither_lost_nor_doubled),
        MOVE_TEST(a_move_that_is_killed_is_ended_by_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
