/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Loading a directory written as YAML files (docs/reference/directory-files.md). Reading makes
 * a package of records in memory and checks every field and every reference; only a package
 * that is right as a whole is written, in one transaction.
 */
#pragma once

#include "base/moment.h"
#include "directory/record.h"

typedef struct LoadChecks {
    /* Says whether an expression is a condition over the declared facts; NULL: not checked. */
    Outcome (*condition)(void *context, Text expression, Problem *problem);
    void *context;
} LoadChecks;

typedef struct Package {
    RecordList records;
    size_t file_count;
} Package;

/* Reads every *.yaml below `directory` in the order of their names. NOT_FOUND when there is no
 * such directory, INVALID with file, line and field for the first thing that is wrong. */
MUST_USE Outcome load_read(Arena *arena, Text directory, const LoadChecks *checks,
                           Package *package, Problem *problem);

struct Store;

/* Replaces what an earlier load of the same `origin` brought, in one transaction; `removed`
 * (may be NULL) counts what vanished from the files. */
MUST_USE Outcome load_write(struct Store *store, const Package *package, Text origin,
                            Moment now, int64_t *removed, Problem *problem);
