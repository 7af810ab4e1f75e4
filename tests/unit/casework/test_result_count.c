/* SPDX-License-Identifier: EUPL-1.2 */
/* The results of closed cases counted, with nobody to be found in them. */
#include "casework/result_count.h"
#include "unit/casework/case_fixture.h"

typedef struct Story {
    CaseStory story;
    ResultMonths months;
    ResultCounts counts;
} Story;

static Outcome count_results(Access *access, void *context)
{
    Story *story = context;
    return result_count(access, story->months, &story->counts);
}

static Caller coordinator(void)
{
    return worker(21, house_of_exemple, team_of_desk, "coordinator");
}

static void close_some(Fixture *fixture, Store *store, CaseStory *story, int times)
{
    for (int i = 0; i < times; i++) {
        the_time += 60; /* a case is known by when it closed too */
        assert_int_equal(acts(fixture, store, desk(), close_case, story), OK);
        assert_int_equal(acts(fixture, store, desk(), open_case, story), OK);
    }
}

/* Four in the month of NOON, then six of the next by another result. */
static Story some_closed(Fixture *fixture, Store *store)
{
    Story story = {.story = case_story(fixture, store)};
    close_some(fixture, store, &story.story, COUNT_FEW - 1);
    the_time = NOON + 31 * 24 * 3600;
    story.story.result = TEXT("moved");
    close_some(fixture, store, &story.story, COUNT_FEW + 1);
    story.months = (ResultMonths){result_month_of(NOON), result_month_of(the_time)};
    return story;
}

static void fewer_than_five_are_not_told_and_five_are(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = some_closed(fixture, store);
    assert_int_equal(acts(fixture, store, coordinator(), count_results, &story), OK);
    assert_int_equal(story.counts.count, 2);
    assert_text_equal(story.counts.items[0].result, TEXT("helped"));
    assert_true(story.counts.items[0].is_few);
    assert_int_equal(story.counts.items[0].count, 0);
    assert_text_equal(story.counts.items[1].result, TEXT("moved"));
    assert_false(story.counts.items[1].is_few);
    assert_int_equal(story.counts.items[1].count, COUNT_FEW + 1);
    assert_int_equal(story.counts.items[1].month, story.months.last);
}

static void a_head_counts_their_own_house_and_a_coordinator_every_one(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = some_closed(fixture, store);
    const Caller own = worker(22, house_of_exemple, team_of_desk, "head_of_service");
    const Caller other = worker(23, house_of_others, team_of_others, "head_of_service");
    const Caller no_house = worker(24, (Id){{0}}, (Id){{0}}, "coordinator");
    assert_int_equal(acts(fixture, store, own, count_results, &story), OK);
    assert_int_equal(story.counts.count, 2);
    assert_int_equal(acts(fixture, store, other, count_results, &story), OK);
    assert_int_equal(story.counts.count, 0);
    assert_int_equal(acts(fixture, store, no_house, count_results, &story), OK);
    assert_int_equal(story.counts.count, 2);
}

static void a_month_outside_those_asked_counts_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = some_closed(fixture, store);
    story.months.first = story.months.last;
    assert_int_equal(acts(fixture, store, coordinator(), count_results, &story), OK);
    assert_int_equal(story.counts.count, 1);
    story.months = (ResultMonths){story.months.first - 9, story.months.first - 2};
    assert_int_equal(acts(fixture, store, coordinator(), count_results, &story), OK);
    assert_int_equal(story.counts.count, 0);
}

static void who_reads_no_counts_is_refused_and_months_are_in_order(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = some_closed(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), count_results, &story), REFUSED);
    story.months.first = story.months.last + 1;
    assert_int_equal(acts(fixture, store, coordinator(), count_results, &story), INVALID);
    story.months.first = story.months.last - RESULT_MONTHS_MOST;
    assert_int_equal(acts(fixture, store, coordinator(), count_results, &story), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("to"));
}

static void a_month_is_read_as_it_is_written(void **state)
{
    int64_t month = 0;
    Fixture *fixture = *state;
    assert_true(result_month_parse(TEXT("2026-03"), &month));
    assert_text_equal(result_month_format(fixture->arena, month), TEXT("2026-03"));
    assert_false(result_month_parse(TEXT("2026-13"), &month));
    assert_false(result_month_parse(TEXT("2026-3"), &month));
    assert_false(result_month_parse(TEXT("2026-03-01"), &month));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(fewer_than_five_are_not_told_and_five_are),
        on_a_store(a_head_counts_their_own_house_and_a_coordinator_every_one),
        on_a_store(a_month_outside_those_asked_counts_nothing),
        on_a_store(who_reads_no_counts_is_refused_and_months_are_in_order),
        on_a_store(a_month_is_read_as_it_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
