/* SPDX-License-Identifier: EUPL-1.2 */
/* Terminals without a network: what they bring back acts once, under a mandate that is signed,
 * and what could not be taken is listed. */
#include "entitlements/terminal.h"
#include "unit/entitlements/ticket_fixture.h"

typedef struct Standing {
    NewTerminal made;
    Mandate mandate;
    TerminalReport report;
    UseAnswerList answers;
    OverdraftList overdrafts;
} Standing;

static Outcome add(Access *access, void *context)
{
    Standing *standing = context;
    return terminal_add(access, &standing->made);
}

static Outcome get_mandate(Access *access, void *context)
{
    Standing *standing = context;
    return terminal_mandate(access, standing->made.id, &standing->mandate);
}

static Outcome bring(Access *access, void *context)
{
    Standing *standing = context;
    return terminal_bring(access, &standing->report, &standing->answers);
}

static Outcome list_overdrafts(Access *access, void *context)
{
    Standing *standing = context;
    return overdraft_list(access, &standing->overdrafts);
}

static Outcome take_back(Access *access, void *context)
{
    const Standing *standing = context;
    return terminal_revoke(access, standing->made.id);
}

/* A terminal of the other house with its mandate of the day. */
static Standing prepared(Fixture *fixture, Store *store, int64_t daily)
{
    Standing standing = {
        .made = {.house = id_format(fixture->arena, house_of_others),
                 .name = TEXT("Salle"),
                 .daily = daily}
    };
    assert_int_equal(acts(fixture, store, head(), add, &standing), OK);
    assert_int_equal(acts(fixture, store, partner(), get_mandate, &standing), OK);
    standing.report.terminal = standing.made.id;
    standing.report.day = standing.mandate.day;
    standing.report.daily = standing.mandate.terminal.daily;
    for (size_t i = 0; i < sizeof standing.report.signature; i++) {
        standing.report.signature[i] = standing.mandate.signature[i];
    }
    return standing;
}

static TerminalUse use_of(uint8_t id, Text typed)
{
    return (TerminalUse){.id = {{id}}, .typed = typed, .amount = 1, .at = NOON};
}

static void assert_result(const Standing *standing, size_t at, const char *result)
{
    assert_text_equal(standing->answers.items[at].result, text_from(result));
}

static void what_is_brought_back_acts_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    Holding holding = one_ticket(fixture, store);
    Standing standing = prepared(fixture, store, 10);
    TerminalUse uses[] = {use_of(1, holding.paper.token)};
    standing.report.uses = uses;
    standing.report.count = LENGTH_OF(uses);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(acts(fixture, store, partner(), bring, &standing), OK);
        assert_result(&standing, 0, "redeemed");
    }
    assert_int_equal(
        number_in_store(fixture, store, &REDEMPTION_LAST, "ticket", holding.ticket), 1);
}

static void what_cannot_be_taken_is_listed_with_its_reason(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    Holding elsewhere = one_ticket(fixture, store);
    assert_int_equal(acts(fixture, store, partner(), redeem, &elsewhere), OK);
    Standing standing = prepared(fixture, store, 10);
    TerminalUse uses[] = {use_of(1, elsewhere.paper.token), use_of(2, TEXT("222-222-222"))};
    standing.report.uses = uses;
    standing.report.count = LENGTH_OF(uses);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(acts(fixture, store, partner(), bring, &standing), OK);
        assert_result(&standing, 0, "used");
        assert_result(&standing, 1, "unknown");
    }
    assert_int_equal(acts(fixture, store, head(), list_overdrafts, &standing), OK);
    assert_int_equal(standing.overdrafts.count, 2);
    assert_int_equal(acts(fixture, store, desk(), list_overdrafts, &standing), OK);
    assert_int_equal(standing.overdrafts.count, 0);
}

static void past_its_mandate_a_terminal_takes_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention card = meals();
    card.worth = 0;
    agree_on(fixture, store, card);
    Holding holding = one_ticket(fixture, store);
    Standing standing = prepared(fixture, store, 2);
    TerminalUse uses[] = {use_of(1, holding.paper.code), use_of(2, holding.paper.code),
                          use_of(3, holding.paper.code), use_of(4, holding.paper.code)};
    uses[0].at = NOON - 3 * 86400;
    standing.report.uses = uses;
    standing.report.count = LENGTH_OF(uses);
    assert_int_equal(acts(fixture, store, partner(), bring, &standing), OK);
    assert_result(&standing, 0, "ceiling");
    assert_result(&standing, 1, "redeemed");
    assert_result(&standing, 2, "redeemed");
    assert_result(&standing, 3, "ceiling");
}

static void a_report_of_more_than_a_week_ago_is_listed_and_takes_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    Holding holding = one_ticket(fixture, store);
    Standing standing = prepared(fixture, store, 2);
    TerminalUse uses[] = {use_of(1, holding.paper.token)};
    standing.report.uses = uses;
    standing.report.count = LENGTH_OF(uses);
    the_time = NOON + 8 * 86400;
    assert_int_equal(acts(fixture, store, partner(), bring, &standing), OK);
    the_time = NOON;
    assert_result(&standing, 0, "ceiling");
}

