/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"

#include "base/closest.h"
#include "base/list.h"
#include "cli/parse.h"

static Outcome run_nothing(Invocation *invocation)
{
    (void)invocation;
    return OK;
}

static const Option open_options[] = {
    {"until", OPTION_VALUE, "TIME", "How far to look."},
    {"all",   OPTION_FLAG,  NULL,   "Every interval." },
};
static const Command some_commands[] = {
    {.name = "open",
     .arguments = "ID",
     .options = open_options,
     .option_count = LENGTH_OF(open_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = EVERYONE,
     .run = run_nothing},
    {.name = "service show",
     .arguments = "ID",
     .most_arguments = 1,
     .permission = EVERYONE,
     .run = run_nothing   },
    {.name = "search",
     .arguments = "TEXT",
     .most_arguments = 1,
     .permission = EVERYONE,
     .run = run_nothing },
};
static const CommandTable some_table = {some_commands, LENGTH_OF(some_commands)};
static const CommandGroup some_groups[] = {
    {"Some", &some_table}
};
static const CommandSet some_set = {some_groups, 1, NULL};

typedef struct Parsed {
    Arena *arena;
    CommandLine line;
    Problem problem;
    Outcome outcome;
} Parsed;

static void parsed_close(Parsed *parsed)
{
    arena_free(parsed->arena);
}

/* The words of a command line, cut at spaces. */
static Parsed parsed_line(const char *line)
{
    Parsed parsed = {.arena = arena_new(0)};
    parsed.problem.arena = parsed.arena;
    LIST_OF(Text) words = {0};
    Text rest = text_from(line);
    Text word = TEXT("");
    while (text_next(&rest, ' ', &word)) {
        LIST_APPEND(parsed.arena, &words, word);
    }
    parsed.outcome =
        command_line_parse(parsed.arena, &some_set, (Words){words.items, words.count},
                           &parsed.line, &parsed.problem);
    return parsed;
}

static void options_stand_anywhere_after_the_command(void **state)
{
    (void)state;
    Parsed parsed SCOPED(parsed_close) =
        parsed_line("--json open --until 2026-11-24 abc --all --lang=nl");
    assert_int_equal(parsed.outcome, OK);
    assert_text_equal(text_from(parsed.line.command->name), TEXT("open"));
    assert_int_equal(parsed.line.argument_count, 1);
    assert_text_equal(parsed.line.arguments[0], TEXT("abc"));
    assert_text_equal(parsed.line.option_values[0], TEXT("2026-11-24"));
    assert_non_null(parsed.line.option_values[1].bytes);
    assert_true(parsed.line.json);
    assert_int_equal(parsed.line.language, DUTCH);
}

static void two_words_make_one_command(void **state)
{
    (void)state;
    Parsed parsed SCOPED(parsed_close) = parsed_line("service show abc");
    assert_int_equal(parsed.outcome, OK);
    assert_text_equal(text_from(parsed.line.command->name), TEXT("service show"));
    assert_int_equal(parsed.line.argument_count, 1);
}

static void two_dashes_end_the_options(void **state)
{
    (void)state;
    Parsed parsed SCOPED(parsed_close) = parsed_line("search -- --json");
    assert_int_equal(parsed.outcome, OK);
    assert_text_equal(parsed.line.arguments[0], TEXT("--json"));
    assert_false(parsed.line.json);
}

static void a_lone_dash_and_a_negative_number_are_arguments(void **state)
{
    (void)state;
    Parsed dash SCOPED(parsed_close) = parsed_line("open -");
    Parsed number SCOPED(parsed_close) = parsed_line("open -4.5");
    assert_int_equal(dash.outcome, OK);
    assert_int_equal(number.outcome, OK);
}

static void a_mistyped_command_gets_the_closest_one(void **state)
{
    (void)state;
    Parsed parsed SCOPED(parsed_close) = parsed_line("serach pain --json");
    assert_int_equal(parsed.outcome, USAGE);
    assert_text_equal(parsed.problem.detail,
                      TEXT("unknown command “serach”; did you mean “search”?"));
    assert_true(parsed.line.json);
}

static void half_of_a_two_word_command_gets_the_whole(void **state)
{
    (void)state;
    Parsed parsed SCOPED(parsed_close) = parsed_line("service");
    assert_text_equal(parsed.problem.detail,
                      TEXT("unknown command “service”; did you mean “service show”?"));
}

static void a_mistyped_option_gets_the_closest_one(void **state)
{
    (void)state;
    Parsed parsed SCOPED(parsed_close) = parsed_line("open abc --untli=now");
    assert_int_equal(parsed.outcome, USAGE);
    assert_text_equal(parsed.problem.field, TEXT("--untli"));
    assert_text_equal(parsed.problem.detail,
                      TEXT("unknown option “--untli”; did you mean “--until”?"));
}

static void wrong_values_and_counts_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "open",
        "open a b",
        "open a --until",
        "open a --all=yes",
        "open a --lang xx",
        "open a --at 2026-02-30",
        "open a --store=",
        "open a -z",
    };
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        Parsed parsed SCOPED(parsed_close) = parsed_line(wrong[i]);
        assert_int_equal(parsed.outcome, USAGE);
        assert_false(text_is_empty(parsed.problem.detail));
    }
}

static void help_needs_no_arguments(void **state)
{
    (void)state;
    Parsed parsed SCOPED(parsed_close) = parsed_line("open --help");
    assert_int_equal(parsed.outcome, OK);
    assert_true(parsed.line.help);
}

static void a_swap_of_neighbours_is_one_change(void **state)
{
    (void)state;
    assert_int_equal(word_distance(TEXT("serach"), TEXT("search")), 1);
    assert_int_equal(word_distance(TEXT(""), TEXT("abc")), 3);
    assert_int_equal(word_distance(TEXT("kitten"), TEXT("sitting")), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_stand_anywhere_after_the_command),
        cmocka_unit_test(two_words_make_one_command),
        cmocka_unit_test(two_dashes_end_the_options),
        cmocka_unit_test(a_lone_dash_and_a_negative_number_are_arguments),
        cmocka_unit_test(a_mistyped_command_gets_the_closest_one),
        cmocka_unit_test(half_of_a_two_word_command_gets_the_whole),
        cmocka_unit_test(a_mistyped_option_gets_the_closest_one),
        cmocka_unit_test(wrong_values_and_counts_are_refused),
        cmocka_unit_test(help_needs_no_arguments),
        cmocka_unit_test(a_swap_of_neighbours_is_one_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
