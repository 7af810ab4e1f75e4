/* SPDX-License-Identifier: EUPL-1.2 */
/* seuil device ... */
#pragma once

#include "cli/cli.h"

extern const CommandTable DEVICE_COMMANDS;
