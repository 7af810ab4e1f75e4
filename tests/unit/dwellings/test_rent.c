/* SPDX-License-Identifier: EUPL-1.2 */
/* What a household pays for a month, and why. */
#include "dossier/export.h"
#include "dwellings/candidature.h"
#include "dwellings/dwellings_forget.h"
#include "dwellings/rent.h"
#include "dwellings/rent_words_web.h"
#include "people/merge.h"
#include "unit/dwellings/dwellings_fixture.h"

typedef struct RentDeed {
    Id id;
    RentRule rule;
    RentRuleList rules;
    RentIncome income;
    RentTable table;
} RentDeed;

static Outcome rule_deed(Access *access, void *context)
{
    RentDeed *deed = context;
    return rent_rule_add(access, deed->id, &deed->rule);
}

static Outcome rules_deed(Access *access, void *context)
{
    RentDeed *deed = context;
    return rent_rule_list(access, deed->id, &deed->rules);
}

static Outcome income_deed(Access *access, void *context)
{
    RentDeed *deed = context;
    return rent_income_add(access, deed->id, &deed->income);
}

static Outcome table_deed(Access *access, void *context)
{
    RentDeed *deed = context;
    return rent_table(access, deed->id, &deed->table);
}

static void add_rule(Fixture *fixture, Store *store, Id dwelling, const char *starts,
                     RentRule rule)
{
    RentDeed deed = {.id = dwelling, .rule = rule};
    deed.rule.starts = day_of(starts);
    deed.rule.ends = DATE_NONE;
    assert_int_equal(acts(fixture, store, head(), rule_deed, &deed), OK);
}

static void add_income(Fixture *fixture, Store *store, Id tenancy, const char *starts,
                       int64_t cents)
{
    RentDeed deed = {
        .id = tenancy, .income = {day_of(starts), cents}
    };
    assert_int_equal(acts(fixture, store, desk(), income_deed, &deed), OK);
}

static RentTable table_of(Fixture *fixture, Store *store, Id tenancy)
{
    RentDeed deed = {.id = tenancy};
    assert_int_equal(acts(fixture, store, desk(), table_deed, &deed), OK);
    return deed.table;
}

/* Inventory S2-62: "3 two-bedroom flats: rent = 20 % of the tenants' income". The household
 * moved in on 1 September 2026; today is the 21st. */
static void a_share_of_twenty_percent_follows_the_income_of_each_month(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 1", 2);
    assert_int_equal(
        move_in(fixture, store, flat.unit.id, create_camille(fixture, store), &tenancy), OK);
    add_rule(fixture, store, flat.unit.id, "2026-01-01",
             (RentRule){.kind = RENT_SHARE, .amount = 200});
    RentTable table = table_of(fixture, store, tenancy.booking.id);
    assert_int_equal(table.lines.count, 2);
    assert_int_equal(table.lines.items[0].state, RENT_NO_INCOME);
    add_income(fixture, store, tenancy.booking.id, "2026-09-01", 145000);
    add_income(fixture, store, tenancy.booking.id, "2026-10-01", 99999);
    table = table_of(fixture, store, tenancy.booking.id);
    assert_int_equal(table.lines.items[0].cents, 29000);
    assert_int_equal(table.lines.items[1].cents, 19999);
    assert_text_equal(rent_line_words(fixture->arena, FRENCH, &table.lines.items[0]),
                      TEXT("20 % de 1450,00 € = 290,00 €, règle du 1.1.2026"));
    add_income(fixture, store, tenancy.booking.id, "2026-10-01", 100000);
    table = table_of(fixture, store, tenancy.booking.id);
    assert_int_equal(table.lines.items[1].cents, 20000);
    assert_int_equal(table.incomes.count, 3);
}

/* Inventory S2-63: "Others: fixed rent, e.g. two-bedroom below 300 EUR a month". */
static void a_fixed_rent_asks_for_no_income_and_changes_with_its_rule(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 4", 2);
    assert_int_equal(
        move_in(fixture, store, flat.unit.id, create_camille(fixture, store), &tenancy), OK);
    add_rule(fixture, store, flat.unit.id, "2026-01-01",
             (RentRule){.kind = RENT_FIXED, .amount = 28500});
    add_rule(fixture, store, flat.unit.id, "2026-10-01",
             (RentRule){.kind = RENT_FIXED, .amount = 29000});
    const RentTable table = table_of(fixture, store, tenancy.booking.id);
    assert_int_equal(table.lines.items[0].cents, 28500);
    assert_int_equal(table.lines.items[1].cents, 29000);
    RentDeed deed = {.id = flat.unit.id};
    assert_int_equal(acts(fixture, store, desk(), rules_deed, &deed), OK);
    assert_int_equal(deed.rules.count, 2);
    assert_int_equal(deed.rules.items[0].starts, day_of("2026-10-01"));
}

