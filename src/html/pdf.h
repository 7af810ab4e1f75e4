/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A sheet of paper as tagged PDF 1.7 (ISO 32000-1, section 14.8): headings, paragraphs, lists
 * and a square code that says in words what it is, in reading order, with a title and a
 * language, so that a program that reads aloud reads it as a person would. With a font of the
 * machine (html/pdf_font.h) it is embedded and the file says that it follows ISO 14289-1
 * (PDF/UA-1); without one, two fonts every reader has draw the characters of Windows-1252, any
 * other becomes "?", and nothing is said. Why it is written here:
 * docs/decisions/2026-11-30-ticket-pdf.md.
 *
 * Lengths are in tenths of a point, 720 an inch. What does not fit on the sheet is cut: the
 * writer of a page knows how much it holds.
 */
#pragma once

#include "base/buffer.h"
#include "base/list.h"
#include "html/pdf_font.h"

enum { PDF_A6_WIDTH = 2980, PDF_A6_HEIGHT = 4200, PDF_MARGIN = 280, PDF_MOST = 1 << 20 };

typedef enum PdfTag { PDF_TITLE, PDF_HEADING, PDF_PARAGRAPH, PDF_ITEM, PDF_FIGURE } PdfTag;

typedef struct PdfBlock {
    PdfTag tag;
    Text instead; /* of a figure: what it is, in words */
} PdfBlock;

typedef struct PdfSheet {
    Arena *arena;
    Buffer content; /* what is drawn so far */
    PdfFont fonts[2];
    bool has_fonts;
    int y; /* where the next block ends upwards */
    LIST_OF(PdfBlock) blocks;
} PdfSheet;

/* An upright sheet of A6, with the fonts of the machine where it has any. */
PdfSheet pdf_start(Arena *arena);

/* The same without them. */
PdfSheet pdf_start_plain(Arena *arena);

/* A block of text below the one before, its letters `size` high, broken between words. */
void pdf_text(PdfSheet *sheet, PdfTag tag, int size, Text text);

/* A square code, in the middle, `size` wide. Nothing where the content is too long for one. */
void pdf_qr(PdfSheet *sheet, int size, Text content, Text instead);

/* The whole file. `language` is a tag of BCP 47: "fr". */
Text pdf_end(PdfSheet *sheet, Text title, Text language);
