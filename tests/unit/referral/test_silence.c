/* SPDX-License-Identifier: EUPL-1.2 */
/* The days that houses agree on before silence shows. */
#include "referral/silence.h"
#include "unit/referral/referral_fixture.h"

static Caller head(void)
{
    return worker(7, house_of_exemple, team_of_desk, "head_of_service");
}

static Outcome agree_days(Access *access, void *context)
{
    return silence_agree(access, context);
}

static Outcome end_days(Access *access, void *context)
{
    const Id *partner = context;
    return silence_end(access, *partner);
}

static Outcome list_days(Access *access, void *context)
{
    return silence_list(access, context);
}

static void must_agree(Fixture *fixture, Store *store, int64_t days, SilenceDays counted)
{
    Silence silence = {.partner = house_of_others, .days = days, .counted = counted};
    assert_int_equal(does(fixture, store, head(), agree_days, &silence), OK);
}

static size_t silent_now(Fixture *fixture, Store *store)
{
    const ReferralFilter silent = {.box = BOX_OUT, .is_silent = true};
    return page_for(fixture, store, desk(), silent).list.count;
}

static Moment at(const char *text)
{
    Moment moment = MOMENT_NONE;
    assert_true(moment_parse(text_from(text), &moment));
    return moment;
}

/* ------------------------------------------------------------------------------------ days */

static void working_days_pass_over_weekends_and_legal_holidays(void **state)
{
    (void)state;
    assert_int_equal(silence_begins(at("2026-11-06T10:00"), 3, SILENCE_WORKING),
                     at("2026-11-12T10:00")); /* the 11th is one */
    assert_int_equal(silence_begins(at("2026-11-07T10:00"), 1, SILENCE_WORKING),
                     at("2026-11-09T10:00"));
    assert_int_equal(silence_begins(at("2026-11-06T10:00"), 3, SILENCE_CALENDAR),
                     at("2026-11-09T10:00"));
}

static void no_day_at_all_is_the_end_of_the_same_day(void **state)
{
    (void)state;
    assert_int_equal(silence_begins(at("2026-11-06T10:00"), 0, SILENCE_CALENDAR),
                     at("2026-11-07T00:00"));
    assert_int_equal(silence_begins(at("2026-11-06T23:59"), 0, SILENCE_WORKING),
                     at("2026-11-07T00:00"));
}

/* -------------------------------------------------------------------------------- agreeing */

static void who_is_of_no_house_agrees_on_no_days(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Caller coordinator = worker(8, (Id){{0}}, (Id){{0}}, "coordinator");
    Silence silence = {.partner = house_of_others, .days = 4};
    Id partner = house_of_others;
    assert_int_equal(does(fixture, store, coordinator, agree_days, &silence), REFUSED);
    assert_int_equal(does(fixture, store, coordinator, end_days, &partner), REFUSED);
    Silence found = {0};
    Session *session SCOPED(session_end) = NULL;
    assert_int_equal(store_read(store, &session, NULL), OK);
    Access access = {.arena = fixture->arena, .session = session, .problem = NULL};
    assert_int_equal(silence_between(&access, (Id){{0}}, house_of_others, &found), OK);
    assert_int_equal(found.changed, 0);
}

static void a_partner_is_silent_after_the_days_agreed_with_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    must_agree(fixture, store, 10, SILENCE_CALENDAR);
    const Referral one = send_shelter(fixture, store);
    assert_int_equal(one.expected, one.sent + 10 * DAY);
    clock_now = one.expected - 1;
    assert_int_equal(let_time_act(fixture, store).expired, 0);
    assert_int_equal(silent_now(fixture, store), 0);
    clock_now = one.expected;
    assert_int_equal(silent_now(fixture, store), 1);
    assert_int_equal(let_time_act(fixture, store).expired, 0); /* it shows before it expires */
    assert_true(one.deadline > one.expected);
}

static void an_answer_of_the_same_day_is_late_at_midnight(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    must_agree(fixture, store, 0, SILENCE_CALENDAR);
    const Referral one = send_shelter(fixture, store);
    clock_now = one.expected - 1;
    assert_int_equal(silent_now(fixture, store), 0);
    clock_now = one.expected;
    assert_int_equal(silent_now(fixture, store), 1);
    const Referral now = read_for(fixture, store, desk(), one.id);
    assert_int_equal(referral_silent_days(&now, clock_now), 1);
}

static void what_was_sent_keeps_the_days_of_that_day(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Id partner = house_of_others;
    must_agree(fixture, store, 1, SILENCE_CALENDAR);
    const Referral one = send_shelter(fixture, store);
    must_agree(fixture, store, 60, SILENCE_CALENDAR);
    assert_int_equal(read_for(fixture, store, desk(), one.id).expected, one.sent + DAY);
    assert_int_equal(does(fixture, store, head(), end_days, &partner), OK);
    assert_int_equal(read_for(fixture, store, desk(), one.id).expected, one.sent + DAY);
    assert_int_equal(does(fixture, store, head(), end_days, &partner), NOT_FOUND);
}

static void without_an_agreement_the_charter_counts(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    assert_int_equal(one.expected, one.sent + referral_charter()->silence_days * DAY);
}

static void wrong_days_and_partners_are_named_and_nothing_is_kept(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    SilenceList list = {0};
    Silence silence = {.partner = house_of_others, .days = SILENCE_MOST_DAYS + 1};
    assert_int_equal(does(fixture, store, head(), agree_days, &silence), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("days"));
    silence.days = -1;
    assert_int_equal(does(fixture, store, head(), agree_days, &silence), INVALID);
    silence = (Silence){.partner = house_of_exemple, .days = 2};
    assert_int_equal(does(fixture, store, head(), agree_days, &silence), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("partner"));
    assert_int_equal(does(fixture, store, desk(), agree_days, &silence), REFUSED);
    assert_int_equal(does(fixture, store, head(), list_days, &list), OK);
    assert_int_equal(list.count, 0);
}

static void another_house_neither_sees_nor_ends_what_was_agreed(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    SilenceList list = {0};
    Id partner = house_of_others;
    const Caller other = worker(8, house_of_others, team_of_desk, "head_of_service");
    must_agree(fixture, store, 4, SILENCE_WORKING);
    assert_int_equal(does(fixture, store, other, list_days, &list), OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(does(fixture, store, other, end_days, &partner), NOT_FOUND);
    assert_int_equal(does(fixture, store, head(), list_days, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].days, 4);
    assert_int_equal(list.items[0].counted, SILENCE_WORKING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(working_days_pass_over_weekends_and_legal_holidays),
        cmocka_unit_test(no_day_at_all_is_the_end_of_the_same_day),
        STORE_TEST(who_is_of_no_house_agrees_on_no_days),
        STORE_TEST(a_partner_is_silent_after_the_days_agreed_with_it),
        STORE_TEST(an_answer_of_the_same_day_is_late_at_midnight),
        STORE_TEST(what_was_sent_keeps_the_days_of_that_day),
        STORE_TEST(without_an_agreement_the_charter_counts),
        STORE_TEST(wrong_days_and_partners_are_named_and_nothing_is_kept),
        STORE_TEST(another_house_neither_sees_nor_ends_what_was_agreed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
