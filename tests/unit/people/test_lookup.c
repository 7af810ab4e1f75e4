/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "people/lookup.h"
#include "unit/people/people_fixture.h"

typedef struct Looking {
    LookupQuery query;
    LookupAnswer answer;
} Looking;

static Outcome look(Access *access, void *context)
{
    Looking *looking = context;
    return lookup_find(access, &looking->query, &looking->answer);
}

static LookupAnswer look_for(Fixture *fixture, Store *store, Caller caller, LookupQuery query)
{
    Looking looking = {.query = query};
    const Outcome outcome = acts(fixture, store, caller, look, &looking);
    if (outcome != OK) {
        fail_msg("%.*s", TEXT_ARG(fixture->problem.detail));
    }
    return looking.answer;
}

static LookupAnswer look_for_words(Fixture *fixture, Store *store, Caller caller,
                                   const char *words)
{
    return look_for(fixture, store, caller, (LookupQuery){.words = text_from(words)});
}

static void a_person_is_found_however_the_name_is_written(void **state)
{
    static const char *const ways[] = {
        "Camille Exemple", "exemple camille",  "CAMILLE EXEMPLE",   "Kamile Egzempl",
        "Camile Exemple",  "Exemple",          "Camille",           "Camille Exempel 1985",
        "0470/12.34.56",   "+32 470 12 34 56", "30/07/1985 Camile", "Camille 1985-07-30",
    };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = create_camille(fixture, store);
    for (size_t i = 0; i < LENGTH_OF(ways); i++) {
        const LookupAnswer answer = look_for_words(fixture, store, desk(), ways[i]);
        if (answer.count != 1 || !id_equal(answer.hits[0].person, id)) {
            fail_msg("“%s” finds %zu", ways[i], answer.count);
        }
    }
}

static void a_person_is_found_by_the_code_of_the_card_and_by_who_helps(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const PersonDetail facts[] = {fact(FACT_DESCRIPTION, "homme, manteau rouge", ""),
                                  fact(FACT_HELPER, "Andrée", "Aidante")};
    const Id id = create_by(fixture, store, desk(), facts, 2);
    const PersonFile file = file_for(fixture, store, desk(), id);
    const LookupAnswer by_code =
        look_for(fixture, store, desk(), (LookupQuery){.words = file.person.code});
    const LookupAnswer by_helper =
        look_for(fixture, store, desk(), (LookupQuery){.helper = TEXT("Andree Aidante")});
    assert_int_equal(by_code.count, 1);
    assert_int_equal(by_code.hits[0].verdict, LIKENESS_SAME);
    assert_text_equal(by_code.hits[0].name, facts[0].value);
    assert_int_equal(by_helper.count, 1);
}

static void a_number_finds_the_person_for_who_may_read_it_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const PersonDetail facts[] = {fact(FACT_ALIAS, "Le Grand", ""),
                                  fact(FACT_IDENTIFIER, "85073003328", "niss")};
    const LookupQuery query = {.number_kind = TEXT("niss"), .number = TEXT("85.07.30-033.28")};
    (void)create_by(fixture, store, desk(), facts, 2);
    assert_int_equal(look_for(fixture, store, desk(), query).count, 1);
    assert_int_equal(look_for(fixture, store, desk_colleague(), query).count, 0);
    const LookupAnswer far = look_for(fixture, store, stranger(), query);
    assert_int_equal(far.count, 0);
    assert_false(far.someone_may_know);
}

typedef struct Naming {
    const char *typed;
    Id person;
} Naming;

static Outcome name_one(Access *access, void *context)
{
    Naming *naming = context;
    return lookup_one(access, text_from(naming->typed), &naming->person);
}

