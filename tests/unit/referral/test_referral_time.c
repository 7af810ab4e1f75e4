/* SPDX-License-Identifier: EUPL-1.2 */
/* What time does to referrals, the boxes and lists, links and messages. */
#include "referral/referral_mail.h"
#include "unit/referral/referral_fixture.h"

/* ------------------------------------------------------------------------------------ time */

static void silence_shows_after_the_days_agreed(void **state)
{
    const ReferralFilter silent = {.box = BOX_OUT, .is_silent = true};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    (void)send_shelter(fixture, store);
    clock_now += referral_charter()->silence_days * DAY - 1;
    assert_int_equal(page_for(fixture, store, desk(), silent).list.count, 0);
    clock_now += 1;
    const ReferralPage page = page_for(fixture, store, desk(), silent);
    assert_int_equal(page.list.count, 1);
    assert_int_equal(referral_silent_days(&page.list.items[0], clock_now),
                     referral_charter()->silence_days);
    assert_int_equal(
        page_for(fixture, store, desk(), (ReferralFilter){.box = BOX_WORK}).list.count, 1);
}

static void what_nobody_answers_expires_and_comes_back_to_its_sender(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    clock_now = one.deadline - 1;
    assert_int_equal(let_time_act(fixture, store).expired, 0);
    clock_now = one.deadline;
    assert_int_equal(let_time_act(fixture, store).expired, 1);
    assert_int_equal(let_time_act(fixture, store).expired, 0);
    const ReferralPage work =
        page_for(fixture, store, desk(), (ReferralFilter){.box = BOX_WORK});
    assert_int_equal(work.list.count, 1);
    assert_int_equal(work.list.items[0].state, REFERRAL_EXPIRED);
    assert_text_equal(work.list.items[0].reason, TEXT("no_answer"));
}

static Outcome set_aside(Access *access, void *context)
{
    const Id *id = context;
    return referral_set_aside(access, *id);
}

static void it_stays_on_the_work_list_until_somebody_sees_to_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Referral one = send_shelter(fixture, store);
    clock_now = one.deadline + 300 * DAY;
    (void)let_time_act(fixture, store);
    assert_int_equal(
        page_for(fixture, store, desk(), (ReferralFilter){.box = BOX_WORK}).list.count, 1);
    assert_int_equal(does(fixture, store, care(), set_aside, &one.id), REFUSED);
    assert_int_equal(does(fixture, store, desk(), set_aside, &one.id), OK);
    assert_int_equal(
        page_for(fixture, store, desk(), (ReferralFilter){.box = BOX_WORK}).list.count, 0);
}

static void an_answer_before_the_deadline_stops_the_clock(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    (void)must_act(fixture, store, stranger(), &one, REFERRAL_ACCEPT, "");
    clock_now = one.deadline + DAY;
    assert_int_equal(let_time_act(fixture, store).expired, 0);
    assert_int_equal(read_for(fixture, store, desk(), one.id).state, REFERRAL_ACCEPTED);
}

static void an_acceptance_nobody_begins_comes_before_the_sender(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Referral one = send_shelter(fixture, store);
    one = must_act(fixture, store, stranger(), &one, REFERRAL_ACCEPT, "");
    assert_false(one.must_follow);
    clock_now = one.deadline;
    assert_true(let_time_act(fixture, store).reminded > 0);
    assert_true(read_for(fixture, store, desk(), one.id).must_follow);
}

static void a_discharge_is_answered_before_its_day(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Opening opening = opening_for(create_camille(fixture, store));
    clock_now = NOON;
    opening.set.kind = REFERRAL_DISCHARGE;
    opening.set.on_day = date_format(fixture->arena, moment_to_local(NOON + 2 * DAY).date);
    assert_int_equal(does(fixture, store, desk(), open_set, &opening), OK);
    const Referral sent =
        must_act(fixture, store, desk(), &opening.drafts.items[1], REFERRAL_SEND, "");
    assert_true(sent.deadline < NOON + 2 * DAY);
    assert_text_equal(moment_format_local(fixture->arena, sent.deadline),
                      text_format(fixture->arena, "%.*sT08:00", TEXT_ARG(sent.on_day)));
}

