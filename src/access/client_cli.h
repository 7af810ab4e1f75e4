/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil client`: machines that speak for a house. */
#pragma once

#include "cli/cli.h"

extern const CommandTable CLIENT_COMMANDS;
