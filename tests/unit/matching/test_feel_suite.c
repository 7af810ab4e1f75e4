/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Runs cases written as JSON Lines {id, expr, inputs, expected}: our own, and the shared part
 * of the DMN conformance suite when SEUIL_SHARED (or ../shared) holds it. Cases named in
 * tests/data/feel-exclusions.txt are outside of the profile, each with its reason.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "matching/feel_json.h"
#include "unit/testing.h"
#include "json/json.h"

enum { MOST_BYTES = 8 << 20 };

static void close_stream(FILE **stream)
{
    if (*stream != NULL) {
        (void)fclose(*stream);
    }
}

static bool read_file(Arena *arena, const char *path, Text *content)
{
    FILE *file SCOPED(close_stream) = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    char *bytes = arena_allocate(arena, MOST_BYTES);
    *content = (Text){bytes, fread(bytes, 1, MOST_BYTES, file)};
    return true;
}

static const char *source_path(Arena *arena, const char *name)
{
    const char *root = getenv("SEUIL_SOURCE_ROOT");
    return text_to_c(arena, text_format(arena, "%s/%s", root == NULL ? "." : root, name));
}

static bool same_value(const FeelValue *a, const FeelValue *b);

static bool same_list(const FeelList *a, const FeelList *b)
{
    if (a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (!same_value(&a->items[i], &b->items[i])) {
            return false;
        }
    }
    return true;
}

static bool same_context(const FeelContext *a, const FeelContext *b)
{
    if (a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        bool found = false;
        for (size_t j = 0; j < b->count; j++) {
            found = found || (text_equal(a->items[i].name, b->items[j].name) &&
                              same_value(&a->items[i].value, &b->items[j].value));
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

static bool is_nothing(const FeelValue *duration)
{
    return (duration->kind == FEEL_PERIOD && duration->months == 0) ||
           (duration->kind == FEEL_DURATION && decimal_is_zero(duration->seconds));
}

static bool same_value(const FeelValue *a, const FeelValue *b)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    if (feel_is_null(a) || feel_is_null(b)) {
        return feel_is_null(a) && feel_is_null(b);
    }
    if (is_nothing(a) && is_nothing(b)) {
        return true;
    }
    if (a->kind != b->kind) {
        return false;
    }
    if (a->kind == FEEL_NUMBER) {
        return fabs(decimal_to_real(a->number) - decimal_to_real(b->number)) < 1e-8;
    }
    if (a->kind == FEEL_LIST) {
        return same_list(a->list, b->list);
    }
    if (a->kind == FEEL_CONTEXT) {
        return same_context(a->context, b->context);
    }
    return text_equal(feel_text(arena, a), feel_text(arena, b));
}

/* Whether a line of the exclusions names the case or its folder. */
static bool is_excluded(Text exclusions, Text id)
{
    Text line;
    while (text_next(&exclusions, '\n', &line)) {
        const size_t space = text_find_byte(line, ' ', 0);
        const Text name = text_slice(line, 0, space);
        if (name.length > 0 && name.bytes[0] != '#' &&
            (text_equal(name, id) ||
             (text_ends_with(name, TEXT("/")) && text_starts_with(id, name)))) {
            return true;
        }
    }
    return false;
}

static bool case_passes(Arena *arena, const json_t *test, FeelValue *result)
{
    Problem problem = {.arena = arena};
    const FeelContext *inputs = NULL;
    const FeelNode *root = NULL;
    FeelValue expected = {.kind = FEEL_NULL};
    const json_t *given = json_object_get(test, "inputs");
    if ((given != NULL && feel_inputs_read(arena, given, &inputs, &problem) != OK) ||
        feel_value_read(arena, json_object_get(test, "expected"), TEXT("/expected"), &expected,
                        &problem) != OK) {
        print_message("%.*s: %.*s\n", TEXT_ARG(problem.where), TEXT_ARG(problem.detail));
        return false;
    }
    *result = (FeelValue){.kind = FEEL_ERROR};
    const Text expression = text_copy(arena, json_member_text(test, "expr"));
    if (feel_parse(arena, expression, inputs, &root, &problem) == OK) {
        *result = feel_evaluate(arena, root, inputs);
    } else {
        result->text =
            text_format(arena, "%.*s: %.*s", TEXT_ARG(problem.where), TEXT_ARG(problem.detail));
    }
    return same_value(result, &expected);
}

static void report(Arena *arena, const json_t *test, const FeelValue *result)
{
    const Text id = json_member_text(test, "id");
    const Text expression = json_member_text(test, "expr");
    const Text text = result->kind == FEEL_ERROR ? result->text : feel_text(arena, result);
    print_message("%.*s: %.*s gave %.*s\n", TEXT_ARG(id), TEXT_ARG(expression), TEXT_ARG(text));
}

/* False when the file is not there. */
static bool run_cases(const char *path, Text exclusions)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Text content;
    if (!read_file(arena, path, &content)) {
        print_message("skipped: %s is not there\n", path);
        return false;
    }
    size_t passed = 0;
    size_t failed = 0;
    size_t excluded = 0;
    Text line;
    while (text_next(&content, '\n', &line)) {
        Arena *scratch SCOPED(arena_close) = arena_new(0);
        Problem problem = {.arena = scratch};
        json_t *test SCOPED(json_close) = NULL;
        if (line.length == 0) {
            continue;
        }
        assert_int_equal(json_read(line, JSON_REQUEST_LIMITS, &test, &problem), OK);
        FeelValue result;
        if (is_excluded(exclusions, json_member_text(test, "id"))) {
            excluded++;
        } else if (case_passes(scratch, test, &result)) {
            passed++;
        } else {
            failed++;
            report(scratch, test, &result);
        }
    }
    print_message("%s: %zu passed, %zu failed, %zu outside of the profile\n", path, passed,
                  failed, excluded);
    assert_int_equal(failed, 0);
    assert_true(passed > 0);
    return true;
}

static void own_cases_give_what_they_say(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    assert_true(run_cases(source_path(arena, "tests/data/feel-cases.jsonl"), TEXT("")));
}

static void conformance_cases_pass_unless_excluded(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Text exclusions = TEXT("");
    assert_true(
        read_file(arena, source_path(arena, "tests/data/feel-exclusions.txt"), &exclusions));
    const char *shared = getenv("SEUIL_SHARED");
    const char *folder = shared == NULL ? source_path(arena, "../shared") : shared;
    const Text path = text_format(arena, "%s/data/rules/feel.jsonl", folder);
    if (!run_cases(text_to_c(arena, path), exclusions)) {
        arena_free(arena); /* skip() leaves by a jump */
        skip();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_cases_give_what_they_say),
        cmocka_unit_test(conformance_cases_pass_unless_excluded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
