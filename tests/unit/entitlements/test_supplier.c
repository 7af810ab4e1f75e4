/* SPDX-License-Identifier: EUPL-1.2 */
/* Vouchers for a pharmacy or for fuel: from whom they were had, and what each is owed. */
#include "entitlements/settlement.h"
#include "unit/entitlements/ticket_fixture.h"

#define PHARMACY "0202.239.951"
#define FUEL     "0206.731.645"

enum { A_DAY = 86400, MONTH_LATER = NOON + 40 * A_DAY };

static Convention vouchers(void)
{
    Convention convention = meals();
    convention.kind = CONVENTION_PHARMACY;
    convention.unit = UNIT_CENT;
    convention.worth = 2000;
    convention.price = PRICE_UNKNOWN;
    convention.acceptors[0] = house_of_exemple;
    convention.suppliers[0] = (Supplier){TEXT(PHARMACY), TEXT("Pharmacie Exemple")};
    convention.suppliers[1] = (Supplier){TEXT(FUEL), TEXT("Mazout Exemple")};
    convention.supplier_count = 2;
    return convention;
}

static Outcome spend(Fixture *fixture, Store *store, Holding *holding, const char *supplier,
                     int64_t cents)
{
    holding->order.amount = cents;
    holding->order.supplier = text_from(supplier);
    return acts(fixture, store, head(), redeem, holding);
}

static void a_voucher_says_from_which_supplier_of_the_convention_it_was_had(void **state)
{
    static const char *const wrong[] = {"", "0202.239.952", "0403.170.701"};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, vouchers());
    Holding holding = one_ticket(fixture, store);
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        assert_int_equal(spend(fixture, store, &holding, wrong[i], 1000), INVALID);
        assert_text_equal(fixture->problem.field, TEXT("supplier"));
    }
    assert_int_equal(spend(fixture, store, &holding, "BE 0202239951", 1000), OK);
    assert_true(holding.redeemed.is_done);
    assert_int_equal(holding.redeemed.look.left, 1000);
}

/* ------------------------------------------------------------------------------- settling */

typedef struct Settling {
    SettlementOrder order;
    SettlementDeed deed;
    Id id;
    SettlementFile file;
} Settling;

static Outcome draw(Access *access, void *context)
{
    Settling *settling = context;
    TRY(settlement_draw(access, &settling->order, &settling->id));
    return settlement_read(access, settling->id, &settling->file);
}

static Outcome act(Access *access, void *context)
{
    Settling *settling = context;
    TRY(settlement_act(access, settling->id, &settling->deed));
    return settlement_read(access, settling->id, &settling->file);
}

static Outcome states(Fixture *fixture, Store *store, const char *supplier, Settling *settling)
{
    *settling = (Settling){
        .order = {.convention = TEXT("meals"),
                  .month = TEXT("2026-09"),
                  .supplier = text_from(supplier)}
    };
    the_time = MONTH_LATER;
    return acts(fixture, store, head(), draw, settling);
}

static Outcome does(Fixture *fixture, Store *store, Caller caller, Settling *settling,
                    SettlementDeed deed)
{
    settling->deed = deed;
    return acts(fixture, store, caller, act, settling);
}

static int at_noon(void **state)
{
    the_time = NOON;
    return tear_down(state);
}

static void each_supplier_has_one_statement_a_month_of_its_own_uses(void **state)
{
    Fixture *fixture = *state;
    Settling settling = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, vouchers());
    Holding holding = one_ticket(fixture, store);
    assert_int_equal(spend(fixture, store, &holding, PHARMACY, 700), OK);
    assert_int_equal(spend(fixture, store, &holding, FUEL, 300), OK);
    assert_int_equal(spend(fixture, store, &holding, PHARMACY, 50), OK);
    assert_int_equal(states(fixture, store, PHARMACY, &settling), OK);
    assert_int_equal(settling.file.settlement.uses, 2);
    assert_int_equal(settling.file.settlement.total, 750);
    assert_text_equal(settling.file.settlement.supplier_name, TEXT("Pharmacie Exemple"));
    assert_int_equal(states(fixture, store, FUEL, &settling), OK);
    assert_int_equal(settling.file.settlement.total, 300);
    the_time = NOON;
    assert_int_equal(spend(fixture, store, &holding, PHARMACY, 100), OK);
    assert_int_equal(states(fixture, store, PHARMACY, &settling), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("supplier"));
    assert_int_equal(states(fixture, store, "", &settling), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("organization"));
    assert_int_equal(states(fixture, store, "12", &settling), INVALID);
}

