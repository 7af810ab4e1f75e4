/* SPDX-License-Identifier: EUPL-1.2 */
/* Linking accounts to the people a provider knows. */
#include "access/account_cli.h"
#include "access/account_json.h"
#include "access/gate_cli.h"
#include "access/link.h"
#include "access/manage.h"
#include "json/json.h"

enum { LIST_BYTES = 1 << 16 };

static Outcome read_account(Invocation *invocation, Session *session, Account *account)
{
    return account_find(session, invocation->arena, invocation->arguments[0], account,
                        &invocation->problem);
}

static Outcome read_order(Invocation *invocation, LinkOrder *order)
{
    Account account = {0};
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(invocation->store, &session, &invocation->problem));
    TRY(read_account(invocation, session, &account));
    *order = (LinkOrder){account.id, invocation->arguments[1], invocation->arguments[2]};
    return OK;
}

static Outcome link_run(Invocation *invocation)
{
    LinkOrder order = {0};
    TRY(read_order(invocation, &order));
    return manage_run(invocation->store, access_of_command(invocation), manage_link, &order);
}

static Outcome unlink_run(Invocation *invocation)
{
    LinkOrder order = {0};
    TRY(read_order(invocation, &order));
    return manage_run(invocation->store, access_of_command(invocation), manage_unlink, &order);
}

static void print_json(const Invocation *invocation, const LinkList *links)
{
    Buffer buffer = buffer_new(invocation->arena, LIST_BYTES);
    JsonWriter json = json_writer(&buffer);
    json_object_open(&json);
    links_write_json(&json, invocation->arena, "items", links);
    json_object_close(&json);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
}

static Outcome links_run(Invocation *invocation)
{
    Account account = {0};
    LinkList links = {0};
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(invocation->store, &session, &invocation->problem));
    TRY(read_account(invocation, session, &account));
    TRY(link_list(session, invocation->arena, account.id, &links, &invocation->problem));
    if (invocation->json) {
        print_json(invocation, &links);
        return OK;
    }
    for (size_t i = 0; i < links.count; i++) {
        const Link *link = &links.items[i];
        const Text since = moment_format_local(invocation->arena, link->linked);
        (void)fprintf(invocation->out, "%.*s  %.*s  %.*s\n", TEXT_ARG(link->issuer),
                      TEXT_ARG(link->subject), TEXT_ARG(since));
    }
    return OK;
}

static const Command commands[] = {
    {.name = "account link",
     .arguments = "LOGIN ISSUER SUBJECT",
     .summary = "Let an account sign in with a provider, by its name for the person (sub).",
     .examples = "seuil account link nadia https://idp.chr.example 248289761001",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 3,
     .most_arguments = 3,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = link_run  },
    {.name = "account unlink",
     .arguments = "LOGIN ISSUER SUBJECT",
     .summary = "Take such a link away; the sessions of the account end.",
     .examples = "seuil account unlink nadia https://idp.chr.example 248289761001",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 3,
     .most_arguments = 3,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = unlink_run},
    {.name = "account links",
     .arguments = "LOGIN",
     .summary = "Who an account is at which provider, and since when.",
     .examples = "seuil account links nadia\nseuil account links nadia --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_MANAGE_ACCOUNTS,
     .run = links_run },
};

const CommandTable LINK_COMMANDS = {commands, LENGTH_OF(commands)};
