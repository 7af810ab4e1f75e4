/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The paper of a person's whole file (dossier/paper_web.h): parts of entries, each part named
 * after the member of the exported file that it shows. What a domain above the dossier adds to
 * the export (access/giving.h) it adds to the paper here, of a person already admitted; the
 * composition root joins them (operations/givings_web.c).
 */
#pragma once

#include "base/id.h"
#include "base/list.h"
#include "http/http.h"

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

typedef LIST_OF(PaperEntry) PaperEntries;

/* Its id is the name of the member it shows. */
typedef Outcome (*PaperGiving)(Request *request, Id person, PaperPart *part);

typedef struct PaperGivingRegister {
    const PaperGiving *items;
    size_t count;
} PaperGivingRegister;

/* Of every domain. Defined by the composition root. */
extern const PaperGivingRegister PAPER_GIVINGS;

MUST_USE Outcome dwellings_paper(Request *request, Id person, PaperPart *part);
