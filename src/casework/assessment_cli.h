/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil assessment ...`: forms that were answered in a case, and the check of a form's file.
 */
#pragma once

#include "cli/cli.h"

extern const CommandTable ASSESSMENT_COMMANDS;
