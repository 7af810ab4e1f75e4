/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/random.h"
#include "people/household.h"
#include "people/merge.h"
#include "unit/people/people_fixture.h"

typedef struct Pair {
    Id one;
    Id other;
    PairVerdict verdict;
    LookupAnswer alike;
} Pair;

static Outcome merge(Access *access, void *context)
{
    const Pair *pair = context;
    return person_merge(access, pair->one, pair->other);
}

static Outcome unmerge(Access *access, void *context)
{
    const Pair *pair = context;
    return person_unmerge(access, pair->one);
}

static Outcome say_pair(Access *access, void *context)
{
    const Pair *pair = context;
    return person_say_pair(access, pair->one, pair->other, pair->verdict);
}

static Outcome find_alike(Access *access, void *context)
{
    Pair *pair = context;
    return person_alike(access, pair->one, &pair->alike);
}

static void a_merged_file_is_read_through_the_other_and_comes_out_whole(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Pair pair = {.one = create_camille(fixture, store),
                 .other = create_camille(fixture, store)};
    const PersonFile before = file_for(fixture, store, desk(), pair.one);
    assert_int_equal(acts(fixture, store, desk(), merge, &pair), OK);
    assert_int_equal(file_for(fixture, store, desk(), pair.other).facts.count, 6);
    assert_true(
        id_equal(file_for(fixture, store, desk(), pair.one).person.merged_into, pair.other));
    assert_int_equal(acts(fixture, store, desk(), unmerge, &pair), OK);
    const PersonFile after = file_for(fixture, store, desk(), pair.one);
    assert_int_equal(file_for(fixture, store, desk(), pair.other).facts.count, 3);
    assert_true(id_is_nil(after.person.merged_into));
    assert_int_equal(after.facts.count, before.facts.count);
    for (size_t i = 0; i < after.facts.count; i++) {
        assert_true(id_equal(after.facts.items[i].id, before.facts.items[i].id));
        assert_int_equal(after.facts.items[i].revision, before.facts.items[i].revision);
    }
}

typedef struct MergedOf {
    Id given;
    Id person;
} MergedOf;

static Outcome admit_merged(Access *access, void *context)
{
    MergedOf *asked = context;
    return person_admit_merged(access, asked->given, &asked->person);
}

static Outcome take_over(Access *access, void *context)
{
    const MergedOf *asked = context;
    return person_hand_over(access, asked->given, team_of_desk, access->caller.teams[0]);
}

static void a_file_whose_rest_another_house_took_over_is_itself_for_who_kept_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Pair first = {.one = create_camille(fixture, store),
                  .other = create_camille(fixture, store)};
    Pair then = {.one = first.other, .other = create_camille(fixture, store)};
    MergedOf asked = {.given = then.other};
    assert_int_equal(acts(fixture, store, desk(), merge, &first), OK);
    assert_int_equal(acts(fixture, store, desk(), merge, &then), OK);
    assert_int_equal(acts(fixture, store, stranger(), take_over, &asked), OK);
    asked.given = first.one;
    assert_int_equal(acts(fixture, store, desk(), admit_merged, &asked), OK);
    assert_true(id_equal(asked.person, first.other));
}

static void a_file_another_house_took_over_shows_nothing_of_one_that_stayed(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Pair pair = {.one = create_camille(fixture, store),
                       .other = create_camille(fixture, store)};
    Pair merged = pair;
    MergedOf taken = {.given = pair.other};
    const size_t own = file_for(fixture, store, desk(), pair.other).facts.count;
    assert_int_equal(acts(fixture, store, desk(), merge, &merged), OK);
    assert_int_equal(file_for(fixture, store, desk(), pair.other).facts.count, 2 * own);
    assert_int_equal(acts(fixture, store, stranger(), take_over, &taken), OK);
    const PersonFile file = file_for(fixture, store, stranger(), pair.other);
    assert_int_equal(file.facts.count, own);
    assert_int_equal(file.merged_count, 0);
    assert_int_equal(file_for(fixture, store, desk(), pair.one).facts.count, own);
}

static void a_file_merged_twice_over_is_the_last_one_for_what_is_given_to_a_person(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Pair first = {.one = create_camille(fixture, store),
                  .other = create_camille(fixture, store)};
    Pair then = {.one = first.other, .other = create_camille(fixture, store)};
    MergedOf asked = {.given = first.one};
    assert_int_equal(acts(fixture, store, desk(), merge, &first), OK);
    assert_int_equal(acts(fixture, store, desk(), merge, &then), OK);
    assert_int_equal(acts(fixture, store, desk(), admit_merged, &asked), OK);
    assert_true(id_equal(asked.person, then.other));
    asked.given = first.other;
    assert_int_equal(acts(fixture, store, desk(), admit_merged, &asked), OK);
    assert_true(id_equal(asked.person, then.other));
}

