/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands of dwellings and of who lives there. */
#pragma once

#include "cli/cli.h"

extern const CommandTable DWELLING_COMMANDS;
extern const CommandTable RENT_COMMANDS;
extern const CommandTable CANDIDATURE_COMMANDS;
extern const CommandTable TENANCY_COMMANDS;
