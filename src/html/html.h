/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What compiled pages write with. Text is escaped for element content and for quoted attribute
 * values alike; the only unescaped bytes are the page's own, written by tools/pagegen.c.
 */
#pragma once

#include "base/buffer.h"
#include "words/language.h"

typedef struct Html {
    Buffer *out;
    Language language;
    Arena *arena;
} Html;

void html_raw(Html *html, Text bytes); /* for generated code and this folder only */
void html_text(Html *html, Text text); /* bad UTF-8 becomes U+FFFD */
void html_number(Html *html, int64_t number);

/* A URL attribute's value: http, https, mailto, tel, geo, or a path of ours; else "#". */
void html_url(Html *html, Text url);

/* A code as an SVG image of `size` modules scaled by CSS; `label` says what it is. */
void html_qr(Html *html, Text content, Text label);

/* One of our symbols by name ("bowl", "bed"); an unknown name draws the door. */
void html_icon(Html *html, Text name);

/* A JSON-LD block for machines; `json` is made safe for a script element. Nothing when empty.
 */
void html_json_ld(Html *html, Text json);
