/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of signing in share, whoever proved who somebody is. */
#pragma once

#include "access/gate_web.h"
#include "access/login.h"
#include "access/sign_in_views_web.h"

/* A path of ours, or nothing: whoever made the link must not choose another site. */
Text way_of(Text to);

typedef struct Entering {
    Text before; /* the secret of the session before in this browser; may be empty */
    Text token;  /* of the new one */
    const Account *account;
    Text way; /* where they were going; may be empty */
} Entering;

/* Gives the cookie of the new session, ends the one before, hands over what it was writing, and
 * tells the path to go to. */
MUST_USE Outcome enter_as(Request *request, const Entering *entering, Text *path);

/* The same after a form of ours, which brought where they were going; leads there. */
MUST_USE Outcome enter_signed_in(Request *request, const LoginResult *result);

/* The page of name and password, and that of the code. */
MUST_USE Outcome write_sign_in(Request *request, SignInView *view);
MUST_USE Outcome ask_code(Request *request, Text ticket, Text way, Text problem);

/* The providers of this server, as buttons. */
void elsewhere_offer(const Request *request, Text to, ElsewhereChoices *choices);

/* A passkey, where this address has them; `ticket` is that of a first step, or empty. */
void passkey_offer(const Request *request, Text to, Text ticket, PasskeyChoice *choice);

/* After signing out: the sign-in page, or where a provider's own session ends too. */
MUST_USE Outcome elsewhere_say_left(Request *request, Text provider);
