/* SPDX-License-Identifier: EUPL-1.2 */
/* An account with what it may, as programs read it. */
#pragma once

#include "access/account.h"
#include "access/link.h"
#include "json/json.h"

typedef struct AccountFile {
    Account account;
    Text house; /* its name */
    RoleGrantList grants;
    Caller teams; /* of which the teams alone are filled */
    LinkList links;
} AccountFile;

MUST_USE Outcome account_file_read(Access *access, const Account *account, AccountFile *file);

/* As one object, which stays open for more members. */
void account_file_open(JsonWriter *json, Arena *arena, const AccountFile *file);

/* As an array under that key. */
void links_write_json(JsonWriter *json, Arena *arena, const char *key, const LinkList *links);
