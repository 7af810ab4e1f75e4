/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of the domains: the one place that knows them all. */
#pragma once

#include "cli/cli.h"

extern const CommandSet SEUIL_COMMANDS;
