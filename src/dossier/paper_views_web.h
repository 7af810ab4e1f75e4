/* SPDX-License-Identifier: EUPL-1.2 */
/* A person's whole file as pages to print: the parts of access/giving_web.h. */
#pragma once

#include "access/giving_web.h"
#include "access/views_web.h"

typedef struct PaperView {
    StaffView frame;
    Text href; /* of the person: "/fr/p/..." */
    Text name;
    Text code;
    Text made;
    const PaperPart *parts;
    size_t part_count;
    const JournalRow *rows; /* who read what */
    size_t row_count;
    Text journal_note; /* of lines that are not shown; or empty */
} PaperView;

void paper_part(Html *html, const PaperPart *part);
void file_paper_page(Html *html, const PaperView *page);
