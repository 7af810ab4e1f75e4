/* SPDX-License-Identifier: EUPL-1.2 */
#include "dossier/erase.h"
#include "unit/casework/case_fixture.h"

typedef struct Erasing {
    CaseStory story;
    Text reason;
    Id hold;
    ErasureList erased;
    RetentionDueList due;
} Erasing;

static Caller officer(void)
{
    return worker(9, (Id){{0xD0}}, (Id){{0xD1}}, "data_protection_officer");
}

static Outcome erase(Access *access, void *context)
{
    const Erasing *erasing = context;
    return person_erase(access, erasing->story.person, GROUND_REQUEST, TEXT("AGR 2026/12"));
}

static Outcome hold(Access *access, void *context)
{
    Erasing *erasing = context;
    return person_hold(access, erasing->story.person, erasing->reason, &erasing->hold);
}

static Outcome end_hold(Access *access, void *context)
{
    const Erasing *erasing = context;
    return person_end_hold(access, erasing->story.person, erasing->hold);
}

static Outcome read_lists(Access *access, void *context)
{
    Erasing *erasing = context;
    TRY(erasure_list(access, 0, &erasing->erased));
    return retention_due(access, &erasing->due);
}

static Erasing closed_case(Fixture *fixture, Store *store)
{
    Erasing erasing = {.story = case_story(fixture, store), .reason = TEXT("court")};
    assert_int_equal(acts(fixture, store, desk(), write_note, &erasing.story), OK);
    assert_int_equal(acts(fixture, store, desk(), close_case, &erasing.story), OK);
    return erasing;
}

static void erasing_empties_the_person_and_leaves_the_words_of_cases_unreadable(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Erasing erasing = closed_case(fixture, store);
    assert_int_equal(acts(fixture, store, officer(), erase, &erasing), OK);
    const PersonFile file = file_for(fixture, store, desk(), erasing.story.person);
    for (size_t i = 0; i < file.facts.count; i++) {
        assert_int_equal(file.facts.items[i].what.value.length, 0);
        assert_int_equal(file.facts.items[i].what.extra.length, 0);
    }
    assert_int_equal(acts(fixture, store, desk(), read_notes, &erasing.story), NOT_FOUND);
    assert_int_equal(acts(fixture, store, officer(), read_lists, &erasing), OK);
    assert_int_equal(erasing.erased.count, 1);
    assert_text_equal(erasing.erased.items[0].leave, TEXT("AGR 2026/12"));
    assert_int_equal(acts(fixture, store, officer(), erase, &erasing), CONFLICT);
}

static void a_name_that_was_erased_stands_in_no_backup_made_after(void **state)
{
    Fixture *fixture = *state;
    if (test_server() != NULL) {
        skip();
    }
    Store *store SCOPED(store_close) = open_store(fixture);
    Erasing erasing = closed_case(fixture, store);
    assert_int_equal(acts(fixture, store, officer(), erase, &erasing), OK);
    const Text backup = text_format(fixture->arena, "%.*s/after.db", TEXT_ARG(fixture->folder));
    assert_int_equal(store_backup(fixture->path, backup, &fixture->problem), OK);
    const Text search = text_format(fixture->arena, "grep -qaE 'Camille|Exemple|MARKER' '%.*s'",
                                    TEXT_ARG(backup));
    assert_int_not_equal(system(text_to_c(fixture->arena, search)), 0);
}

static void a_file_under_a_hold_or_with_an_open_case_is_not_erased(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Erasing erasing = {.story = case_story(fixture, store), .reason = TEXT("court")};
    assert_int_equal(acts(fixture, store, officer(), erase, &erasing), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("case"));
    assert_int_equal(acts(fixture, store, desk(), close_case, &erasing.story), OK);
    assert_int_equal(acts(fixture, store, officer(), hold, &erasing), OK);
    assert_int_equal(acts(fixture, store, officer(), erase, &erasing), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("hold"));
    assert_int_equal(acts(fixture, store, officer(), end_hold, &erasing), OK);
    assert_int_equal(acts(fixture, store, officer(), end_hold, &erasing), NOT_FOUND);
    assert_int_equal(acts(fixture, store, officer(), erase, &erasing), OK);
}

static void nobody_but_the_officer_erases_or_holds(void **state)
{
    static const char *const others[] = {"social_worker", "head_of_service", "administrator"};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Erasing erasing = closed_case(fixture, store);
    for (size_t i = 0; i < LENGTH_OF(others); i++) {
        const Caller caller = worker(20, house_of_exemple, team_of_desk, others[i]);
        assert_int_equal(acts(fixture, store, caller, erase, &erasing), REFUSED);
        assert_int_equal(acts(fixture, store, caller, hold, &erasing), REFUSED);
        assert_int_equal(acts(fixture, store, caller, read_lists, &erasing), REFUSED);
    }
}

static void a_closed_case_is_proposed_when_the_years_of_its_class_have_passed(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Erasing erasing = closed_case(fixture, store);
    const Moment year = (Moment)366 * 24 * 60 * 60;
    the_time = NOON + 9 * year;
    assert_int_equal(acts(fixture, store, officer(), read_lists, &erasing), OK);
    assert_int_equal(erasing.due.count, 0);
    the_time = NOON + 10 * year;
    assert_int_equal(acts(fixture, store, officer(), read_lists, &erasing), OK);
    assert_int_equal(erasing.due.count, 1);
    assert_int_equal(acts(fixture, store, officer(), erase, &erasing), OK);
    assert_int_equal(acts(fixture, store, officer(), read_lists, &erasing), OK);
    assert_int_equal(erasing.due.count, 0);
    the_time = NOON;
}

static void erasing_needs_no_keys(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Erasing erasing = closed_case(fixture, store);
    keys_are_at_hand = false;
    assert_int_equal(acts(fixture, store, officer(), erase, &erasing), OK);
    keys_are_at_hand = true;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(erasing_empties_the_person_and_leaves_the_words_of_cases_unreadable),
        on_a_store(a_name_that_was_erased_stands_in_no_backup_made_after),
        on_a_store(a_file_under_a_hold_or_with_an_open_case_is_not_erased),
        on_a_store(nobody_but_the_officer_erases_or_holds),
        on_a_store(a_closed_case_is_proposed_when_the_years_of_its_class_have_passed),
        on_a_store(erasing_needs_no_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
