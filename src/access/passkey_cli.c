/* SPDX-License-Identifier: EUPL-1.2 */
/* Passkeys on the command line: seen and taken away. To add one needs a browser, which asks the
 * device. */
#include "access/account_cli.h"
#include "access/gate_cli.h"
#include "access/manage.h"
#include "access/passkey_json.h"
#include "access/passkey_own.h"
#include "cli/arguments.h"

enum { LIST_BYTES = 1 << 16 };

/* "own", or a login: of another for who manages accounts alone. */
static Outcome read_holder(Invocation *invocation, Session *session, Id *id)
{
    Account account = {0};
    Access *access = access_of_command(invocation);
    *id = access->caller.account;
    if (text_equal(invocation->arguments[0], TEXT("own"))) {
        return OK;
    }
    TRY(access_permit(access, MAY_MANAGE_ACCOUNTS));
    TRY(account_find(session, invocation->arena, invocation->arguments[0], &account,
                     &invocation->problem));
    *id = account.id;
    return OK;
}

static void print_json(const Invocation *invocation, const PasskeyList *list)
{
    Buffer buffer = buffer_new(invocation->arena, LIST_BYTES);
    JsonWriter json = json_writer(&buffer);
    passkey_list_write(&json, invocation->arena, list);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
}

static void print_line(const Invocation *invocation, const Passkey *passkey)
{
    const Text id = id_format(invocation->arena, passkey->id);
    const Text added = moment_format(invocation->arena, passkey->added);
    const Text used =
        passkey->used == 0 ? TEXT("-") : moment_format(invocation->arena, passkey->used);
    (void)fprintf(invocation->out, "%.*s  %.*s  %.*s  %.*s\n", TEXT_ARG(id), TEXT_ARG(added),
                  TEXT_ARG(used), TEXT_ARG(passkey->name));
}

static Outcome passkeys_run(Invocation *invocation)
{
    Id account = {0};
    PasskeyList list = {0};
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(invocation->store, &session, &invocation->problem));
    TRY(read_holder(invocation, session, &account));
    TRY(passkey_list(session, invocation->arena, account, &list, &invocation->problem));
    if (invocation->json) {
        print_json(invocation, &list);
        return OK;
    }
    for (size_t i = 0; i < list.count; i++) {
        print_line(invocation, &list.items[i]);
    }
    return OK;
}

static Outcome remove_own(Access *access, void *order)
{
    const PasskeyRemoval *removal = order;
    return own_remove_passkey(access, removal->passkey);
}

static Outcome read_removal(Invocation *invocation, PasskeyRemoval *removal)
{
    SCOPED(session_end) Session *session = NULL;
    TRY(argument_id(invocation, 1, "passkey", &removal->passkey));
    TRY(store_read(invocation->store, &session, &invocation->problem));
    return read_holder(invocation, session, &removal->account);
}

static Outcome passkey_remove_run(Invocation *invocation)
{
    PasskeyRemoval removal = {0};
    TRY(read_removal(invocation, &removal));
    const bool is_own = text_equal(invocation->arguments[0], TEXT("own"));
    return manage_run(invocation->store, access_of_command(invocation),
                      is_own ? remove_own : manage_passkey_remove, &removal);
}

static const Command commands[] = {
    {.name = "account passkeys",
     .arguments = "LOGIN|own",
     .summary =
         "The passkeys of an account: added, last used, name. Adding one needs a browser.", .examples = "seuil account passkeys own\nseuil account passkeys nadia --json",
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BE_ONESELF,
     .run = passkeys_run      },
    {.name = "account passkey-remove",
     .arguments = "LOGIN|own ID",
     .summary = "Take a passkey away; the sessions of another's account end.",
     .examples = "seuil account passkey-remove own 0194f3a1-0000-7000-8000-000000000001",
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BE_ONESELF,
     .run = passkey_remove_run},
};

const CommandTable PASSKEY_COMMANDS = {commands, LENGTH_OF(commands)};
