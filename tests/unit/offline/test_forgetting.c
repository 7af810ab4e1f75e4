/* SPDX-License-Identifier: EUPL-1.2 */
/* What the server forgets of a device, and a device of persons, without anything acting twice.
 */
#include "casework/case_transfer.h"
#include "unit/offline/sync_operations.h"

/* One made too long ago, or ahead of its time, would act again once its answer is forgotten. */
static void an_operation_out_of_its_time_is_refused_and_does_nothing(void **state)
{
    static const Moment aside[] = {-OPERATION_OLDEST - 60, OPERATION_AHEAD + 60};
    static const uint8_t random[10] = {1};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    const Hands hands = hands_of(fixture, store, desk());
    for (size_t i = 0; i < LENGTH_OF(aside); i++) {
        const Id op = id_from_time((NOON + aside[i]) * 1000, random);
        const OperationAnswer answer =
            answer_to(&hands, note_operation(&hands, op, story.id, made_id(), "x"));
        assert_int_equal(answer.result, RESULT_REFUSED);
        assert_text_equal(answer.because, TEXT("out_of_time"));
    }
    assert_int_equal(acts(fixture, store, desk(), read_notes, &story), OK);
    assert_int_equal(story.notes.count, 0);
}

static Outcome forget_at(Session *session, void *context, Problem *problem)
{
    const Moment *now = context;
    return push_forget(session, *now, problem);
}

static void an_answer_is_kept_its_time_and_what_is_forgotten_acts_no_more(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    const Hands hands = hands_of(fixture, store, desk());
    const Text note = note_operation(&hands, made_id(), story.id, made_id(), "x");
    Moment now = NOON + OPERATION_KEPT - 24 * 60 * 60;
    assert_int_equal(answer_to(&hands, note).result, RESULT_APPLIED);
    assert_int_equal(store_write(store, forget_at, &now, NULL), OK);
    the_time = now;
    assert_int_equal(answer_to(&hands, note).result, RESULT_APPLIED);
    now = NOON + OPERATION_KEPT + 60;
    assert_int_equal(store_write(store, forget_at, &now, NULL), OK);
    assert_text_equal(answer_to(&hands, note).because, TEXT("out_of_time"));
    assert_int_equal(acts(fixture, store, desk(), read_notes, &story), OK);
    assert_int_equal(story.notes.count, 1);
    the_time = NOON;
}

static Outcome hand_over(Access *access, void *context)
{
    const Handover *handover = context;
    return case_hand_over(access, handover);
}

static void
who_handed_a_case_over_forgets_the_person_and_who_took_it_is_given_them(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const CaseStory story = case_story(fixture, store);
    const Caller taker = stranger();
    Handover handover = {.person = story.person,
                         .from_team = team_of_desk,
                         .referral = made_id(),
                         .team = taker.teams[0]};
    Hands former = hands_of(fixture, store, desk());
    Hands latter = hands_of(fixture, store, taker);
    assert_true(page_has(pull_all(&former, IT_ARRIVES), "\"whole\":true"));
    assert_false(page_has(pull_all(&latter, IT_ARRIVES), "\"person\":"));
    assert_int_equal(acts(fixture, store, taker, hand_over, &handover), OK);
    assert_true(page_has(pull_all(&former, IT_IS_LOST), "\"gone\":true"));
    assert_true(page_has(pull_all(&former, IT_ARRIVES), "\"gone\":true"));
    assert_false(page_has(pull_all(&former, IT_ARRIVES), "\"person\":"));
    assert_true(page_has(pull_all(&latter, IT_ARRIVES), "\"whole\":true"));
    const Text note = note_operation(&former, made_id(), story.id, made_id(), "late");
    assert_text_equal(answer_to(&former, note).because, TEXT("not_found"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(an_operation_out_of_its_time_is_refused_and_does_nothing),
        on_a_store(an_answer_is_kept_its_time_and_what_is_forgotten_acts_no_more),
        on_a_store(who_handed_a_case_over_forgets_the_person_and_who_took_it_is_given_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
