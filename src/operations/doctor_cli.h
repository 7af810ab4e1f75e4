/* SPDX-License-Identifier: EUPL-1.2 */
/* What a machine needs to serve Seuil, looked at one thing after the other. */
#pragma once

#include "cli/cli.h"

/* `seuil doctor`: a line a finding. UNAVAILABLE when something that serving needs is missing.
 */
Outcome doctor_run(Invocation *invocation);
