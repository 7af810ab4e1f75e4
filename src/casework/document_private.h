/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of documents share; nobody else includes it. */
#pragma once

#include "casework/case_private.h"
#include "casework/document.h"

/* Whether the territory has a scanner. */
MUST_USE Outcome document_is_scanned(Session *session, bool *is_scanned, Problem *problem);

/* A scan, planned in the transaction of the caller. */
typedef struct DocumentScan {
    Id job; /* the same twice is one */
    Id case_file;
    Id document;
} DocumentScan;

MUST_USE Outcome document_plan_scan(Session *session, Arena *arena, const DocumentScan *scan,
                                    Moment now, Problem *problem);

/* Cuts and opens what a job of that kind was given. */
MUST_USE Outcome document_read_scan(Text payload, DocumentScan *scan, Problem *problem);

/* The sealed content of a document of the case, opened; NOT_FOUND for none. */
MUST_USE Outcome document_open_content(Access *access, const Case *read, Id id, Text *content);
