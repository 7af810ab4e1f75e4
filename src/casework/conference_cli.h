/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands of conferences. */
#pragma once

#include "cli/cli.h"

extern const CommandTable CONFERENCE_COMMANDS;
