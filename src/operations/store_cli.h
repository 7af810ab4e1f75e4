/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "cli/cli.h"

/* `seuil store copy FROM TO`: moves a store to another place, of the same engine or the other.
 */
Outcome store_copy_run(Invocation *invocation);
