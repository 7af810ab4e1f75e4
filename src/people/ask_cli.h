/* SPDX-License-Identifier: EUPL-1.2 */
/* What is asked after a look, from a terminal. */
#pragma once

#include "cli/cli.h"

extern const CommandTable PERSON_ASK_COMMANDS;
