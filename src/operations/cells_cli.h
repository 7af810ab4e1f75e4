/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil cell list` and `seuil cell move`. */
#pragma once

#include "cli/cli.h"

extern const CommandTable CELL_COMMANDS;
