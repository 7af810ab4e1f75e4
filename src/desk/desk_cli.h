/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk from a terminal: seuil desk open, arrive, call, count, list, close, keep. */
#pragma once

#include "cli/cli.h"

extern const CommandTable DESK_COMMANDS;
extern const CommandTable DESK_KEEP_COMMANDS;
