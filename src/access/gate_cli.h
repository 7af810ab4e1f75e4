/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The gatekeeper of the command line: who signed in on this machine with `seuil sign-in`,
 * judged as on the web, with the journal written before anything is said. The secret of the
 * session is in a file that only its owner can read: SEUIL_SESSION, else seuil/session in
 * XDG_STATE_HOME, else in ~/.local/state.
 */
#pragma once

#include "access/access.h"
#include "cli/gate.h"

extern const CommandGate ACCESS_GATE;

/* Who asks; never NULL behind a permission above FIRST_PERMISSION_OF_DOMAINS. Its clock is that
 * of the machine, whatever --at says. */
Access *access_of_command(const Invocation *invocation);

/* Whether nobody manages accounts yet, and the command makes the first who does. */
bool gate_is_first_account(const Invocation *invocation);