/* A form that acts at once takes nobody for another. */
static void a_name_that_sounds_alike_is_not_taken_for_the_one_meant(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = create_camille(fixture, store);
    const PersonFile file = file_for(fixture, store, desk(), id);
    const Text code = file.person.code;
    Naming right[] = {
        {"Camille Exemple", {{0}}},
        {                        "exemple camille",            {{0}}     },
        { text_to_c(fixture->arena,            code),                 {{0}}}
    };
    Naming wrong[] = {
        {"Camile Exemple",  {{0}}},
        {"Camille Exempel", {{0}}},
        {"",                {{0}}}
    };
    assert_int_equal(look_for_words(fixture, store, desk(), wrong[0].typed).count, 1);
    for (size_t i = 0; i < LENGTH_OF(right); i++) {
        assert_int_equal(acts(fixture, store, desk(), name_one, &right[i]), OK);
        assert_true(id_equal(right[i].person, id));
        assert_int_equal(acts(fixture, store, desk(), name_one, &wrong[i]), INVALID);
        assert_text_equal(fixture->problem.field, TEXT("person"));
    }
    (void)create_camille(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), name_one, &right[0]), INVALID);
}

static void who_is_likelier_comes_first(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const PersonDetail other[] = {fact(FACT_NAME, "Camille", "Exemple"),
                                  fact(FACT_BIRTH, "1999-01-20", "")};
    const Id id = create_camille(fixture, store);
    (void)create_by(fixture, store, desk(), other, 2);
    const LookupAnswer answer =
        look_for_words(fixture, store, desk(), "Camille Exemple 30/07/1985");
    assert_true(answer.count >= 1);
    assert_true(id_equal(answer.hits[0].person, id));
    assert_int_equal(answer.hits[0].verdict, LIKENESS_SAME);
    assert_true(answer.hits[0].reason_count > 0);
}

static void a_search_of_nothing_says_what_it_expects(void **state)
{
    static const char *const nothing[] = {"", "   ", "\xE2\x80\xAE", "123456789012345"};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    for (size_t i = 0; i < LENGTH_OF(nothing); i++) {
        Looking looking = {.query = {.words = text_from(nothing[i])}};
        assert_int_equal(acts(fixture, store, desk(), look, &looking), INVALID);
        assert_text_equal(fixture->problem.field, TEXT("words"));
    }
}

/* ------------------------------------------------------------------------------- strangers */

static void a_stranger_is_told_no_more_than_that_someone_may_know(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    (void)create_camille(fixture, store);
    const LookupAnswer answer =
        look_for_words(fixture, store, stranger(), "Camille Exemple 1985-07-30");
    assert_int_equal(answer.count, 0);
    assert_false(answer.has_more);
    assert_true(answer.someone_may_know);
}

/* The same bytes, whatever is behind them. */
static void assert_blind(const LookupAnswer *answer)
{
    const LookupAnswer nothing = {0};
    assert_memory_equal(answer, &nothing, sizeof nothing);
}

static void a_stranger_who_has_not_the_person_at_hand_learns_nothing(void **state)
{
    static const char *const guesses[] = {
        "Camille Exemple",      "Camille",    "Exemple 1985",
        "0470 12 34 56",        "30/07/1985", "Camille 1985-07-30",
        "Camille Exemple 1985",
    };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    (void)create_camille(fixture, store);
    for (size_t i = 0; i < LENGTH_OF(guesses); i++) {
        const LookupAnswer answer = look_for_words(fixture, store, stranger(), guesses[i]);
        assert_blind(&answer);
    }
}

static void many_who_may_know_say_the_same_as_one(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const LookupQuery query = {.words = TEXT("Camille Exemple 1985-07-30")};
    (void)create_camille(fixture, store);
    const LookupAnswer one = look_for(fixture, store, stranger(), query);
    (void)create_camille(fixture, store);
    (void)create_camille(fixture, store);
    const LookupAnswer many = look_for(fixture, store, stranger(), query);
    assert_memory_equal(&one, &many, sizeof one);
}

static Outcome restrict_person(Access *access, void *context)
{
    const PersonFile *file = context;
    return person_set_reach(access, file->person.id, file->person.revision, REACH_TEAM);
}