static void a_part_of_a_month_costs_its_days_and_no_cent_more(void **state)
{
    (void)state;
    RentRule rule = {
        .starts = day_of("2026-01-01"), .ends = DATE_NONE, .kind = RENT_FIXED, .amount = 10000};
    const RentRuleList rules = {&rule, 1, 1};
    const RentIncomeList none = {0};
    const Tenancy tenancy = {.starts = day_of("2026-01-15"), .left = day_of("2026-03-10")};
    const RentLine first = rent_of_month(&rules, &none, &tenancy, day_of("2026-01-01"));
    assert_int_equal(first.days, 17);
    assert_int_equal(first.cents, 5483); /* 10000 x 17 / 31 = 5483.87 */
    assert_int_equal(rent_of_month(&rules, &none, &tenancy, day_of("2026-02-01")).cents, 10000);
    const RentLine last = rent_of_month(&rules, &none, &tenancy, day_of("2026-03-01"));
    assert_int_equal(last.days, 10);
    assert_int_equal(last.cents, 3225);
    assert_int_equal(rent_of_month(&rules, &none, &tenancy, day_of("2026-04-01")).cents, 0);
    rule.ends = day_of("2026-02-28");
    assert_int_equal(rent_of_month(&rules, &none, &tenancy, day_of("2026-03-01")).state,
                     RENT_NO_RULE);
    assert_int_equal(rent_of_month(&rules, &none, &tenancy, day_of("2026-02-01")).state,
                     RENT_KNOWN);
}

/* For every income to 30 euros and 3 shares: never more than the share, never a cent less. */
static void a_share_is_never_more_than_was_agreed_nor_a_cent_less(void **state)
{
    (void)state;
    static const int64_t shares[] = {200, 333, 999};
    const Tenancy tenancy = {.starts = day_of("2026-01-01"), .left = DATE_NONE};
    for (size_t i = 0; i < LENGTH_OF(shares); i++) {
        RentRule rule = {.starts = day_of("2026-01-01"),
                         .ends = DATE_NONE,
                         .kind = RENT_SHARE,
                         .amount = shares[i]};
        const RentRuleList rules = {&rule, 1, 1};
        for (int64_t cents = 0; cents <= 3000; cents++) {
            RentIncome income = {day_of("2026-01-01"), cents};
            const RentIncomeList incomes = {&income, 1, 1};
            const int64_t rent =
                rent_of_month(&rules, &incomes, &tenancy, day_of("2026-01-01")).cents;
            assert_true(rent * 1000 <= cents * shares[i]);
            assert_true((rent + 1) * 1000 > cents * shares[i]);
        }
    }
}

static void what_is_wrong_of_a_rent_is_named_and_another_house_sees_none(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 1", 2);
    assert_int_equal(
        move_in(fixture, store, flat.unit.id, create_camille(fixture, store), &tenancy), OK);
    RentDeed deed = {
        .id = flat.unit.id, .rule = {day_of("2026-01-02"), DATE_NONE, RENT_FIXED, 28500}
    };
    assert_int_equal(acts(fixture, store, head(), rule_deed, &deed), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("starts"));
    deed.rule = (RentRule){day_of("2026-01-01"), day_of("2026-02-27"), RENT_FIXED, 28500};
    assert_int_equal(acts(fixture, store, head(), rule_deed, &deed), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("ends"));
    deed.rule = (RentRule){day_of("2026-01-01"), DATE_NONE, RENT_SHARE, 1001};
    assert_int_equal(acts(fixture, store, head(), rule_deed, &deed), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("amount"));
    assert_int_equal(acts(fixture, store, stranger(), rules_deed, &deed), REFUSED);
    deed.id = tenancy.booking.id;
    deed.income = (RentIncome){day_of("2026-09-02"), 145000};
    assert_int_equal(acts(fixture, store, desk(), income_deed, &deed), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("starts"));
    deed.income = (RentIncome){day_of("2026-09-01"), -1};
    assert_int_equal(acts(fixture, store, desk(), income_deed, &deed), INVALID);
    assert_int_equal(acts(fixture, store, stranger(), table_deed, &deed), NOT_FOUND);
}

