/* SPDX-License-Identifier: EUPL-1.2 */
/* Sessions that schools ask for: counted, of nobody. */
#include "activities/school.h"
#include "unit/activities/activities_fixture.h"

typedef struct SchoolDeed {
    SchoolSession session;
    Text report;
    int64_t came;
    int64_t year;
    SchoolSumList sums;
} SchoolDeed;

static Outcome ask_it(Access *access, void *context)
{
    SchoolDeed *deed = context;
    return school_ask(access, &deed->session, &deed->session);
}

static Outcome hold_it(Access *access, void *context)
{
    SchoolDeed *deed = context;
    return school_hold(access, deed->session.id, deed->came, deed->report, &deed->session);
}

static Outcome cancel_it(Access *access, void *context)
{
    SchoolDeed *deed = context;
    return school_cancel(access, deed->session.id, &deed->session);
}

static Outcome sums_it(Access *access, void *context)
{
    SchoolDeed *deed = context;
    return school_report(access, deed->year, &deed->sums);
}

static SchoolDeed asked(Fixture *fixture, Store *store, const char *school, const char *starts)
{
    SchoolDeed deed = {
        .session = {.school = text_from(school),
                    .class = TEXT("3e B"),
                    .theme = TEXT("alimentation"),
                    .age = 14,
                    .pupils = 22,
                    .starts = at(starts)},
        .came = 21,
        .year = 2026,
    };
    assert_int_equal(acts(fixture, store, desk(), ask_it, &deed), OK);
    return deed;
}

/* Inventory, seed 0 page 41, animations in schools: "School session booking, attendance count".
 */
static void sessions_of_a_year_are_counted_by_school_and_theme(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    SchoolDeed first = asked(fixture, store, "École A", "2026-01-01T00:00");
    SchoolDeed second = asked(fixture, store, "École A", "2026-09-01T10:00");
    SchoolDeed off = asked(fixture, store, "École A", "2026-12-31T23:59");
    SchoolDeed other = asked(fixture, store, "École B", "2026-09-02T10:00");
    (void)asked(fixture, store, "École B", "2027-01-01T00:00");
    assert_int_equal(acts(fixture, store, desk(), hold_it, &first), OK);
    assert_int_equal(acts(fixture, store, desk(), hold_it, &second), OK);
    assert_int_equal(acts(fixture, store, desk(), hold_it, &other), OK);
    assert_int_equal(acts(fixture, store, desk(), cancel_it, &off), OK);
    assert_int_equal(acts(fixture, store, desk(), sums_it, &first), OK);
    assert_int_equal(first.sums.count, 2);
    assert_int_equal(first.sums.items[0].held, 2);
    assert_int_equal(first.sums.items[0].cancelled, 1);
    assert_int_equal(first.sums.items[0].came, 42);
    assert_int_equal(first.sums.items[1].came, 21);
    assert_int_equal(acts(fixture, store, stranger(), sums_it, &first), OK);
    assert_int_equal(first.sums.count, 0);
}

static void a_session_is_held_once_and_not_before_it_begins(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    SchoolDeed ahead = asked(fixture, store, "École A", "2026-09-22T10:00");
    SchoolDeed past = asked(fixture, store, "École A", "2026-09-21T10:00");
    assert_int_equal(acts(fixture, store, desk(), hold_it, &ahead), CONFLICT);
    past.came = 501;
    assert_int_equal(acts(fixture, store, desk(), hold_it, &past), INVALID);
    past.came = 0;
    assert_int_equal(acts(fixture, store, stranger(), hold_it, &past), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), hold_it, &past), OK);
    assert_int_equal(acts(fixture, store, desk(), hold_it, &past), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), cancel_it, &past), CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(sessions_of_a_year_are_counted_by_school_and_theme),
        STORE_TEST(a_session_is_held_once_and_not_before_it_begins),
    };
    return cmocka_run_group_tests_name("activities school", tests, NULL, NULL);
}
