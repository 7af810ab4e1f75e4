/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdatomic.h>
#include <unistd.h>

#include "base/ticker.h"
#include "unit/testing.h"

enum { NEVER = 3600000 };

typedef struct Count {
    atomic_int ticks;
    atomic_int under_way;
    useconds_t lasts;
} Count;

static void tick(void *context)
{
    Count *count = context;
    atomic_fetch_add(&count->under_way, 1);
    (void)usleep(count->lasts);
    atomic_fetch_sub(&count->under_way, 1);
    atomic_fetch_add(&count->ticks, 1);
}

static void wait_for(Count *count, int ticks)
{
    for (int i = 0; i < 2000 && atomic_load(&count->ticks) < ticks; i++) {
        (void)usleep(5000);
    }
    assert_true(atomic_load(&count->ticks) >= ticks);
}

static Ticker *start(Count *count, int64_t milliseconds, bool at_once)
{
    Ticker *ticker = NULL;
    const TickerSettings settings = {"for a test", milliseconds, tick, count, at_once};
    assert_int_equal(ticker_start(&settings, &ticker, NULL), OK);
    return ticker;
}

static void it_ticks_again_and_again(void **state)
{
    (void)state;
    Count count = {0};
    Ticker *ticker = start(&count, 5, false);
    wait_for(&count, 3);
    ticker_stop(&ticker);
    assert_null(ticker);
}

static void the_first_tick_comes_at_once_only_where_it_is_asked_for(void **state)
{
    (void)state;
    Count soon = {0};
    Count later = {0};
    Ticker *first = start(&soon, NEVER, true);
    Ticker *second = start(&later, NEVER, false);
    wait_for(&soon, 1);
    ticker_stop(&first);
    ticker_stop(&second);
    assert_int_equal(atomic_load(&later.ticks), 0);
}

static void a_wake_during_a_tick_is_followed_by_another(void **state)
{
    (void)state;
    Count count = {.lasts = 50000};
    Ticker *ticker = start(&count, NEVER, false);
    ticker_wake(ticker);
    while (atomic_load(&count.under_way) == 0) {
        (void)usleep(1000);
    }
    ticker_wake(ticker);
    wait_for(&count, 2);
    ticker_stop(&ticker);
}

static void a_stop_waits_for_the_tick_under_way(void **state)
{
    (void)state;
    Count count = {.lasts = 100000};
    Ticker *ticker = start(&count, NEVER, true);
    while (atomic_load(&count.under_way) == 0) {
        (void)usleep(1000);
    }
    ticker_stop(&ticker);
    assert_int_equal(atomic_load(&count.ticks), 1);
    ticker_stop(&ticker); /* what does not run may be stopped */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_ticks_again_and_again),
        cmocka_unit_test(the_first_tick_comes_at_once_only_where_it_is_asked_for),
        cmocka_unit_test(a_wake_during_a_tick_is_followed_by_another),
        cmocka_unit_test(a_stop_waits_for_the_tick_under_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
