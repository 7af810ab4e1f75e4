/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <string.h>

#include "unit/testing.h"
#include "json/split.h"

/* The values as canonical JSON, each after its line: "1:{} 2:[1]"; else the outcome's word. */
static Text values_of(Arena *arena, const char *document, const char *list)
{
    FILE *file = fmemopen((void *)(uintptr_t)document, strlen(document), "rb");
    JsonSplit *split SCOPED(json_split_close) = NULL;
    Problem problem = {.arena = arena};
    Buffer said = buffer_new(arena, 4096);
    bool found = false;
    Outcome outcome = json_split_open(arena, file, &split, &problem);
    if (outcome == OK && list != NULL && !json_split_list(split, list)) {
        outcome = NOT_FOUND;
    }
    do {
        json_t *value SCOPED(json_close) = NULL;
        outcome = outcome == OK ? json_split_next(split, &value, &found, &problem) : outcome;
        if (outcome == OK && found) {
            const Text text = json_canonical(arena, value);
            buffer_append_format(&said, "%zu:%.*s ", json_split_line(split), TEXT_ARG(text));
        }
    } while (outcome == OK && found);
    (void)fclose(file);
    return outcome == OK ? buffer_text(&said)
                         : text_format(arena, "%.*s%s", TEXT_ARG(problem.where),
                                       outcome == INVALID ? "!" : "?");
}

static void each_value_of_a_list_comes_alone(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    (void)state;
    assert_text_equal(values_of(arena, "[ {\"a\":\"]}\\\"\"} ,\n 12, [1,[2]], \"x\" ]", NULL),
                      TEXT("1:{\"a\":\"]}\\\"\"} 2:12 2:[1,[2]] 2:\"x\" "));
    assert_text_equal(values_of(arena, "[]", NULL), TEXT(""));
}

static void an_object_gives_the_values_of_its_lists_and_its_outline(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const char *document = "{\"v\":\"1\",\"a\":[{\"b\":[1]},\n2],\"c\":{\"a\":[3]},\"d\":[]}";
    (void)state;
    assert_text_equal(values_of(arena, document, "a"), TEXT("1:{\"b\":[1]} 2:2 "));
    assert_text_equal(values_of(arena, document, "d"), TEXT(""));
    assert_text_equal(values_of(arena, document, "c"), TEXT("?"));
    FILE *file = fmemopen((void *)(uintptr_t)document, strlen(document), "rb");
    JsonSplit *split SCOPED(json_split_close) = NULL;
    assert_int_equal(json_split_open(arena, file, &split, NULL), OK);
    assert_text_equal(json_canonical(arena, json_split_outline(split)),
                      TEXT("{\"a\":[],\"c\":{\"a\":[3]},\"d\":[],\"v\":\"1\"}"));
    (void)fclose(file);
}

static void values_one_after_the_other_are_lines(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    (void)state;
    assert_text_equal(values_of(arena, "{\"a\":1}\n{\"a\":2}\n\n[3]\n", NULL),
                      TEXT("1:{\"a\":1} 2:{\"a\":2} 4:[3] "));
    assert_text_equal(values_of(arena, "{\"a\":1}", NULL), TEXT("1:{\"a\":1} "));
}

static void what_is_no_json_is_refused_with_its_line(void **state)
{
    static const char *const wrong[] = {
        "",
        "[",
        "[1",
        "[1 2]",
        "[1,]",
        "{\"a\":[1}",
        "[1]]",
        "{\"a",
        "[{\"a\":1,\"a\":2}]",
        "{\"a\":[],\"a\":[]}",
        "[\"\xff\"]",
        "{\"a\":}",
        "[tru]",
        "{\"a\":1}{\"a\"}",
        "]",
    };
    Arena *arena SCOPED(arena_close) = arena_new(0);
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        const Text said = values_of(arena, wrong[i], NULL);
        const Text of_list = values_of(arena, wrong[i], "a");
        if (!text_ends_with(said, TEXT("!")) && !text_ends_with(of_list, TEXT("!"))) {
            fail_msg("“%s” gave “%.*s”", wrong[i], TEXT_ARG(said));
        }
    }
}

static void what_is_nested_too_deeply_is_refused_before_anything_is_read(void **state)
{
    char deep[256];
    Arena *arena SCOPED(arena_close) = arena_new(0);
    (void)state;
    memset(deep, '[', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    assert_text_equal(values_of(arena, deep, NULL), TEXT("line 1!"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_value_of_a_list_comes_alone),
        cmocka_unit_test(an_object_gives_the_values_of_its_lists_and_its_outline),
        cmocka_unit_test(values_one_after_the_other_are_lines),
        cmocka_unit_test(what_is_no_json_is_refused_with_its_line),
        cmocka_unit_test(what_is_nested_too_deeply_is_refused_before_anything_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
