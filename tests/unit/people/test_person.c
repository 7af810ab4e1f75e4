/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/people/people_fixture.h"

static void a_person_is_read_back_as_created(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = create_camille(fixture, store);
    const PersonFile file = file_for(fixture, store, desk(), id);
    assert_int_equal(file.person.kind, PERSON_NAMED);
    assert_int_equal(file.relation, RELATION_TEAM);
    assert_int_equal(file.facts.count, 3);
    assert_text_equal(person_display_name(fixture->arena, &file), TEXT("Camille Exemple"));
    assert_text_equal(person_fact_first(&file, FACT_PHONE)->what.value, TEXT("+32470123456"));
    assert_int_equal(file.person.code.length, 9);
}

static void a_person_without_a_name_is_known_by_a_description(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const PersonDetail facts[] = {
        fact(FACT_DESCRIPTION, "homme, 40 ans env., manteau rouge, gare", "")};
    const Id id = create_by(fixture, store, desk(), facts, 1);
    const PersonFile file = file_for(fixture, store, desk(), id);
    assert_int_equal(file.person.kind, PERSON_UNKNOWN);
    assert_text_equal(person_display_name(fixture->arena, &file), facts[0].value);
}

static void the_kind_follows_from_what_is_known(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const PersonDetail facts[] = {fact(FACT_ALIAS, "Le Grand", "")};
    Changing naming = {.person = create_by(fixture, store, desk(), facts, 1),
                       .change = {.what = fact(FACT_NAME, "Paul", "Exemple")}};
    assert_int_equal(file_for(fixture, store, desk(), naming.person).person.kind, PERSON_ALIAS);
    assert_int_equal(acts(fixture, store, desk(), change_fact, &naming), OK);
    assert_int_equal(file_for(fixture, store, desk(), naming.person).person.kind, PERSON_NAMED);
}

static void a_person_needs_something_to_be_known_by(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const PersonDetail facts[] = {fact(FACT_BIRTH, "1985", "about")};
    Creating creating = {
        .made = {.facts = facts, .fact_count = 1}
    };
    assert_int_equal(acts(fixture, store, desk(), create, &creating), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("facts"));
}

static void a_wrong_fact_is_told_by_its_place(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const PersonDetail facts[] = {fact(FACT_NAME, "Camille", ""),
                                  fact(FACT_BIRTH, "1985-02-30", "")};
    Creating creating = {
        .made = {.facts = facts, .fact_count = 2}
    };
    assert_int_equal(acts(fixture, store, desk(), create, &creating), INVALID);
    assert_text_equal(fixture->problem.where, TEXT("facts/1"));
    assert_text_equal(fixture->problem.field, TEXT("value"));
}

/* ------------------------------------------------------------------------------ relations */

static void a_stranger_is_told_what_one_who_guesses_is_told(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Reading known = {.id = create_camille(fixture, store)};
    Reading guessed = {.id = {{9}}};
    assert_int_equal(acts(fixture, store, stranger(), read_person, &known), NOT_FOUND);
    const Problem told = fixture->problem;
    assert_int_equal(acts(fixture, store, stranger(), read_person, &guessed), NOT_FOUND);
    assert_text_equal(fixture->problem.detail, told.detail);
    assert_text_equal(fixture->problem.field, told.field);
    assert_text_equal(fixture->problem.where, told.where);
}

static void another_team_of_the_house_reads_what_is_not_the_teams_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const PersonFile file = file_for(fixture, store, care(), create_camille(fixture, store));
    assert_int_equal(file.relation, RELATION_HOUSE);
    assert_non_null(person_fact_first(&file, FACT_PHONE));
}

typedef struct Reaching {
    Id person;
    int64_t revision;
    PersonReach reach;
} Reaching;

static Outcome set_reach(Access *access, void *context)
{
    const Reaching *reaching = context;
    return person_set_reach(access, reaching->person, reaching->revision, reaching->reach);
}

