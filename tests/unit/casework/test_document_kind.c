/* SPDX-License-Identifier: EUPL-1.2 */
/* What a file is, by its content alone. */
#include "unit/testing.h"

#include "casework/document_kind.h"
#include "casework/zip.h"
#include "unit/casework/document_maker.h"

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

static int kind_of(Text content)
{
    DocumentKind kind = DOCUMENT_PDF;
    return document_kind_of(content, &kind) ? (int)kind : -1;
}

static void each_kind_is_known_by_its_content(void **state)
{
    assert_int_equal(kind_of(TEXT(A_PDF)), DOCUMENT_PDF);
    assert_int_equal(kind_of(TEXT(A_JPEG)), DOCUMENT_JPEG);
    assert_int_equal(kind_of(TEXT(A_PNG)), DOCUMENT_PNG);
    assert_int_equal(kind_of(TEXT("\xEF\xBB\xBFÀ qui de droit,\r\n\t…\n")), DOCUMENT_TEXT);
    assert_int_equal(kind_of(odt_of(*state, NULL)), DOCUMENT_ODT);
    assert_int_equal(kind_of(docx_of(*state, NULL)), DOCUMENT_DOCX);
}

static void what_is_none_of_them_is_refused(void **state)
{
    static const Text others[] = {
        TEXT_INIT(""),
        TEXT_INIT("\x7F"
                  "ELF\x02\x01\x01"),
        TEXT_INIT("MZ\x90\x00\x03"),
        TEXT_INIT("GIF89a\x01\x00\x01\x00\x80\x00"),
        TEXT_INIT("%PDF-1.7\n cut \x00"),
        TEXT_INIT("\xFF\xD8\xFF\xE0 cut"),
        TEXT_INIT("\x89PNG\r\n\x1A\n\0\0\0\rIHDR cut"),
        TEXT_INIT("PK\x03\x04 cut"),
        TEXT_INIT("caf\xE9"),
        TEXT_INIT("a\x1B[31mred"),
    };
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(others); i++) {
        if (kind_of(others[i]) != -1) {
            fail_msg("%zu is taken", i);
        }
    }
}

static void an_archive_that_is_no_text_or_holds_macros_is_refused(void **state)
{
    const Member odd[] = {
        {"a.txt",       "x"     },
        {"mimetype",    ODT_TYPE},
        {"content.xml", "x"     }
    };
    assert_int_equal(kind_of(zip_of(*state, odd, 3)), -1);
    assert_int_equal(kind_of(zip_of(*state, odd + 1, 1)), -1);
    assert_int_equal(kind_of(odt_of(*state, "Basic/Standard/Module1.xml")), -1);
    assert_int_equal(kind_of(odt_of(*state, "Scripts/python/a.py")), -1);
    assert_int_equal(kind_of(docx_of(*state, "word/vbaProject.bin")), -1);
}

static void an_archive_cut_or_changed_anywhere_is_never_read_past_its_end(void **state)
{
    const Text whole = odt_of(*state, NULL);
    for (size_t length = 3; length < whole.length; length++) {
        assert_int_equal(kind_of(text_copy(*state, text_slice(whole, 0, length))), -1);
    }
    for (size_t at = 0; at < whole.length; at++) {
        char *bytes = arena_allocate(*state, whole.length);
        for (size_t i = 0; i < whole.length; i++) {
            bytes[i] = i == at ? '\xFF' : whole.bytes[i];
        }
        (void)kind_of(text_of(bytes, whole.length));
    }
}

static void a_name_and_a_media_type_fit_or_do_not(void **state)
{
    (void)state;
    assert_true(document_kind_fits_name(DOCUMENT_JPEG, TEXT("photo.JPG")));
    assert_true(document_kind_fits_name(DOCUMENT_JPEG, TEXT("photo")));
    assert_true(document_kind_fits_name(DOCUMENT_PDF, TEXT("Lettre du 3. mars")));
    assert_false(document_kind_fits_name(DOCUMENT_PDF, TEXT("lettre.exe")));
    assert_false(document_kind_fits_name(DOCUMENT_PDF, TEXT("lettre.pdf.js")));
    assert_true(document_kind_fits_type(DOCUMENT_PDF, TEXT("")));
    assert_true(document_kind_fits_type(DOCUMENT_PDF, TEXT("application/octet-stream")));
    assert_true(document_kind_fits_type(DOCUMENT_TEXT, TEXT("text/csv")));
    assert_false(document_kind_fits_type(DOCUMENT_TEXT, TEXT("text/html")));
    assert_false(document_kind_fits_type(DOCUMENT_PDF, TEXT("text/plain")));
}

int main(void)
{
#define with_arena(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        with_arena(each_kind_is_known_by_its_content),
        with_arena(what_is_none_of_them_is_refused),
        with_arena(an_archive_that_is_no_text_or_holds_macros_is_refused),
        with_arena(an_archive_cut_or_changed_anywhere_is_never_read_past_its_end),
        with_arena(a_name_and_a_media_type_fit_or_do_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
