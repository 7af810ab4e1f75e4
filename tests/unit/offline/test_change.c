/* SPDX-License-Identifier: EUPL-1.2 */
/* What of a person changed is told to who follows from a count on, in the order of commits. */
#include "people/change.h"
#include "people/merge.h"
#include "unit/casework/case_fixture.h"

typedef struct Following {
    Id person;
    int64_t since;
    int64_t now;
    ChangeList changes;
} Following;

static Outcome follow(Access *access, void *context)
{
    Following *following = context;
    TRY(store_change_count(access->session, &following->now));
    return person_changes(access, following->person, following->since, following->now,
                          &following->changes);
}

/* What changed since the last time it was asked. */
static size_t changed_kinds(Fixture *fixture, Store *store, Following *following)
{
    size_t kinds = 0;
    assert_int_equal(acts(fixture, store, desk(), follow, following), OK);
    for (size_t i = 0; i < following->changes.count; i++) {
        kinds |= (size_t)1 << following->changes.items[i].kind;
    }
    following->since = following->now;
    return kinds;
}

static size_t only(ChangeKind kind)
{
    return (size_t)1 << kind;
}

static void each_change_is_told_once_under_its_kind(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Following following = {.person = story.person};
    assert_int_equal(changed_kinds(fixture, store, &following),
                     only(CHANGE_PERSON) | only(CHANGE_CASE));
    assert_int_equal(changed_kinds(fixture, store, &following), 0);
    assert_int_equal(acts(fixture, store, desk(), write_note, &story), OK);
    assert_int_equal(changed_kinds(fixture, store, &following), only(CHANGE_NOTE));
    Changing changing = {.person = story.person,
                         .change = {.what = fact(FACT_PHONE, "0470 65 43 21", "")}};
    assert_int_equal(acts(fixture, store, desk(), change_fact, &changing), OK);
    assert_int_equal(changed_kinds(fixture, store, &following), only(CHANGE_PERSON));
    assert_int_equal(acts(fixture, store, desk(), close_case, &story), OK);
    assert_int_equal(changed_kinds(fixture, store, &following), only(CHANGE_CASE));
}

static void what_was_undone_did_not_change(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Following following = {.person = story.person};
    (void)changed_kinds(fixture, store, &following);
    story.note.words = TEXT("");
    assert_int_equal(acts(fixture, store, desk(), write_note, &story), INVALID);
    assert_int_equal(changed_kinds(fixture, store, &following), 0);
}

typedef struct Pair {
    Id absorbed;
    Id into;
} Pair;

static Outcome merge(Access *access, void *context)
{
    const Pair *pair = context;
    return person_merge(access, pair->absorbed, pair->into);
}

static void a_merge_changes_both_and_a_fact_of_the_absorbed_changes_both_too(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Pair pair = {create_camille(fixture, store), create_camille(fixture, store)};
    Following absorbed = {.person = pair.absorbed};
    Following into = {.person = pair.into};
    (void)changed_kinds(fixture, store, &absorbed);
    (void)changed_kinds(fixture, store, &into);
    assert_int_equal(acts(fixture, store, desk(), merge, &pair), OK);
    assert_int_equal(changed_kinds(fixture, store, &absorbed), only(CHANGE_PERSON));
    assert_int_equal(changed_kinds(fixture, store, &into), only(CHANGE_PERSON));
    Changing changing = {.person = pair.absorbed,
                         .change = {.what = fact(FACT_PHONE, "0470 65 43 21", "")}};
    assert_int_equal(acts(fixture, store, desk(), change_fact, &changing), OK);
    assert_int_equal(changed_kinds(fixture, store, &into), only(CHANGE_PERSON));
}

static void an_id_made_by_who_creates_is_kept_and_borne_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    const Id made = {
        {0x01, 0x99, 7}
    };
    story.note.id = made;
    assert_int_equal(acts(fixture, store, desk(), write_note, &story), OK);
    assert_true(id_equal(story.note_id, made));
    assert_int_equal(acts(fixture, store, desk(), write_note, &story), INVALID);
    const PersonDetail name = fact(FACT_NAME, "Dominique", "Exemple");
    Creating creating = {
        .made = {.id = made, .facts = &name, .fact_count = 1}
    };
    assert_int_equal(acts(fixture, store, desk(), create, &creating), OK);
    assert_true(id_equal(creating.id, made));
    assert_int_equal(acts(fixture, store, desk(), create, &creating), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("id"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(each_change_is_told_once_under_its_kind),
        on_a_store(what_was_undone_did_not_change),
        on_a_store(a_merge_changes_both_and_a_fact_of_the_absorbed_changes_both_too),
        on_a_store(an_id_made_by_who_creates_is_kept_and_borne_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