static void a_restricted_person_is_found_by_the_team_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const LookupQuery query = {.words = TEXT("Camille Exemple 1985-07-30")};
    PersonFile file = file_for(fixture, store, desk(), create_camille(fixture, store));
    assert_int_equal(acts(fixture, store, desk(), restrict_person, &file), OK);
    const LookupAnswer far = look_for(fixture, store, stranger(), query);
    const LookupAnswer beside = look_for(fixture, store, care(), query);
    assert_blind(&far);
    assert_blind(&beside);
    assert_int_equal(look_for(fixture, store, desk_colleague(), query).count, 1);
}

static void a_worker_of_many_teams_finds_who_is_known_to_the_last_of_them(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const LookupQuery query = {.words = TEXT("Camille Exemple 1985-07-30")};
    PersonFile file = file_for(fixture, store, desk(), create_camille(fixture, store));
    assert_int_equal(acts(fixture, store, desk(), restrict_person, &file), OK);
    Caller walker = care();
    for (uint8_t i = 0; i < CALLER_MOST_TEAMS - 1; i++) {
        walker.teams[i] = (Id){
            {0xE0, i}
        };
    }
    walker.teams[CALLER_MOST_TEAMS - 1] = team_of_desk;
    walker.team_count = CALLER_MOST_TEAMS;
    assert_int_equal(look_for(fixture, store, walker, query).count, 1);
}

static void another_territory_knows_nobody_of_this_one(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Store *elsewhere SCOPED(store_close) = store_view(store, TEXT("elsewhere"));
    (void)create_camille(fixture, store);
    const LookupAnswer answer = look_for(
        fixture, elsewhere, desk(), (LookupQuery){.words = TEXT("Camille Exemple 1985-07-30")});
    assert_blind(&answer);
}

static size_t journal_lines(Fixture *fixture, Store *store, JournalPage *page)
{
    Session *session SCOPED(session_end) = NULL;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(journal_list(session, fixture->arena, 0, page, NULL), OK);
    return page->count;
}

static void
a_blind_look_is_in_the_journal_of_the_person_and_as_long_when_it_finds_nobody(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    JournalPage page = {0};
    const Id id = create_camille(fixture, store);
    const size_t before = journal_lines(fixture, store, &page);
    (void)look_for_words(fixture, store, stranger(), "Camille Exemple 1985-07-30");
    assert_int_equal(journal_lines(fixture, store, &page), before + 1);
    assert_true(id_equal(page.items[0].person, id));
    assert_text_equal(page.items[0].because, TEXT("blind"));
    (void)look_for_words(fixture, store, stranger(), "Dominique Exemple 1985-07-30");
    assert_int_equal(journal_lines(fixture, store, &page), before + 2);
    assert_true(id_is_nil(page.items[0].person));
}

/* --------------------------------------------------------------------------------- doubles */

typedef struct Doubling {
    const PersonDetail *facts;
    size_t count;
    LookupAnswer answer;
} Doubling;

static Outcome find_doubles(Access *access, void *context)
{
    Doubling *doubling = context;
    return lookup_doubles(access, doubling->facts, doubling->count, &doubling->answer);
}

static void a_likely_double_is_found_before_anything_is_created(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const PersonDetail facts[] = {fact(FACT_NAME, "Camile", "Exemple"),
                                  fact(FACT_BIRTH, "1985-07-30", "")};
    Doubling near = {.facts = facts, .count = 2};
    Doubling far = near;
    const Id id = create_camille(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), find_doubles, &near), OK);
    assert_int_equal(acts(fixture, store, stranger(), find_doubles, &far), OK);
    assert_int_equal(near.answer.count, 1);
    assert_true(id_equal(near.answer.hits[0].person, id));
    assert_int_equal(far.answer.count, 0);
    assert_true(far.answer.someone_may_know);
}

