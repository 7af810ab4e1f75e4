/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of who manages accounts show. */
#pragma once

#include "access/views_web.h"

typedef struct AdminChoice {
    Text key;
    Text name;
} AdminChoice;

typedef struct AdminRow {
    Text name;
    Text login;
    Text roles;
    Text href;
    Text state; /* in words */
} AdminRow;

typedef struct AdminListView {
    StaffView frame;
    const AdminRow *rows;
    size_t row_count;
    const AdminChoice *choices; /* roles */
    size_t choice_count;
    Text login; /* as typed, when something was wrong */
    Text name;
    Text house;
    Text problem;
} AdminListView;

void admin_list_page(Html *html, const AdminListView *page);

typedef struct AdminPasswordView {
    StaffView frame;
    Text login;
    Text password; /* told once */
} AdminPasswordView;

void admin_password_page(Html *html, const AdminPasswordView *page);

typedef struct AdminGrant {
    Text key;
    Text name;
    Text until; /* empty without an end */
} AdminGrant;

/* Who the account is at a provider. */
typedef struct AdminLink {
    Text issuer;
    Text name; /* of the provider, or its address */
    Text subject;
} AdminLink;

typedef struct AdminAccountView {
    StaffView frame;
    Text name;
    Text login;
    Text house;
    Text action;  /* "/fr/admin/comptes/ID" */
    Text state;   /* in words */
    bool is_open; /* not closed */
    bool is_locked;
    bool is_oneself;
    bool has_second; /* a second factor */
    const AdminGrant *grants;
    size_t grant_count;
    const AdminChoice *roles;
    size_t role_count;
    const AdminChoice *teams; /* that the account may join */
    size_t team_count;
    const AdminChoice *held_teams;
    size_t held_team_count;
    const AdminLink *links;
    size_t link_count;
    const AdminChoice *issuers; /* of the providers of this server */
    size_t issuer_count;
} AdminAccountView;

void admin_account_page(Html *html, const AdminAccountView *page);

/* A machine that exchanges with this network. */
typedef struct AdminClientRow {
    Text id;
    Text login;
    Text name;
    Text state; /* in words */
    Text scopes;
    Text hooks;
    Text action; /* "/fr/admin/clients/ID" */
    bool is_locked;
    bool is_closed;
} AdminClientRow;

typedef struct AdminClientsView {
    StaffView frame;
    const AdminClientRow *rows;
    size_t row_count;
    const AdminChoice *teams;
    size_t team_count;
    Text name; /* as typed, when something was wrong; so on */
    Text login;
    Text scopes;
    Text hooks;
    Text keys;
    Text problem;
} AdminClientsView;

void admin_clients_page(Html *html, const AdminClientsView *page);
