/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/client_cli.h"

#include "access/assertion.h"
#include "access/client_json.h"
#include "access/gate_cli.h"
#include "access/manage.h"

enum { LIST_BYTES = 1 << 22 };

static const Option options[] = {
    {"team",          OPTION_VALUE, "TEAM",    "The team it writes for: seuil team list."           },
    {"keys",          OPTION_VALUE, "FILE",    "The public keys it signs with, as a JWK set."       },
    {"scopes",        OPTION_VALUE, "SCOPES",  "What it may ask, as in \"system/Task.rus\"."        },
    {"dialect",       OPTION_VALUE, "sdoh|be", "What referrals are told to it in (sdoh)."           },
    {"hooks",         OPTION_VALUE, "HOSTS",   "Hosts that may be told, as in \"his.example:8443\"."},
    {"hooks-private", OPTION_FLAG,  NULL,      "These hosts may be on a private network."           },
};

/* What is given takes the place of what `client` holds; hosts and their private network go
 * together. */
static Outcome read_client(Invocation *invocation, Client *client)
{
    const Text keys = option_value(invocation, "keys");
    const Text scopes = option_value(invocation, "scopes");
    const Text dialect = option_value(invocation, "dialect");
    const Text hooks = option_value(invocation, "hooks");
    if (dialect.bytes != NULL && !dialect_parse(dialect, &client->dialect)) {
        return USAGE_ERROR(invocation, "dialect", "sdoh or be is expected");
    }
    client->scopes = scopes.bytes == NULL ? client->scopes : scopes;
    if (hooks.bytes != NULL || option_given(invocation, "hooks-private")) {
        client->hooks = hooks.bytes == NULL ? client->hooks : hooks;
        client->hooks_are_private = option_given(invocation, "hooks-private");
    }
    return keys.bytes == NULL ? OK
                              : invocation_read_file(invocation, keys, ASSERTION_MOST_KEY_BYTES,
                                                     &client->keys);
}

static Outcome client_add_run(Invocation *invocation)
{
    NewClient made = {
        .login = invocation->arguments[0],
        .name = invocation->arguments[1],
        .client = {.scopes = TEXT(CLIENT_USUAL_SCOPES),
                   .dialect = DIALECT_SDOH,
                   .hooks = TEXT("")},
    };
    if (option_value(invocation, "keys").bytes == NULL) {
        return USAGE_ERROR(invocation, "keys", "the file of its public keys is expected");
    }
    if (!id_parse(option_or(invocation, "team", ""), &made.team)) {
        return USAGE_ERROR(invocation, "team", "the identifier of a team is expected");
    }
    TRY(read_client(invocation, &made.client));
    TRY(manage_run(invocation->store, access_of_command(invocation), client_add, &made));
    (void)fprintf(invocation->out, "%.*s\n",
                  TEXT_ARG(id_format(invocation->arena, made.client.account)));
    return OK;
}

static Outcome find_client(Invocation *invocation, Client *client)
{
    Account account = {0};
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(invocation->store, &session, &invocation->problem));
    TRY(account_find(session, invocation->arena, invocation->arguments[0], &account,
                     &invocation->problem));
    return client_get(session, invocation->arena, account.id, client, &invocation->problem);
}

static Outcome client_change_run(Invocation *invocation)
{
    Client client = {0};
    TRY(find_client(invocation, &client));
    TRY(read_client(invocation, &client));
    return manage_run(invocation->store, access_of_command(invocation), client_change, &client);
}

static void print_json(const Invocation *invocation, const ClientLines *lines)
{
    Buffer buffer = buffer_new(invocation->arena, LIST_BYTES);
    JsonWriter json = json_writer(&buffer);
    client_write_list_json(&json, invocation->arena, lines);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
}

static Outcome client_list_run(Invocation *invocation)
{
    SCOPED(session_end) Session *session = NULL;
    ClientLines lines = {0};
    TRY(store_read(invocation->store, &session, &invocation->problem));
    TRY(client_list(session, invocation->arena, &lines, &invocation->problem));
    if (invocation->json) {
        print_json(invocation, &lines);
        return OK;
    }
    for (size_t i = 0; i < lines.count; i++) {
        const ClientLine *line = &lines.items[i];
        (void)fprintf(invocation->out, "%.*s  %-16.*s %-7.*s %-5.*s %.*s\n",
                      TEXT_ARG(id_format(invocation->arena, line->account)),
                      TEXT_ARG(line->login), TEXT_ARG(client_state(line)),
                      TEXT_ARG(line->dialect), TEXT_ARG(line->name));
    }
    return OK;
}

static const Command commands[] = {
    {.name = "client add",
     .arguments = "LOGIN NAME --team TEAM --keys FILE",
     .summary = "Let a machine of a house exchange referrals; says its client_id.",
     .examples = "seuil client add chr \"CHR Exemple\" --team "
                 "0199a7c2-6c1e-7d3a-9f54-1d2c3b4a5968 --keys chr-jwks.json --hooks "
                 "his.chr.example",                                      .options = options,
     .option_count = LENGTH_OF(options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = client_add_run   },
    {.name = "client change",
     .arguments = "LOGIN",
     .summary = "Give a client other keys, scopes, dialect or hosts; its tokens end.",
     .examples = "seuil client change chr --hooks his.chr.example:8443",
     .options = options,
     .option_count = LENGTH_OF(options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = client_change_run},
    {.name = "client list",
     .arguments = "",
     .summary = "The machines that may exchange; seuil account close ends one.",
     .examples = "seuil client list\nseuil client list --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = client_list_run  },
};

const CommandTable CLIENT_COMMANDS = {commands, LENGTH_OF(commands)};