static void only_the_team_that_keeps_both_merges(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const PersonDetail facts[] = {fact(FACT_NAME, "Camille", "Exemple")};
    Pair pair = {.one = create_camille(fixture, store),
                 .other = create_by(fixture, store, stranger(), facts, 1)};
    assert_int_equal(acts(fixture, store, desk(), merge, &pair), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), merge, &pair), NOT_FOUND);
    pair.other = create_camille(fixture, store);
    assert_int_equal(acts(fixture, store, care(), merge, &pair), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk_colleague(), merge, &pair), REFUSED);
    assert_int_equal(acts(fixture, store, desk(), merge, &pair), OK);
}

static void nobody_is_merged_twice_nor_into_themselves(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Pair pair = {.one = create_camille(fixture, store),
                 .other = create_camille(fixture, store)};
    Pair back = {.one = pair.other, .other = pair.one};
    Pair self = {.one = pair.one, .other = pair.one};
    assert_int_equal(acts(fixture, store, desk(), merge, &self), INVALID);
    assert_int_equal(acts(fixture, store, desk(), unmerge, &pair), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), merge, &pair), OK);
    assert_int_equal(acts(fixture, store, desk(), merge, &pair), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), merge, &back), CONFLICT);
}

static void those_said_to_be_two_are_neither_merged_nor_proposed_again(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Pair pair = {.one = create_camille(fixture, store),
                 .other = create_camille(fixture, store),
                 .verdict = PAIR_DIFFERENT};
    assert_int_equal(acts(fixture, store, desk(), find_alike, &pair), OK);
    assert_int_equal(pair.alike.count, 1);
    assert_int_equal(acts(fixture, store, desk(), say_pair, &pair), OK);
    assert_int_equal(acts(fixture, store, desk(), find_alike, &pair), OK);
    assert_int_equal(pair.alike.count, 0);
    assert_int_equal(acts(fixture, store, desk(), merge, &pair), CONFLICT);
    pair.verdict = PAIR_UNSAID;
    assert_int_equal(acts(fixture, store, desk(), say_pair, &pair), OK);
    assert_int_equal(acts(fixture, store, desk(), merge, &pair), OK);
}

static Outcome look_for_camille(Access *access, void *context)
{
    const LookupQuery query = {.words = TEXT("Camille Exemple")};
    return lookup_find(access, &query, context);
}

static void a_look_finds_one_who_had_two_files_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Pair pair = {.one = create_camille(fixture, store),
                 .other = create_camille(fixture, store)};
    LookupAnswer answer = {0};
    assert_int_equal(acts(fixture, store, desk(), merge, &pair), OK);
    assert_int_equal(acts(fixture, store, desk(), look_for_camille, &answer), OK);
    assert_int_equal(answer.count, 1);
    assert_true(id_equal(answer.hits[0].person, pair.other));
}

/* What each of some persons shows: whom it is merged into, and how many facts are read. */
enum { CROWD = 5 };

typedef struct Picture {
    Id into[CROWD];
    size_t facts[CROWD];
} Picture;

static Picture picture_of(Fixture *fixture, Store *store, const Id *persons)
{
    Picture picture = {0};
    for (size_t i = 0; i < CROWD; i++) {
        const PersonFile file = file_for(fixture, store, desk(), persons[i]);
        picture.into[i] = file.person.merged_into;
        picture.facts[i] = file.facts.count;
    }
    return picture;
}

/* Random merges, then all undone in another order: as if nothing had been. */
static void merges_undone_in_any_order_leave_no_trace(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Random random = random_seeded(4);
    Id persons[CROWD];
    for (size_t i = 0; i < CROWD; i++) {
        persons[i] = create_camille(fixture, store);
    }
    const Picture before = picture_of(fixture, store, persons);
    for (size_t round = 0; round < 12; round++) {
        size_t merged = 0;
        for (size_t i = 0; i < 2 * (size_t)CROWD; i++) {
            Pair pair = {.one = persons[random_below(&random, CROWD)],
                         .other = persons[random_below(&random, CROWD)]};
            merged += acts(fixture, store, desk(), merge, &pair) == OK;
        }
        assert_in_range(merged, 1, CROWD - 1);
        for (size_t i = 0, at = random_below(&random, CROWD); i < CROWD; i++) {
            Pair pair = {.one = persons[(at + i * 2) % CROWD]};
            merged -= acts(fixture, store, desk(), unmerge, &pair) == OK;
        }
        assert_int_equal(merged, 0);
        const Picture after = picture_of(fixture, store, persons);
        assert_memory_equal(&after, &before, sizeof after);
    }
}

/* ------------------------------------------------------------------------------- households */

typedef struct Living {
    HouseholdEntry entry;
    Id household;
    Id person;
    HouseholdList list;
    Text left;
} Living;

