/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of a refusal, in the frame of their work, for who has signed in. */
#pragma once

#include "access/gate_web.h"

/* Writes it, with a way back to the first page of the caller. False, with nothing answered, for
 * who has not signed in, whose screen is locked, or when the store cannot be read. Called
 * outside the session of the request. */
MUST_USE bool refusal_write(Request *request, int status, Text title);
