/* SPDX-License-Identifier: EUPL-1.2 */
/* What is owed for tickets: each use in one statement, frozen; who may agree, invoice and pay.
 */
#include "entitlements/settlement.h"
#include "unit/entitlements/ticket_fixture.h"

enum { A_DAY = 86400, MONTH_LATER = NOON + 40 * A_DAY };

typedef struct Settling {
    SettlementOrder order;
    SettlementDeed deed;
    Id id;
    SettlementFile file;
    SettlementList list;
} Settling;

static Outcome draw(Access *access, void *context)
{
    Settling *settling = context;
    return settlement_draw(access, &settling->order, &settling->id);
}

static Outcome act(Access *access, void *context)
{
    const Settling *settling = context;
    return settlement_act(access, settling->id, &settling->deed);
}

static Outcome read_it(Access *access, void *context)
{
    Settling *settling = context;
    TRY(settlement_list(access, &settling->list));
    return settlement_read(access, settling->id, &settling->file);
}

static int at_noon(void **state)
{
    the_time = NOON;
    return tear_down(state);
}

/* So many meals eaten at the other house in September 2026, and the clock a month later. */
static void eat(Fixture *fixture, Store *store, int64_t count)
{
    const Id person = create_camille(fixture, store);
    const Granting granting = grant(fixture, store, order_of(person, count));
    for (size_t i = 0; i < granting.tickets.count; i++) {
        Holding holding = paper_of(fixture, store, granting.tickets.items[i].id);
        assert_int_equal(acts(fixture, store, partner(), redeem, &holding), OK);
        assert_true(holding.redeemed.is_done);
    }
}

static Settling stated(Fixture *fixture, Store *store)
{
    Settling settling = {
        .order = {.convention = TEXT("meals"), .month = TEXT("2026-09")}
    };
    the_time = MONTH_LATER;
    assert_int_equal(acts(fixture, store, partner(), draw, &settling), OK);
    assert_int_equal(acts(fixture, store, head(), read_it, &settling), OK);
    return settling;
}

static Outcome does(Fixture *fixture, Store *store, Caller caller, Settling *settling,
                    SettlementDeed deed)
{
    settling->deed = deed;
    return acts(fixture, store, caller, act, settling);
}

static SettlementDeed invoice_of(const char *enterprise)
{
    return (SettlementDeed){.act = SETTLEMENT_INVOICE,
                            .invoice = TEXT("2026-17"),
                            .enterprise = text_from(enterprise)};
}

/* ------------------------------------------------------------------------------- stating */

static void a_statement_holds_each_use_once_and_no_name(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    eat(fixture, store, 3);
    Settling settling = stated(fixture, store);
    assert_int_equal(settling.file.settlement.uses, 3);
    assert_int_equal(settling.file.settlement.total, 1350);
    assert_int_equal(settling.file.lines.count, 3);
    assert_int_equal(settling.file.lines.items[0].code.length, 3);
    assert_int_equal(settling.file.lines.items[0].at, NOON);
    assert_int_equal(acts(fixture, store, partner(), draw, &settling), CONFLICT);
}

static void a_statement_stays_as_it_was_when_the_price_changes(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention dearer = meals();
    agree_on(fixture, store, dearer);
    eat(fixture, store, 2);
    Settling settling = stated(fixture, store);
    dearer.price = 900;
    agree_on(fixture, store, dearer);
    assert_int_equal(acts(fixture, store, head(), read_it, &settling), OK);
    assert_int_equal(settling.file.settlement.total, 900);
    assert_int_equal(settling.file.settlement.price, 450);
}

static void a_month_that_is_not_over_is_not_stated(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    eat(fixture, store, 1);
    Settling settling = {
        .order = {.convention = TEXT("meals"), .month = TEXT("2026-09")}
    };
    assert_int_equal(acts(fixture, store, partner(), draw, &settling), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("month"));
    settling.order.month = TEXT("2026-13");
    assert_int_equal(acts(fixture, store, partner(), draw, &settling), INVALID);
}

static void what_comes_late_is_in_the_next_statement(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    eat(fixture, store, 1);
    Settling first = stated(fixture, store);
    the_time = NOON;
    eat(fixture, store, 2);
    Settling second = stated(fixture, store);
    assert_int_equal(first.file.settlement.uses, 1);
    assert_int_equal(second.file.settlement.uses, 2);
}

static void what_is_withdrawn_is_stated_again(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    eat(fixture, store, 2);
    Settling first = stated(fixture, store);
    const SettlementDeed withdraw = {.act = SETTLEMENT_WITHDRAW};
    assert_int_equal(does(fixture, store, head(), &first, withdraw), REFUSED);
    assert_int_equal(does(fixture, store, partner(), &first, withdraw), OK);
    const Settling second = stated(fixture, store);
    assert_int_equal(second.file.settlement.uses, 2);
    assert_int_equal(acts(fixture, store, head(), read_it, &first), OK);
    assert_int_equal(first.file.lines.count, 2);
    assert_int_equal(first.list.count, 2);
}

/* --------------------------------------------------------------------------------- rights */

static void a_house_that_is_no_party_sees_none_of_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    eat(fixture, store, 1);
    Settling settling = stated(fixture, store);
    Caller nobody = partner();
    nobody.house = (Id){{0x55}};
    assert_int_equal(acts(fixture, store, nobody, read_it, &settling), NOT_FOUND);
    settling.order.house = id_format(fixture->arena, house_of_others);
    assert_int_equal(acts(fixture, store, nobody, draw, &settling), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), read_it, &settling), REFUSED);
}