static void a_restricted_file_is_known_to_its_team_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Reading reading = {.id = create_camille(fixture, store)};
    const PersonFile file = file_for(fixture, store, desk(), reading.id);
    Reaching reaching = {reading.id, file.person.revision, REACH_TEAM};
    assert_int_equal(acts(fixture, store, care(), set_reach, &reaching), REFUSED);
    assert_int_equal(acts(fixture, store, desk(), set_reach, &reaching), OK);
    assert_int_equal(acts(fixture, store, care(), read_person, &reading), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk_colleague(), read_person, &reading), OK);
    assert_int_equal(acts(fixture, store, desk(), set_reach, &reaching), CONFLICT);
}

static void each_reading_leaves_a_line_with_its_relation(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Session *session SCOPED(session_end) = NULL;
    JournalPage page = {0};
    const Id id = create_camille(fixture, store);
    (void)file_for(fixture, store, care(), id);
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(journal_of_person(session, fixture->arena, id, 0, &page, NULL), OK);
    assert_int_equal(page.count, 2);
    assert_text_equal(page.items[0].act, TEXT("person.read"));
    assert_text_equal(page.items[0].because, TEXT("house"));
    assert_text_equal(page.items[1].act, TEXT("person.create"));
}

static void a_role_that_may_not_read_persons_is_refused(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Caller clerk = worker(7, house_of_exemple, team_of_desk, "accountant");
    Reading reading = {.id = create_camille(fixture, store)};
    assert_int_equal(acts(fixture, store, clerk, read_person, &reading), REFUSED);
}

/* ------------------------------------------------------------------------------- changing */

static Changing change_of(const PersonFile *file, FactKind kind, const char *value,
                          const char *extra)
{
    const PersonFact *known = person_fact_first(file, kind);
    return (Changing){
        .person = file->person.id,
        .change = {known->id, known->revision, false, fact(kind, value, extra)}
    };
}

static void a_change_keeps_what_was_before(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = create_camille(fixture, store);
    const PersonFile before = file_for(fixture, store, desk(), id);
    Changing changing = change_of(&before, FACT_NAME, "Camille", "Modèle");
    assert_int_equal(acts(fixture, store, desk(), change_fact, &changing), OK);
    assert_false(changing.result.is_contested);
    const PersonFile after = file_for(fixture, store, desk(), id);
    assert_text_equal(person_display_name(fixture->arena, &after), TEXT("Camille Modèle"));
    assert_int_equal(person_fact_first(&after, FACT_NAME)->revision, 2);
    assert_true(after.person.revision > before.person.revision);
}

static void two_who_change_the_same_thing_find_both_texts_kept(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = create_camille(fixture, store);
    const PersonFile seen = file_for(fixture, store, desk(), id);
    Changing first = change_of(&seen, FACT_NAME, "Camille", "Premier");
    Changing second = change_of(&seen, FACT_NAME, "Camille", "Second");
    assert_int_equal(acts(fixture, store, desk(), change_fact, &first), OK);
    assert_int_equal(acts(fixture, store, desk_colleague(), change_fact, &second), OK);
    assert_true(second.result.is_contested);
    assert_text_equal(second.result.fact.what.extra, TEXT("Premier"));
    assert_text_equal(second.result.yours.what.extra, TEXT("Second"));
    const PersonFile after = file_for(fixture, store, desk(), id);
    assert_true(after.has_contested);
    assert_int_equal(after.facts.count, 4);
    assert_text_equal(person_display_name(fixture->arena, &after), TEXT("Camille Premier"));
}

static void the_same_word_twice_is_no_conflict(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = create_camille(fixture, store);
    const PersonFile seen = file_for(fixture, store, desk(), id);
    Changing first = change_of(&seen, FACT_NAME, "Camille", "Premier");
    Changing second = first;
    assert_int_equal(acts(fixture, store, desk(), change_fact, &first), OK);
    assert_int_equal(acts(fixture, store, desk_colleague(), change_fact, &second), OK);
    assert_false(second.result.is_contested);
    assert_false(file_for(fixture, store, desk(), id).has_contested);
}

