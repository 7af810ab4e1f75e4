/* SPDX-License-Identifier: EUPL-1.2 */
/* Running the program: keeping the store safe, and saying what a machine lacks. */
#pragma once

#include "cli/cli.h"

/* backup, restore, check, doctor. */
extern const CommandTable OPERATIONS_COMMANDS;
