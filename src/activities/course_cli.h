/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands of courses and activities, of who takes part, and of the calendar. */
#pragma once

#include "cli/cli.h"

extern const CommandTable AGENDA_COMMANDS;
extern const CommandTable COURSE_COMMANDS;
extern const CommandTable ENROLMENT_COMMANDS;
extern const CommandTable SCHOOL_COMMANDS;