static void create_many(Fixture *fixture, Store *store, const PersonDetail *facts, size_t count)
{
    enum { MORE_THAN_ARE_READ = 41 };
    for (int i = 0; i < MORE_THAN_ARE_READ; i++) {
        (void)create_by(fixture, store, desk(), facts, count);
    }
}

/* Those of a shelter share its address and its telephone. */
static void who_has_the_number_is_found_among_all_who_share_the_rest(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const PersonDetail facts[] = {fact(FACT_NAME, "Camille", "Exemple"),
                                  fact(FACT_BIRTH, "1985-07-30", ""),
                                  fact(FACT_PHONE, "0470 12 34 56", ""),
                                  fact(FACT_PHONE, "0470 65 43 21", ""),
                                  fact(FACT_ADDRESS, "rue Exemple 12", "4000 Liège"),
                                  fact(FACT_IDENTIFIER, "85073003328", "niss")};
    const PersonDetail known[] = {fact(FACT_ALIAS, "Le Grand", ""), facts[5]};
    const PersonDetail born[] = {fact(FACT_NAME, "Dominique", "Modèle"), facts[1]};
    const PersonDetail called[] = {fact(FACT_ALIAS, "La Petite", ""), facts[2]};
    const PersonDetail called_too[] = {called[0], facts[3]};
    const PersonDetail lodged[] = {called[0], facts[4]};
    Doubling doubling = {.facts = facts, .count = LENGTH_OF(facts)};
    const Id id = create_by(fixture, store, desk(), known, LENGTH_OF(known));
    create_many(fixture, store, born, LENGTH_OF(born));
    create_many(fixture, store, called, LENGTH_OF(called));
    create_many(fixture, store, called_too, LENGTH_OF(called_too));
    create_many(fixture, store, lodged, LENGTH_OF(lodged));
    assert_int_equal(acts(fixture, store, desk(), find_doubles, &doubling), OK);
    assert_int_equal(doubling.answer.count, 1);
    assert_true(id_equal(doubling.answer.hits[0].person, id));
}

static void a_name_that_changed_finds_the_person_under_the_new_one_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id = create_camille(fixture, store);
    const PersonFile file = file_for(fixture, store, desk(), id);
    const PersonFact *name = person_fact_first(&file, FACT_NAME);
    Changing changing = {
        .person = id,
        .change = {.fact = name->id,
                   .base_revision = name->revision,
                   .what = fact(FACT_NAME, "Dominique", "Modèle")}
    };
    assert_int_equal(acts(fixture, store, desk(), change_fact, &changing), OK);
    assert_int_equal(look_for_words(fixture, store, desk(), "Camille Exemple").count, 0);
    assert_int_equal(look_for_words(fixture, store, desk(), "Dominique Modele").count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_person_is_found_however_the_name_is_written),
        STORE_TEST(a_person_is_found_by_the_code_of_the_card_and_by_who_helps),
        STORE_TEST(a_number_finds_the_person_for_who_may_read_it_alone),
        STORE_TEST(a_name_that_sounds_alike_is_not_taken_for_the_one_meant),
        STORE_TEST(who_is_likelier_comes_first),
        STORE_TEST(a_search_of_nothing_says_what_it_expects),
        STORE_TEST(a_stranger_is_told_no_more_than_that_someone_may_know),
        STORE_TEST(a_stranger_who_has_not_the_person_at_hand_learns_nothing),
        STORE_TEST(many_who_may_know_say_the_same_as_one),
        STORE_TEST(a_restricted_person_is_found_by_the_team_alone),
        STORE_TEST(a_worker_of_many_teams_finds_who_is_known_to_the_last_of_them),
        STORE_TEST(another_territory_knows_nobody_of_this_one),
        STORE_TEST(
            a_blind_look_is_in_the_journal_of_the_person_and_as_long_when_it_finds_nobody),
        STORE_TEST(a_likely_double_is_found_before_anything_is_created),
        STORE_TEST(who_has_the_number_is_found_among_all_who_share_the_rest),
        STORE_TEST(a_name_that_changed_finds_the_person_under_the_new_one_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
