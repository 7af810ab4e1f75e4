/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The scanner that looks at documents before anybody is given them: a command of the operator's
 * (`serve --scanner`) that reads the content on its standard input and exits with 0 for clean,
 * 1 for refused. Anything else, too long or too much said is a failure: the document goes on
 * waiting, and the job is tried again after 2, 4, 8... minutes, then each hour.
 */
#pragma once

#include "casework/document.h"
#include "jobs/job.h"

#define DOCUMENT_SCAN_JOB  "document-scan"
#define DOCUMENT_SWEEP_JOB "document-sweep"
enum { DOCUMENT_SWEEP_SECONDS = 60 * 60 };

typedef struct DocumentScanner {
    const char *command; /* NULL: this server has none */
    const Keyring *keyring;
} DocumentScanner;

/* Tells the store that documents are looked at from now on, or no more. */
typedef enum DocumentScanning { SCANNING_OFF, SCANNING_ON } DocumentScanning;
MUST_USE Outcome document_set_scanning(Store *store, DocumentScanning scanning, Moment now,
                                       Problem *problem);

/* Whether it was told so. */
MUST_USE Outcome document_scanning(Store *store, bool *is_scanned, Problem *problem);

/* The job of one document. */
MUST_USE Outcome document_scan_run(const JobRun *run, const DocumentScanner *scanner,
                                   Problem *problem);

/* Plans those that nobody looked at yet, each hour. */
MUST_USE Outcome document_sweep_run(const JobRun *run, Problem *problem);
