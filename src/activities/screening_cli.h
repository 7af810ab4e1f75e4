/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands of screenings, and how an invitation is told on a line. */
#pragma once

#include <stdio.h>

#include "activities/invitation.h"
#include "cli/cli.h"

extern const CommandTable SCREENING_COMMANDS;
extern const CommandTable INVITATION_COMMANDS;

void invitation_print(const Access *access, FILE *out, const ScreeningInvitation *row);
