/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/account_cli.h"

#include "access/gate_cli.h"
#include "access/house.h"
#include "access/manage.h"
#include "access/own.h"
#include "access/passkey.h"
#include "json/json.h"

enum { LIST_BYTES = 1 << 23 };

static const Option add_options[] = {
    {"house",      OPTION_VALUE, "KEY",  "The organisation of the directory they work for."   },
    {"role",       OPTION_VALUE, "ROLE", "A first role, as in seuil role give."               },
    {"profession", OPTION_VALUE, "CODE",
     "Decides which notes of a profession they read: nurse."                                  },
    {"language",   OPTION_VALUE, "LANG", "The language of their pages: fr, nl, de or en (fr)."},
};

static const Option until_options[] = {
    {"until", OPTION_VALUE, "TIME", "When it ends; without it, when somebody ends it."},
};

/* -------------------------------------------------------------------------------- reading */

static Outcome read_until(Invocation *invocation, Moment *until)
{
    const Text given = option_value(invocation, "until");
    *until = 0;
    if (given.bytes == NULL || moment_parse(given, until)) {
        return OK;
    }
    return USAGE_ERROR(invocation, "until", "“%.*s” is no time: 2026-12-31 or 2026-12-31T18:00",
                       TEXT_ARG(given));
}

static Outcome read_account(Invocation *invocation, Text login, Account *account)
{
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(invocation->store, &session, &invocation->problem));
    return account_find(session, invocation->arena, login, account, &invocation->problem);
}

static Outcome read_house(Invocation *invocation, Text wanted, House *house)
{
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(invocation->store, &session, &invocation->problem));
    return house_find(session, invocation->arena, wanted, house, &invocation->problem);
}

static Outcome run(Invocation *invocation, ManageFunction act, void *order)
{
    return manage_run(invocation->store, access_of_command(invocation), act, order);
}

static void print_one_time(const Invocation *invocation, const OneTime *drawn)
{
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(drawn->password));
    if (!invocation->quiet) {
        (void)fputs("This password is told once; who gets it chooses another at first.\n",
                    invocation->error);
    }
}

/* ------------------------------------------------------------------------------- accounts */

/* The first account is made by who holds the machine, and can only be of a manager. */
static Outcome become_first(Invocation *invocation, const Addition *addition)
{
    Access *access = access_of_command(invocation);
    const Role *role = role_find(addition->role);
    if (role == NULL || !permission_holds(role->permissions, MAY_MANAGE_ACCOUNTS)) {
        return problem_set(&invocation->problem, REFUSED, TEXT(""), "role",
                           "the first account manages the others: --role administrator");
    }
    access->caller.permissions = (PermissionSet)1
                                 << (MAY_MANAGE_ACCOUNTS - FIRST_PERMISSION_OF_DOMAINS);
    return OK;
}

static Outcome account_add_run(Invocation *invocation)
{
    OneTime drawn = {0};
    House house = {0};
    const Text language = option_value(invocation, "language");
    Addition addition = {
        .account = {.login = invocation->arguments[0],
                    .name = invocation->arguments[1],
                    .profession = option_or(invocation, "profession", "")},
        .role = option_or(invocation, "role", ""),
    };
    if (language.bytes != NULL && !language_parse(language, &addition.account.language)) {
        return USAGE_ERROR(invocation, "language", "fr, nl, de or en is expected");
    }
    if (gate_is_first_account(invocation)) {
        TRY(become_first(invocation, &addition));
    }
    TRY(read_house(invocation, option_or(invocation, "house", ""), &house));
    TRY(one_time_draw(invocation->arena, &drawn, &invocation->problem));
    addition.account.house = house.id;
    addition.account.password_hash = drawn.hash;
    TRY(run(invocation, manage_add, &addition));
    print_one_time(invocation, &drawn);
    return OK;
}

static Outcome account_close_run(Invocation *invocation)
{
    Account account = {0};
    TRY(read_account(invocation, invocation->arguments[0], &account));
    return run(invocation, manage_close, &account.id);
}

static Outcome account_lock_run(Invocation *invocation)
{
    Account account = {0};
    TRY(read_account(invocation, invocation->arguments[0], &account));
    return run(invocation, manage_lock, &account.id);
}

static Outcome account_unlock_run(Invocation *invocation)
{
    Account account = {0};
    TRY(read_account(invocation, invocation->arguments[0], &account));
    return run(invocation, manage_unlock, &account.id);
}

static Outcome account_password_run(Invocation *invocation)
{
    Account account = {0};
    OneTime drawn = {0};
    TRY(read_account(invocation, invocation->arguments[0], &account));
    TRY(one_time_draw(invocation->arena, &drawn, &invocation->problem));
    PasswordOrder order = {account.id, drawn.hash};
    TRY(run(invocation, manage_password, &order));
    print_one_time(invocation, &drawn);
    return OK;
}

static Outcome account_second_run(Invocation *invocation)
{
    Account account = {0};
    TRY(read_account(invocation, invocation->arguments[0], &account));
    return run(invocation, manage_second, &account.id);
}

