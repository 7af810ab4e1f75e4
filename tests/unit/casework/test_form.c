/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms out of their files, and what is taken of answers. */
#include "unit/testing.h"

#include "casework/form.h"

#define NAMES "{fr: f, nl: n, de: d, en: e}"
#define HEAD  "form: test\nversion: 1\nclass: health\nname: " NAMES "\nquestions:\n"
#define CHOICES                                                                                \
    "  choices:\n  - {key: yes_it_is, fr: f, nl: n, de: d, en: e}\n"                           \
    "  - {key: other, fr: f, nl: n, de: d, en: e}\n"
#define SLEEPS "- key: sleeps\n  kind: choice\n  required: yes\n  label: " NAMES "\n" CHOICES
#define WHERE                                                                                  \
    "- key: where\n  kind: text\n  most: 5\n  required: yes\n  when: sleeps is other\n"        \
    "  label: " NAMES "\n"
#define AGE   "- key: age\n  kind: number\n  least: 0\n  most: 120\n  label: " NAMES "\n"
#define SINCE "- key: since\n  kind: date\n  label: " NAMES "\n"
#define CARE  "- key: care\n  kind: several\n  label: " NAMES "\n" CHOICES

static Arena *arena;

static Form read_good(const char *content)
{
    Form form = {0};
    Problem problem = {.arena = arena};
    if (form_read(arena, TEXT("f.yaml"), text_from(content), &form, &problem) != OK) {
        fail_msg("%.*s %.*s", TEXT_ARG(problem.where), TEXT_ARG(problem.detail));
    }
    return form;
}

static void refuses(const char *content, const char *where, const char *field)
{
    Form form = {0};
    Problem problem = {.arena = arena};
    assert_int_equal(form_read(arena, TEXT("f.yaml"), text_from(content), &form, &problem),
                     INVALID);
    assert_text_equal(problem.where, text_from(where));
    assert_text_equal(problem.field, text_from(field));
}

static void every_form_compiled_in_is_read_and_no_version_is_missing(void **state)
{
    (void)state;
    const FormList list = forms();
    assert_true(list.count >= 2);
    for (size_t i = 0; i < list.count; i++) {
        for (int64_t version = 1; version < list.items[i].version; version++) {
            assert_non_null(form_find(list.items[i].key, version));
        }
    }
    assert_null(form_find(TEXT("situation"), 99));
}

/* The record of the Walloon Region has twelve items, in this order; a question that depends on
 * another belongs to its item. */
static void the_form_of_the_health_relay_asks_its_twelve_items(void **state)
{
    static const char *const items[] = {"age",         "sex",           "civil_status",
                                        "nationality", "mother_tongue", "way_of_life",
                                        "schooling",   "occupation",    "income",
                                        "resources",   "pathology",     "care"};
    size_t found = 0;
    (void)state;
    const Form *form = form_find(TEXT("health_relay"), 0);
    for (size_t i = 0; i < form->questions.count; i++) {
        if (form->questions.items[i].asked_after == i) {
            assert_true(found < LENGTH_OF(items));
            assert_text_equal(form->questions.items[i].key, text_from(items[found++]));
        }
    }
    assert_int_equal(found, LENGTH_OF(items));
}

static void a_fault_of_a_file_is_told_with_its_line(void **state)
{
    (void)state;
    refuses("form: Bad\nversion: 1\n", "f.yaml:1", "form");
    refuses("form: test\nversion: 0\n", "f.yaml:1", "version");
    refuses("form: test\nversion: 1\nclass: notes\n", "f.yaml:1", "class");
    refuses("form: test\nversion: 1\nclass: health\nname: {fr: f, nl: n}\n", "f.yaml:4",
            "name");
    refuses(HEAD SLEEPS "- key: sleeps\n  kind: date\n", "f.yaml:13", "key");
    refuses(HEAD "- key: a\n  kind: colour\n", "f.yaml:6", "kind");
    refuses(HEAD "- key: a\n  kind: date\n  colour: red\n", "f.yaml:8", "colour");
    refuses(HEAD "- key: a\n  kind: date\n", "f.yaml:6", "label");
    refuses(HEAD "- key: a\n  kind: choice\n  label: " NAMES "\n", "f.yaml:6", "choices");
    refuses(HEAD "- key: a\n  kind: number\n  least: 3\n  most: 3\n  label: " NAMES "\n",
            "f.yaml:6", "most");
    refuses(HEAD "- key: a\n  kind: text\n  most: 9999\n  label: " NAMES "\n", "f.yaml:6",
            "most");
    refuses(HEAD "- key: a\n  kind: scale\n  least: 0\n  most: 40\n  label: " NAMES "\n",
            "f.yaml:6", "most");
    refuses(HEAD WHERE, "f.yaml:10", "when");
    refuses(HEAD SLEEPS "- key: a\n  kind: date\n  when: sleeps is never\n  label: " NAMES "\n",
            "f.yaml:15", "when");
}

