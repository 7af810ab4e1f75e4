/* SPDX-License-Identifier: EUPL-1.2 */
#include <pthread.h>

#include "referral/agreement.h"
#include "referral/queries.h"
#include "unit/referral/referral_fixture.h"

/* --------------------------------------------------------------------------------- opening */

static void a_set_makes_a_draft_of_each_door_it_opens(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const ReferralList drafts = open_doors(fixture, store);
    const Referral first = read_for(fixture, store, desk(), drafts.items[0].id);
    assert_int_equal(first.state, REFERRAL_DRAFT);
    assert_true(id_equal(first.service, shelter));
    assert_text_equal(first.need, TEXT("housing.shelter"));
    assert_int_equal(first.code.length, 9);
    assert_true(id_equal(drafts.items[1].service, own_showers));
}

static void the_same_set_asked_twice_is_one(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const ReferralList drafts = open_doors(fixture, store);
    Opening again = opening_for(drafts.items[0].person);
    assert_int_equal(does(fixture, store, desk(), open_set, &again), OK);
    assert_int_equal(again.drafts.count, 2);
    assert_true(id_equal(again.drafts.items[0].id, drafts.items[0].id));
    assert_int_equal(does(fixture, store, desk_colleague(), open_set, &again), CONFLICT);
}

static void nobody_opens_doors_for_a_person_of_another_house(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Opening opening = opening_for(create_camille(fixture, store));
    opening.set.team = team_of_others;
    assert_int_equal(does(fixture, store, stranger(), open_set, &opening), NOT_FOUND);
    assert_text_equal(fixture->problem.detail, TEXT("no such person"));
}

static void a_set_that_is_wrong_is_refused_by_the_place_of_its_fault(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Opening opening = opening_for(create_camille(fixture, store));
    ReferralDoor doors[] = {door("food.meal", house_of_others, shelter, true),
                            door("food.meal", house_of_others, shelter, false)};
    opening.set.doors = doors;
    opening.set.door_count = 2;
    assert_int_equal(does(fixture, store, desk(), open_set, &opening), INVALID);
    assert_text_equal(fixture->problem.where, TEXT("/doors/1"));
    opening.set.door_count = 0;
    assert_int_equal(does(fixture, store, desk(), open_set, &opening), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("doors"));
    opening.set.door_count = 1;
    opening.set.kind = REFERRAL_DISCHARGE;
    assert_int_equal(does(fixture, store, desk(), open_set, &opening), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("onDay"));
}

/* --------------------------------------------------------------------------------- consent */

static void nothing_goes_to_another_house_without_consent(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const ReferralList drafts = open_doors(fixture, store);
    Acting acting = acting_of(drafts.items[0].id, 0, REFERRAL_SEND);
    assert_int_equal(does(fixture, store, desk(), act, &acting), REFUSED);
    assert_text_equal(fixture->problem.field, TEXT("consent"));
    assert_int_equal(read_for(fixture, store, desk(), drafts.items[0].id).state,
                     REFERRAL_DRAFT);
    assert_int_equal(page_for(fixture, store, stranger(), (ReferralFilter){0}).list.count, 0);
}

static void within_the_house_a_referral_needs_no_consent(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const ReferralList drafts = open_doors(fixture, store);
    const Referral sent = must_act(fixture, store, desk(), &drafts.items[1], REFERRAL_SEND, "");
    assert_int_equal(sent.basis, BASIS_HOUSE);
}

static void going_without_consent_asks_for_the_right_a_danger_and_words(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const ReferralList drafts = open_doors(fixture, store);
    Acting acting = acting_of(drafts.items[0].id, 0, REFERRAL_SEND);
    acting.order.consent_override = true;
    assert_int_equal(does(fixture, store, desk(), act, &acting), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("reason"));
    acting.order.reason = TEXT("life");
    assert_int_equal(does(fixture, store, desk(), act, &acting), INVALID);
    acting.order.danger_words = TEXT("threatened tonight, cannot go home");
    assert_int_equal(does(fixture, store, desk_colleague(), act, &acting), REFUSED);
    assert_int_equal(does(fixture, store, desk(), act, &acting), OK);
    assert_int_equal(acting.done.referral.basis, BASIS_OVERRIDE);
    assert_text_equal(acting.done.referral.reason, TEXT(""));
}

