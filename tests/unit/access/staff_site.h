/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A site of staff for tests, without a socket: a store of its own, accounts, who is signed in,
 * and a browser that keeps a cookie.
 */
#pragma once

#include "access/access.h"
#include "access/account.h"
#include "http/answer.h"
#include "store/store.h"

typedef struct StaffSite {
    Arena *arena;
    Store *store;
    char folder[64];
    const RouteTable *tables;
    size_t table_count;
    Moment now;             /* of the site's clock; a test moves it */
    const Keyring *keyring; /* of what is sealed; NULL at first */
    void *domain;           /* what handlers of the directory are lent; NULL at first */
    const void *providers;  /* where else one may sign in; NULL at first */
} StaffSite;

/* The password of every account of site_account. */
#define STAFF_PASSWORD "une porte ouverte"

void staff_site_open(StaffSite *site, const RouteTable *tables, size_t count);
void staff_site_close(StaffSite *site);

/* An account with a role (NULL for none) of the house of that name. */
Id staff_site_account(StaffSite *site, const char *login, const char *role, const char *house);

/* Signs in beside the pages, and gives the session's secret. */
Text staff_site_sign_in(StaffSite *site, const char *login);

/* The account has a second step from now on, as roles may ask; which code it takes nobody
 * knows, so sign in before. */
void staff_site_give_second(StaffSite *site, const char *login);

typedef struct Answered {
    int status;
    Text body;
    Text location; /* empty when it leads nowhere */
    Text cookie;   /* the secret that was set; empty for none, or when it was cleared */
    bool has_cleared_cookie;
    Text cache;
    Text refresh;
    FieldList headers; /* all of them */
} Answered;

/* One request of a browser that holds `cookie` (empty for none); `form` is its body. */
Answered staff_site_get(StaffSite *site, Text cookie, const char *path);
Answered staff_site_post(StaffSite *site, Text cookie, const char *path, Text form);

/* The same from a page of another site. */
Answered staff_site_post_from(StaffSite *site, Text cookie, const char *path,
                              const char *origin, Text form);

/* A client of the API with the secret as a bearer's token; a NULL body asks by GET. */
Answered staff_site_api(StaffSite *site, Text token, const char *path, const char *json);

/* A form with files, whose parts stand between lines of STAFF_BOUNDARY: from a page the
 * first, from a client of the API the second. */
#define STAFF_BOUNDARY "seuil-boundary"
Answered staff_site_upload(StaffSite *site, Text cookie, const char *path, Text form);
Answered staff_site_api_upload(StaffSite *site, Text token, const char *path, Text form);

/* Any other verb, with an empty object of JSON. */
Answered staff_site_send(StaffSite *site, const char *verb, Text token, const char *path);

/* A form's fields with the token of the session before them. */
Text staff_site_form(StaffSite *site, Text cookie, const char *fields);
