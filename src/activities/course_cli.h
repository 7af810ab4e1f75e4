/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands of courses and activities, and of who takes part. */
#pragma once

#include "cli/cli.h"

extern const CommandTable COURSE_COMMANDS;
extern const CommandTable ENROLMENT_COMMANDS;