typedef struct Settling {
    Id person;
    Id fact;
    int64_t contested;
    PersonFactChoice choice;
} Settling;

static Outcome settle(Access *access, void *context)
{
    const Settling *settling = context;
    return person_settle_fact(access, settling->person, settling->fact, settling->contested,
                              settling->choice);
}

/* What stands after the choice: the names in force, and whether any is contested. */
static PersonFile settled(Fixture *fixture, Store *store, PersonFactChoice choice)
{
    const Id id = create_camille(fixture, store);
    const PersonFile seen = file_for(fixture, store, desk(), id);
    Changing first = change_of(&seen, FACT_NAME, "Camille", "Premier");
    Changing second = change_of(&seen, FACT_NAME, "Camille", "Second");
    assert_int_equal(acts(fixture, store, desk(), change_fact, &first), OK);
    assert_int_equal(acts(fixture, store, desk(), change_fact, &second), OK);
    Settling settling = {id, second.result.yours.id, second.result.yours.revision, choice};
    assert_int_equal(acts(fixture, store, desk(), settle, &settling), OK);
    assert_int_equal(acts(fixture, store, desk(), settle, &settling), CONFLICT);
    return file_for(fixture, store, desk(), id);
}

static void whoever_settles_says_which_holds(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const PersonFile first = settled(fixture, store, KEEP_CURRENT);
    const PersonFile second = settled(fixture, store, KEEP_CONTESTED);
    const PersonFile both = settled(fixture, store, KEEP_BOTH);
    assert_text_equal(person_display_name(fixture->arena, &first), TEXT("Camille Premier"));
    assert_text_equal(person_display_name(fixture->arena, &second), TEXT("Camille Second"));
    assert_int_equal(first.facts.count, 3);
    assert_int_equal(second.facts.count, 3);
    assert_int_equal(both.facts.count, 4);
    assert_false(first.has_contested || second.has_contested || both.has_contested);
}

static void what_ended_is_read_in_the_history_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = create_camille(fixture, store);
    const PersonFile seen = file_for(fixture, store, desk(), id);
    Changing ending = change_of(&seen, FACT_PHONE, "", "");
    ending.change.ends = true;
    assert_int_equal(acts(fixture, store, desk(), change_fact, &ending), OK);
    const PersonFile after = file_for(fixture, store, desk(), id);
    assert_null(person_fact_first(&after, FACT_PHONE));
}

static void a_fact_of_another_person_is_not_reached_through_this_one(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id mine = create_camille(fixture, store);
    const PersonDetail facts[] = {fact(FACT_NAME, "Dominique", "Exemple")};
    const Id theirs = create_by(fixture, store, stranger(), facts, 1);
    const PersonFile other = file_for(fixture, store, stranger(), theirs);
    Changing swapped = change_of(&other, FACT_NAME, "Volé", "Volé");
    assert_int_equal(acts(fixture, store, desk(), change_fact, &swapped), NOT_FOUND);
    swapped.person = mine;
    assert_int_equal(acts(fixture, store, desk(), change_fact, &swapped), NOT_FOUND);
    assert_int_equal(file_for(fixture, store, stranger(), theirs).facts.items[0].revision, 1);
}

/* --------------------------------------------------------------- numbers, protected addresses
 */

static const Text NISS = TEXT_INIT("85073003328");

static Id create_with_secrets(Fixture *fixture, Store *store)
{
    PersonDetail facts[] = {
        fact(FACT_NAME, "Camille", "Exemple"),
        fact(FACT_IDENTIFIER, "85.07.30-033.28", "niss"),
        fact(FACT_ADDRESS, "Rue du Marqueur 12", "4000 Exempleville"),
    };
    facts[2].class = FACT_PROTECTED;
    return create_by(fixture, store, desk(), facts, LENGTH_OF(facts));
}

