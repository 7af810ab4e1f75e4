/* SPDX-License-Identifier: EUPL-1.2 */
/* What the matching domain offers to the composition of the program. */
#pragma once

#include "cli/cli.h"

extern const CommandTable MATCHING_COMMANDS;
extern const CommandTable PLAN_COMMANDS; /* plan places, hold, confirm, cancel */
