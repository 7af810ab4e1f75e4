/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil person find`, `show`, `add`, `set`, `merge`, `unmerge`. */
#pragma once

#include "cli/cli.h"

extern const CommandTable PERSON_COMMANDS;
extern const CommandTable PERSON_IMPORT_COMMANDS;
