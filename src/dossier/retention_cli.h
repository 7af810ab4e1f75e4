/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil retention due`, `holds`, `erased`, `hold` and `release`. */
#pragma once

#include "cli/cli.h"

extern const CommandTable RETENTION_COMMANDS;
