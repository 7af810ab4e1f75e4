/* SPDX-License-Identifier: EUPL-1.2 */
/* What a unit gave in a year, month by month. */
#include "resources/unit_year.h"

#include "unit/resources/resources_fixture.h"

typedef struct YearDeed {
    Unit unit;
    int64_t year;
    UnitYear counted;
} YearDeed;

static Outcome year_deed(Access *access, void *context)
{
    YearDeed *deed = context;
    return unit_year(access, &deed->unit, deed->year, &deed->counted);
}

static Outcome refuse_deed(Access *access, void *context)
{
    const Unit *unit = context;
    return booking_refuse(access, unit->id, TEXT("rule"));
}

static int year_of(Moment moment)
{
    return date_to_civil(moment_to_local(moment).date).year;
}

static UnitMonth *this_month(YearDeed *deed)
{
    return &deed->counted.months[date_to_civil(tonight()).month - 1];
}

/* One came, one did not, one cancelled, the house cancelled one and sent one away. */
static void live_a_night(Fixture *fixture, Store *store, Unit *beds)
{
    static const BookingAct fates[] = {BOOKING_ARRIVE, BOOKING_MISS, BOOKING_CANCEL,
                                       BOOKING_CANCEL_BY_HOUSE};
    const BookingOrder order = {.unit = beds->id, .slot = tonight()};
    for (size_t i = 0; i < LENGTH_OF(fates); i++) {
        Booking booking = {0};
        the_time = NOON;
        assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), OK);
        the_time = NOON + 8 * HOUR;
        assert_int_equal(move(fixture, store, booking.id, fates[i]), OK);
    }
    assert_int_equal(acts(fixture, store, head(), refuse_deed, beds), OK);
}

static void each_month_tells_what_became_of_its_nights(void **state)
{
    enum { MADE_BEFORE = 3 };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    the_time = NOON - (Moment)MADE_BEFORE * DAY;
    Unit beds = add_beds(fixture, store, 2);
    YearDeed deed = {.unit = beds, .year = year_of(NOON)};
    live_a_night(fixture, store, &beds);
    assert_int_equal(acts(fixture, store, head(), year_deed, &deed), OK);
    const UnitMonth *month = this_month(&deed);
    assert_int_equal(month->used, 1);
    assert_int_equal(month->absent, 1);
    assert_int_equal(month->cancelled, 1);
    assert_int_equal(month->cancelled_by_house, 1);
    assert_int_equal(month->refused[2], 1); /* "rule" */
    assert_int_equal(month->offered, 2 * (MADE_BEFORE + 1));
    assert_int_equal(deed.counted.months[date_to_civil(tonight()).month].offered, 0);
    the_time = NOON;
}

static void the_report_is_told_to_the_house_alone_and_of_a_year_that_is_one(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    YearDeed deed = {.unit = add_beds(fixture, store, 2), .year = year_of(NOON)};
    assert_int_equal(acts(fixture, store, stranger(), year_deed, &deed), NOT_FOUND);
    deed.year = 1999;
    assert_int_equal(acts(fixture, store, head(), year_deed, &deed), INVALID);
    deed.year = year_of(NOON) + 1;
    assert_int_equal(acts(fixture, store, head(), year_deed, &deed), OK);
    assert_int_equal(deed.counted.months[0].offered, 0);
}

static void the_table_has_a_line_a_month(void **state)
{
    Fixture *fixture = *state;
    Buffer out = buffer_new(fixture->arena, 1 << 14);
    UnitYear counted = {.year = 2026};
    for (int i = 0; i < YEAR_MONTHS; i++) {
        counted.months[i].first = date_from_civil((CivilDate){2026, i + 1, 1});
    }
    counted.months[2].used = 7;
    unit_year_csv(fixture->arena, &counted, &out);
    const Text text = buffer_text(&out);
    assert_true(text_starts_with(
        text, TEXT("month,offered,used,absent,cancelled,cancelled_by_house,refused_full,")));
    assert_true(text_contains(text, TEXT("\r\n2026-03,0,7,0,0,0,0,0,0,0,0,0\r\n")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(each_month_tells_what_became_of_its_nights),
        STORE_TEST(the_report_is_told_to_the_house_alone_and_of_a_year_that_is_one),
        STORE_TEST(the_table_has_a_line_a_month),
    };
    return cmocka_run_group_tests_name("resources unit year", tests, NULL, NULL);
}