static Outcome read_passkeys(const Invocation *invocation, PasskeyList *list)
{
    Problem problem = {.arena = invocation->arena};
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(invocation->store, &session, &problem));
    return passkey_list(session, invocation->arena,
                        access_of_command(invocation)->caller.account, list, &problem);
}

/* Keys outlive the password: whoever knew it may have added one. The password is changed by
 * now, so nothing here fails the command. */
static void ask_about_passkeys(const Invocation *invocation)
{
    PasskeyList list = {0};
    if (read_passkeys(invocation, &list) != OK) {
        (void)fprintf(invocation->error,
                      "the password is changed, but the passkeys that open this account cannot "
                      "be read now; look again: seuil account passkeys own\n");
        return;
    }
    if (list.count > 0 && !invocation->quiet) {
        (void)fprintf(invocation->error,
                      "%zu passkeys still open this account; take away those you do not know: "
                      "seuil account passkeys own\n",
                      list.count);
    }
}

/* The twin of /compte/mot-de-passe. */
static Outcome password_run(Invocation *invocation)
{
    PasswordChange change = {.token = invocation->session,
                             .present = invocation->secret,
                             .wanted = invocation->answer};
    if (change.wanted.length == 0) {
        invocation->asks = TEXT("New password");
        return problem_set(&invocation->problem, REFUSED, TEXT(""), "password",
                           "the new password is expected on a second line");
    }
    TRY(own_change_password(invocation->store, invocation->arena, &change, moment_now(),
                            &invocation->problem));
    ask_about_passkeys(invocation);
    return OK;
}

/* ----------------------------------------------------------------------------------- lists */

static Text roles_in_words(Session *session, Arena *arena, Id account, Moment now,
                           Problem *problem)
{
    RoleGrantList grants = {0};
    Buffer words = buffer_new(arena, 4096);
    if (role_grants(session, arena, account, now, &grants, problem) != OK) {
        return TEXT("");
    }
    for (size_t i = 0; i < grants.count; i++) {
        buffer_append_format(&words, "%s%.*s", i == 0 ? "" : " ",
                             TEXT_ARG(grants.items[i].role));
    }
    return buffer_text(&words);
}

static void write_account(JsonWriter *json, Arena *arena, const Account *account,
                          Text roles_held)
{
    Text rest = roles_held;
    Text role = {0};
    json_object_open(json);
    json_member_id(json, arena, "id", account->id);
    json_member(json, "login", account->login);
    json_member(json, "name", account->name);
    json_member(json, "state", account_state(account));
    json_member_unless_empty(json, "profession", account->profession);
    json_key(json, TEXT("roles"));
    json_array_open(json);
    while (text_next(&rest, ' ', &role)) {
        json_write_text(json, role);
    }
    json_array_close(json);
    json_object_close(json);
}

static void print_account(const Invocation *invocation, const Account *account, Text roles_held)
{
    (void)fprintf(invocation->out, "%-16.*s %-24.*s %-7.*s %.*s\n", TEXT_ARG(account->login),
                  TEXT_ARG(account->name), TEXT_ARG(account_state(account)),
                  TEXT_ARG(roles_held));
}

static Outcome account_list_run(Invocation *invocation)
{
    SCOPED(session_end) Session *session = NULL;
    AccountList list = {0};
    Buffer buffer = buffer_new(invocation->arena, LIST_BYTES);
    JsonWriter json = json_writer(&buffer);
    TRY(store_read(invocation->store, &session, &invocation->problem));
    TRY(account_list(session, invocation->arena, &list, &invocation->problem));
    json_object_open(&json);
    json_key(&json, TEXT("items"));
    json_array_open(&json);
    for (size_t i = 0; i < list.count; i++) {
        const Text held =
            roles_in_words(session, invocation->arena, list.items[i].id,
                           access_of_command(invocation)->now, &invocation->problem);
        if (invocation->json) {
            write_account(&json, invocation->arena, &list.items[i], held);
        } else {
            print_account(invocation, &list.items[i], held);
        }
    }
    json_array_close(&json);
    json_object_close(&json);
    if (invocation->json) {
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
    }
    return OK;
}

static Outcome role_list_run(Invocation *invocation)
{
    const RoleList list = roles();
    for (size_t i = 0; i < list.count; i++) {
        (void)fprintf(invocation->out, "%-24.*s %.*s\n", TEXT_ARG(list.items[i].key),
                      TEXT_ARG(list.items[i].name[invocation->language]));
    }
    return OK;
}

static Outcome team_list_run(Invocation *invocation)
{
    SCOPED(session_end) Session *session = NULL;
    const Team *teams = NULL;
    size_t count = 0;
    TRY(store_read(invocation->store, &session, &invocation->problem));
    TRY(team_list(session, invocation->arena, &teams, &count, &invocation->problem));
    for (size_t i = 0; i < count; i++) {
        (void)fprintf(invocation->out, "%.*s  %.*s\n",
                      TEXT_ARG(id_format(invocation->arena, teams[i].id)),
                      TEXT_ARG(teams[i].name));
    }
    return OK;
}

/* ------------------------------------------------------------------------- roles and teams */

