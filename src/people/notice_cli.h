/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil person break-glass`, and `seuil notice list|see`. */
#pragma once

#include "cli/cli.h"

extern const CommandTable NOTICE_COMMANDS;
