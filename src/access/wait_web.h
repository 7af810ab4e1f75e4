/* SPDX-License-Identifier: EUPL-1.2 */
/* How long to wait after wrong passwords, in words. */
#pragma once

#include "access/login.h"
#include "http/http.h"

/* "Too many tries: wait 8 seconds."; in minutes from two on. */
Text wait_in_words(const Request *request, Moment retry_at);