/* --------------------------------------------------------------------------------- answers */

typedef struct Checked {
    FormAnswers kept;
    FormWrongs wrongs;
} Checked;

static Checked check_of(const Form *form, const FormAnswer *given, size_t count)
{
    Checked checked = {0};
    FormAnswers answers = {0};
    for (size_t i = 0; i < count; i++) {
        LIST_APPEND(arena, &answers, given[i]);
    }
    form_check(arena, form, &answers, &checked.kept, &checked.wrongs);
    return checked;
}

#define CHECK(form, ...)                                                                       \
    check_of((form), (const FormAnswer[]){__VA_ARGS__},                                        \
             LENGTH_OF(((const FormAnswer[]){__VA_ARGS__})))
#define IS(key, value)                                                                         \
    {                                                                                          \
        TEXT(key), TEXT(value)                                                                 \
    }

static void assert_wrong(Checked checked, const char *key, FormFault fault)
{
    assert_int_equal(checked.wrongs.count, 1);
    assert_text_equal(checked.wrongs.items[0].key, text_from(key));
    assert_int_equal(checked.wrongs.items[0].fault, fault);
}

static void each_kind_of_question_takes_its_own_answers_alone(void **state)
{
    (void)state;
    const Form form = read_good(HEAD SLEEPS AGE SINCE CARE);
    assert_wrong(CHECK(&form, IS("age", "3")), "sleeps", FAULT_MISSING);
    assert_wrong(CHECK(&form, IS("sleeps", "never")), "sleeps", FAULT_CHOICE);
    assert_wrong(CHECK(&form, IS("sleeps", "other"), IS("sleeps", "yes_it_is")), "sleeps",
                 FAULT_CHOICE);
    assert_wrong(CHECK(&form, IS("sleeps", "other"), IS("age", "121")), "age", FAULT_NUMBER);
    assert_wrong(CHECK(&form, IS("sleeps", "other"), IS("age", "old")), "age", FAULT_NUMBER);
    assert_wrong(CHECK(&form, IS("sleeps", "other"), IS("since", "2026-02-30")), "since",
                 FAULT_DATE);
    assert_wrong(CHECK(&form, IS("sleeps", "other"), IS("hair", "red")), "hair", FAULT_UNKNOWN);
    const Checked good = CHECK(&form, IS("care", "other"), IS("sleeps", " other "),
                               IS("care", "yes_it_is"), IS("care", "other"), IS("age", ""));
    assert_int_equal(good.wrongs.count, 0);
    assert_int_equal(good.kept.count, 3);
    assert_text_equal(good.kept.items[0].key, TEXT("sleeps"));
}

static void a_question_that_depends_on_another_is_asked_then_alone(void **state)
{
    (void)state;
    const Form form = read_good(HEAD SLEEPS WHERE);
    const Checked hidden =
        CHECK(&form, IS("sleeps", "yes_it_is"), IS("where", "too long a word"));
    assert_int_equal(hidden.wrongs.count, 0);
    assert_int_equal(hidden.kept.count, 1);
    assert_wrong(CHECK(&form, IS("sleeps", "other")), "where", FAULT_MISSING);
    assert_wrong(CHECK(&form, IS("sleeps", "other"), IS("where", "éééééé")), "where",
                 FAULT_LONG);
    assert_int_equal(CHECK(&form, IS("sleeps", "other"), IS("where", "ééééé")).kept.count, 2);
}

static int open_arena(void **state)
{
    (void)state;
    arena = arena_new(0);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_compiled_in_is_read_and_no_version_is_missing),
        cmocka_unit_test(the_form_of_the_health_relay_asks_its_twelve_items),
        cmocka_unit_test(a_fault_of_a_file_is_told_with_its_line),
        cmocka_unit_test(each_kind_of_question_takes_its_own_answers_alone),
        cmocka_unit_test(a_question_that_depends_on_another_is_asked_then_alone),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
