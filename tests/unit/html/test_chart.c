/* SPDX-License-Identifier: EUPL-1.2 */
/* A chart says in its picture what it says in its table, and in words what it shows. */
#include "html/chart.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <stdlib.h>

#include "base/list.h"
#include "unit/testing.h"

static const Text labels[] = {TEXT_INIT("01"), TEXT_INIT("02")};
static const Text rows[] = {TEXT_INIT("2026-01"), TEXT_INIT("2026-02")};
static const int64_t used[] = {30, 10};
static const int64_t absent[] = {10, 0};

static Chart chart_of(ChartKind kind, const ChartSeries *series, size_t count)
{
    return (Chart){.id = TEXT("c"),
                   .kind = kind,
                   .title = TEXT("Lits & places"),
                   .note = TEXT("Ce qu’il en est devenu"),
                   .head = TEXT("Mois"),
                   .one = 1,
                   .labels = labels,
                   .rows = rows,
                   .label_count = LENGTH_OF(labels),
                   .series = series,
                   .series_count = count};
}

static Text drawn(Arena *arena, const Chart *chart)
{
    Buffer out = buffer_new(arena, 1 << 18);
    Html html = {.arena = arena, .out = &out, .language = FRENCH};
    html_chart(&html, chart);
    return buffer_text(&out);
}

/* Read by another's reader, which refuses what is not well formed. */
static double number_at(Text text, const char *path)
{
    xmlDoc *document = xmlReadMemory(text.bytes, (int)text.length, "chart", NULL, 0);
    assert_non_null(document);
    xmlXPathContext *context = xmlXPathNewContext(document);
    xmlXPathObject *found = xmlXPathEvalExpression((const xmlChar *)path, context);
    const double number = xmlXPathCastToNumber(found);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    xmlFreeDoc(document);
    return number;
}

static const ChartSeries two[] = {
    {TEXT_INIT("Utilisé"),   used,   NULL},
    {TEXT_INIT("Pas <venu>"), absent, NULL},
};

static void bars_are_as_high_as_their_numbers_and_stand_on_each_other(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Chart chart = chart_of(CHART_BARS, two, 2);
    const Text text = drawn(arena, &chart);
    (void)state;
    assert_int_equal(number_at(text, "count(//rect[@class='bar'])"), 5); /* two of the legend */
    const double thirty = number_at(text, "//rect[@class='bar'][1]/@height");
    const double ten = number_at(text, "//rect[@class='bar'][2]/@height");
    assert_true(thirty > 0 && ten > thirty / 3 - 0.1 && ten < thirty / 3 + 0.1);
    const double above = number_at(text, "//rect[@class='bar'][2]/@y");
    const double below = number_at(text, "//rect[@class='bar'][1]/@y");
    assert_true(above + ten > below - 0.11 && above + ten < below + 0.11);
}

static void the_same_numbers_stand_in_a_table_and_words_say_what_is_shown(void **state)
{
    static const ChartKind kinds[] = {CHART_BARS, CHART_LINES};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(kinds); i++) {
        const Chart chart = chart_of(kinds[i], two, 2);
        const Text text = drawn(arena, &chart);
        assert_int_equal(number_at(text, "//tbody/tr[1]/td[1]"), 30);
        assert_int_equal(number_at(text, "//tbody/tr[1]/td[2]"), 10);
        assert_int_equal(number_at(text, "count(//tbody/tr)"), 2);
        assert_int_equal(number_at(text, "count(//svg[@role='img']/title)"), 1);
        assert_int_equal(number_at(text, "string-length(//desc)"), 22);
        assert_int_equal(number_at(text, "count(//th[.='Pas <venu>'])"), 1);
    }
}

static void series_differ_without_their_colour(void **state)
{
    ChartSeries six[CHART_SERIES_MOST + 1];
    Arena *arena SCOPED(arena_close) = arena_new(0);
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(six); i++) {
        six[i] = (ChartSeries){text_format(arena, "s%zu", i), used, NULL};
    }
    const Chart bars = chart_of(CHART_BARS, six, LENGTH_OF(six));
    const Chart lines = chart_of(CHART_LINES, six, LENGTH_OF(six));
    const Text drawn_bars = drawn(arena, &bars);
    assert_int_equal(number_at(drawn_bars, "count(//pattern)"), CHART_SERIES_MOST);
    assert_int_equal(number_at(drawn_bars, "count(//thead/tr/th)"), 1 + CHART_SERIES_MOST);
    assert_int_equal(number_at(drawn(arena, &lines), "count(//path[@class='line line-5'])"), 2);
}

static void what_is_empty_or_nothing_is_drawn_without_harm(void **state)
{
    static const int64_t none[] = {0, -5};
    const ChartSeries empty = {TEXT("rien"), none, NULL};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    (void)state;
    Chart chart = chart_of(CHART_BARS, &empty, 1);
    assert_int_equal(number_at(drawn(arena, &chart), "count(//rect[@class='bar'])"), 1);
    chart.label_count = 0;
    assert_int_equal(drawn(arena, &chart).length, 0);
}

static void the_lines_behind_reach_the_highest(void **state)
{
    static const struct {
        int64_t most;
        int64_t step;
    } cases[] = {
        {0,   1  },
        {4,   1  },
        {5,   2  },
        {9,   5  },
        {20,  5  },
        {21,  10 },
        {399, 100},
    };
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        assert_int_equal(chart_step(cases[i].most), cases[i].step);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bars_are_as_high_as_their_numbers_and_stand_on_each_other),
        cmocka_unit_test(the_same_numbers_stand_in_a_table_and_words_say_what_is_shown),
        cmocka_unit_test(series_differ_without_their_colour),
        cmocka_unit_test(what_is_empty_or_nothing_is_drawn_without_harm),
        cmocka_unit_test(the_lines_behind_reach_the_highest),
    };
    return cmocka_run_group_tests_name("html chart", tests, NULL, NULL);
}