static void consent_alone_is_not_the_five_conditions(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const ReferralList drafts = open_doors(fixture, store);
    Acting acting = acting_of(drafts.items[0].id, 0, REFERRAL_SEND);
    (void)agree_for(fixture, store, drafts.items[0].person);
    acting.order.conditions = ((1U << CONDITION_COUNT) - 1) & ~(1U << CONDITION_INFORMED);
    assert_int_equal(does(fixture, store, desk(), act, &acting), REFUSED);
    assert_text_equal(fixture->problem.field, share_condition_code(CONDITION_INFORMED));
    acting.order.conditions = (1U << CONDITION_COUNT) - 1;
    assert_int_equal(does(fixture, store, desk(), act, &acting), OK);
    assert_int_equal(acting.done.referral.basis, BASIS_CONSENT);
}

static Outcome withdraw_consent(Access *access, void *context)
{
    const Agreeing *agreeing = context;
    return agreement_withdraw(access, agreeing->person, agreeing->consent);
}

static void a_consent_withdrawn_withdraws_what_rested_on_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const ReferralList drafts = open_doors(fixture, store);
    Agreeing agreeing = {.person = drafts.items[0].person};
    assert_int_equal(does(fixture, store, desk(), agree, &agreeing), OK);
    const Referral sent = must_act(fixture, store, desk(), &drafts.items[0], REFERRAL_SEND, "");
    const Referral own = must_act(fixture, store, desk(), &drafts.items[1], REFERRAL_SEND, "");
    assert_int_equal(does(fixture, store, desk(), withdraw_consent, &agreeing), OK);
    const Referral after = read_for(fixture, store, desk(), sent.id);
    assert_int_equal(after.state, REFERRAL_WITHDRAWN);
    assert_text_equal(after.reason, TEXT("consent_withdrawn"));
    assert_int_equal(read_for(fixture, store, desk(), own.id).state, REFERRAL_SENT);
}

/* ----------------------------------------------------------------------------------- story */

static void a_referral_is_followed_from_the_draft_to_its_outcome(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Referral one = send_shelter(fixture, store);
    assert_int_equal(one.deadline, NOON + referral_charter()->answer_days * DAY);
    one = must_act(fixture, store, stranger(), &one, REFERRAL_SEE, "");
    one = must_act(fixture, store, stranger(), &one, REFERRAL_WAITLIST, "");
    assert_int_equal(one.rank, 3);
    one = must_act(fixture, store, stranger(), &one, REFERRAL_ACCEPT, "");
    assert_int_equal(one.rank, 0);
    one = must_act(fixture, store, stranger(), &one, REFERRAL_START, "");
    one = must_act(fixture, store, stranger(), &one, REFERRAL_HOLD, "waiting_for_other");
    one = must_act(fixture, store, stranger(), &one, REFERRAL_RESUME, "");
    one = must_act(fixture, store, stranger(), &one, REFERRAL_FINISH, "partly");
    const Referral kept = read_for(fixture, store, desk(), one.id);
    assert_int_equal(kept.state, REFERRAL_DONE);
    assert_text_equal(kept.outcome, TEXT("partly"));
    assert_int_equal(kept.revision, 8);
    assert_int_equal(kept.link_until, 0);
}

typedef struct Telling {
    Id id;
    ReferralStory story;
} Telling;

static Outcome tell_story(Access *access, void *context)
{
    Telling *telling = context;
    return referral_story(access, telling->id, &telling->story);
}

