/* SPDX-License-Identifier: EUPL-1.2 */
/* What a convention cost in a year, month by month, to each of its houses. */
#include "entitlements/convention_year.h"

#include "entitlements/settlement.h"
#include "unit/entitlements/ticket_fixture.h"

enum { A_DAY = 86400, SEPTEMBER = 8, NEXT_MONTH = NOON + 40 * A_DAY };

typedef struct Counting {
    Text key;
    int64_t year;
    ConventionYear counted;
} Counting;

static Outcome count(Access *access, void *context)
{
    Counting *counting = context;
    return convention_year(access, counting->key, counting->year, &counting->counted);
}

static Outcome state_september(Access *access, void *context)
{
    Id *made = context;
    return settlement_draw(
        access, &(SettlementOrder){.convention = TEXT("meals"), .month = TEXT("2026-09")},
        made);
}

static ConventionMonth month_of(Fixture *fixture, Store *store, Caller caller, int month)
{
    Counting counting = {.key = TEXT("meals"), .year = 2026};
    assert_int_equal(acts(fixture, store, caller, count, &counting), OK);
    return counting.counted.months[month];
}

/* So many tickets granted, and used at the other house, all of them but one. */
static Granting live(Fixture *fixture, Store *store, int64_t quantity)
{
    const Id person = create_camille(fixture, store);
    Granting granting = grant(fixture, store, order_of(person, quantity));
    for (size_t i = 0; i + 1 < granting.tickets.count; i++) {
        Holding holding = paper_of(fixture, store, granting.tickets.items[i].id);
        assert_int_equal(acts(fixture, store, partner(), redeem, &holding), OK);
        assert_true(holding.redeemed.is_done);
    }
    return granting;
}

static int at_noon(void **state)
{
    the_time = NOON;
    return tear_down(state);
}

static void each_month_tells_what_was_granted_used_and_owed(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    (void)live(fixture, store, 3);
    the_time = NEXT_MONTH;
    (void)live(fixture, store, 2);
    ConventionMonth month = month_of(fixture, store, head(), SEPTEMBER);
    assert_int_equal(month.grants, 1);
    assert_int_equal(month.tickets, 3);
    assert_int_equal(month.uses, 2);
    assert_int_equal(month.amount, 900);
    month = month_of(fixture, store, head(), SEPTEMBER + 1);
    assert_int_equal(month.tickets, 2);
    assert_int_equal(month.amount, 450);
    assert_int_equal(month_of(fixture, store, head(), SEPTEMBER + 2).grants, 0);
}

static void a_grant_that_was_suspended_and_taken_up_again_counts_once(void **state)
{
    static const GrantAct deeds[] = {GRANT_SUSPEND, GRANT_RESUME};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    Granting granting = live(fixture, store, 1);
    the_time = NEXT_MONTH;
    for (size_t i = 0; i < LENGTH_OF(deeds); i++) {
        granting.act = deeds[i];
        assert_int_equal(acts(fixture, store, head(), act_upon, &granting), OK);
    }
    assert_int_equal(month_of(fixture, store, head(), SEPTEMBER).grants, 1);
    assert_int_equal(month_of(fixture, store, head(), SEPTEMBER + 1).grants, 0);
}

static void who_accepts_reads_its_own_uses_and_who_is_no_party_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Counting counting = {.key = TEXT("meals"), .year = 2026};
    Caller other = head();
    agree_on(fixture, store, meals());
    (void)live(fixture, store, 2);
    const ConventionMonth month = month_of(fixture, store, partner(), SEPTEMBER);
    assert_int_equal(month.grants, 0);
    assert_int_equal(month.uses, 1);
    assert_int_equal(month.amount, 450);
    other.house = (Id){{0x77}};
    assert_int_equal(acts(fixture, store, other, count, &counting), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), count, &counting), REFUSED);
    counting.key = TEXT("none");
    assert_int_equal(acts(fixture, store, head(), count, &counting), NOT_FOUND);
    counting.year = 1999;
    assert_int_equal(acts(fixture, store, head(), count, &counting), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("year"));
}

static void what_was_stated_keeps_its_price_and_what_has_none_is_counted_apart(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention convention = meals();
    Id made = {{0}};
    agree_on(fixture, store, convention);
    (void)live(fixture, store, 2);
    the_time = NEXT_MONTH;
    (void)live(fixture, store, 2);
    assert_int_equal(acts(fixture, store, partner(), state_september, &made), OK);
    convention.price = PRICE_UNKNOWN;
    agree_on(fixture, store, convention);
    assert_int_equal(month_of(fixture, store, head(), SEPTEMBER).amount, 450);
    assert_int_equal(month_of(fixture, store, head(), SEPTEMBER).unpriced, 0);
    assert_int_equal(month_of(fixture, store, head(), SEPTEMBER + 1).amount, 0);
    assert_int_equal(month_of(fixture, store, head(), SEPTEMBER + 1).unpriced, 1);
}

static void the_table_has_a_line_a_month(void **state)
{
    Fixture *fixture = *state;
    Buffer out = buffer_new(fixture->arena, 1 << 14);
    ConventionYear counted = {.year = 2026};
    for (int i = 0; i < CONVENTION_MONTHS; i++) {
        counted.months[i].first = date_from_civil((CivilDate){2026, i + 1, 1});
    }
    counted.months[2] = (ConventionMonth){counted.months[2].first, 1, 4, 3, 1, 900};
    convention_year_csv(fixture->arena, &counted, &out);
    const Text text = buffer_text(&out);
    assert_true(
        text_starts_with(text, TEXT("month,grants,tickets,uses,unpriced,amount_cents\r\n")));
    assert_true(text_contains(text, TEXT("\r\n2026-03,1,4,3,1,900\r\n")));
}

#define counts(test) cmocka_unit_test_setup_teardown(test, set_up, at_noon)

int main(void)
{
    const struct CMUnitTest tests[] = {
        counts(each_month_tells_what_was_granted_used_and_owed),
        counts(a_grant_that_was_suspended_and_taken_up_again_counts_once),
        counts(who_accepts_reads_its_own_uses_and_who_is_no_party_nothing),
        counts(what_was_stated_keeps_its_price_and_what_has_none_is_counted_apart),
        counts(the_table_has_a_line_a_month),
    };
    return cmocka_run_group_tests_name("entitlements convention year", tests, NULL, NULL);
}
