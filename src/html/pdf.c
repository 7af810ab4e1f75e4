/* SPDX-License-Identifier: EUPL-1.2 */
/* What is drawn on the sheet; the file around it is html/pdf_file.c. */
#include "html/pdf.h"

#include <qrencode.h>
#include <utf8proc.h>

enum { TENTH = 10, LINE_OF_TEN = 13 /* a line is 1.3 times its letters */, USUAL_WIDTH = 580 };

PdfSheet pdf_start_plain(Arena *arena)
{
    return (PdfSheet){
        .arena = arena,
        .content = buffer_new(arena, PDF_MOST),
        .y = PDF_A6_HEIGHT - PDF_MARGIN,
    };
}

PdfSheet pdf_start(Arena *arena)
{
    PdfSheet sheet = pdf_start_plain(arena);
    sheet.has_fonts = pdf_font_installed(arena, 0, &sheet.fonts[0]) &&
                      pdf_font_installed(arena, 1, &sheet.fonts[1]);
    return sheet;
}

/* "12.5", of 125: the same in every language of the machine. */
static void put_length(Buffer *out, int tenths)
{
    buffer_append_format(out, "%d.%d ", tenths / TENTH, tenths % TENTH);
}

static int font_of(PdfTag tag)
{
    return tag == PDF_TITLE || tag == PDF_HEADING ? 1 : 0;
}

/* ------------------------------------------------------------------------------ characters */

static bool next_point(Text text, size_t *at, uint32_t *point)
{
    utf8proc_int32_t read = 0;
    if (*at >= text.length) {
        return false;
    }
    const utf8proc_ssize_t length =
        utf8proc_iterate((const utf8proc_uint8_t *)text.bytes + *at,
                         (utf8proc_ssize_t)(text.length - *at), &read);
    *at += length > 0 ? (size_t)length : 1;
    *point = length > 0 ? (uint32_t)read : '?';
    return true;
}

/* The characters of Windows-1252 that are not where Unicode has them. */
static uint8_t byte_of(uint32_t point)
{
    typedef struct Moved {
        uint32_t point;
        uint8_t byte;
    } Moved;
    static const Moved moved[] = {
        {0x20AC, 0x80},
        {0x201A, 0x82},
        {0x201E, 0x84},
        {0x2026, 0x85},
        {0x0160, 0x8A},
        {0x0152, 0x8C},
        {0x017D, 0x8E},
        {0x2018, 0x91},
        {0x2019, 0x92},
        {0x201C, 0x93},
        {0x201D, 0x94},
        {0x2022, 0x95},
        {0x2013, 0x96},
        {0x2014, 0x97},
        {0x0161, 0x9A},
        {0x0153, 0x9C},
        {0x017E, 0x9E},
        {0x0178, 0x9F},
        {0x202F, 0xA0},
    };
    for (size_t i = 0; i < LENGTH_OF(moved); i++) {
        if (moved[i].point == point) {
            return moved[i].byte;
        }
    }
    const bool is_same = (point >= 0x20 && point < 0x7F) || (point >= 0xA0 && point <= 0xFF);
    return is_same ? (uint8_t)point : '?';
}

static int width_of(const PdfSheet *sheet, int font, int size, Text text)
{
    size_t at = 0;
    uint32_t point = 0;
    int64_t width = 0;
    while (next_point(text, &at, &point)) {
        width += sheet->has_fonts ? pdf_font_width(&sheet->fonts[font],
                                                   pdf_font_glyph(&sheet->fonts[font], point))
                                  : USUAL_WIDTH;
    }
    return (int)(width * size / PDF_FONT_UNITS);
}

/* As numbers of glyphs of an embedded font, or as bytes: always in hexadecimal, so that no
 * character of a text can end it early. */
static void put_string(PdfSheet *sheet, int font, Text text)
{
    size_t at = 0;
    uint32_t point = 0;
    PdfFont *drawn = &sheet->fonts[font];
    buffer_append_byte(&sheet->content, '<');
    while (next_point(text, &at, &point)) {
        if (!sheet->has_fonts) {
            buffer_append_format(&sheet->content, "%02X", byte_of(point));
            continue;
        }
        const int glyph = pdf_font_glyph(drawn, point);
        drawn->used[glyph] = true;
        drawn->points[glyph] = point;
        buffer_append_format(&sheet->content, "%04X", (unsigned)glyph);
    }
    buffer_append_byte(&sheet->content, '>');
}

