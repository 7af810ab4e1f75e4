/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil household list|enter|leave` and `seuil animal list|add|leave`. */
#pragma once

#include "cli/cli.h"

extern const CommandTable HOUSEHOLD_COMMANDS;