/* ----------------------------------------------------------------------------------- boxes */

static void each_side_sees_its_own_box_and_only_what_was_sent(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    (void)send_shelter(fixture, store);
    const ReferralFilter in = {.box = BOX_IN};
    const ReferralFilter out = {.box = BOX_OUT};
    assert_int_equal(page_for(fixture, store, stranger(), in).list.count, 1);
    assert_int_equal(page_for(fixture, store, stranger(), out).list.count, 0);
    assert_int_equal(page_for(fixture, store, desk(), out).list.count, 2);
    assert_int_equal(page_for(fixture, store, care(), out).list.count, 0);
    const ReferralFilter drafts = {.box = BOX_OUT, .has_state = true, .state = REFERRAL_DRAFT};
    assert_int_equal(page_for(fixture, store, desk(), drafts).list.count, 1);
}

static void a_long_box_is_read_a_page_at_a_time_without_a_gap(void **state)
{
    enum { SETS = 60 };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Opening opening = opening_for(create_camille(fixture, store));
    clock_now = NOON;
    for (int i = 0; i < SETS; i++) {
        opening.set.id = (Id){
            {0xD1, (uint8_t)i}
        };
        assert_int_equal(does(fixture, store, desk(), open_set, &opening), OK);
    }
    ReferralFilter filter = {.box = BOX_OUT};
    size_t seen = 0;
    ReferralPage page = {.has_more = true};
    while (page.has_more) {
        page = page_for(fixture, store, desk(), filter);
        for (size_t i = 0; i < page.list.count; i++) {
            const Id id = page.list.items[i].id;
            assert_true(id_is_nil(filter.before) || id_compare(id, filter.before) < 0);
            filter.before = id;
        }
        seen += page.list.count;
    }
    assert_int_equal(seen, 2 * SETS);
}

/* ----------------------------------------------------------------------------------- links */

static Text sign_for(Fixture *fixture, Text territory, const Referral *referral)
{
    Text link = {0};
    assert_int_equal(
        referral_link_sign(fixture->arena, ring_of(0), territory, referral, &link, NULL), OK);
    return link;
}

typedef struct Following {
    Text link;
    const Keyring *keyring;
    Acting acting;
} Following;

/* As the page of a link does: opens it, then acts as whoever it makes the caller. */
static Outcome follow_link(Access *access, void *context)
{
    Following *following = context;
    Referral referral = {0};
    access->keyring = following->keyring;
    TRY(referral_link_open(access, following->link, &referral));
    following->acting.order.referral = referral.id;
    following->acting.order.way = WAY_LINK;
    return referral_act(access, &following->acting.order, &following->acting.done);
}

static Following following_of(Fixture *fixture, const Referral *referral, ReferralAct wanted)
{
    return (Following){
        .link = sign_for(fixture, STORE_TERRITORY, referral),
        .keyring = ring_of(0),
        .acting = acting_of(referral->id, referral->revision, wanted),
    };
}

static void a_signed_link_answers_without_an_account(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    Following following = following_of(fixture, &one, REFERRAL_ACCEPT);
    assert_int_equal(does(fixture, store, (Caller){0}, follow_link, &following), OK);
    assert_int_equal(following.acting.done.referral.state, REFERRAL_ACCEPTED);
}

static void a_link_opens_what_its_target_may_do_and_nothing_else(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    Following following = following_of(fixture, &one, REFERRAL_WITHDRAW);
    following.acting.order.reason = TEXT("need_gone");
    assert_int_equal(does(fixture, store, (Caller){0}, follow_link, &following), REFUSED);
}

static void a_link_changed_by_one_character_opens_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    Following following = following_of(fixture, &one, REFERRAL_ACCEPT);
    const Text whole = following.link;
    for (size_t i = 0; i < whole.length; i++) {
        char *bytes = arena_allocate(fixture->arena, whole.length);
        for (size_t j = 0; j < whole.length; j++) {
            bytes[j] = whole.bytes[j];
        }
        bytes[i] = bytes[i] == '2' ? '3' : '2';
        following.link = text_of(bytes, whole.length);
        assert_int_equal(does(fixture, store, (Caller){0}, follow_link, &following), NOT_FOUND);
    }
    following.link = text_slice(whole, 0, whole.length - 1);
    assert_int_equal(does(fixture, store, (Caller){0}, follow_link, &following), NOT_FOUND);
}

