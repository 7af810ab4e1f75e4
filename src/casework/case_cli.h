/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands of cases. */
#pragma once

#include "cli/cli.h"

extern const CommandTable CASE_COMMANDS;