static void the_other_house_agrees_or_says_why_not(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    eat(fixture, store, 1);
    Settling settling = stated(fixture, store);
    const SettlementDeed agree = {.act = SETTLEMENT_AGREE};
    SettlementDeed dispute = {.act = SETTLEMENT_DISPUTE};
    assert_int_equal(does(fixture, store, partner(), &settling, agree), REFUSED);
    assert_int_equal(does(fixture, store, head(), &settling, dispute), INVALID);
    dispute.reason = TEXT("one meal too many");
    assert_int_equal(does(fixture, store, head(), &settling, dispute), OK);
    assert_int_equal(does(fixture, store, head(), &settling, agree), OK);
    assert_int_equal(acts(fixture, store, partner(), read_it, &settling), OK);
    assert_int_equal(settling.file.events.count, 3);
    assert_text_equal(settling.file.events.items[1].reason, dispute.reason);
}

/* -------------------------------------------------------------------------------- invoice */

static void what_was_agreed_on_is_invoiced_and_paid(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    eat(fixture, store, 2);
    Settling settling = stated(fixture, store);
    const SettlementDeed agree = {.act = SETTLEMENT_AGREE};
    const SettlementDeed pay = {.act = SETTLEMENT_PAY};
    const SettlementDeed invoice = invoice_of("0202.239.951");
    assert_int_equal(does(fixture, store, partner(), &settling, invoice), CONFLICT);
    assert_int_equal(does(fixture, store, head(), &settling, agree), OK);
    assert_int_equal(does(fixture, store, head(), &settling, invoice), REFUSED);
    assert_int_equal(does(fixture, store, partner(), &settling, invoice_of("0202.239.952")),
                     INVALID);
    assert_text_equal(fixture->problem.field, TEXT("enterprise"));
    assert_int_equal(does(fixture, store, partner(), &settling, invoice), OK);
    assert_int_equal(does(fixture, store, partner(), &settling, pay), REFUSED);
    assert_int_equal(does(fixture, store, head(), &settling, pay), OK);
    assert_int_equal(acts(fixture, store, head(), read_it, &settling), OK);
    const Settlement *paid = &settling.file.settlement;
    assert_int_equal(paid->state, SETTLEMENT_PAID);
    assert_text_equal(paid->reference, TEXT("+++260/0000/00170+++"));
    assert_int_equal(paid->due, moment_to_local(MONTH_LATER).date + SETTLEMENT_DUE_DAYS);
    assert_int_equal(does(fixture, store, head(), &settling, pay), CONFLICT);
}

static void two_invoices_have_neither_number_nor_reference_in_common(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    SettlementDeed invoice = invoice_of("0202.239.951");
    Settling settling[2];
    for (size_t i = 0; i < LENGTH_OF(settling); i++) {
        the_time = NOON;
        eat(fixture, store, 1);
        settling[i] = stated(fixture, store);
        const SettlementDeed agree = {.act = SETTLEMENT_AGREE};
        assert_int_equal(does(fixture, store, head(), &settling[i], agree), OK);
    }
    assert_int_equal(does(fixture, store, partner(), &settling[0], invoice), OK);
    assert_int_equal(does(fixture, store, partner(), &settling[1], invoice), CONFLICT);
    invoice.invoice = TEXT("2026-18");
    assert_int_equal(does(fixture, store, partner(), &settling[1], invoice), OK);
    for (size_t i = 0; i < LENGTH_OF(settling); i++) {
        assert_int_equal(acts(fixture, store, head(), read_it, &settling[i]), OK);
    }
    assert_false(text_equal(settling[0].file.settlement.reference,
                            settling[1].file.settlement.reference));
}

static void without_a_price_there_is_a_statement_and_no_invoice(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention open = meals();
    open.price = PRICE_UNKNOWN;
    agree_on(fixture, store, open);
    eat(fixture, store, 1);
    Settling settling = stated(fixture, store);
    const SettlementDeed agree = {.act = SETTLEMENT_AGREE};
    assert_int_equal(settling.file.settlement.total, PRICE_UNKNOWN);
    assert_int_equal(does(fixture, store, head(), &settling, agree), OK);
    assert_int_equal(does(fixture, store, partner(), &settling, invoice_of("0202.239.951")),
                     CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("price"));
}

#define settles(test) cmocka_unit_test_setup_teardown(test, set_up, at_noon)

int main(void)
{
    const struct CMUnitTest tests[] = {
        settles(a_statement_holds_each_use_once_and_no_name),
        settles(a_statement_stays_as_it_was_when_the_price_changes),
        settles(a_month_that_is_not_over_is_not_stated),
        settles(what_comes_late_is_in_the_next_statement),
        settles(what_is_withdrawn_is_stated_again),
        settles(a_house_that_is_no_party_sees_none_of_it),
        settles(the_other_house_agrees_or_says_why_not),
        settles(what_was_agreed_on_is_invoiced_and_paid),
        settles(two_invoices_have_neither_number_nor_reference_in_common),
        settles(without_a_price_there_is_a_statement_and_no_invoice),
    };
    return cmocka_run_group_tests_name("entitlements settlement", tests, NULL, NULL);
}
