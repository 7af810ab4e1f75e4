/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms that bring files, as anybody may send them. */
#include "unit/testing.h"

#include <string.h>

#include "base/list.h"
#include "http/multipart.h"

#define HEAD "multipart/form-data; boundary=XYZ"
#define PART "--XYZ\r\nContent-Disposition: form-data; "

enum { MOST = 8 };

typedef struct Form {
    Request request;
    Outcome outcome;
} Form;

static int open_arena(void **state)
{
    *state = arena_new(0);
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static Form read_as(Arena *arena, const char *type, Text body)
{
    Form form = {
        .request = {.arena = arena, .problem = {.arena = arena}}
    };
    form.outcome = multipart_read(&form.request, text_from(type), body, MOST);
    return form;
}

static Form read(Arena *arena, const char *body)
{
    return read_as(arena, HEAD, text_from(body));
}

static void a_form_with_a_file_gives_its_fields_and_the_file(void **state)
{
    const Form form = read(*state, PART "name=\"secrecy\"\r\n\r\nteam\r\n" PART
                                        "name=\"file\"; filename=\"lettre.pdf\"\r\n"
                                        "Content-Type: Application/PDF; x=1\r\n\r\n"
                                        "%PDF\r\n--XY\r\n\r\nend\r\n--XYZ--\r\n");
    assert_int_equal(form.outcome, OK);
    assert_text_equal(request_form(&form.request, "secrecy"), TEXT("team"));
    const SentFile *file = request_file(&form.request, "file");
    assert_non_null(file);
    assert_text_equal(file->name, TEXT("lettre.pdf"));
    assert_text_equal(file->type, TEXT("application/pdf"));
    assert_text_equal(file->content, TEXT("%PDF\r\n--XY\r\n\r\nend"));
    assert_null(request_file(&form.request, "other"));
}

static void an_empty_file_and_an_empty_field_stay_empty(void **state)
{
    const Form form =
        read(*state, PART "name=\"a\"\r\n\r\n\r\n" PART "name=\"file\"; filename=\"\"\r\n"
                          "Content-Type: application/octet-stream\r\n\r\n\r\n--XYZ--");
    assert_int_equal(form.outcome, OK);
    assert_int_equal(form.request.form.count, 1);
    assert_int_equal(request_file(&form.request, "file")->content.length, 0);
    assert_int_equal(request_file(&form.request, "file")->name.length, 0);
}

static void a_name_keeps_its_quotes_strokes_and_semicolons(void **state)
{
    const Form form = read(*state, PART "name=\"file\"; filename=\"a\\\"b;c\\d=.txt\"\r\n\r\nx"
                                        "\r\n--XYZ--\r\n");
    assert_int_equal(form.outcome, OK);
    assert_text_equal(request_file(&form.request, "file")->name, TEXT("a\"b;c\\d=.txt"));
}

static void the_bytes_of_a_file_are_any_bytes(void **state)
{
    static const char body[] = PART "name=\"file\"; filename=\"x\"\r\n\r\n\0\xFF\r\n\r\n\0"
                                    "\r\n--XYZ--\r\n";
    const Form form = read_as(*state, HEAD, text_of(body, sizeof body - 1));
    assert_int_equal(form.outcome, OK);
    assert_int_equal(request_file(&form.request, "file")->content.length, 7);
}

static void a_boundary_in_quotes_is_the_same(void **state)
{
    const Form form = read_as(*state, "multipart/form-data; charset=utf-8; boundary=\"X Z\"",
                              TEXT("--X Z\r\nContent-Disposition: form-data; name=a\r\n\r\n1"
                                   "\r\n--X Z--\r\n"));
    assert_int_equal(form.outcome, OK);
    assert_text_equal(request_form(&form.request, "a"), TEXT("1"));
}

static void what_is_no_form_is_refused(void **state)
{
    static const char *const broken[] = {
        "",
        "x" PART "name=\"a\"\r\n\r\n1\r\n--XYZ--",
        PART "name=\"a\"\r\n\r\n1",
        PART "name=\"a\"\r\n\r\n1\r\n--XYZ",
        PART "name=\"a\"\r\n\r\n1\r\n--XYZ--then more",
        PART "name=\"a\"\r\n1\r\n--XYZ--",
        PART "name=\"a\r\n\r\n1\r\n--XYZ--",
        PART "filename=\"a\"\r\n\r\n1\r\n--XYZ--",
        PART "name=\"\"\r\n\r\n1\r\n--XYZ--",
        PART "name=\"a\xFF\"\r\n\r\n1\r\n--XYZ--",
        PART "name=\"a\"\r\n\r\n\xFF\r\n--XYZ--",
        "--XYZ\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--XYZ--",
        "--XYZ\r\nno colon\r\n\r\n1\r\n--XYZ--",
        "--XYZ\r\nContent-Type: text/plain\r\n\r\n1\r\n--XYZ--",
        PART "name=a\r\nContent-Disposition: form-data; name=b\r\n\r\n1\r\n--XYZ--",
        "--XYZ--",
    };
    for (size_t i = 0; i < LENGTH_OF(broken) - 1; i++) {
        const Form form = read(*state, broken[i]);
        if (form.outcome != INVALID || form.request.problem.detail.length == 0) {
            fail_msg("%zu is read", i);
        }
    }
    /* A form without a part is one. */
    assert_int_equal(read(*state, broken[LENGTH_OF(broken) - 1]).outcome, OK);
}

static void a_boundary_that_is_missing_or_too_long_is_refused(void **state)
{
    static const char *const types[] = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"XYZ",
        "multipart/form-data; boundary=12345678901234567890123456789012345678901234567890"
        "123456789012345678901",
    };
    for (size_t i = 0; i < LENGTH_OF(types); i++) {
        const Form form = read_as(*state, types[i], TEXT("--XYZ--"));
        assert_int_equal(form.outcome, INVALID);
        assert_text_equal(form.request.problem.field, TEXT("Content-Type"));
    }
}

static void more_parts_than_fields_and_too_long_a_head_are_refused(void **state)
{
    Buffer many = buffer_new(*state, 1 << 20);
    for (int i = 0; i <= MOST; i++) {
        buffer_append(&many, TEXT(PART "name=\"a\"\r\n\r\n1\r\n"));
    }
    buffer_append(&many, TEXT("--XYZ--"));
    assert_int_equal(read_as(*state, HEAD, buffer_text(&many)).outcome, INVALID);
    buffer_clear(&many);
    buffer_append(&many, TEXT(PART "name=\"a\"; x=\""));
    for (int i = 0; i < MULTIPART_HEAD_MOST; i++) {
        buffer_append_byte(&many, 'x');
    }
    buffer_append(&many, TEXT("\"\r\n\r\n1\r\n--XYZ--"));
    assert_int_equal(read_as(*state, HEAD, buffer_text(&many)).outcome, INVALID);
}

int main(void)
{
#define with_arena(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        with_arena(a_form_with_a_file_gives_its_fields_and_the_file),
        with_arena(an_empty_file_and_an_empty_field_stay_empty),
        with_arena(a_name_keeps_its_quotes_strokes_and_semicolons),
        with_arena(the_bytes_of_a_file_are_any_bytes),
        with_arena(a_boundary_in_quotes_is_the_same),
        with_arena(what_is_no_form_is_refused),
        with_arena(a_boundary_that_is_missing_or_too_long_is_refused),
        with_arena(more_parts_than_fields_and_too_long_a_head_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
