/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands `unit ...` and `booking ...`. */
#pragma once

#include "cli/cli.h"

extern const CommandTable UNIT_COMMANDS;
extern const CommandTable BOOKING_COMMANDS;
