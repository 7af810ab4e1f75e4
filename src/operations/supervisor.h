/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a service manager (systemd) and this program say to each other, without its library: the
 * socket it listens on for us (LISTEN_FDS) and the words it waits for (NOTIFY_SOCKET).
 */
#pragma once

#include "base/outcome.h"

/* The listening socket that was handed over; 0 when there is none. INVALID when there are
 * several, for this program listens on one. */
MUST_USE Outcome supervisor_listener(int *listener, Problem *problem);

/* "READY=1", "STOPPING=1", "WATCHDOG=1"; nothing when nobody waits for it. */
void supervisor_tell(const char *state);
