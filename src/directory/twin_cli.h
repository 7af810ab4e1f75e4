/* SPDX-License-Identifier: EUPL-1.2 */
/* Services that stand twice, from a terminal. */
#pragma once

#include "cli/cli.h"

extern const CommandTable TWIN_COMMANDS;
