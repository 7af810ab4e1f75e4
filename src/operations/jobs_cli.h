/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil job list` and `seuil job add`. */
#pragma once

#include "cli/cli.h"

extern const CommandTable JOB_COMMANDS;
