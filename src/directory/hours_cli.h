/* SPDX-License-Identifier: EUPL-1.2 */
/* The command that evaluates an opening_hours value. */
#pragma once

#include "cli/cli.h"

/* hours */
extern const CommandTable HOURS_COMMANDS;
