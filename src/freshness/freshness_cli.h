/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands of listings: what is due, who verified it, the links of partners. */
#pragma once

#include "cli/cli.h"

extern const CommandTable FRESHNESS_COMMANDS;
