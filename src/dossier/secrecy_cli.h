/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil person export|readings|erase`. */
#pragma once

#include "cli/cli.h"

extern const CommandTable SECRECY_COMMANDS;
