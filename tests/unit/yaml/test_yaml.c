/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/buffer.h"
#include "unit/testing.h"
#include "yaml/yaml.h"

static Outcome read_text(Arena *arena, Text content, const YamlNode **root, Problem *problem)
{
    problem->arena = arena;
    return yaml_read(arena, TEXT("a.yaml"), content, root, problem);
}

static void every_value_knows_its_line(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {0};
    const YamlNode *root = NULL;
    assert_int_equal(read_text(arena, TEXT("a: 1\nb:\n  - x\n  - y\n"), &root, &problem), OK);
    const YamlNode *list = yaml_member(root, "b");
    assert_int_equal(list->count, 2);
    assert_int_equal(list->first->next->line, 4);
    assert_text_equal(list->first->next->value, TEXT("y"));
}

static void a_key_given_twice_is_refused_with_its_line(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {0};
    const YamlNode *root = NULL;
    assert_int_equal(read_text(arena, TEXT("a: 1\nb: 2\na: 3\n"), &root, &problem), INVALID);
    assert_text_equal(problem.where, TEXT("a.yaml:3"));
}

static void an_alias_is_refused(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {0};
    const YamlNode *root = NULL;
    assert_int_equal(read_text(arena, TEXT("a: &x [1]\nb: *x\n"), &root, &problem), INVALID);
    assert_int_equal(read_text(arena, TEXT("a: !!int 3\n"), &root, &problem), INVALID);
}

static void a_document_nested_too_deep_is_refused(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {0};
    const YamlNode *root = NULL;
    const Text deep = TEXT("a: [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]\n");
    assert_int_equal(read_text(arena, deep, &root, &problem), INVALID);
}

static void a_mapping_of_more_keys_than_anyone_writes_is_refused_at_once(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {0};
    const YamlNode *root = NULL;
    Buffer many = buffer_new(arena, 8 << 20);
    for (int i = 0; i < 150000; i++) {
        buffer_append_format(&many, "key%06d: 1\n", i);
    }
    assert_int_equal(read_text(arena, buffer_text(&many), &root, &problem), INVALID);
    assert_text_equal(problem.where, TEXT("a.yaml:1001"));
}

static void a_truncated_document_is_refused_and_an_empty_one_is_an_empty_mapping(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {0};
    const YamlNode *root = NULL;
    assert_int_equal(read_text(arena, TEXT("a: [1, 2"), &root, &problem), INVALID);
    assert_int_equal(read_text(arena, TEXT("# nothing\n"), &root, &problem), OK);
    assert_int_equal(root->count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_knows_its_line),
        cmocka_unit_test(a_key_given_twice_is_refused_with_its_line),
        cmocka_unit_test(an_alias_is_refused),
        cmocka_unit_test(a_document_nested_too_deep_is_refused),
        cmocka_unit_test(a_mapping_of_more_keys_than_anyone_writes_is_refused_at_once),
        cmocka_unit_test(a_truncated_document_is_refused_and_an_empty_one_is_an_empty_mapping),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