static void a_number_is_read_by_who_needs_it_for_the_case_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = create_with_secrets(fixture, store);
    const PersonFile social = file_for(fixture, store, desk(), id);
    const PersonFile front = file_for(fixture, store, desk_colleague(), id);
    const PersonFile beside = file_for(fixture, store, care(), id);
    assert_text_equal(person_fact_first(&social, FACT_IDENTIFIER)->what.value, NISS);
    assert_null(person_fact_first(&front, FACT_IDENTIFIER));
    assert_null(person_fact_first(&beside, FACT_IDENTIFIER));
    assert_int_equal(front.facts.count, 3);
}

static void a_protected_address_is_read_by_the_team_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = create_with_secrets(fixture, store);
    const PersonFile team = file_for(fixture, store, desk_colleague(), id);
    const PersonFile beside = file_for(fixture, store, care(), id);
    assert_non_null(person_fact_first(&team, FACT_ADDRESS));
    assert_null(person_fact_first(&beside, FACT_ADDRESS));
}

/* Pages of the file and what its log holds. */
static bool store_holds(Fixture *fixture, const char *words)
{
    const Text command =
        text_format(fixture->arena, "grep -qa '%s' %.*s*", words, TEXT_ARG(fixture->path));
    return system(command.bytes) == 0;
}

static void no_number_and_no_protected_address_stands_in_the_store(void **state)
{
    require_file_store();
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    (void)create_with_secrets(fixture, store);
    assert_true(store_holds(fixture, "Exemple"));
    assert_false(store_holds(fixture, NISS.bytes));
    assert_false(store_holds(fixture, "Marqueur"));
    assert_false(store_holds(fixture, "Exempleville"));
}

static void a_wrong_number_is_refused_and_not_repeated(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Changing changing = {.person = create_camille(fixture, store),
                         .change = {.what = fact(FACT_IDENTIFIER, "85073003329", "niss")}};
    assert_int_equal(acts(fixture, store, desk(), change_fact, &changing), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("value"));
    assert_false(text_contains(fixture->problem.detail, TEXT("85073003329")));
}

static void who_may_not_read_a_number_gets_none_back_from_a_late_change(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = create_with_secrets(fixture, store);
    const PersonFile file = file_for(fixture, store, desk(), id);
    const PersonFact *number = person_fact_first(&file, FACT_IDENTIFIER);
    Changing late = {
        .person = id,
        .change = {.fact = number->id,
                   .what = fact(FACT_IDENTIFIER, "591.1234567.12", "file")}
    };
    assert_int_equal(acts(fixture, store, desk_colleague(), change_fact, &late), OK);
    assert_true(late.result.is_contested);
    assert_true(late.result.fact.is_withheld);
    assert_int_equal(late.result.fact.what.value.length, 0);
}

/* ---------------------------------------------------------------------------- hostile texts */

static void a_name_keeps_what_is_seen_of_it(void **state)
{
    static const char *const written[] = {
        "\xE2\x80\xAE"
        "Camille",
        "Cam\x01ille",
        "  Camille\n",
        "\xEF\xBB\xBF"
        "Camille",
        "Cam\xE2\x80\x8Bille",
        "\xE2\x81\xA6"
        "Camille\xE2\x81\xA9",
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < LENGTH_OF(written); i++) {
        PersonDetail name = fact(FACT_NAME, written[i], "");
        assert_int_equal(fact_check(fixture->arena, 20000, &name, NULL), OK);
        assert_text_equal(name.value, TEXT("Camille"));
    }
}