static void a_link_of_another_key_or_territory_opens_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    Following following = following_of(fixture, &one, REFERRAL_ACCEPT);
    following.keyring = ring_of(1);
    assert_int_equal(does(fixture, store, (Caller){0}, follow_link, &following), NOT_FOUND);
    following.keyring = ring_of(0);
    following.link = sign_for(fixture, TEXT("elsewhere"), &one);
    assert_int_equal(does(fixture, store, (Caller){0}, follow_link, &following), NOT_FOUND);
}

static void a_link_ends_with_its_days_or_with_its_referral(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    Following following = following_of(fixture, &one, REFERRAL_ACCEPT);
    clock_now = one.link_until;
    assert_int_equal(does(fixture, store, (Caller){0}, follow_link, &following), NOT_FOUND);
    clock_now = NOON + HOUR;
    (void)must_act(fixture, store, desk(), &one, REFERRAL_WITHDRAW, "person_declined");
    assert_int_equal(does(fixture, store, (Caller){0}, follow_link, &following), NOT_FOUND);
}

/* -------------------------------------------------------------------------------- messages */

static void a_message_names_nobody_and_no_need(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const ReferralPost post = {.site = TEXT("https://seuil.example"),
                               .sender = TEXT("seuil@exemple.be"),
                               .keyring = ring_of(0)};
    const Referral one = send_shelter(fixture, store);
    const Job job = {.id = {{7}}, .payload = id_format(fixture->arena, one.id)};
    const JobRun run = {.store = store, .arena = fixture->arena, .job = &job, .now = clock_now};
    Text mail = {0};
    assert_int_equal(referral_mail_write(&run, &post, &one, &mail, &fixture->problem), OK);
    assert_true(text_contains(mail, TEXT("To: porte@exemple.be\r\n")));
    assert_true(text_contains(mail, TEXT("\r\nSubject: Seuil ")));
    assert_true(text_contains(mail, TEXT("https://seuil.example/r/")));
    assert_false(text_contains(mail, TEXT("Camille")));
    assert_false(text_contains(mail, TEXT("shelter")));
    assert_false(text_contains(mail, TEXT("grave")));
}

static size_t mails_planned(Fixture *fixture, Store *store)
{
    Session *session SCOPED(session_end) = NULL;
    const Job *jobs = NULL;
    size_t count = 0;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(job_list(session, fixture->arena, &jobs, &count, NULL), OK);
    return count;
}

static void who_keeps_silent_is_told_once_more_in_a_message_of_its_own(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    assert_int_equal(mails_planned(fixture, store), 1);
    clock_now = one.sent + referral_charter()->silence_days * DAY - 1;
    (void)let_time_act(fixture, store);
    assert_int_equal(mails_planned(fixture, store), 1);
    clock_now += 1;
    (void)let_time_act(fixture, store);
    assert_int_equal(mails_planned(fixture, store), 2);
    (void)must_act(fixture, store, stranger(), &one, REFERRAL_SEE, "");
    clock_now += HOUR;
    (void)let_time_act(fixture, store);
    assert_int_equal(mails_planned(fixture, store), 2);
}

static void a_reminder_says_so_and_is_no_copy_of_the_first_message(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const ReferralPost post = {.site = TEXT("https://seuil.example"),
                               .sender = TEXT("seuil@exemple.be"),
                               .keyring = ring_of(0)};
    const Referral one = send_shelter(fixture, store);
    const Job job = {.id = {{8}},
                     .payload = text_format(fixture->arena, "%.*s again",
                                            TEXT_ARG(id_format(fixture->arena, one.id)))};
    const JobRun run = {.store = store, .arena = fixture->arena, .job = &job, .now = clock_now};
    Text mail = {0};
    assert_int_equal(referral_mail_write(&run, &post, &one, &mail, &fixture->problem), OK);
    assert_true(text_contains(mail, TEXT("Rappel, resté sans réponse.")));
    assert_true(text_contains(mail, id_format(fixture->arena, job.id)));
    assert_true(text_contains(mail, TEXT("https://seuil.example/r/")));
}