static void what_was_spent_too_much_or_too_early_is_listed_with_its_ticket(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention pharmacy = meals();
    pharmacy.unit = UNIT_CENT;
    pharmacy.worth = 2000;
    agree_on(fixture, store, pharmacy);
    Holding holding = one_ticket(fixture, store);
    Standing standing = prepared(fixture, store, 10);
    TerminalUse uses[] = {use_of(1, holding.paper.token), use_of(2, holding.paper.token)};
    uses[0].amount = 2001;
    uses[1].at = NOON - 2 * REDEEM_SLACK_SECONDS;
    standing.report.uses = uses;
    standing.report.count = LENGTH_OF(uses);
    assert_int_equal(acts(fixture, store, partner(), bring, &standing), OK);
    assert_result(&standing, 0, "used");
    assert_result(&standing, 1, "ceiling");
    assert_int_equal(acts(fixture, store, partner(), list_overdrafts, &standing), OK);
    assert_int_equal(standing.overdrafts.count, 2);
    for (size_t i = 0; i < standing.overdrafts.count; i++) {
        assert_true(id_equal(standing.overdrafts.items[i].ticket, holding.ticket));
    }
}

static Outcome add_overdrafts(Access *access, void *context)
{
    const Standing *standing = context;
    for (int i = 0; i < 501; i++) {
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(statement_open(access->session, &OVERDRAFT_ADD, &statement, access->problem));
        bind_id(statement, "id", id_new(access->now * 1000));
        bind_id(statement, "terminal", standing->made.id);
        bind_id(statement, "house", house_of_exemple);
        bind_blob(statement, "ticket", "", 0);
        bind_blob(statement, "convention", "", 0);
        bind_integer(statement, "amount", 1);
        bind_integer(statement, "at", access->now);
        bind_integer(statement, "now", access->now + 1);
        bind_text(statement, "because", TEXT("unknown"));
        TRY(statement_run(statement, NULL, access->problem));
    }
    return OK;
}

static void the_overdrafts_of_others_hide_none_of_ones_own(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    Standing standing = prepared(fixture, store, 10);
    TerminalUse uses[] = {use_of(1, TEXT("222-222-222"))};
    standing.report.uses = uses;
    standing.report.count = LENGTH_OF(uses);
    assert_int_equal(acts(fixture, store, partner(), bring, &standing), OK);
    assert_int_equal(acts(fixture, store, head(), add_overdrafts, &standing), OK);
    assert_int_equal(acts(fixture, store, partner(), list_overdrafts, &standing), OK);
    assert_int_equal(standing.overdrafts.count, 1);
}

static void a_mandate_that_was_changed_or_taken_back_is_refused(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    Standing standing = prepared(fixture, store, 2);
    assert_int_equal(acts(fixture, store, desk(), bring, &standing), NOT_FOUND);
    standing.report.daily = 200;
    assert_int_equal(acts(fixture, store, partner(), bring, &standing), REFUSED);
    standing.report.daily = 2;
    standing.report.day++;
    assert_int_equal(acts(fixture, store, partner(), bring, &standing), REFUSED);
    standing.report.day--;
    assert_int_equal(acts(fixture, store, partner(), bring, &standing), OK);
    assert_int_equal(acts(fixture, store, head(), take_back, &standing), OK);
    assert_int_equal(acts(fixture, store, partner(), bring, &standing), NOT_FOUND);
}

static void a_report_that_is_not_formed_is_named(void **state)
{
    static const char *const wrongs[][2] = {
        {"[]",                                                                    "terminal" },
        {"{\"terminal\":\"00000000-0000-7000-8000-000000000001\",\"day\":\"x\"}", "day"      },
        {"{\"terminal\":\"00000000-0000-7000-8000-000000000001\",\"day\":\"2026-11-30\","
         "\"daily\":0}",                                                 "daily"    },
        {"{\"terminal\":\"00000000-0000-7000-8000-000000000001\",\"day\":\"2026-11-30\","
         "\"daily\":5,\"signature\":\"abcd\"}",                          "signature"},
    };
    Fixture *fixture = *state;
    TerminalReport report = {0};
    for (size_t i = 0; i < LENGTH_OF(wrongs); i++) {
        assert_int_equal(terminal_report_read(fixture->arena, text_from(wrongs[i][0]), &report,
                                              &fixture->problem),
                         INVALID);
        assert_text_equal(fixture->problem.field, text_from(wrongs[i][1]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(what_is_brought_back_acts_once),
        on_a_store(what_cannot_be_taken_is_listed_with_its_reason),
        on_a_store(past_its_mandate_a_terminal_takes_nothing),
        on_a_store(a_report_of_more_than_a_week_ago_is_listed_and_takes_nothing),
        on_a_store(what_was_spent_too_much_or_too_early_is_listed_with_its_ticket),
        on_a_store(the_overdrafts_of_others_hide_none_of_ones_own),
        on_a_store(a_mandate_that_was_changed_or_taken_back_is_refused),
        on_a_store(a_report_that_is_not_formed_is_named),
    };
    return cmocka_run_group_tests_name("entitlements terminal", tests, NULL, NULL);
}