static void each_act_is_an_event_with_who_when_and_why(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Referral one = send_shelter(fixture, store);
    clock_now += HOUR;
    one = must_act(fixture, store, stranger(), &one, REFERRAL_REFUSE, "full");
    Telling telling = {.id = one.id};
    assert_int_equal(does(fixture, store, desk(), tell_story, &telling), OK);
    assert_int_equal(telling.story.count, 2);
    const ReferralEvent *last = &telling.story.items[1];
    assert_int_equal(last->number, 2);
    assert_int_equal(last->from, REFERRAL_SENT);
    assert_int_equal(last->to, REFERRAL_REFUSED);
    assert_int_equal(last->at, NOON + HOUR);
    assert_int_equal(last->way, WAY_ACCOUNT);
    assert_true(id_equal(last->account, stranger().account));
    assert_text_equal(last->reason, TEXT("full"));
}

static void an_act_without_what_it_needs_is_refused_and_changes_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    Acting acting = acting_of(one.id, one.revision, REFERRAL_REFUSE);
    assert_int_equal(does(fixture, store, stranger(), act, &acting), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("reason"));
    acting.order.reason = TEXT("full");
    acting.order.barrier = TEXT("weather");
    assert_int_equal(does(fixture, store, stranger(), act, &acting), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("barrier"));
    acting.order.act = REFERRAL_WAITLIST;
    acting.order.barrier = TEXT("");
    assert_int_equal(does(fixture, store, stranger(), act, &acting), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("rank"));
    assert_int_equal(read_for(fixture, store, desk(), one.id).revision, one.revision);
}

/* ---------------------------------------------------------------------------- refusals */

/* What the one line of the register counts, told or not. */
static int64_t refusals_kept(Store *store)
{
    bool row = false;
    Session *session SCOPED(session_end) = NULL;
    assert_int_equal(store_read(store, &session, NULL), OK);
    Statement *statement SCOPED(statement_close) = NULL;
    assert_int_equal(statement_open(session, &UNMET_NEED_EACH, &statement, NULL), OK);
    bind_text(statement, "since", TEXT("2000-01-01"));
    assert_int_equal(statement_next(statement, &row, NULL), OK);
    assert_true(row);
    return column_integer(statement, 6);
}

static void a_refusal_writes_the_unmet_need_and_offers_the_next_door_at_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    Acting acting = acting_of(one.id, one.revision, REFERRAL_REFUSE);
    acting.order.reason = TEXT("full");
    acting.order.barrier = TEXT("animal");
    assert_int_equal(does(fixture, store, stranger(), act, &acting), OK);
    assert_true(acting.done.has_next);
    assert_true(id_equal(acting.done.next.service, second_shelter));
    const UnmetList unmet = unmet_of(fixture, store);
    assert_int_equal(unmet.count, 1);
    assert_text_equal(unmet.items[0].need, TEXT("housing.shelter"));
    assert_text_equal(unmet.items[0].postal_code, TEXT("4000"));
    assert_text_equal(unmet.items[0].reason, TEXT("full"));
    assert_text_equal(unmet.items[0].barrier, TEXT("animal"));
    assert_true(unmet.items[0].is_few);
    assert_int_equal(unmet.items[0].count, 0);
}

typedef struct Next {
    Id referral;
    Id draft;
    Referral opened;
} Next;

static Outcome open_next(Access *access, void *context)
{
    Next *next = context;
    return referral_open_next(access, next->referral, next->draft, &next->opened);
}

static void the_next_door_opens_in_place_of_the_one_that_stayed_shut(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Referral one = send_shelter(fixture, store);
    one = must_act(fixture, store, stranger(), &one, REFERRAL_REFUSE, "full");
    assert_true(one.must_follow);
    Next next = {.referral = one.id, .draft = {{0xF1}}};
    assert_int_equal(does(fixture, store, desk(), open_next, &next), OK);
    assert_true(id_equal(next.opened.service, second_shelter));
    assert_false(read_for(fixture, store, desk(), one.id).must_follow);
    /* The same click again makes no second draft; another finds no third door. */
    assert_int_equal(does(fixture, store, desk(), open_next, &next), OK);
    next.draft = (Id){{0xF2}};
    assert_int_equal(does(fixture, store, desk(), open_next, &next), NOT_FOUND);
}

