/* SPDX-License-Identifier: EUPL-1.2 */
/* The life of a unit: what it may become while somebody was promised it. */
#include "unit/resources/resources_fixture.h"

static void a_unit_stays_on_the_board_while_somebody_was_promised_it(void **state)
{
    static const struct {
        Moment closed;
        bool is_kept_here;
        const char *field;
    } ways[] = {
        {NOON, true,  "closed"  },
        {0,    false, "keptHere"},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < LENGTH_OF(ways); i++) {
        Booking booking = {0};
        Store *store SCOPED(store_close) = open_store(fixture);
        UnitDeed deed = {.made = add_beds(fixture, store, 1)};
        const BookingOrder order = {.unit = deed.made.id, .slot = tonight() + 1};
        assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), OK);
        deed.made.closed = ways[i].closed;
        deed.made.is_kept_here = ways[i].is_kept_here;
        assert_int_equal(acts(fixture, store, head(), change_deed, &deed), CONFLICT);
        assert_text_equal(fixture->problem.field, text_from(ways[i].field));
        assert_int_equal(move(fixture, store, booking.id, BOOKING_CANCEL), OK);
        assert_int_equal(acts(fixture, store, head(), change_deed, &deed), OK);
    }
}

typedef struct Reporting {
    Unit unit;
    Date first;
    Date last;
    UnitDayList days;
} Reporting;

static Outcome report(Access *access, void *context)
{
    Reporting *asked = context;
    return unit_report(access, &asked->unit, asked->first, asked->last, &asked->days);
}

static void a_unit_offered_nothing_before_it_was_made_nor_after_it_was_closed(void **state)
{
    enum { BEFORE = 2, GIVEN = 3, DAYS = 8 };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Reporting asked = {.unit = add_beds(fixture, store, 4),
                       .first = tonight() - BEFORE,
                       .last = tonight() + DAYS - BEFORE - 1};
    assert_int_equal(acts(fixture, store, head(), report, &asked), OK);
    assert_int_equal(asked.days.items[BEFORE - 1].offered, 0);
    assert_int_equal(asked.days.items[BEFORE].offered, 4);
    assert_int_equal(asked.days.items[DAYS - 1].offered, 4);
    asked.unit.closed = NOON + (Moment)GIVEN * DAY;
    assert_int_equal(acts(fixture, store, head(), report, &asked), OK);
    assert_int_equal(asked.days.items[BEFORE].offered, 4);
    assert_int_equal(asked.days.items[BEFORE + GIVEN].offered, 4);
    assert_int_equal(asked.days.items[BEFORE + GIVEN + 1].offered, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_unit_stays_on_the_board_while_somebody_was_promised_it),
        STORE_TEST(a_unit_offered_nothing_before_it_was_made_nor_after_it_was_closed),
    };
    return cmocka_run_group_tests_name("resources unit", tests, NULL, NULL);
}
