/* SPDX-License-Identifier: EUPL-1.2 */
/* A person's whole file as pages to print: parts of entries, each part named after the member
 * of the exported file (dossier/export.h) that it shows. */
#pragma once

#include "access/views_web.h"

typedef struct PaperPart PaperPart;

typedef struct PaperEntry {
    Text what;
    Text note;  /* where it is from, since when; may be empty */
    Text words; /* what somebody wrote, with its lines; may be empty */
    const PaperPart *parts;
    size_t part_count;
} PaperEntry;

struct PaperPart {
    Text id; /* "facts"; "needs-7K3M-9QTR" of one case */
    Text title;
    Text note; /* what is left out; may be empty */
    const PaperEntry *entries;
    size_t count;
    bool is_inner; /* within an entry */
};

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
