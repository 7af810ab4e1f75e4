/* SPDX-License-Identifier: EUPL-1.2 */
/* A sheet of paper as PDF, read back by programs that are not ours: qpdf, poppler, zbar. */
#include "html/pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "unit/testing.h"

#define NAME "Œuvre d’été : ĳsje, Straße (100 %)"

typedef struct Written {
    Arena *arena;
    char path[64];
} Written;

static void write_file(Written *written, Text content)
{
    (void)snprintf(written->path, sizeof written->path, "/tmp/seuil-pdf-XXXXXX");
    const int file = mkstemp(written->path);
    assert_true(file >= 0);
    assert_int_equal(write(file, content.bytes, content.length), (ssize_t)content.length);
    assert_int_equal(close(file), 0);
}

/* What a program says of the file, its warnings too. */
static Text said_by(const Written *written, const char *program, const char *rest)
{
    const Text command =
        text_format(written->arena, "%s %s %s 2>&1", program, written->path, rest);
    FILE *out = popen(text_to_c(written->arena, command), "r");
    Buffer said = buffer_new(written->arena, 1 << 20);
    char line[4096];
    assert_non_null(out);
    while (fgets(line, sizeof line, out) != NULL) {
        buffer_append(&said, text_from(line));
    }
    (void)pclose(out);
    return buffer_text(&said);
}

static bool says(Text text, const char *part)
{
    const Text wanted = text_from(part);
    for (size_t i = 0; i + wanted.length <= text.length; i++) {
        if (text_equal(text_slice(text, i, i + wanted.length), wanted)) {
            return true;
        }
    }
    return false;
}

static Written sheet_of(Arena *arena, PdfSheet sheet)
{
    Written written = {.arena = arena};
    pdf_text(&sheet, PDF_TITLE, 170, TEXT(NAME));
    pdf_qr(&sheet, 1300, TEXT("S1SEUIL7K3M9Q"), TEXT("Code carré : 7K3"));
    pdf_text(&sheet, PDF_PARAGRAPH, 100,
             TEXT("Un ticket, une fois, jusqu’au 12 janvier 2027, à montrer ou à lire à haute "
                  "voix (au guichet)."));
    pdf_text(&sheet, PDF_HEADING, 100, TEXT("Où"));
    pdf_text(&sheet, PDF_ITEM, 100, TEXT("• Resto du cœur"));
    pdf_text(&sheet, PDF_ITEM, 100, TEXT("• Les Sauverdias"));
    write_file(&written, pdf_end(&sheet, TEXT(NAME), TEXT("fr")));
    return written;
}

static void check_whole(const Written *written)
{
    const Text checked = said_by(written, "qpdf --check", "");
    assert_true(says(checked, "No syntax or stream encoding errors found"));
    const Text info = said_by(written, "pdfinfo", "");
    assert_true(says(info, "Œuvre d’été"));
    assert_true(says(info, "Tagged:          yes"));
    const Text text = said_by(written, "pdftotext", "-");
    assert_true(says(text, "Les Sauverdias"));
    assert_true(says(text, "Un ticket, une fois"));
    assert_true(says(text, "Straße (100 %)"));
    const Text tree = said_by(written, "pdfinfo -struct-text", "");
    static const char *const tags[] = {"Document", "H1", "Figure", "P ", "H2", "LI", "LBody"};
    for (size_t i = 0; i < LENGTH_OF(tags); i++) {
        assert_true(says(tree, tags[i]));
    }
    const Text objects = said_by(written, "qpdf --json", "");
    assert_true(says(objects, "\"/Lang\": \"u:fr\""));
    assert_true(says(objects, "\"/Alt\": \"u:Code carré : 7K3\""));
}

static void check_square(const Written *written)
{
    (void)said_by(written, "pdftoppm -r 300 -png -singlefile", written->path);
    Written picture = {.arena = written->arena};
    (void)snprintf(picture.path, sizeof picture.path, "%.50s.png", written->path);
    assert_true(says(said_by(&picture, "zbarimg -q --raw", ""), "S1SEUIL7K3M9Q"));
    assert_int_equal(unlink(picture.path), 0);
}

static void without_a_font_the_sheet_is_whole_and_tagged(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Written written = sheet_of(arena, pdf_start_plain(arena));
    check_whole(&written);
    check_square(&written);
    assert_false(says(said_by(&written, "strings", ""), "pdfuaid:part"));
    assert_int_equal(unlink(written.path), 0);
}

static void with_a_font_every_letter_is_embedded_and_read_back(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const PdfSheet sheet = pdf_start(arena);
    if (!sheet.has_fonts) {
        skip();
    }
    const Written written = sheet_of(arena, sheet);
    check_whole(&written);
    check_square(&written);
    const Text fonts = said_by(&written, "pdffonts", "");
    assert_true(says(fonts, "SEUILA+DejaVuSans") || says(fonts, "SEUILA+NotoSans"));
    assert_true(says(fonts, "yes yes yes"));
    assert_true(says(said_by(&written, "pdftotext", "-"), "ĳsje"));
    assert_true(says(said_by(&written, "strings", ""), "<pdfuaid:part>1"));
    assert_int_equal(unlink(written.path), 0);
}

static void a_font_that_is_cut_short_gives_no_letter(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    PdfFont font = {0};
    if (!pdf_font_installed(arena, 0, &font)) {
        skip();
    }
    const Text whole = font.file;
    for (size_t length = 0; length < whole.length; length += whole.length / 97) {
        PdfFont cut = {0};
        if (pdf_font_read(arena, TEXT("Cut"), text_slice(whole, 0, length), &cut)) {
            (void)pdf_font_glyph(&cut, 'A');
            (void)pdf_font_reduced(arena, &cut);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_font_the_sheet_is_whole_and_tagged),
        cmocka_unit_test(with_a_font_every_letter_is_embedded_and_read_back),
        cmocka_unit_test(a_font_that_is_cut_short_gives_no_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
