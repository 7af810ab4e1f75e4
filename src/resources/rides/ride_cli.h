/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands `ride ...` and `driver ...`. */
#pragma once

#include "cli/cli.h"

extern const CommandTable RIDE_COMMANDS;       /* of a day in a file */
extern const CommandTable RIDE_ORDER_COMMANDS; /* requests of the store */
extern const CommandTable RIDE_HOUSE_COMMANDS; /* lines and drivers */
extern const CommandTable RIDE_PLAN_COMMANDS;  /* plans of the store */
