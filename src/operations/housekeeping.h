/* SPDX-License-Identifier: EUPL-1.2 */
/* The jobs that every server of a store shares: what fades, the nightly dump. */
#pragma once

#include "jobs/runner.h"

typedef struct Housekeeping {
    Text store_path; /* as the store was opened */
    Text dumps;      /* the folder of the nightly dumps; empty for none */
} Housekeeping;

bool housekeeping_knows(Text kind);

/* Starts the runner of the housekeeping jobs; `housekeeping` outlives it. */
MUST_USE Outcome housekeeping_start(Store *store, const Housekeeping *housekeeping,
                                    int64_t lease_seconds, Runner **runner, Problem *problem);
