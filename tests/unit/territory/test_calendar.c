/* SPDX-License-Identifier: EUPL-1.2 */
#include "territory/calendar.h"
#include "unit/testing.h"

static Date day(int year, int month, int number)
{
    return date_from_civil((CivilDate){year, month, number});
}

static void every_year_has_its_ten_legal_holidays(void **state)
{
    (void)state;
    for (int year = 1980; year <= 2060; year++) {
        int found = 0;
        for (Date date = day(year, 1, 1); date <= day(year, 12, 31); date++) {
            found += calendar_public_holiday(date) != NULL ? 1 : 0;
        }
        /* Ascension and 1 May fell together in 2008, and no other two in these years. */
        assert_int_equal(found, year == 2008 ? 9 : 10);
    }
}

static void movable_holidays_follow_easter(void **state)
{
    (void)state;
    assert_text_equal(calendar_public_holiday(day(2026, 4, 6))->in[FRENCH],
                      TEXT("Lundi de Pâques"));
    assert_text_equal(calendar_public_holiday(day(2026, 5, 14))->in[ENGLISH],
                      TEXT("Ascension Day"));
    assert_text_equal(calendar_public_holiday(day(2026, 5, 25))->in[DUTCH],
                      TEXT("Pinkstermaandag"));
    assert_null(calendar_public_holiday(day(2026, 4, 5)));
    assert_null(calendar_public_holiday(day(2026, 11, 2)));
}

static void a_community_day_is_no_legal_holiday(void **state)
{
    (void)state;
    assert_non_null(calendar_community_day(day(2026, 9, 27), COMMUNITY_FRENCH));
    assert_non_null(calendar_community_day(day(2026, 9, 20), REGION_WALLOON));
    assert_null(calendar_community_day(day(2026, 9, 27), REGION_WALLOON));
    assert_non_null(calendar_community_day(day(2026, 11, 2), ADMINISTRATIONS));
    assert_null(calendar_public_holiday(day(2026, 9, 27)));
}

static void a_school_year_has_its_holidays_and_its_school_days(void **state)
{
    (void)state;
    const Phrase *name = NULL;
    assert_int_equal(calendar_school_holiday(day(2026, 10, 18), &name), DAY_NO);
    assert_int_equal(calendar_school_holiday(day(2026, 10, 19), &name), DAY_YES);
    assert_text_equal(name->in[FRENCH], TEXT("Congé d'automne (Toussaint)"));
    assert_int_equal(calendar_school_holiday(day(2026, 11, 1), &name), DAY_YES);
    assert_int_equal(calendar_school_holiday(day(2026, 11, 2), &name), DAY_NO);
    assert_int_equal(calendar_school_holiday(day(2027, 5, 9), &name), DAY_YES);
}

static void a_year_without_a_published_calendar_is_unknown(void **state)
{
    (void)state;
    assert_int_equal(calendar_school_holiday(calendar_school_first() - 1, NULL), DAY_UNKNOWN);
    assert_int_equal(calendar_school_holiday(calendar_school_last() + 1, NULL), DAY_UNKNOWN);
    assert_int_equal(calendar_school_holiday(day(2040, 7, 15), NULL), DAY_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_year_has_its_ten_legal_holidays),
        cmocka_unit_test(movable_holidays_follow_easter),
        cmocka_unit_test(a_community_day_is_no_legal_holiday),
        cmocka_unit_test(a_school_year_has_its_holidays_and_its_school_days),
        cmocka_unit_test(a_year_without_a_published_calendar_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
