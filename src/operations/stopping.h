/* SPDX-License-Identifier: EUPL-1.2 */
/* How a serving process ends: asked once, it finishes what it has in hand; asked twice, at
 * once. */
#pragma once

typedef void (*StopFunction)(void *context);

/* SIGTERM and SIGINT call `stop`, which may be called within a handler of signals. A second one
 * ends the process with 128 + its number. What is not finished a second after `seconds` is
 * left: the process then ends with FAILED. A write that was acknowledged is kept whatever
 * happens. */
void stopping_catch_signals(StopFunction stop, void *context, unsigned seconds);

/* From here on what `stop` reaches may go; the second signal and the deadline stay. */
void stopping_forget(void);
