/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands of accounts, roles and teams, of signing in and out, and of the journal. */
#pragma once

#include "cli/cli.h"

extern const CommandTable ACCOUNT_COMMANDS;
extern const CommandTable SESSION_COMMANDS;
extern const CommandTable LINK_COMMANDS;
extern const CommandTable PASSKEY_COMMANDS;
extern const CommandTable SECOND_COMMANDS;
extern const CommandTable JOURNAL_COMMANDS;
