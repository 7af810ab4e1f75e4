/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands of second-line questions. */
#pragma once

#include "cli/cli.h"

extern const CommandTable QUESTION_COMMANDS;
