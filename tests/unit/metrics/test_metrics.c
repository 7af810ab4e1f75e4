/* SPDX-License-Identifier: EUPL-1.2 */
/* Numbers are counted without loss and told in the form the format asks. */
#include "unit/testing.h"

#include <pthread.h>

#include "base/list.h"
#include "metrics/metrics.h"

enum { THREADS = 4, TIMES = 20000 };

static Counter counter;
static Gauge gauge;
static Histogram times = {.scale = &LATENCY_SCALE};
static Histogram sizes = {.scale = &SIZE_SCALE};

static Text written(Arena *arena, const Family *family)
{
    const MetricTable table = {family, 1};
    const MetricTable *const tables[] = {&table};
    Buffer out = buffer_new(arena, 1 << 16);
    open_metrics_write(&out, tables, 1);
    return buffer_text(&out);
}

static int open_arena(void **state)
{
    *state = arena_new(0);
    counter = (Counter){0};
    gauge = (Gauge){0};
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static void *count_often(void *context)
{
    (void)context;
    for (int i = 0; i < TIMES; i++) {
        counter_add(&counter, 1);
        gauge_add(&gauge, i % 2 == 0 ? 3 : -3);
        histogram_note(&sizes, i % 5);
    }
    return NULL;
}

static void nothing_is_lost_between_threads(void **state)
{
    pthread_t threads[THREADS];
    const Family family = {FAMILY_HISTOGRAM, "sizes", NULL, "Sizes.", .histogram = &sizes};
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, count_often, NULL), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        (void)pthread_join(threads[i], NULL);
    }
    assert_int_equal(counter_get(&counter), THREADS * TIMES);
    assert_int_equal(gauge_get(&gauge), 0);
    const Text text = written(*state, &family);
    assert_true(text_contains(text, TEXT("\nsizes_count 80000\n")));
    assert_true(text_contains(text, TEXT("\nsizes_sum 160000\n")));
    assert_true(text_contains(text, TEXT("\nsizes_bucket{le=\"1.0\"} 32000\n")));
    assert_true(text_contains(text, TEXT("\nsizes_bucket{le=\"2.0\"} 48000\n")));
}

static void a_counter_is_told_with_its_kind_and_its_ending(void **state)
{
    const Family family = {FAMILY_COUNTER, "doors", NULL, "Doors opened.", .counter = &counter};
    counter_add(&counter, 7);
    assert_text_equal(written(*state, &family), TEXT("# TYPE doors counter\n"
                                                     "# HELP doors Doors opened.\n"
                                                     "doors_total 7\n"
                                                     "# EOF\n"));
}

static void a_gauge_may_fall_below_nothing(void **state)
{
    const Family family = {FAMILY_GAUGE, "level", NULL, "A level.", .gauge = &gauge};
    gauge_set(&gauge, 2);
    gauge_add(&gauge, -5);
    assert_true(text_contains(written(*state, &family), TEXT("\nlevel -3\n")));
}

static void a_bound_holds_what_equals_it_and_the_last_holds_all(void **state)
{
    const Family family = {FAMILY_HISTOGRAM, "wait_seconds", "seconds", "Waits.",
                           .histogram = &times};
    histogram_note(&times, 1000 * 1000);               /* 1 ms: within le="0.001" */
    histogram_note(&times, 1000 * 1000 + 1);           /* just beyond */
    histogram_note(&times, 60LL * 1000 * 1000 * 1000); /* beyond every bound */
    const Text text = written(*state, &family);
    assert_true(text_contains(text, TEXT("# UNIT wait_seconds seconds\n")));
    assert_true(text_contains(text, TEXT("_bucket{le=\"0.0005\"} 0\n")));
    assert_true(text_contains(text, TEXT("_bucket{le=\"0.001\"} 1\n")));
    assert_true(text_contains(text, TEXT("_bucket{le=\"0.0025\"} 2\n")));
    assert_true(text_contains(text, TEXT("_bucket{le=\"10.0\"} 2\n")));
    assert_true(text_contains(text, TEXT("_bucket{le=\"+Inf\"} 3\n")));
    assert_true(text_contains(text, TEXT("_count 3\n")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_lost_between_threads, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(a_counter_is_told_with_its_kind_and_its_ending,
                                        open_arena, close_arena),
        cmocka_unit_test_setup_teardown(a_gauge_may_fall_below_nothing, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(a_bound_holds_what_equals_it_and_the_last_holds_all,
                                        open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
