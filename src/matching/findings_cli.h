/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil gaps` and `seuil reports`: what the network is told without being asked. */
#pragma once

#include "cli/cli.h"

Outcome gaps_run(Invocation *invocation);
Outcome reports_run(Invocation *invocation);
