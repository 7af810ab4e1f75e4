/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/account_json.h"

#include "access/house.h"

Outcome account_file_read(Access *access, const Account *account, AccountFile *file)
{
    AccountFile read = {.account = *account, .teams = {.account = account->id}};
    Session *session = access->session;
    TRY(house_name(session, access->arena, account->house, &read.house, access->problem));
    TRY(role_grants(session, access->arena, account->id, access->now, &read.grants,
                    access->problem));
    TRY(caller_read_teams(session, access->now, &read.teams, access->problem));
    TRY(link_list(session, access->arena, account->id, &read.links, access->problem));
    *file = read;
    return OK;
}

static void write_roles(JsonWriter *json, Arena *arena, const RoleGrantList *grants)
{
    json_key(json, TEXT("roles"));
    json_array_open(json);
    for (size_t i = 0; i < grants->count; i++) {
        const RoleGrant *grant = &grants->items[i];
        json_object_open(json);
        json_member(json, "role", grant->role);
        if (grant->until != 0) {
            json_member(json, "until", moment_format_utc(arena, grant->until));
        }
        json_object_close(json);
    }
    json_array_close(json);
}

static void write_teams(JsonWriter *json, Arena *arena, const Caller *teams)
{
    json_key(json, TEXT("teams"));
    json_array_open(json);
    for (size_t i = 0; i < teams->team_count; i++) {
        json_write_text(json, id_format(arena, teams->teams[i]));
    }
    json_array_close(json);
}

void links_write_json(JsonWriter *json, Arena *arena, const char *key, const LinkList *links)
{
    json_member_array_open(json, key);
    for (size_t i = 0; i < links->count; i++) {
        const Link *link = &links->items[i];
        json_object_open(json);
        json_member(json, "issuer", link->issuer);
        json_member(json, "subject", link->subject);
        json_member(json, "linked", moment_format_utc(arena, link->linked));
        json_member_id(json, arena, "linkedBy", link->maker);
        json_object_close(json);
    }
    json_array_close(json);
}

void account_file_open(JsonWriter *json, Arena *arena, const AccountFile *file)
{
    const Account *account = &file->account;
    const Text id = id_format(arena, account->id);
    json_object_open(json);
    json_member(json, "id", id);
    json_member(json, "href", text_format(arena, "/api/v1/accounts/%.*s", TEXT_ARG(id)));
    json_member(json, "login", account->login);
    json_member(json, "name", account->name);
    json_member(json, "state", account_state(account));
    json_member(json, "house", id_format(arena, account->house));
    json_member_unless_empty(json, "houseName", file->house);
    json_member_unless_empty(json, "profession", account->profession);
    json_member(json, "language", language_code(account->language));
    json_member_bool(json, "hasSecondFactor", account->totp.length > 0);
    write_roles(json, arena, &file->grants);
    write_teams(json, arena, &file->teams);
    links_write_json(json, arena, "links", &file->links);
}
