/* SPDX-License-Identifier: EUPL-1.2 */
#include "html/pdf_font.h"

#include <stdio.h>
#include <string.h>

#include "base/list.h"

/* ------------------------------------------------------------------------------- numbers */

static uint32_t u8(Text file, size_t at)
{
    return at < file.length ? (uint8_t)file.bytes[at] : 0;
}

static uint32_t u16(Text file, size_t at)
{
    return u8(file, at) << 8 | u8(file, at + 1);
}

static int s16(Text file, size_t at)
{
    return (int16_t)(uint16_t)u16(file, at);
}

static uint32_t u32(Text file, size_t at)
{
    return u16(file, at) << 16 | u16(file, at + 2);
}

static void put16(uint8_t *at, uint32_t value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static void put32(uint8_t *at, uint32_t value)
{
    put16(at, value >> 16);
    put16(at + 2, value & 0xFFFF);
}

/* -------------------------------------------------------------------------------- tables */

enum { DIRECTORY = 12, ENTRY = 16, TABLES_MOST = 64 };

typedef struct Table {
    size_t entry; /* where the directory has it; 0: nowhere */
    size_t start;
    size_t length;
} Table;

static Table table_of(Text file, const char *tag)
{
    const size_t count = u16(file, 4);
    for (size_t i = 0; i < count && i < TABLES_MOST; i++) {
        const size_t entry = DIRECTORY + i * ENTRY;
        if (entry + ENTRY <= file.length && memcmp(file.bytes + entry, tag, 4) == 0) {
            const size_t start = u32(file, entry + 8);
            const size_t length = u32(file, entry + 12);
            return start <= file.length && length <= file.length - start
                       ? (Table){entry, start, length}
                       : (Table){0};
        }
    }
    return (Table){0};
}

/* ---------------------------------------------------------------------------- characters */

enum { SEGMENTS = 4, GROUPS = 12, GROUP = 12, MICROSOFT = 3 };

/* The table of characters this reads, of formats 12 and 4; 0 for none. */
static size_t characters_of(Text file, uint32_t wanted)
{
    const Table cmap = table_of(file, "cmap");
    const size_t count = cmap.entry == 0 ? 0 : u16(file, cmap.start + 2);
    for (size_t i = 0; i < count && i < TABLES_MOST; i++) {
        const size_t record = cmap.start + 4 + i * 8;
        const size_t start = cmap.start + u32(file, record + 4);
        if (u16(file, record) == MICROSOFT && u16(file, start) == wanted) {
            return start;
        }
    }
    return 0;
}

static uint32_t glyph_of_group(Text file, size_t start, uint32_t point)
{
    const size_t count = u32(file, start + 12);
    for (size_t i = 0; i < count && start + 16 + i * GROUP < file.length; i++) {
        const size_t group = start + 16 + i * GROUP;
        const uint32_t first = u32(file, group);
        if (point >= first && point <= u32(file, group + 4)) {
            return u32(file, group + 8) + (point - first);
        }
    }
    return 0;
}

static uint32_t glyph_of_segment(Text file, size_t start, uint32_t point)
{
    const size_t twice = u16(file, start + 6);
    for (size_t i = 0; i < twice; i += 2) {
        const size_t first_at = start + 16 + twice + i;
        if (point > u16(file, start + 14 + i)) {
            continue;
        }
        const uint32_t first = u16(file, first_at);
        const uint32_t delta = u16(file, first_at + twice);
        const size_t offset_at = first_at + 2 * twice;
        const uint32_t offset = u16(file, offset_at);
        if (point < first) {
            return 0;
        }
        const uint32_t glyph =
            offset == 0 ? point : u16(file, offset_at + offset + 2 * (size_t)(point - first));
        return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
    }
    return 0;
}

int pdf_font_glyph(const PdfFont *font, uint32_t point)
{
    uint32_t glyph = 0;
    const size_t groups = characters_of(font->file, GROUPS);
    const size_t segments = characters_of(font->file, SEGMENTS);
    if (groups != 0) {
        glyph = glyph_of_group(font->file, groups, point);
    } else if (segments != 0 && point <= 0xFFFF) {
        glyph = glyph_of_segment(font->file, segments, point);
    }
    return glyph < (uint32_t)font->glyph_count ? (int)glyph : 0;
}

int pdf_font_width(const PdfFont *font, int glyph)
{
    const Table head = table_of(font->file, "hhea");
    const Table widths = table_of(font->file, "hmtx");
    const size_t count = u16(font->file, head.start + 34);
    const size_t at = (size_t)glyph < count ? (size_t)glyph : count - 1;
    return count == 0
               ? 0
               : (int)u16(font->file, widths.start + at * 4) * PDF_FONT_UNITS / font->units;
}

bool pdf_font_read(Arena *arena, Text name, Text file, PdfFont *font)
{
    static const char *const needed[] = {"head", "hhea", "maxp", "hmtx", "loca", "glyf"};
    for (size_t i = 0; i < LENGTH_OF(needed); i++) {
        if (table_of(file, needed[i]).entry == 0) {
            return false;
        }
    }
    const size_t head = table_of(file, "head").start;
    const size_t lines = table_of(file, "hhea").start;
    PdfFont read = {
        .name = name,
        .file = file,
        .glyph_count = (int)u16(file, table_of(file, "maxp").start + 4),
        .units = (int)u16(file, head + 18),
    };
    if (read.glyph_count < 1 || read.units < 16 ||
        characters_of(file, SEGMENTS) + characters_of(file, GROUPS) == 0) {
        return false;
    }
    read.ascent = s16(file, lines + 4) * PDF_FONT_UNITS / read.units;
    read.descent = s16(file, lines + 6) * PDF_FONT_UNITS / read.units;
    read.used = ARENA_ARRAY(arena, bool, (size_t)read.glyph_count);
    read.points = ARENA_ARRAY(arena, uint32_t, (size_t)read.glyph_count);
    *font = read;
    return true;
}

static bool read_whole(Arena *arena, const char *path, Text *content)
{
    FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        return false;
    }
    const bool is_found = fseek(file, 0, SEEK_END) == 0;
    const long length = is_found ? ftell(file) : -1;
    bool is_whole = length > 0 && length <= PDF_FONT_MOST && fseek(file, 0, SEEK_SET) == 0;
    if (is_whole) {
        char *bytes = ARENA_ARRAY(arena, char, (size_t)length);
        is_whole = fread(bytes, 1, (size_t)length, file) == (size_t)length;
        *content = (Text){bytes, (size_t)length};
    }
    (void)fclose(file);
    return is_whole;
}

