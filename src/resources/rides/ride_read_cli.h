/* SPDX-License-Identifier: EUPL-1.2 */
/* What the commands of transports read alike; USAGE names it. */
#pragma once

#include "cli/arguments.h"
#include "json/json.h"

/* "2026-11-30". */
MUST_USE Outcome ride_cli_day(Invocation *invocation, Text given, const char *name, Date *day);

/* "08:30". */
MUST_USE Outcome ride_cli_clock(Invocation *invocation, Text given, const char *name,
                                Minutes *minute);

/* A whole number that is an option; as it was where it was not given. */
MUST_USE Outcome ride_cli_count(Invocation *invocation, const char *name, int64_t *count);

/* Where `--json` is written, and then printed on a line. */
Buffer ride_cli_json(const Invocation *invocation);
void ride_cli_print(const Invocation *invocation, const Buffer *out);