static Outcome export_deed(Access *access, void *context)
{
    const Id *person = context;
    Buffer out = buffer_new(access->arena, 1 << 20);
    JsonWriter writer = json_writer(&out);
    TRY(person_export_json(access, *person, &writer));
    const Text text = buffer_text(&out);
    assert_true(text_contains(text, TEXT("\"tenancies\"")));
    assert_true(text_contains(text, TEXT("\"starts\":\"2026-09-01\",\"ends\":\"2027-08-31\"")));
    assert_true(text_contains(text, TEXT("\"cents\":145000")));
    assert_true(text_contains(text, TEXT("\"candidatures\":[{")));
    return OK;
}

static Outcome ask_deed(Access *access, void *context)
{
    Id made = {{0}};
    return candidature_ask(access, context, &made);
}

static void a_person_takes_away_where_they_lived_what_they_earned_and_asked_for(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 1", 2);
    const Dwelling other = add_dwelling(fixture, store, "Appartement 2", 2);
    Id camille = create_camille(fixture, store);
    assert_int_equal(move_in(fixture, store, flat.unit.id, camille, &tenancy), OK);
    add_income(fixture, store, tenancy.booking.id, "2026-09-01", 145000);
    CandidatureOrder order = {.person = camille,
                              .label = TEXT("Camille E."),
                              .class = TEXT("date"),
                              .adults = 1,
                              .dwellings = &other.unit.id,
                              .count = 1};
    assert_int_equal(acts(fixture, store, desk(), ask_deed, &order), OK);
    assert_int_equal(acts(fixture, store, desk(), export_deed, &camille), OK);
}

/* Camille's file, made twice and merged: what was asked by the first is found by the second. */
static Outcome merge_deed(Access *access, void *context)
{
    const Id *files = context;
    return person_merge(access, files[0], files[1]);
}

static void what_a_file_asked_for_is_taken_away_by_the_file_it_was_merged_into(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 1", 2);
    const Dwelling other = add_dwelling(fixture, store, "Appartement 2", 2);
    Id files[] = {create_camille(fixture, store), create_named(fixture, store, "Camille"),
                  create_named(fixture, store, "Camille")};
    assert_int_equal(move_in(fixture, store, flat.unit.id, files[0], &tenancy), OK);
    add_income(fixture, store, tenancy.booking.id, "2026-09-01", 145000);
    CandidatureOrder order = {.person = files[0],
                              .label = TEXT("Camille E."),
                              .class = TEXT("date"),
                              .adults = 1,
                              .dwellings = &other.unit.id,
                              .count = 1};
    assert_int_equal(acts(fixture, store, desk(), ask_deed, &order), OK);
    assert_int_equal(acts(fixture, store, desk(), merge_deed, &files[0]), OK);
    assert_int_equal(acts(fixture, store, desk(), merge_deed, &files[1]), OK);
    assert_int_equal(acts(fixture, store, desk(), export_deed, &files[2]), OK);
}

typedef struct Lines {
    Id person;
    const char *act;
    size_t count;
} Lines;

static Outcome lines_deed(Access *access, void *context)
{
    Lines *lines = context;
    JournalPage page = {0};
    TRY(journal_of_person(access->session, access->arena, lines->person, 0, &page,
                          access->problem));
    for (size_t i = 0; i < page.count; i++) {
        lines->count += text_equal(page.items[i].act, text_from(lines->act)) ? 1 : 0;
    }
    return OK;
}

static size_t lines_of(Fixture *fixture, Store *store, Id person, const char *act)
{
    Lines lines = {.person = person, .act = act};
    assert_int_equal(acts(fixture, store, desk(), lines_deed, &lines), OK);
    return lines.count;
}

/* A coordinator books dwellings and reads nobody. */
static void
rents_and_incomes_are_for_who_may_read_the_tenant_and_stand_in_their_journal(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Caller coordinator = worker(8, house_of_exemple, team_of_desk, "coordinator");
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 1", 2);
    const Id camille = create_camille(fixture, store);
    assert_int_equal(move_in(fixture, store, flat.unit.id, camille, &tenancy), OK);
    RentDeed deed = {
        .id = tenancy.booking.id, .income = {day_of("2026-09-01"), 145000}
    };
    assert_int_equal(acts(fixture, store, coordinator, table_deed, &deed), REFUSED);
    assert_int_equal(acts(fixture, store, coordinator, income_deed, &deed), REFUSED);
    assert_int_equal(lines_of(fixture, store, camille, "rent.read"), 0);
    assert_int_equal(acts(fixture, store, care(), income_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, care(), table_deed, &deed), OK);
    assert_int_equal(deed.table.incomes.count, 1);
    assert_int_equal(lines_of(fixture, store, camille, "rent.read"), 1);
    assert_int_equal(lines_of(fixture, store, camille, "rent.change"), 1);
}

