/* SPDX-License-Identifier: EUPL-1.2 */
/* What many commands read from their words alike, and tell alike. */
#pragma once

#include "base/id.h"
#include "cli/cli.h"
#include "json/json.h"

/* The argument at `at`, which is an identifier. USAGE names it. */
MUST_USE Outcome argument_id(Invocation *invocation, int at, const char *name, Id *id);

/* An option that is an identifier; nil when it was not given. USAGE names it. */
MUST_USE Outcome option_id(Invocation *invocation, const char *name, Id *id);

/* `given` as it is, or, for "-", what stands on standard input, so that it is in no history of
 * a shell and in no list of processes. INVALID past `most` bytes. */
MUST_USE Outcome words_or_input(Invocation *invocation, Text given, size_t most, Text *words);

/* An option that is JSON, or "-" for what stands on standard input; NULL when it was not given.
 * The caller closes it. */
MUST_USE Outcome option_json(Invocation *invocation, const char *name, json_t **json);

/* The identifier of what was made, alone on a line; {"id":"..."} for --json. */
void tell_made(const Invocation *invocation, Id made);
