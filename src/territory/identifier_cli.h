/* SPDX-License-Identifier: EUPL-1.2 */
/* The command that checks a number. */
#pragma once

#include "cli/cli.h"

/* identifier */
extern const CommandTable IDENTIFIER_COMMANDS;
