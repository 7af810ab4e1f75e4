/* SPDX-License-Identifier: EUPL-1.2 */
/* The jobs that every server of a store shares: what fades, the nightly dump. */
#pragma once

#include "casework/document_scan.h"
#include "cells/cells.h"
#include "fhir/fhir_hook_api.h"
#include "jobs/runner.h"
#include "referral/referral_mail.h"

typedef struct Housekeeping {
    const Cells *cells;
    const Home *home;  /* whose jobs these are */
    Text dumps;        /* the folder of the nightly dumps; empty for none */
    ReferralPost post; /* of the messages to services */
    FhirHooks hooks;   /* of what other houses are told */
    DocumentScanner scanner;
} Housekeeping;

bool housekeeping_knows(Text kind);

/* Starts the runner of the housekeeping jobs; `housekeeping` outlives it. */
MUST_USE Outcome housekeeping_start(const Housekeeping *housekeeping, int64_t lease_seconds,
                                    Runner **runner, Problem *problem);
