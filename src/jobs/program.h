/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A program of the operator's, run by a job on content it reads from its standard input. It is
 * a stranger here: it is given neither our files, nor our keys, nor our environment beyond
 * PATH, in a group of its own that ends with it; what it says is read and thrown away, and too
 * much of it, or too long, ends it.
 */
#pragma once

#include "base/outcome.h"

typedef struct ProgramRun {
    const char *command; /* a line for /bin/sh */
    Text input;
    unsigned seconds;   /* at most */
    size_t most_output; /* bytes, of both streams together */
} ProgramRun;

/* `status` is the exit status. UNAVAILABLE when it cannot be started, takes too long, says too
 * much, or is ended by a signal. */
MUST_USE Outcome program_run(const ProgramRun *run, int *status, Problem *problem);
