/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The gatekeeper of the web: finds who asks (a cookie, or a bearer's token on the API), judges
 * the permission of the route, and writes the journal before an answer leaves. The composition
 * root lends gate_permit and gate_settle to the server; a handler finds who asks with
 * access_of.
 */
#pragma once

#include "access/access.h"
#include "access/client.h"
#include "access/login.h"
#include "http/http.h"

/* The name of the cookie: bound to this site, its root path and HTTPS where there is HTTPS. */
#define GATE_COOKIE "seuil"

/* Who asks; never NULL behind a permission above FIRST_PERMISSION_OF_DOMAINS. */
Access *access_of(const Request *request);

/* As ServerHooks ask. Who has not signed in is led to /entrer, whose screen is locked to
 * /verrouille, and is told 401 on the API; a form sent then is kept (access/draft.h) unless its
 * route is an ACT, which may hold a password. A form must carry its session's token in the
 * field `token`; a client of the API with a bearer's token needs none. */
MUST_USE Outcome gate_permit(void *context, Request *request, bool *answered);
MUST_USE Outcome gate_settle(void *context, Request *request);

/* A session or a token that holds, locked or not; NOT_FOUND for none. Reads one row, and none
 * for what cannot be one. */
MUST_USE Outcome gate_know(void *context, Request *request);

/* Keeps what was refused; a store that cannot is told in the log by the refusal itself. */
void gate_failed(void *context, Request *request);

/* Finds who asks where no route was judged, in the request's session, for the frame of a page.
 * NOT_FOUND for nobody, or for a screen that is locked. */
MUST_USE Outcome gate_recognize(Request *request);

/* Behind MAY_EXCHANGE: the machine that asks, with the scopes of its token. */
const Client *gate_client(const Request *request);

/* The secret of the session that asks; empty for none. */
Text gate_session_token(const Request *request);

/* Says that a page asks by itself, as live counts do: it is no sign of somebody at the desk,
 * and does not keep the screen from locking. */
void gate_is_automatic(Request *request);

/* What a form of the page carries as its hidden field `token`. */
Text gate_form_token(const Request *request);

/* Sets or clears the cookie on the answer. */
void gate_give_cookie(Request *request, Text token);
void gate_clear_cookie(Request *request);
