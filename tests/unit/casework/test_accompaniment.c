/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/accompaniment.h"
#include "unit/casework/case_fixture.h"

typedef struct Going {
    CaseStory story;
    Accompaniment made;
    Id id;
    AccompanimentEnd end;
    AccompanimentList list;
} Going;

static Outcome plan(Access *access, void *context)
{
    Going *going = context;
    return accompaniment_plan(access, going->story.id, &going->made, &going->id);
}

static Outcome end_one(Access *access, void *context)
{
    const Going *going = context;
    return accompaniment_end(access, going->id, &going->end);
}

static Outcome list_all(Access *access, void *context)
{
    Going *going = context;
    return accompaniment_list(access, going->story.id, &going->list);
}

static Outcome list_own(Access *access, void *context)
{
    Going *going = context;
    return accompaniment_list_own(access, &going->list);
}

static Going going_of(Fixture *fixture, Store *store)
{
    return (Going){
        .story = case_story(fixture, store),
        .made = {.starts = NOON + 3600,
                 .place = TEXT("MARKER-PLACE at the station"),
                 .door = TEXT("MARKER-DOOR the commune")}
    };
}

static void it_stands_among_those_of_its_companion_until_it_is_done(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Going going = going_of(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), plan, &going), OK);
    assert_int_equal(acts(fixture, store, desk(), list_own, &going), OK);
    assert_int_equal(going.list.count, 1);
    assert_text_equal(going.list.items[0].door, going.made.door);
    assert_true(id_equal(going.list.items[0].person, going.story.person));
    assert_int_equal(acts(fixture, store, nurse(), list_own, &going), OK);
    assert_int_equal(going.list.count, 0);
    going.end = (AccompanimentEnd){ACCOMPANIMENT_DONE, OUTCOME_PARTLY, TEXT("MARKER-SEEN")};
    assert_int_equal(acts(fixture, store, desk(), end_one, &going), OK);
    assert_int_equal(acts(fixture, store, desk(), end_one, &going), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), list_own, &going), OK);
    assert_int_equal(going.list.count, 0);
    assert_int_equal(acts(fixture, store, desk(), list_all, &going), OK);
    assert_text_equal(going.list.items[0].seen, going.end.seen);
    assert_int_equal(going.list.items[0].outcome, OUTCOME_PARTLY);
}

static void a_companion_works_on_the_case_or_is_a_volunteer_with_a_name(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Going going = going_of(fixture, store);
    going.made.companion = stranger().account;
    assert_int_equal(acts(fixture, store, desk(), plan, &going), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("companion"));
    going.made.volunteer = TEXT("MARKER-VOLUNTEER");
    assert_int_equal(acts(fixture, store, desk(), plan, &going), INVALID);
    going.made.companion = (Id){{0}};
    assert_int_equal(acts(fixture, store, desk(), plan, &going), OK);
    assert_int_equal(acts(fixture, store, desk(), list_all, &going), OK);
    assert_text_equal(going.list.items[0].volunteer, going.made.volunteer);
    assert_true(id_is_nil(going.list.items[0].companion));
}

static void an_outcome_is_asked_of_one_that_was_done_and_of_no_other(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Going going = going_of(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), plan, &going), OK);
    going.end = (AccompanimentEnd){.state = ACCOMPANIMENT_DONE};
    assert_int_equal(acts(fixture, store, desk(), end_one, &going), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("outcome"));
    going.end = (AccompanimentEnd){.state = ACCOMPANIMENT_MISSED, .outcome = OUTCOME_HELPED};
    assert_int_equal(acts(fixture, store, desk(), end_one, &going), INVALID);
    going.end = (AccompanimentEnd){.state = ACCOMPANIMENT_PLANNED};
    assert_int_equal(acts(fixture, store, desk(), end_one, &going), INVALID);
    going.end = (AccompanimentEnd){.state = ACCOMPANIMENT_MISSED};
    assert_int_equal(acts(fixture, store, desk(), end_one, &going), OK);
}

static void a_stranger_plans_and_ends_nothing_and_a_referral_is_of_the_person(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Going going = going_of(fixture, store);
    assert_int_equal(acts(fixture, store, stranger(), plan, &going), NOT_FOUND);
    going.made.referral = (Id){{77}};
    assert_int_equal(acts(fixture, store, desk(), plan, &going), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("referral"));
    going.made.referral = (Id){{0}};
    going.made.door = TEXT("");
    assert_int_equal(acts(fixture, store, desk(), plan, &going), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("door"));
    going.end = (AccompanimentEnd){.state = ACCOMPANIMENT_MISSED};
    assert_int_equal(acts(fixture, store, desk(), end_one, &going), NOT_FOUND);
}

static void
the_situation_that_is_shared_shows_neither_what_was_seen_nor_the_volunteer(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Going going = going_of(fixture, store);
    going.made.volunteer = TEXT("MARKER-VOLUNTEER");
    going.end = (AccompanimentEnd){ACCOMPANIMENT_DONE, OUTCOME_HELPED, TEXT("MARKER-SEEN")};
    assert_int_equal(acts(fixture, store, desk(), plan, &going), OK);
    assert_int_equal(acts(fixture, store, desk(), end_one, &going), OK);
    shared_with_others(fixture, store, &going.story, CLASS_SITUATION);
    assert_int_equal(acts(fixture, store, stranger(), list_all, &going), OK);
    assert_int_equal(going.list.count, 1);
    assert_text_equal(going.list.items[0].door, going.made.door);
    assert_int_equal(going.list.items[0].outcome, OUTCOME_HELPED);
    assert_text_equal(going.list.items[0].seen, TEXT(""));
    assert_text_equal(going.list.items[0].volunteer, TEXT(""));
    assert_true(going.list.items[0].is_withheld);
    shared_with_others(fixture, store, &going.story, CLASS_NOTES);
    assert_int_equal(acts(fixture, store, stranger(), list_all, &going), OK);
    assert_text_equal(going.list.items[0].seen, going.end.seen);
    assert_text_equal(going.list.items[0].volunteer, going.made.volunteer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(it_stands_among_those_of_its_companion_until_it_is_done),
        on_a_store(a_companion_works_on_the_case_or_is_a_volunteer_with_a_name),
        on_a_store(an_outcome_is_asked_of_one_that_was_done_and_of_no_other),
        on_a_store(a_stranger_plans_and_ends_nothing_and_a_referral_is_of_the_person),
        on_a_store(the_situation_that_is_shared_shows_neither_what_was_seen_nor_the_volunteer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