/* --------------------------------------------------------------------------------- blocks */

static void open_block(PdfSheet *sheet, PdfTag tag, Text instead)
{
    static const char *const names[] = {
        [PDF_TITLE] = "H1",   [PDF_HEADING] = "H2",    [PDF_PARAGRAPH] = "P",
        [PDF_ITEM] = "LBody", [PDF_FIGURE] = "Figure",
    };
    buffer_append_format(&sheet->content, "/%s <</MCID %zu>> BDC\n", names[tag],
                         sheet->blocks.count);
    LIST_APPEND(sheet->arena, &sheet->blocks, (PdfBlock){tag, instead});
}

static void close_block(PdfSheet *sheet)
{
    buffer_append(&sheet->content, TEXT("EMC\n"));
}

/* As many words as fit; at least one. */
static Text take_line(const PdfSheet *sheet, int font, int size, Text *rest)
{
    size_t end = text_find_byte(*rest, ' ', 0);
    for (size_t next = end; next < rest->length;) {
        next = text_find_byte(*rest, ' ', next + 1);
        if (width_of(sheet, font, size, text_slice(*rest, 0, next)) >
            PDF_A6_WIDTH - 2 * PDF_MARGIN) {
            break;
        }
        end = next;
    }
    const Text line = text_slice(*rest, 0, end);
    *rest = text_trim(text_slice(*rest, end, rest->length));
    return line;
}

void pdf_text(PdfSheet *sheet, PdfTag tag, int size, Text text)
{
    Text rest = text_trim(text);
    const int font = font_of(tag);
    open_block(sheet, tag, TEXT(""));
    while (rest.length > 0 && sheet->y > size + PDF_MARGIN) {
        const Text line = take_line(sheet, font, size, &rest);
        sheet->y -= size * LINE_OF_TEN / TENTH;
        buffer_append_format(&sheet->content, "BT /F%d ", font + 1);
        put_length(&sheet->content, size);
        buffer_append(&sheet->content, TEXT("Tf "));
        put_length(&sheet->content, PDF_MARGIN);
        put_length(&sheet->content, sheet->y);
        buffer_append(&sheet->content, TEXT("Td "));
        put_string(sheet, font, line);
        buffer_append(&sheet->content, TEXT(" Tj ET\n"));
    }
    sheet->y -= size / 3;
    close_block(sheet);
}

/* ----------------------------------------------------------------------------- square code */

/* One rectangle a run of dark modules, in units of a module. */
static void put_row(Buffer *out, const QRcode *code, int row)
{
    const unsigned char *modules = code->data + row * code->width;
    for (int column = 0; column < code->width; column++) {
        const int first = column;
        while (column < code->width && (modules[column] & 1) != 0) {
            column++;
        }
        if (column > first) {
            buffer_append_format(out, "%d %d %d 1 re\n", first, code->width - 1 - row,
                                 column - first);
        }
    }
}

void pdf_qr(PdfSheet *sheet, int size, Text content, Text instead)
{
    enum { MILLION = 1000000 };
    const char *text = text_to_c(sheet->arena, content);
    QRcode *code = text == NULL ? NULL : QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (code == NULL) {
        return;
    }
    Buffer *out = &sheet->content;
    const long long scale = (long long)size * MILLION / TENTH / code->width;
    open_block(sheet, PDF_FIGURE, instead);
    sheet->y -= size + size / TENTH;
    buffer_append_format(out, "q %lld.%06lld 0 0 %lld.%06lld ", scale / MILLION,
                         scale % MILLION, scale / MILLION, scale % MILLION);
    put_length(out, (PDF_A6_WIDTH - size) / 2);
    put_length(out, sheet->y + size / (2 * TENTH));
    buffer_append(out, TEXT("cm\n"));
    for (int row = 0; row < code->width; row++) {
        put_row(out, code, row);
    }
    buffer_append(out, TEXT("f Q\n"));
    close_block(sheet);
    QRcode_free(code);
}
