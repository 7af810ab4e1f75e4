/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the writers of the load were told, in a file outside the store: the truth the store is
 * held against. Each writer numbers its writes from 1 without a gap.
 */
#pragma once

#include "base/outcome.h"

enum { WRITER_LIMIT = 64 };

typedef enum LedgerWord {
    LEDGER_KEPT = 1, /* store_write said OK for this number */
    LEDGER_REFUSED,  /* store_write, or a reader, was told of an error */
    LEDGER_WRONG     /* a reader saw what cannot be */
} LedgerWord;

typedef struct LedgerLine {
    uint32_t word;
    uint32_t writer;
    int64_t number;
} LedgerLine;

typedef struct Ledger {
    int64_t kept[WRITER_LIMIT]; /* the newest number each writer was told is kept */
    int64_t refused;
    int64_t wrong;
    int64_t lines;
} Ledger;

/* Adds what a line says. */
void ledger_add(Ledger *ledger, const LedgerLine *line);

/* Reads the file; one that does not exist is empty, half a line at its end is none. */
MUST_USE Outcome ledger_read(Text path, Ledger *ledger, Problem *problem);

/* Replaces the file by one line a writer, without what was refused. */
MUST_USE Outcome ledger_write(Text path, const Ledger *ledger, Problem *problem);

/* Opens the file for ledger_tell; -1 when that fails. */
int ledger_open(Text path);

/* One write(2) to the end of the file. False when it failed: nothing may go on then. */
bool ledger_tell(int file, LedgerWord word, size_t writer, int64_t number);

int64_t ledger_total(const Ledger *ledger); /* writes kept, by all writers */