static void an_answer_in_time_is_followed_by_no_reminder(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    (void)must_act(fixture, store, stranger(), &one, REFERRAL_ACCEPT, "");
    clock_now = one.sent + 30 * DAY;
    (void)let_time_act(fixture, store);
    assert_int_equal(mails_planned(fixture, store), 1);
}

static void an_address_that_could_carry_another_header_gets_no_message(void **state)
{
    static const char *const bad[] = {"a@exemple.be\r\nBcc: b@exemple.be", "a@b@c", "a b@c.be",
                                      "@exemple.be", "a@exemple.be,c@exemple.be"};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id person = create_camille(fixture, store);
    clock_now = NOON;
    for (size_t i = 0; i < LENGTH_OF(bad); i++) {
        Opening opening = opening_for(person);
        ReferralDoor doors[] = {door("hygiene.shower", house_of_exemple, own_showers, true)};
        doors[0].mail = text_from(bad[i]);
        opening.set.id = (Id){
            {0xD2, (uint8_t)i}
        };
        opening.set.doors = doors;
        opening.set.door_count = 1;
        assert_int_equal(does(fixture, store, desk(), open_set, &opening), OK);
        (void)must_act(fixture, store, desk(), &opening.drafts.items[0], REFERRAL_SEND, "");
    }
    assert_int_equal(mails_planned(fixture, store), 0);
    (void)send_shelter(fixture, store);
    assert_int_equal(mails_planned(fixture, store), 1);
}

/* --------------------------------------------------------------------------------- journal */

static void every_reading_and_answer_leaves_a_line_in_the_journal(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    Following following = following_of(fixture, &one, REFERRAL_ACCEPT);
    (void)read_for(fixture, store, stranger(), one.id);
    assert_int_equal(does(fixture, store, (Caller){0}, follow_link, &following), OK);
    Session *session SCOPED(session_end) = NULL;
    JournalPage page = {0};
    JournalVerdict verdict = {0};
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(journal_list(session, fixture->arena, 0, &page, NULL), OK);
    assert_text_equal(page.items[0].act, TEXT("referral.answer"));
    assert_text_equal(page.items[0].because, TEXT("link"));
    assert_true(id_equal(page.items[0].subject, one.id));
    assert_text_equal(page.items[1].act, TEXT("referral.read"));
    assert_text_equal(page.items[1].because, TEXT("link"));
    assert_text_equal(page.items[2].because, TEXT("target"));
    assert_int_equal(journal_verify(session, STORE_TERRITORY, &verdict, NULL), OK);
    assert_true(verdict.is_whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(silence_shows_after_the_days_agreed),
        STORE_TEST(what_nobody_answers_expires_and_comes_back_to_its_sender),
        STORE_TEST(it_stays_on_the_work_list_until_somebody_sees_to_it),
        STORE_TEST(an_answer_before_the_deadline_stops_the_clock),
        STORE_TEST(an_acceptance_nobody_begins_comes_before_the_sender),
        STORE_TEST(a_discharge_is_answered_before_its_day),
        STORE_TEST(each_side_sees_its_own_box_and_only_what_was_sent),
        STORE_TEST(a_long_box_is_read_a_page_at_a_time_without_a_gap),
        STORE_TEST(a_signed_link_answers_without_an_account),
        STORE_TEST(a_link_opens_what_its_target_may_do_and_nothing_else),
        STORE_TEST(a_link_changed_by_one_character_opens_nothing),
        STORE_TEST(a_link_of_another_key_or_territory_opens_nothing),
        STORE_TEST(a_link_ends_with_its_days_or_with_its_referral),
        STORE_TEST(a_message_names_nobody_and_no_need),
        STORE_TEST(who_keeps_silent_is_told_once_more_in_a_message_of_its_own),
        STORE_TEST(a_reminder_says_so_and_is_no_copy_of_the_first_message),
        STORE_TEST(an_answer_in_time_is_followed_by_no_reminder),
        STORE_TEST(an_address_that_could_carry_another_header_gets_no_message),
        STORE_TEST(every_reading_and_answer_leaves_a_line_in_the_journal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
