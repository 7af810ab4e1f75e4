/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil consent list|draft|propose|give|reject|withdraw`, and
 * `seuil share list|open|close|override`. */
#pragma once

#include "cli/cli.h"

extern const CommandTable CONSENT_COMMANDS;
