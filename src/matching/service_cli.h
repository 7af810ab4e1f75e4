/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "cli/cli.h"

Outcome service_show_run(Invocation *invocation); /* seuil service show ID */
Outcome service_open_run(Invocation *invocation); /* seuil open ID --at TIME */