static void a_mistake_takes_back_the_line_of_the_register(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Referral one = send_shelter(fixture, store);
    one = must_act(fixture, store, stranger(), &one, REFERRAL_REFUSE, "out_of_area");
    clock_now += 23 * HOUR;
    one = must_act(fixture, store, desk(), &one, REFERRAL_MISTAKE, "wrong_target");
    assert_int_equal(one.state, REFERRAL_ERROR);
    assert_int_equal(unmet_of(fixture, store).count, 0);
}

/* ------------------------------------------------------------------------- two at once */

static void who_acts_upon_what_somebody_changed_is_told_what_became_of_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    (void)must_act(fixture, store, stranger(), &one, REFERRAL_ACCEPT, "");
    Acting late = acting_of(one.id, one.revision, REFERRAL_WITHDRAW);
    late.order.reason = TEXT("need_gone");
    assert_int_equal(does(fixture, store, desk(), act, &late), CONFLICT);
    assert_text_equal(
        fixture->problem.detail,
        TEXT("somebody acted meanwhile: it is “accepted” now (revision 2, not 1)"));
}

static void an_operation_that_comes_twice_acts_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    Acting acting = acting_of(one.id, one.revision, REFERRAL_REFUSE);
    acting.order.reason = TEXT("full");
    assert_int_equal(does(fixture, store, stranger(), act, &acting), OK);
    Acting again = {.order = acting.order};
    assert_int_equal(does(fixture, store, stranger(), act, &again), OK);
    assert_true(again.done.was_known);
    assert_true(again.done.has_next);
    assert_int_equal(again.done.referral.revision, 2);
    assert_int_equal(refusals_kept(store), 1);
    again.order.act = REFERRAL_ACCEPT;
    assert_int_equal(does(fixture, store, stranger(), act, &again), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("operation"));
}

typedef struct Racer {
    Fixture fixture;
    Store *store;
    Acting acting;
    Outcome outcome;
} Racer;

static void *race(void *context)
{
    Racer *racer = context;
    racer->outcome = does(&racer->fixture, racer->store, stranger(), act, &racer->acting);
    return NULL;
}

static void of_eight_who_answer_at_once_one_is_heard_and_seven_are_told(void **state)
{
    enum { RACERS = 8 };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    Racer racers[RACERS];
    pthread_t threads[RACERS];
    int won = 0;
    for (int i = 0; i < RACERS; i++) {
        racers[i] =
            (Racer){.fixture = {.arena = arena_new(0)},
                    .store = store,
                    .acting = acting_of(one.id, one.revision,
                                        i % 2 == 0 ? REFERRAL_ACCEPT : REFERRAL_REFUSE)};
        racers[i].acting.order.reason = i % 2 == 0 ? TEXT("") : TEXT("full");
        assert_int_equal(pthread_create(&threads[i], NULL, race, &racers[i]), 0);
    }
    for (int i = 0; i < RACERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_true(racers[i].outcome == OK || racers[i].outcome == CONFLICT);
        won += racers[i].outcome == OK ? 1 : 0;
        arena_free(racers[i].fixture.arena);
    }
    assert_int_equal(won, 1);
    assert_int_equal(read_for(fixture, store, desk(), one.id).revision, 2);
}

/* -------------------------------------------------------------------------------- strangers */

static void a_stranger_learns_nothing_of_a_referral(void **state)
{
    const Caller third = worker(7, (Id){{0x77}}, (Id){{0x78}}, "social_worker");
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    Acting acting = acting_of(one.id, one.revision, REFERRAL_ACCEPT);
    Finding guessed = {.id = {{9}}};
    Finding known = {.id = one.id};
    assert_int_equal(does(fixture, store, third, find, &guessed), NOT_FOUND);
    const Problem told = fixture->problem;
    assert_int_equal(does(fixture, store, third, find, &known), NOT_FOUND);
    assert_text_equal(fixture->problem.detail, told.detail);
    assert_text_equal(fixture->problem.where, told.where);
    assert_int_equal(does(fixture, store, third, act, &acting), NOT_FOUND);
    assert_text_equal(fixture->problem.detail, told.detail);
}

static void a_draft_is_nothing_to_its_target(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const ReferralList drafts = open_doors(fixture, store);
    Finding finding = {.id = drafts.items[0].id};
    assert_int_equal(does(fixture, store, stranger(), find, &finding), NOT_FOUND);
}

