/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "cli/cli.h"

/* `seuil serve`: pages and API until told to stop; commands beside it go through it. */
Outcome serve_run(Invocation *invocation);

enum { SERVE_OPTION_COUNT = 18 };
extern const Option SERVE_OPTIONS[SERVE_OPTION_COUNT];