static Outcome role_give_run(Invocation *invocation)
{
    Account account = {0};
    RoleOrder order = {.role = invocation->arguments[1]};
    TRY(read_until(invocation, &order.until));
    TRY(read_account(invocation, invocation->arguments[0], &account));
    order.account = account.id;
    return run(invocation, manage_role_give, &order);
}

static Outcome role_take_run(Invocation *invocation)
{
    Account account = {0};
    RoleOrder order = {.role = invocation->arguments[1]};
    TRY(read_account(invocation, invocation->arguments[0], &account));
    order.account = account.id;
    return run(invocation, manage_role_take, &order);
}

static Outcome team_add_run(Invocation *invocation)
{
    House house = {0};
    TeamOrder order = {.name = invocation->arguments[1]};
    TRY(read_house(invocation, invocation->arguments[0], &house));
    order.house = house.id;
    TRY(run(invocation, manage_team_add, &order));
    (void)fprintf(invocation->out, "%.*s\n",
                  TEXT_ARG(id_format(invocation->arena, order.team)));
    return OK;
}

static Outcome team_join_run(Invocation *invocation)
{
    Account account = {0};
    TeamOrder order = {0};
    if (!id_parse(invocation->arguments[1], &order.team)) {
        return USAGE_ERROR(invocation, "TEAM", "an identifier is expected: seuil team list");
    }
    TRY(read_until(invocation, &order.until));
    TRY(read_account(invocation, invocation->arguments[0], &account));
    order.account = account.id;
    return run(invocation, manage_team_join, &order);
}

static const Command commands[] = {
    {.name = "account add",
     .arguments = "LOGIN NAME --house KEY",
     .summary = "Open an account and tell its first password once.",
     .examples = "seuil account add anne \"Anne Exemple\" --house relais-social-liege --role "
                 "administrator\n"
                 "seuil account add nadia \"Nadia Exemple\" --house relais-social-liege --role "
                 "desk_worker",                                                              .options = add_options,
     .option_count = LENGTH_OF(add_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = account_add_run           },
    {.name = "account list",
     .arguments = "",
     .summary = "Who has an account, and their roles.",
     .examples = "seuil account list\nseuil account list --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = account_list_run          },
    {.name = "account close",
     .arguments = "LOGIN",
     .summary = "Close an account: its sessions, roles and teams end, its name stays.",
     .examples = "seuil account close nadia",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = account_close_run         },
    {.name = "account lock",
     .arguments = "LOGIN",
     .summary = "Let an account open nothing for a time; it keeps its roles and teams.",
     .examples = "seuil account lock nadia",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = account_lock_run          },
    {.name = "account unlock",
     .arguments = "LOGIN",
     .summary = "Let a locked account sign in again.",
     .examples = "seuil account unlock nadia",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = account_unlock_run        },
    {.name = "account password",
     .arguments = "LOGIN",
     .summary = "Give an account a new password, told once; its sessions end.",
     .examples = "seuil account password nadia",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = account_password_run      },
    {.name = "account second-factor",
     .arguments = "LOGIN",
     .summary = "Take the second factor off an account whose telephone and codes are lost.",
     .examples = "seuil account second-factor nadia",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = account_second_run        },
    {.name = "account own-password",
     .arguments = "",
     .summary = "Choose another password for who signed in; their other sessions end.",
     .examples = "seuil account own-password\n"
                 "seuil account own-password < old-and-new.txt",                             .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_WRITE,
     .permission = MAY_BE_ONESELF,
     .secret = "Present password",
     .run = password_run},
    {.name = "role list",
     .arguments = "",
     .summary = "The roles there are; docs/reference/access-matrix.md tells what each may.",
     .examples = "seuil role list",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_NONE,
     .permission = EVERYONE,
     .run = role_list_run           },
    {.name = "role give",
     .arguments = "LOGIN ROLE",
     .summary = "Give an account a role, for a time or until it is taken.",
     .examples = "seuil role give nadia social_worker --until 2027-01-31",
     .options = until_options,
     .option_count = LENGTH_OF(until_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = role_give_run},
    {.name = "role take",
     .arguments = "LOGIN ROLE",
     .summary = "Take a role from an account.",
     .examples = "seuil role take nadia social_worker",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = role_take_run},
    {.name = "team add",
     .arguments = "HOUSE NAME",
     .summary = "Make a team of an organisation: people who share a secrecy.",
     .examples = "seuil team add relais-social-liege \"Accueil de jour\"",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = team_add_run},
    {.name = "team list",
     .arguments = "",
     .summary = "The teams, each with its identifier.",
     .examples = "seuil team list",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = team_list_run},
    {.name = "team join",
     .arguments = "LOGIN TEAM",
     .summary = "Put an account in a team, for a time or until it is closed.",
     .examples = "seuil team join nadia 0199a7c2-6c1e-7d3a-9f54-1d2c3b4a5968",
     .options = until_options,
     .option_count = LENGTH_OF(until_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = team_join_run},
};

const CommandTable ACCOUNT_COMMANDS = {commands, LENGTH_OF(commands)};