static void rents_of_a_tenant_whom_another_house_keeps_need_their_consent(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 1", 2);
    const PersonDetail name = fact(FACT_NAME, "Sacha", "Exemple");
    CandidatureOrder order = {.person = create_by(fixture, store, stranger(), &name, 1),
                              .label = TEXT("Sacha"),
                              .class = TEXT("date"),
                              .adults = 1,
                              .dwellings = &flat.unit.id,
                              .count = 1};
    assert_int_equal(acts(fixture, store, stranger(), ask_deed, &order), OK);
    DwellingDeed moving = {
        .order = {.dwelling = flat.unit.id,
                  .booking = dwelling_for(fixture, store, desk(), flat.unit.id).booking,
                  .starts = day_of("2026-09-21"),
                  .ends = DATE_NONE}
    };
    assert_int_equal(acts(fixture, store, desk(), move_in_deed, &moving), OK);
    RentDeed deed = {
        .id = moving.tenancy.booking.id, .income = {day_of("2026-09-01"), 145000}
    };
    assert_int_equal(acts(fixture, store, desk(), table_deed, &deed), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), income_deed, &deed), NOT_FOUND);
}

static Outcome forget_deed(Session *session, void *context, Problem *problem)
{
    (void)context;
    return dwellings_forget(session, the_time, problem);
}

static void
what_a_household_without_a_file_earned_is_deleted_five_years_after_it_left(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 1", 2);
    assert_int_equal(move_in(fixture, store, flat.unit.id, (Id){{0}}, &tenancy), OK);
    add_income(fixture, store, tenancy.booking.id, "2026-09-01", 145000);
    DwellingDeed leaving = {
        .id = tenancy.booking.id, .act = TENANCY_LEAVE, .day = day_of("2026-09-21")};
    assert_int_equal(acts(fixture, store, desk(), tenancy_move_deed, &leaving), OK);
    the_time = moment_from_local((LocalTime){.date = day_of("2031-09-21"), .minute = 720});
    assert_int_equal(store_write(store, forget_deed, NULL, &fixture->problem), OK);
    assert_int_equal(table_of(fixture, store, tenancy.booking.id).incomes.count, 1);
    the_time = moment_from_local((LocalTime){.date = day_of("2031-09-24"), .minute = 720});
    assert_int_equal(store_write(store, forget_deed, NULL, &fixture->problem), OK);
    assert_int_equal(table_of(fixture, store, tenancy.booking.id).incomes.count, 0);
    the_time = NOON;
}

static void a_share_is_typed_with_one_decimal_and_at_most_whole(void **state)
{
    (void)state;
    int64_t share = -1;
    assert_true(rent_share_parse(TEXT("20"), &share));
    assert_int_equal(share, 200);
    assert_true(rent_share_parse(TEXT("12,5"), &share));
    assert_int_equal(share, 125);
    assert_false(rent_share_parse(TEXT("12,55"), &share));
    assert_false(rent_share_parse(TEXT("100,1"), &share));
    assert_false(rent_share_parse(TEXT("-5"), &share));
    assert_false(rent_share_parse(TEXT(""), &share));
    assert_int_equal(share, 125);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_share_of_twenty_percent_follows_the_income_of_each_month),
        STORE_TEST(a_fixed_rent_asks_for_no_income_and_changes_with_its_rule),
        cmocka_unit_test(a_part_of_a_month_costs_its_days_and_no_cent_more),
        cmocka_unit_test(a_share_is_never_more_than_was_agreed_nor_a_cent_less),
        STORE_TEST(what_is_wrong_of_a_rent_is_named_and_another_house_sees_none),
        STORE_TEST(a_person_takes_away_where_they_lived_what_they_earned_and_asked_for),
        STORE_TEST(what_a_file_asked_for_is_taken_away_by_the_file_it_was_merged_into),
        STORE_TEST(
            rents_and_incomes_are_for_who_may_read_the_tenant_and_stand_in_their_journal),
        STORE_TEST(rents_of_a_tenant_whom_another_house_keeps_need_their_consent),
        STORE_TEST(what_a_household_without_a_file_earned_is_deleted_five_years_after_it_left),
        cmocka_unit_test(a_share_is_typed_with_one_decimal_and_at_most_whole),
    };
    return cmocka_run_group_tests_name("dwellings rent", tests, NULL, NULL);
}
