/* SPDX-License-Identifier: EUPL-1.2 */
/* The documents of a case from a terminal. */
#pragma once

#include "cli/cli.h"

extern const CommandTable DOCUMENT_COMMANDS;
