/* SPDX-License-Identifier: EUPL-1.2 */
/* What the tortures share: what was asked for, and the program that is tortured. */
#pragma once

#include <sys/types.h>

#include "base/random.h"
#include "torture/load.h"
#include "torture/verify.h"

typedef struct Torture {
    Arena *arena;
    Text place;  /* of the store; empty for files of its own in the folder */
    Text folder; /* for all that is made; absolute */
    Text ledger;
    Text shim;  /* the disk shim; empty for none */
    Text seuil; /* the program, for “seuil check”; empty for none */
    size_t writers;
    int64_t writes;
    int64_t seconds;
    int64_t rounds;
    uint64_t seed;
    bool patient;
} Torture;

/* Each runs its rounds, prints what it counted, and stops at the first thing that is wrong. A
 * torture that cannot run here prints “skipped: ” and why. */
MUST_USE Outcome torture_kill(const Torture *torture, Problem *problem);
MUST_USE Outcome torture_cut(const Torture *torture, Problem *problem);
MUST_USE Outcome torture_faults(const Torture *torture, Problem *problem);
MUST_USE Outcome torture_backup(const Torture *torture, Problem *problem);
MUST_USE Outcome torture_full_disk(const Torture *torture, Problem *problem);

/* False once its rounds are done or, from `began` (monotonic_nanoseconds) on, its time is over.
 */
bool torture_goes_on(const Torture *torture, int64_t began, int64_t rounds);

/* Starts this program again to run a load; with a shim, under the settings given ("NAME=value",
 * the last NULL). Its words go to load.log in the folder. */
MUST_USE Outcome child_start(const Torture *torture, const LoadPlan *plan,
                             const char *const *settings, pid_t *child, Problem *problem);

/* Starts the program on a store with the words given, the last NULL; settings as above. FAILED
 * when it is not known. */
MUST_USE Outcome child_seuil(const Torture *torture, Text place, const char *const *words,
                             const char *const *settings, pid_t *child, Problem *problem);

/* Waits for its end: its exit code, or -1 when it was killed. */
int child_wait(pid_t child);

/* Runs “seuil check” on a store, when the program is known. */
MUST_USE Outcome child_check(const Torture *torture, Text place, Problem *problem);

/* Folders of their own, emptied or copied file by file; nothing in them is a folder. */
MUST_USE Outcome folder_empty(Text path, Problem *problem);
MUST_USE Outcome folder_copy(Text from, Text to, Problem *problem);
MUST_USE Outcome file_read(Arena *arena, Text path, Text *bytes, Problem *problem);
MUST_USE Outcome file_write(Text path, const void *bytes, size_t length, Problem *problem);

/* Calls the function for each file of a folder. */
typedef Outcome (*FileFunction)(Text folder, Text name, void *context, Problem *problem);
MUST_USE Outcome folder_each(Text path, FileFunction function, void *context, Problem *problem);
