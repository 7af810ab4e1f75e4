/* SPDX-License-Identifier: EUPL-1.2 */
/* The command `ride plan`. */
#pragma once

#include "cli/cli.h"

extern const CommandTable RIDE_COMMANDS;