static void what_is_owed_to_a_supplier_is_agreed_on_by_another_than_who_stated_it(void **state)
{
    static const SettlementDeed agree = {.act = SETTLEMENT_AGREE};
    Fixture *fixture = *state;
    Settling settling = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, vouchers());
    Holding holding = one_ticket(fixture, store);
    assert_int_equal(spend(fixture, store, &holding, PHARMACY, 700), OK);
    assert_int_equal(states(fixture, store, PHARMACY, &settling), OK);
    assert_int_equal(does(fixture, store, head(), &settling, agree), REFUSED);
    assert_int_equal(does(fixture, store, partner(), &settling, agree), NOT_FOUND);
    assert_int_equal(does(fixture, store, another_head(), &settling, agree), OK);
    SettlementDeed invoice = {
        .act = SETTLEMENT_INVOICE, .invoice = TEXT("2026-17"), .enterprise = TEXT(FUEL)};
    assert_int_equal(does(fixture, store, head(), &settling, invoice), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("enterprise"));
    invoice.enterprise = TEXT("");
    assert_int_equal(does(fixture, store, head(), &settling, invoice), OK);
    assert_text_equal(settling.file.settlement.enterprise, TEXT(PHARMACY));
    assert_int_equal(settling.file.settlement.reference.length, 0);
    assert_int_equal(
        does(fixture, store, head(), &settling, (SettlementDeed){.act = SETTLEMENT_PAY}), OK);
    assert_int_equal(settling.file.settlement.state, SETTLEMENT_PAID);
}

static void a_supplier_of_a_file_has_a_number_that_is_one_and_a_name(void **state)
{
    static const char *const suppliers[] = {
        "[{enterprise: \"0202.239.952\", name: \"A\"}]",
        "[{enterprise: \"0202.239.951\"}]",
        "[{enterprise: \"0202.239.951\", name: A}, {enterprise: \"BE0202239951\", name: B}]",
        "[{enterprise: \"0202.239.951\", name: A, city: B}]",
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < LENGTH_OF(suppliers) + 1; i++) {
        ConventionList list = {0};
        const Text content = text_format(
            fixture->arena,
            "conventions:\n- {key: a, kind: fuel, source: \"2:176\", name: {fr: a, nl: a, de: "
            "a, "
            "en: a}, payer: a, prescribes: [a], accepts: [a], unit: cent, suppliers: %s}\n",
            i < LENGTH_OF(suppliers) ? suppliers[i]
                                     : "[{enterprise: \"BE0202239951\", name: A}]");
        const Outcome outcome =
            convention_read(fixture->arena, TEXT("file"), content, &list, &fixture->problem);
        assert_int_equal(outcome, i < LENGTH_OF(suppliers) ? INVALID : OK);
        if (outcome == OK) {
            assert_text_equal(list.items[0].suppliers[0].enterprise, TEXT(PHARMACY));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(a_voucher_says_from_which_supplier_of_the_convention_it_was_had),
        cmocka_unit_test_setup_teardown(each_supplier_has_one_statement_a_month_of_its_own_uses,
                                        set_up, at_noon),
        cmocka_unit_test_setup_teardown(
            what_is_owed_to_a_supplier_is_agreed_on_by_another_than_who_stated_it, set_up,
            at_noon),
        on_a_store(a_supplier_of_a_file_has_a_number_that_is_one_and_a_name),
    };
    return cmocka_run_group_tests_name("entitlements supplier", tests, NULL, NULL);
}
