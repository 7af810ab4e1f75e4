/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The load: writers that number what they write and retry with the same key until they are told
 * that it is kept, and a reader that looks for what cannot be. What it leaves in a store is a
 * function of the numbers alone, so that verify_store can say what must be there.
 */
#pragma once

#include <stdatomic.h>

#include "store/store.h"
#include "torture/ledger.h"

typedef struct LoadPlan {
    Text place;  /* of the store, as --store takes it */
    Text ledger; /* where to go on from, and where to tell */
    size_t writers;
    int64_t writes;     /* a writer; 0 for no end */
    int64_t stop_after; /* nanoseconds; 0 for no end */
    atomic_bool *stop;  /* another thread may set it; or NULL */
    bool patient;       /* goes on while the store refuses, for as long as the plan says */
} LoadPlan;

typedef struct LoadReport {
    int64_t kept;
    int64_t refused;
    int64_t reads;
    int64_t longest_gap; /* nanoseconds between two writes kept, over all writers */
    Text first_refusal;
} LoadReport;

/* Runs until its end, or until a writer was refused a hundred times in a row and the plan is
 * not patient. INVALID when a reader saw what cannot be, something else when the store could
 * not be opened or a writer gave up. */
MUST_USE Outcome load_run(const LoadPlan *plan, LoadReport *report, Problem *problem);

/* What one write leaves. */
Text load_writer_name(Arena *arena, size_t writer);
Text load_number(Arena *arena, int64_t number); /* ten digits: sorts as it counts */
Text load_text(Arena *arena, size_t writer, int64_t number);

/* How the totals and the rows of one snapshot stand to each other. */
typedef struct LoadState {
    int64_t rows[WRITER_LIMIT]; /* numbered from 1 without a gap, each once */
    int64_t totals[WRITER_LIMIT];
} LoadState;

/* INVALID with `wrong` when a number lacks, is there twice, or a total says otherwise than its
 * rows; what the store refuses is not wrong. */
MUST_USE Outcome load_state(Session *session, LoadState *state, bool *wrong, Problem *problem);
