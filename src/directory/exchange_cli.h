/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands import and export: HSDS as JSON and as CSV, data.inclusion. */
#pragma once

#include "cli/cli.h"

extern const CommandTable EXCHANGE_COMMANDS;
