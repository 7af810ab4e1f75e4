/* SPDX-License-Identifier: EUPL-1.2 */
/* What is true of every command: exit codes and environment, for `seuil help` and seuil(1). */
#pragma once

#include <stdio.h>

#include "base/outcome.h"
#include "base/text.h"

typedef struct ExitCode {
    Outcome outcome;
    const char *meaning;
} ExitCode;

typedef struct EnvironmentVariable {
    const char *name; /* or several that go together, with ", " between */
    const char *meaning;
} EnvironmentVariable;

extern const ExitCode EXIT_CODES[];
extern const size_t EXIT_CODE_COUNT;
extern const EnvironmentVariable ENVIRONMENT[];
extern const size_t ENVIRONMENT_COUNT;

/* The topics of `seuil help`: "exit-codes", "environment". */
extern const char *const TOPICS[];
extern const size_t TOPIC_COUNT;

/* Prints that topic; false when there is none of that name. */
bool topic_print(FILE *out, Text name);
