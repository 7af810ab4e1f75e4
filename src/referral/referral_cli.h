/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands of referrals. */
#pragma once

#include "cli/cli.h"

extern const CommandTable REFERRAL_COMMANDS;
extern const CommandTable REFERRAL_OPEN_COMMANDS;
extern const CommandTable SILENCE_COMMANDS;
