/* SPDX-License-Identifier: EUPL-1.2 */
/* What the commands of casework are given: identifiers and words. */
#pragma once

#include "base/id.h"
#include "cli/cli.h"

/* The argument at `at`, which the usage error calls `name`. */
MUST_USE Outcome given_id(Invocation *invocation, int at, const char *name, Id *id);

/* An option that is an identifier; nil when it was not given. */
MUST_USE Outcome given_option_id(Invocation *invocation, const char *name, Id *id);

/* The words themselves, or standard input for "-". */
MUST_USE Outcome given_words(Invocation *invocation, Text given, Text *words);
