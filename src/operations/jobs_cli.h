/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil job list` and `seuil job add`. */
#pragma once

#include "cli/cli.h"

Outcome job_list_run(Invocation *invocation);
Outcome job_add_run(Invocation *invocation);
