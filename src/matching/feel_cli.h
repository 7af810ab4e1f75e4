/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands that evaluate expressions and conditions. */
#pragma once

#include "cli/cli.h"

/* feel, condition */
extern const CommandTable FEEL_COMMANDS;
