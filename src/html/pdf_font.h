/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A font of the machine (TrueType, as the OpenType specification 1.9 describes it), read for a
 * PDF: which glyph draws a character, how wide it is, and a file that holds the glyphs used
 * alone. A font that is not as it should be gives no glyph; nothing is read past its end.
 */
#pragma once

#include "base/arena.h"
#include "base/text.h"

enum { PDF_FONT_MOST = 8 << 20 /* bytes of a file */, PDF_FONT_UNITS = 1000 };

typedef struct PdfFont {
    Text name; /* "DejaVuSans" */
    Text file;
    int glyph_count;
    int units; /* an em */
    int ascent;
    int descent;      /* below 0; both in thousandths of an em, as widths are */
    bool *used;       /* a flag a glyph */
    uint32_t *points; /* the character it was used for */
} PdfFont;

/* False where the file is no font with glyphs and characters. `file` must outlive the font. */
bool pdf_font_read(Arena *arena, Text name, Text file, PdfFont *font);

/* The first of a few usual fonts with all letters that is installed; false for none. `weight`
 * is 0 for plain, 1 for bold. */
bool pdf_font_installed(Arena *arena, int weight, PdfFont *font);

/* 0, the box of what is missing, for a character it does not have. */
int pdf_font_glyph(const PdfFont *font, uint32_t point);

/* In thousandths of an em. */
int pdf_font_width(const PdfFont *font, int glyph);

/* The font with the glyphs that are marked as used, and what they are made of. */
Text pdf_font_reduced(Arena *arena, const PdfFont *font);
