/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms answered in a case: kept as they were asked, sealed, corrected by another. */
#include "casework/assessment.h"
#include "unit/casework/case_fixture.h"

typedef struct Answering {
    CaseStory story;
    NewAssessment made;
    Id id;
    AssessmentList list;
} Answering;

static Outcome answer(Access *access, void *context)
{
    Answering *answering = context;
    return assessment_add(access, answering->story.id, &answering->made, &answering->id);
}

static Outcome read_answers(Access *access, void *context)
{
    Answering *answering = context;
    return assessment_list(access, answering->story.id, &answering->list);
}

static void say(Fixture *fixture, Answering *answering, const char *key, const char *value)
{
    LIST_APPEND(fixture->arena, &answering->made.given,
                (FormAnswer){text_from(key), text_from(value)});
}

static Answering relay(Fixture *fixture, Store *store)
{
    Answering answering = {.story = case_story(fixture, store),
                           .made.form = TEXT_INIT("health_relay")};
    say(fixture, &answering, "age", "44");
    say(fixture, &answering, "way_of_life", "street");
    say(fixture, &answering, "pathology", "skin");
    say(fixture, &answering, "care", "first_care");
    return answering;
}

static void answers_are_read_back_with_the_form_and_its_version(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Answering answering = relay(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), answer, &answering), OK);
    assert_int_equal(acts(fixture, store, desk(), read_answers, &answering), OK);
    assert_int_equal(answering.list.count, 1);
    const Assessment *one = assessment_of(&answering.list, answering.id);
    assert_text_equal(one->form, TEXT("health_relay"));
    assert_int_equal(one->version, 1);
    assert_int_equal(one->answers.count, 4);
    assert_true(form_has_answer(&one->answers, TEXT("way_of_life"), TEXT("street")));
}

static void a_wrong_answer_keeps_nothing_and_names_its_question(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Answering answering = relay(fixture, store);
    answering.made.given.items[0].value = TEXT("forty");
    assert_int_equal(acts(fixture, store, desk(), answer, &answering), INVALID);
    assert_text_equal(fixture->problem.where, TEXT("/answers"));
    assert_text_equal(fixture->problem.field, TEXT("age"));
    assert_false(text_contains(fixture->problem.detail, TEXT("forty")));
    answering.made.form = TEXT("horoscope");
    assert_int_equal(acts(fixture, store, desk(), answer, &answering), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("form"));
    assert_int_equal(acts(fixture, store, desk(), read_answers, &answering), OK);
    assert_int_equal(answering.list.count, 0);
}

static void a_correction_is_another_and_both_stay(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Answering answering = relay(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), answer, &answering), OK);
    const Id first = answering.id;
    answering.made.replaces = first;
    answering.made.given.items[0].value = TEXT("45");
    the_time += 60;
    assert_int_equal(acts(fixture, store, desk(), answer, &answering), OK);
    assert_int_equal(acts(fixture, store, desk(), answer, &answering), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("replaces"));
    assert_int_equal(acts(fixture, store, desk(), read_answers, &answering), OK);
    assert_int_equal(answering.list.count, 2);
    const Assessment *old = assessment_of(&answering.list, first);
    assert_true(old->is_replaced);
    assert_true(form_has_answer(&old->answers, TEXT("age"), TEXT("44")));
    assert_false(answering.list.items[0].is_replaced);
}

static void another_house_reads_a_form_of_health_when_health_is_shared_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Answering answering = relay(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), answer, &answering), OK);
    assert_int_equal(acts(fixture, store, stranger(), read_answers, &answering), NOT_FOUND);
    assert_int_equal(acts(fixture, store, care(), read_answers, &answering), NOT_FOUND);
    shared_with_others(fixture, store, &answering.story, CLASS_SITUATION);
    assert_int_equal(acts(fixture, store, stranger(), read_answers, &answering), OK);
    assert_int_equal(answering.list.count, 0);
    assert_int_equal(answering.list.withheld, 1);
    shared_with_others(fixture, store, &answering.story, CLASS_HEALTH);
    assert_int_equal(acts(fixture, store, stranger(), read_answers, &answering), OK);
    assert_int_equal(answering.list.count, 1);
    assert_int_equal(acts(fixture, store, stranger(), answer, &answering), NOT_FOUND);
}

static void a_closed_case_takes_no_answers_and_shows_those_it_has(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Answering answering = relay(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), answer, &answering), OK);
    assert_int_equal(acts(fixture, store, desk(), close_case, &answering.story), OK);
    assert_int_equal(acts(fixture, store, desk(), answer, &answering), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), read_answers, &answering), OK);
    assert_int_equal(answering.list.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(answers_are_read_back_with_the_form_and_its_version),
        on_a_store(a_wrong_answer_keeps_nothing_and_names_its_question),
        on_a_store(a_correction_is_another_and_both_stay),
        on_a_store(another_house_reads_a_form_of_health_when_health_is_shared_alone),
        on_a_store(a_closed_case_takes_no_answers_and_shows_those_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
