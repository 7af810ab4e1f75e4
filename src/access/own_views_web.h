/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of one's own account show. */
#pragma once

#include "access/views_web.h"

/* A provider where one may sign in. */
typedef struct OwnLink {
    Text provider;
    Text made; /* since when and by whom, in words */
} OwnLink;

typedef struct OwnView {
    StaffView frame;
    Text name;
    Text login;
    Text house;
    Text roles;
    Text language; /* the code */
    Text sessions;
    bool has_sessions;
    bool has_second; /* a second factor */
    const OwnLink *links;
    size_t link_count;
    bool may_tell; /* that the new link was seen: not from a session it opened */
    Text password_hint;
    Text problem; /* of the password */
    Text done;
} OwnView;

void own_page(Html *html, const OwnView *page);

/* A password of one's own in the place of one that somebody else knows. */
typedef struct OwnPasswordView {
    StaffView frame;
    Text login;
    Text password_hint;
    Text problem;
} OwnPasswordView;

void own_password_page(Html *html, const OwnPasswordView *page);

typedef struct SecondView {
    StaffView frame;
    Text login;
    bool has_keys; /* without any, nothing can be sealed */
    bool has_second;
    bool is_required;
    Text codes_left; /* in words, where there is a second factor */
    Text secret;     /* to be enrolled: as it is typed */
    Text address;    /* the same, as the picture says it */
    Text problem;
    Text done;
} SecondView;

void second_page(Html *html, const SecondView *page);

typedef struct PasskeyRow {
    Text name;
    Text added; /* in words */
    Text used;
    Text action; /* that takes it away */
} PasskeyRow;

typedef struct OwnPasskeysView {
    StaffView frame;
    Text login;
    const PasskeyRow *rows;
    size_t row_count;
    Text script;       /* empty: none can be added at this address */
    bool is_full;      /* as many as there may be */
    bool has_password; /* is asked */
    bool has_code;     /* is asked besides */
    Text name;         /* as typed */
    Text problem;
    Text done;
    Text keep_href; /* after another password: where who knows all keys goes; or empty */
} OwnPasskeysView;

void own_passkeys_page(Html *html, const OwnPasskeysView *page);

typedef struct RecoveryCodesView {
    StaffView frame;
    const Text *codes; /* told once */
    size_t code_count;
    Text next_href;
} RecoveryCodesView;

void recovery_codes_page(Html *html, const RecoveryCodesView *page);