static Outcome enter(Access *access, void *context)
{
    Living *living = context;
    return household_enter(access, &living->entry, &living->household);
}

static Outcome list_households(Access *access, void *context)
{
    Living *living = context;
    living->list = (HouseholdList){0};
    return household_list(access, living->person, &living->list);
}

static Outcome leave(Access *access, void *context)
{
    const Living *living = context;
    const HouseholdMember *member = &living->list.items[0].members[1];
    return household_leave(access, member->person, living->household, member->stay,
                           living->left);
}

static void who_lives_together_is_kept_with_its_dates(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const PersonDetail facts[] = {fact(FACT_NAME, "Sacha", "Exemple")};
    Living living = {.left = TEXT("2026-05-01")};
    living.person = create_camille(fixture, store);
    living.entry = (HouseholdEntry){.with = living.person,
                                    .person = create_by(fixture, store, desk(), facts, 1),
                                    .role = TEXT("child"),
                                    .entered = TEXT("2025-01-01")};
    assert_int_equal(acts(fixture, store, desk(), enter, &living), OK);
    assert_int_equal(acts(fixture, store, desk(), list_households, &living), OK);
    assert_int_equal(living.list.items[0].count, 2);
    assert_text_equal(living.list.items[0].members[1].name, TEXT("Sacha Exemple"));
    living.entry.household = living.household;
    assert_int_equal(acts(fixture, store, desk(), enter, &living), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), leave, &living), OK);
    assert_int_equal(acts(fixture, store, desk(), leave, &living), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), enter, &living), OK);
    assert_int_equal(acts(fixture, store, desk(), list_households, &living), OK);
    assert_int_equal(living.list.items[0].count, 3);
}

static void a_member_others_keep_is_not_named(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const PersonDetail facts[] = {fact(FACT_NAME, "Sacha", "Exemple")};
    Caller both = desk();
    both.teams[both.team_count++] = team_of_others;
    Living living = {.person = create_camille(fixture, store)};
    living.entry = (HouseholdEntry){.with = living.person,
                                    .person = create_by(fixture, store, stranger(), facts, 1),
                                    .role = TEXT("child")};
    assert_int_equal(acts(fixture, store, desk(), enter, &living), NOT_FOUND);
    assert_int_equal(acts(fixture, store, both, enter, &living), OK);
    assert_int_equal(acts(fixture, store, desk(), list_households, &living), OK);
    assert_true(living.list.items[0].members[1].is_withheld);
    assert_int_equal(living.list.items[0].members[1].name.length, 0);
    assert_true(id_is_nil(living.list.items[0].members[1].person));
}

typedef struct Keeping {
    Id person;
    Animal animal;
    AnimalList list;
} Keeping;

static Outcome keep_animal(Access *access, void *context)
{
    Keeping *keeping = context;
    TRY(animal_add(access, keeping->person, &keeping->animal, &keeping->animal.id));
    return animal_list(access, keeping->person, &keeping->list);
}

static Outcome end_animal(Access *access, void *context)
{
    const Keeping *keeping = context;
    return animal_leave(access, keeping->person, keeping->animal.id, TEXT("2026-05-01"));
}

static void an_animal_belongs_to_its_person(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Keeping keeping = {
        .person = create_camille(fixture, store),
        .animal = {.kind = TEXT("dog"), .name = TEXT("Rex")}
    };
    Keeping wrong = keeping;
    wrong.animal.kind = TEXT("dragon");
    assert_int_equal(acts(fixture, store, desk(), keep_animal, &wrong), INVALID);
    assert_int_equal(acts(fixture, store, desk(), keep_animal, &keeping), OK);
    assert_int_equal(keeping.list.count, 1);
    wrong.person = create_camille(fixture, store);
    wrong.animal.id = keeping.animal.id;
    assert_int_equal(acts(fixture, store, desk(), end_animal, &wrong), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), end_animal, &keeping), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), end_animal, &keeping), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_merged_file_is_read_through_the_other_and_comes_out_whole),
        STORE_TEST(a_file_whose_rest_another_house_took_over_is_itself_for_who_kept_it),
        STORE_TEST(a_file_another_house_took_over_shows_nothing_of_one_that_stayed),
        STORE_TEST(a_file_merged_twice_over_is_the_last_one_for_what_is_given_to_a_person),
        STORE_TEST(only_the_team_that_keeps_both_merges),
        STORE_TEST(nobody_is_merged_twice_nor_into_themselves),
        STORE_TEST(those_said_to_be_two_are_neither_merged_nor_proposed_again),
        STORE_TEST(a_look_finds_one_who_had_two_files_once),
        STORE_TEST(merges_undone_in_any_order_leave_no_trace),
        STORE_TEST(who_lives_together_is_kept_with_its_dates),
        STORE_TEST(a_member_others_keep_is_not_named),
        STORE_TEST(an_animal_belongs_to_its_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
