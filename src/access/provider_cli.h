/* SPDX-License-Identifier: EUPL-1.2 */
/* The file of providers that a command names. */
#pragma once

#include "access/provider.h"
#include "cli/cli.h"

/* Reads the file and the secrets it names, whose paths start at its folder; no providers when
 * `file` is none. INVALID names what is wrong; NOT_FOUND a file that is not there. */
MUST_USE Outcome providers_of_file(Invocation *invocation, Text file, Providers *providers);
