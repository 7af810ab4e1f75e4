/* SPDX-License-Identifier: EUPL-1.2 */
/* The identifier that ties an answer, its line in the log and the caller's own trace. */
#pragma once

#include "http/answer.h"

/* The caller's identifier where it is well formed (BelGov-Trace-Id or X-Request-Id: a UUID or
 * 32 hexadecimal digits; traceparent: W3C Trace Context, version 00), else a new one. Always
 * written as a UUID, so that nothing else a caller sends reaches a log. */
Text trace_id_of(Arena *arena, const Incoming *incoming);