static void who_may_not_answer_for_a_house_reads_nothing_of_what_it_got(void **state)
{
    const Caller administrator = worker(8, house_of_others, team_of_others, "administrator");
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    Finding finding = {.id = one.id};
    Acting acting = acting_of(one.id, one.revision, REFERRAL_ACCEPT);
    assert_int_equal(does(fixture, store, administrator, find, &finding), REFUSED);
    assert_int_equal(does(fixture, store, administrator, act, &acting), REFUSED);
    assert_false(text_contains(fixture->problem.detail, TEXT("sent")));
}

static void the_sender_cannot_answer_for_the_target(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    Acting acting = acting_of(one.id, one.revision, REFERRAL_ACCEPT);
    assert_int_equal(does(fixture, store, desk(), act, &acting), REFUSED);
    assert_text_equal(
        fixture->problem.detail,
        TEXT("“accept” from “sent” to “accepted” is for who it was sent to alone"));
    acting.order.act = REFERRAL_WITHDRAW;
    acting.order.reason = TEXT("need_gone");
    assert_int_equal(does(fixture, store, stranger(), act, &acting), REFUSED);
    assert_int_equal(does(fixture, store, care(), act, &acting), REFUSED);
}

static void an_answer_by_telephone_says_who_gave_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Referral one = send_shelter(fixture, store);
    Acting acting = acting_of(one.id, one.revision, REFERRAL_ACCEPT);
    acting.order.way = WAY_PHONE;
    assert_int_equal(does(fixture, store, desk(), act, &acting), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("spokenBy"));
    acting.order.spoken_by = TEXT(" Dominique Exemple ");
    assert_int_equal(does(fixture, store, care(), act, &acting), REFUSED);
    assert_int_equal(does(fixture, store, desk(), act, &acting), OK);
    Telling telling = {.id = one.id};
    assert_int_equal(does(fixture, store, desk(), tell_story, &telling), OK);
    assert_text_equal(telling.story.items[1].spoken_by, TEXT("Dominique Exemple"));
    assert_int_equal(telling.story.items[1].way, WAY_PHONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_set_makes_a_draft_of_each_door_it_opens),
        STORE_TEST(the_same_set_asked_twice_is_one),
        STORE_TEST(nobody_opens_doors_for_a_person_of_another_house),
        STORE_TEST(a_set_that_is_wrong_is_refused_by_the_place_of_its_fault),
        STORE_TEST(nothing_goes_to_another_house_without_consent),
        STORE_TEST(within_the_house_a_referral_needs_no_consent),
        STORE_TEST(going_without_consent_asks_for_the_right_a_danger_and_words),
        STORE_TEST(consent_alone_is_not_the_five_conditions),
        STORE_TEST(a_consent_withdrawn_withdraws_what_rested_on_it),
        STORE_TEST(a_referral_is_followed_from_the_draft_to_its_outcome),
        STORE_TEST(each_act_is_an_event_with_who_when_and_why),
        STORE_TEST(an_act_without_what_it_needs_is_refused_and_changes_nothing),
        STORE_TEST(a_refusal_writes_the_unmet_need_and_offers_the_next_door_at_once),
        STORE_TEST(the_next_door_opens_in_place_of_the_one_that_stayed_shut),
        STORE_TEST(a_mistake_takes_back_the_line_of_the_register),
        STORE_TEST(who_acts_upon_what_somebody_changed_is_told_what_became_of_it),
        STORE_TEST(an_operation_that_comes_twice_acts_once),
        STORE_TEST(of_eight_who_answer_at_once_one_is_heard_and_seven_are_told),
        STORE_TEST(a_stranger_learns_nothing_of_a_referral),
        STORE_TEST(a_draft_is_nothing_to_its_target),
        STORE_TEST(who_may_not_answer_for_a_house_reads_nothing_of_what_it_got),
        STORE_TEST(the_sender_cannot_answer_for_the_target),
        STORE_TEST(an_answer_by_telephone_says_who_gave_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
