/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands of accounts, roles and teams, and those by which one signs in and out. */
#pragma once

#include "cli/cli.h"

extern const CommandTable ACCOUNT_COMMANDS;
extern const CommandTable SESSION_COMMANDS;
