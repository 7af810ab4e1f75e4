/* SPDX-License-Identifier: EUPL-1.2 */
/* A second version of a form beside the first: answers stay with the one they were given on. */
#include "casework/assessment.h"
#include "casework/case_key.h"
#include "casework/case_private.h"
#include "casework/form_files.h"
#include "casework/queries.h"
#include "unit/casework/case_fixture.h"

#define WORDS(word) "{fr: " word ", nl: " word ", de: " word ", en: " word "}\n"
#define VERSION(number, class, asked)                                                          \
    "form: night\nversion: " number "\nclass: " class "\nname: " WORDS(                        \
        "Nuit") "questions:\n"                                                                 \
                "- key: " asked                                                                \
                "\n  kind: text\n  required: yes\n  most: 100\n  label: " WORDS(asked)

/* In the place of those of the program (casework/form_files.h). */
size_t form_files(FormFile files[FORM_FILES_MOST])
{
    files[0] = (FormFile){"night-1.yaml", TEXT(VERSION("1", "health", "where"))};
    files[1] = (FormFile){"night-2.yaml", TEXT(VERSION("2", "situation", "shelter"))};
    return 2;
}

typedef struct Nights {
    CaseStory story;
    Id before; /* answered while there was no second version */
    NewAssessment made;
    Id id;
    AssessmentList list;
} Nights;

/* The row as it was written when the first version was the newest. */
static Outcome answer_before(Access *access, void *context)
{
    Nights *nights = context;
    Case read = {0};
    Keyring ring;
    Text sealed = TEXT("");
    Statement *statement SCOPED(statement_close) = NULL;
    nights->before = id_new(access->now * 1000);
    TRY(case_admit_writer(access, MAY_WRITE_CASE, nights->story.id, &read));
    TRY(case_key_open(access, &read, &ring));
    TRY(case_seal(access, &ring, "assessment", nights->before, TEXT("[[\"where\",\"quai\"]]"),
                  &sealed));
    TRY(statement_open(access->session, &ASSESSMENT_ADD, &statement, access->problem));
    bind_id(statement, "case_file", nights->story.id);
    bind_id(statement, "id", nights->before);
    bind_text(statement, "form", TEXT("night"));
    bind_integer(statement, "version", 1);
    bind_id(statement, "author", access->caller.account);
    bind_integer(statement, "now", access->now);
    bind_blob(statement, "replaces", "", 0);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    return statement_run(statement, NULL, access->problem);
}

static Outcome answer(Access *access, void *context)
{
    Nights *nights = context;
    return assessment_add(access, nights->story.id, &nights->made, &nights->id);
}

static Outcome read_answers(Access *access, void *context)
{
    Nights *nights = context;
    return assessment_list(access, nights->story.id, &nights->list);
}

static void say(Fixture *fixture, Nights *nights, const char *key)
{
    nights->made.given = (FormAnswers){0};
    LIST_APPEND(fixture->arena, &nights->made.given,
                (FormAnswer){text_from(key), TEXT("abri")});
}

static Nights one_night(Fixture *fixture, Store *store)
{
    Nights nights = {.story = case_story(fixture, store), .made.form = TEXT_INIT("night")};
    assert_int_equal(acts(fixture, store, desk(), answer_before, &nights), OK);
    the_time += 60;
    return nights;
}

static void new_answers_are_of_the_newest_version_and_the_old_stay_with_theirs(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Nights nights = one_night(fixture, store);
    say(fixture, &nights, "shelter");
    assert_int_equal(acts(fixture, store, desk(), answer, &nights), OK);
    assert_int_equal(acts(fixture, store, desk(), read_answers, &nights), OK);
    assert_int_equal(nights.list.count, 2);
    const Assessment *now = assessment_of(&nights.list, nights.id);
    const Assessment *old = assessment_of(&nights.list, nights.before);
    assert_int_equal(now->version, 2);
    assert_int_equal(old->version, 1);
    assert_false(old->is_replaced);
    assert_true(form_has_answer(&old->answers, TEXT("where"), TEXT("quai")));
    assert_text_equal(form_find(old->form, old->version)->questions.items[0].key,
                      TEXT("where"));
}

static void the_older_version_is_answered_to_correct_one_of_it_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Nights nights = one_night(fixture, store);
    say(fixture, &nights, "where");
    nights.made.version = 1;
    assert_int_equal(acts(fixture, store, desk(), answer, &nights), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("version"));
    nights.made.replaces = nights.before;
    assert_int_equal(acts(fixture, store, desk(), answer, &nights), OK);
    assert_int_equal(acts(fixture, store, desk(), read_answers, &nights), OK);
    assert_int_equal(nights.list.count, 2);
    assert_int_equal(assessment_of(&nights.list, nights.id)->version, 1);
    assert_true(assessment_of(&nights.list, nights.before)->is_replaced);
}

/* A later version may ask less and be of another class: what was answered before is not opened
 * by that. */
static void what_another_house_reads_is_judged_by_the_version_that_was_answered(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Nights nights = one_night(fixture, store);
    say(fixture, &nights, "shelter");
    assert_int_equal(acts(fixture, store, desk(), answer, &nights), OK);
    shared_with_others(fixture, store, &nights.story, CLASS_SITUATION);
    assert_int_equal(acts(fixture, store, stranger(), read_answers, &nights), OK);
    assert_int_equal(nights.list.count, 1);
    assert_int_equal(nights.list.withheld, 1);
    assert_int_equal(nights.list.items[0].version, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(new_answers_are_of_the_newest_version_and_the_old_stay_with_theirs),
        on_a_store(the_older_version_is_answered_to_correct_one_of_it_alone),
        on_a_store(what_another_house_reads_is_judged_by_the_version_that_was_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
