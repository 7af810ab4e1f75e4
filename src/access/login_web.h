/* SPDX-License-Identifier: EUPL-1.2 */
/* The door of staff: signing in, the locked screen, what was being written, signing out. */
#pragma once

#include "http/http.h"

extern const RouteTable LOGIN_ROUTES;

/* The routes of /compte: one's own language, password and sessions. */
extern const RouteTable OWN_ROUTES;

/* The routes of /entrer/chez and /entrer/retour: signing in with a provider of one's house. */
extern const RouteTable ELSEWHERE_ROUTES;

/* The routes of /entrer/cle and /compte/cles: passkeys. */
extern const RouteTable PASSKEY_ROUTES;
extern const RouteTable PASSKEY_API_ROUTES;

/* The routes of /compte/deux-etapes: one's own second factor. */
extern const RouteTable SECOND_ROUTES;
