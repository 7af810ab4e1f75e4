/* SPDX-License-Identifier: EUPL-1.2 */
/* POST /oauth/token: a client gives a statement it signed and gets a short token. */
#pragma once

#include "http/http.h"

extern const RouteTable CLIENT_ROUTES;

#define TOKEN_PATH "/oauth/token"

/* Tells a refusal of the token's path as RFC 6749, 5.2; false for any other path. */
bool client_tell_problem(Request *request, int status);
