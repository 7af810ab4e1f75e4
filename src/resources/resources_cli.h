/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands `unit ...`, `booking ...`, `waiting ...` and `cold ...`. */
#pragma once

#include "cli/cli.h"

extern const CommandTable UNIT_COMMANDS;
extern const CommandTable BOOKING_COMMANDS;
extern const CommandTable WAITING_COMMANDS;
extern const CommandTable COLD_COMMANDS;
