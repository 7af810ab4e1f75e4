/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A form sent twice (a second tap, a page loaded again, a line that broke) acts once. Its field
 * `token`, drawn at random when the page was made, names it; what was answered is kept a day,
 * in the transaction of the act, and can be read only by who holds the token.
 */
#pragma once

#include "http/http.h"

/* When this form was acted on already, answers as then and sets `found`. */
MUST_USE Outcome once_find(Request *request, bool *found);

/* Keeps the redirect just answered. Does nothing for a form without a token. */
MUST_USE Outcome once_keep(Request *request);

/* A token for a form: 16 random bytes as hexadecimal. */
Text once_token(Arena *arena);
