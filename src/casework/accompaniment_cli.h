/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands of accompaniments. */
#pragma once

#include "cli/cli.h"

extern const CommandTable ACCOMPANIMENT_COMMANDS;