bool pdf_font_installed(Arena *arena, int weight, PdfFont *font)
{
    typedef struct Installed {
        const char *name;
        const char *path;
    } Installed;
    static const Installed known[][2] = {
        {{"DejaVuSans", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"},
         {"DejaVuSans-Bold", "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"}},
        {{"NotoSans-Regular", "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"},
         {"NotoSans-Bold", "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf"}      },
    };
    for (size_t i = 0; i < LENGTH_OF(known); i++) {
        Text content = {0};
        const Installed *one = &known[i][weight];
        if (read_whole(arena, one->path, &content) &&
            pdf_font_read(arena, text_from(one->name), content, font)) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------------------- reducing */

typedef struct GlyphSpan {
    size_t start;
    size_t length;
} GlyphSpan;

static GlyphSpan span_of(const PdfFont *font, int glyph)
{
    const Table loca = table_of(font->file, "loca");
    const Table glyf = table_of(font->file, "glyf");
    const bool is_long = u16(font->file, table_of(font->file, "head").start + 50) != 0;
    const size_t at = loca.start + (size_t)glyph * (is_long ? 4 : 2);
    const size_t from = is_long ? u32(font->file, at) : 2 * u16(font->file, at);
    const size_t to = is_long ? u32(font->file, at + 4) : 2 * u16(font->file, at + 2);
    return from <= to && to <= glyf.length ? (GlyphSpan){glyf.start + from, to - from}
                                           : (GlyphSpan){0};
}

/* Marks what a glyph is made of; true when something new was. */
static bool mark_parts(const PdfFont *font, int glyph)
{
    enum { WORDS = 1, SCALE = 8, MORE = 32, TWO_SCALES = 64, FOUR_SCALES = 128 };
    const GlyphSpan span = span_of(font, glyph);
    const size_t end = span.start + span.length;
    bool is_new = false;
    uint32_t flags = MORE;
    size_t at = span.start + 10;
    if (span.length < 10 || s16(font->file, span.start) >= 0) {
        return false;
    }
    while ((flags & MORE) != 0 && at + 4 <= end) {
        const uint32_t part = u16(font->file, at + 2);
        flags = u16(font->file, at);
        if (part < (uint32_t)font->glyph_count && !font->used[part]) {
            font->used[part] = true;
            is_new = true;
        }
        at += (flags & WORDS) != 0 ? 8 : 6;
        at += (flags & SCALE) != 0         ? 2
              : (flags & TWO_SCALES) != 0  ? 4
              : (flags & FOUR_SCALES) != 0 ? 8
                                           : 0;
    }
    return is_new;
}

static void mark_all_parts(const PdfFont *font)
{
    bool is_new = true;
    while (is_new) {
        is_new = false;
        for (int i = 0; i < font->glyph_count; i++) {
            is_new = (font->used[i] && mark_parts(font, i)) || is_new;
        }
    }
}

/* A new file: the tables a PDF needs as they are, of the glyphs those that are used. */
Text pdf_font_reduced(Arena *arena, const PdfFont *font)
{
    static const char *const kept[] = {"cvt ", "fpgm", "glyf", "head", "hhea",
                                       "hmtx", "loca", "maxp", "prep"};
    font->used[0] = true;
    mark_all_parts(font);
    uint8_t *made = ARENA_ARRAY(arena, uint8_t, font->file.length + ENTRY);
    size_t at = DIRECTORY + LENGTH_OF(kept) * ENTRY;
    uint32_t count = 0;
    for (size_t i = 0; i < LENGTH_OF(kept); i++) {
        const Table table = table_of(font->file, kept[i]);
        uint8_t *entry = made + DIRECTORY + count * ENTRY;
        if (table.entry == 0 || at + table.length > font->file.length) {
            continue;
        }
        memcpy(entry, kept[i], 4);
        put32(entry + 8, (uint32_t)at);
        put32(entry + 12, (uint32_t)table.length);
        if (strcmp(kept[i], "glyf") != 0) {
            memcpy(made + at, font->file.bytes + table.start, table.length);
        }
        for (int g = 0; strcmp(kept[i], "glyf") == 0 && g < font->glyph_count; g++) {
            const GlyphSpan span = font->used[g] ? span_of(font, g) : (GlyphSpan){0};
            if (span.length > 0) {
                memcpy(made + at + (span.start - table.start), font->file.bytes + span.start,
                       span.length);
            }
        }
        at += (table.length + 3) / 4 * 4;
        count++;
    }
    put32(made, 0x00010000);
    put16(made + 4, count);
    return (Text){(const char *)made, at < font->file.length ? at : font->file.length};
}
