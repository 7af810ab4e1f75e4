/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A form sent twice (a second tap, a page loaded again, a line that broke) acts once. Its field
 * `token`, drawn at random when the page was made, names it; what was answered is kept a day,
 * in the transaction of the act, and can be read only by who holds the token. A program names
 * its act by the header Idempotency-Key, drawn by itself: a POST of /api/ sent again by the
 * same account under the same key has the first answer, and with another body is refused
 * (CONFLICT); of another account it is another act.
 */
#pragma once

#include "http/http.h"

/* When this form or request was acted on already, answers as then and sets `found`. */
MUST_USE Outcome once_find(Request *request, bool *found);

/* Keeps the redirect, or the JSON, just answered. Does nothing for what nobody named. */
MUST_USE Outcome once_keep(Request *request);

/* A token for a form: 16 random bytes as hexadecimal. */
Text once_token(Arena *arena);
