/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The search for services that stand twice, over the whole directory, and what it found
 * (twin_found): after each import, and when a steward asks. Memory is that of the catalogue and
 * of twins_read().
 */
#pragma once

#include "base/moment.h"
#include "base/outcome.h"

struct Store;

typedef struct TwinSearch {
    size_t services;
    size_t compared; /* pairs */
    int64_t open;    /* found, and not said to be two */
    int64_t fresh;   /* of these, found for the first time */
} TwinSearch;

/* Replaces what the search before found, in one transaction. */
MUST_USE Outcome twins_search(struct Store *store, Moment now, TwinSearch *search,
                              Problem *problem);
