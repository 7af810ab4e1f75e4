/* SPDX-License-Identifier: EUPL-1.2 */
/* How long to wait after wrong passwords, in words. */
#pragma once

#include "access/login.h"
#include "http/http.h"

/* "Too many tries: wait 8 seconds."; in minutes from two on. */
Text wait_in_words(const Request *request, Moment retry_at);

/* What was wrong, and how long to wait before another try where there is a time to wait; sets
 * the status: 422, or 429 when nothing was looked at. */
Text failure_in_words(Request *request, Sentence wrong, bool must_wait, Moment retry_at);