static void no_kind_takes_what_is_too_long_or_no_text(void **state)
{
    Fixture *fixture = *state;
    const size_t ten_megabytes = 10000000;
    char *bytes = arena_allocate(fixture->arena, ten_megabytes);
    for (size_t i = 0; i < ten_megabytes; i++) {
        bytes[i] = 'a';
    }
    for (FactKind kind = FACT_NAME; kind < FACT_KIND_COUNT; kind++) {
        PersonDetail huge = {
            .kind = kind, .value = {bytes, ten_megabytes}
        };
        PersonDetail huge_extra = {
            .kind = kind, .extra = {bytes, ten_megabytes}
        };
        PersonDetail broken = {.kind = kind, .value = TEXT("\xC3\x28")};
        PersonDetail unseen = {.kind = kind, .value = TEXT("\xE2\x80\xAE")};
        assert_int_equal(fact_check(fixture->arena, 20000, &huge, NULL), INVALID);
        assert_int_equal(fact_check(fixture->arena, 20000, &huge_extra, NULL), INVALID);
        assert_int_equal(fact_check(fixture->arena, 20000, &broken, NULL), INVALID);
        assert_int_equal(fact_check(fixture->arena, 20000, &unseen, NULL), INVALID);
    }
}

static void a_fact_that_ends_before_it_starts_is_refused(void **state)
{
    Fixture *fixture = *state;
    PersonDetail name = fact(FACT_NAME, "Camille", "");
    name.valid_from = TEXT("2026-02-01");
    name.valid_to = TEXT("2026-01-31");
    assert_int_equal(fact_check(fixture->arena, 20000, &name, &fixture->problem), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("to"));
}

static void a_town_that_is_a_number_alone_is_a_postal_code_of_ours(void **state)
{
    static const struct {
        const char *town;
        Outcome outcome;
    } towns[] = {
        {"4000",        OK     },
        {"4000 Liège", OK     },
        {"75011 Paris", OK     },
        {"Liège",      OK     },
        {"99999",       INVALID},
        {"0001",        INVALID},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < LENGTH_OF(towns); i++) {
        PersonDetail address = fact(FACT_ADDRESS, "rue Exemple 1", towns[i].town);
        assert_int_equal(fact_check(fixture->arena, 20000, &address, &fixture->problem),
                         towns[i].outcome);
    }
    assert_text_equal(fixture->problem.field, TEXT("extra"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_person_is_read_back_as_created),
        STORE_TEST(a_person_without_a_name_is_known_by_a_description),
        STORE_TEST(the_kind_follows_from_what_is_known),
        STORE_TEST(a_person_needs_something_to_be_known_by),
        STORE_TEST(a_wrong_fact_is_told_by_its_place),
        STORE_TEST(a_stranger_is_told_what_one_who_guesses_is_told),
        STORE_TEST(another_team_of_the_house_reads_what_is_not_the_teams_alone),
        STORE_TEST(a_restricted_file_is_known_to_its_team_alone),
        STORE_TEST(each_reading_leaves_a_line_with_its_relation),
        STORE_TEST(a_role_that_may_not_read_persons_is_refused),
        STORE_TEST(a_change_keeps_what_was_before),
        STORE_TEST(two_who_change_the_same_thing_find_both_texts_kept),
        STORE_TEST(the_same_word_twice_is_no_conflict),
        STORE_TEST(whoever_settles_says_which_holds),
        STORE_TEST(what_ended_is_read_in_the_history_alone),
        STORE_TEST(a_fact_of_another_person_is_not_reached_through_this_one),
        STORE_TEST(a_number_is_read_by_who_needs_it_for_the_case_alone),
        STORE_TEST(a_protected_address_is_read_by_the_team_alone),
        STORE_TEST(no_number_and_no_protected_address_stands_in_the_store),
        STORE_TEST(a_wrong_number_is_refused_and_not_repeated),
        STORE_TEST(who_may_not_read_a_number_gets_none_back_from_a_late_change),
        STORE_TEST(a_name_keeps_what_is_seen_of_it),
        STORE_TEST(no_kind_takes_what_is_too_long_or_no_text),
        STORE_TEST(a_fact_that_ends_before_it_starts_is_refused),
        STORE_TEST(a_town_that_is_a_number_alone_is_a_postal_code_of_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
