/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of signing in show: name and password, the second step, passkeys, the lock. */
#pragma once

#include "access/views_web.h"

/* Where else one may sign in: a button each. */
typedef struct ElsewhereChoice {
    Text name;
    Text action;
} ElsewhereChoice;

typedef struct ElsewhereChoices {
    const ElsewhereChoice *items;
    size_t count;
    Text to;
} ElsewhereChoices;

void elsewhere_choices(Html *html, const ElsewhereChoices *choices);

/* A button that leads to the question for a passkey; the script shows it. */
typedef struct PasskeyChoice {
    Text script; /* empty: none is offered */
    Text action;
    Text to;
    Text ticket; /* of a first step; may be empty */
} PasskeyChoice;

void passkey_choice(Html *html, const PasskeyChoice *choice);

typedef struct SignInView {
    StaffView frame;
    Text login; /* as typed */
    Text to;    /* where to go afterwards */
    Text problem;
    Text hint; /* what to do about it; may be empty */
    ElsewhereChoices elsewhere;
    PasskeyChoice passkey;
} SignInView;

void sign_in_page(Html *html, const SignInView *page);

typedef struct SignInCodeView {
    StaffView frame;
    Text ticket; /* that the password was right */
    Text to;
    Text problem;
    bool has_code; /* else a passkey is the one second step there is */
    PasskeyChoice passkey;
} SignInCodeView;

void sign_in_code_page(Html *html, const SignInCodeView *page);

typedef struct LockView {
    StaffView frame;
    Text who; /* whose session it is */
    Text to;
    Text open_href; /* when the session is not locked: where to go on */
    Text problem;
    ElsewhereChoices elsewhere;
    PasskeyChoice passkey;
} LockView;

void lock_page(Html *html, const LockView *page);

/* What the browser is asked, and the form that takes its answer along. */
typedef struct PasskeyAskView {
    StaffView frame;
    Text script;
    Text title;
    Text lead;
    bool is_new;
    Text options; /* JSON */
    Text action;
    Text to;
    Text ticket;
    Text back_href;
} PasskeyAskView;

void passkey_ask_page(Html *html, const PasskeyAskView *page);
