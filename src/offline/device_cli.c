/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"
#include "access/gate_cli.h"
#include "access/manage.h"
#include "offline/offline_cli.h"
#include "offline/offline_json.h"
#include "store/store.h"

enum { LIST_BYTES = 1 << 23 };

static const Option list_options[] = {
    {"account", OPTION_VALUE, "LOGIN", "Of this account, for who manages accounts."},
};

static Outcome read_devices(Invocation *invocation, Access *access, DeviceList *list)
{
    Account account = {0};
    const Text login = option_or(invocation, "account", "");
    if (login.length == 0) {
        return device_list(access, list);
    }
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    TRY(account_find(access->session, invocation->arena, login, &account,
                     &invocation->problem));
    return device_list_of(access, account.id, list);
}

static void print_device(const Invocation *invocation, const Device *device)
{
    const Text id = id_format(invocation->arena, device->id);
    const Text seen =
        device->seen == 0 ? TEXT("-") : moment_format_local(invocation->arena, device->seen);
    (void)fprintf(invocation->out, "%.*s  %-8s %-16.*s %.*s\n", TEXT_ARG(id),
                  device->revoked == 0 ? "serves" : "revoked", TEXT_ARG(seen),
                  TEXT_ARG(device->name));
}

static Outcome list_run(Invocation *invocation)
{
    DeviceList list = {0};
    SCOPED(session_end) Session *session = NULL;
    Access *access = access_of_command(invocation);
    TRY(store_read(invocation->store, &session, &invocation->problem));
    access->session = session;
    TRY(read_devices(invocation, access, &list));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&out);
        device_list_write_json(invocation->arena, &list, &writer);
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&out)));
        return OK;
    }
    for (size_t i = 0; i < list.count; i++) {
        print_device(invocation, &list.items[i]);
    }
    return OK;
}

static Outcome revoke(Access *access, void *id)
{
    return device_revoke(access, *(const Id *)id);
}

static Outcome revoke_run(Invocation *invocation)
{
    Id id = {{0}};
    if (!id_parse(invocation->arguments[0], &id)) {
        return USAGE_ERROR(invocation, "DEVICE",
                           "an identifier is expected: seuil device list");
    }
    return manage_run(invocation->store, access_of_command(invocation), revoke, &id);
}

/* ------------------------------------------------------------------------------ conflicts */

static void print_conflict(const Invocation *invocation, const OfflineConflict *conflict)
{
    const Text op = id_format(invocation->arena, conflict->op);
    (void)fprintf(invocation->out, "%.*s  %-13.*s %.*s: %.*s / %.*s\n", TEXT_ARG(op),
                  TEXT_ARG(conflict->kind), TEXT_ARG(conflict->field),
                  TEXT_ARG(conflict->stands), TEXT_ARG(conflict->wanted));
}

static Outcome conflicts_run(Invocation *invocation)
{
    OfflineConflictList list = {0};
    SCOPED(session_end) Session *session = NULL;
    Access *access = access_of_command(invocation);
    TRY(store_read(invocation->store, &session, &invocation->problem));
    access->session = session;
    TRY(conflict_list(access, &list));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&out);
        conflict_list_write_json(invocation->arena, &list, &writer);
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&out)));
        return OK;
    }
    for (size_t i = 0; i < list.count; i++) {
        print_conflict(invocation, &list.items[i]);
    }
    return OK;
}

typedef struct Deciding {
    Id op;
    ConflictChoice choice;
} Deciding;

static Outcome decide(Access *access, void *context)
{
    const Deciding *deciding = context;
    return conflict_decide(access, deciding->op, deciding->choice);
}

static Outcome decide_run(Invocation *invocation)
{
    Deciding deciding = {0};
    if (!id_parse(invocation->arguments[0], &deciding.op)) {
        return USAGE_ERROR(invocation, "CONFLICT",
                           "an identifier is expected: seuil device conflicts");
    }
    if (!conflict_choice_parse(invocation->arguments[1], &deciding.choice)) {
        return USAGE_ERROR(invocation, "CHOICE", "keep or take is expected");
    }
    return manage_run(invocation->store, access_of_command(invocation), decide, &deciding);
}

static const Command commands[] = {
    {.name = "device list",
     .arguments = "",
     .summary = "The devices that work offline for your account.",
     .examples = "seuil device list\nseuil device list --account nadia --json",
     .options = list_options,
     .option_count = LENGTH_OF(list_options),
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_BE_ONESELF,
     .run = list_run     },
    {.name = "device revoke",
     .arguments = "DEVICE",
     .summary = "Have a lost device forget all it holds the next time it asks.",
     .examples = "seuil device revoke 0199a7c2-6c1e-7d3a-9f54-1d2c3b4a5968",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_BE_ONESELF,
     .run = revoke_run   },
    {.name = "device conflicts",
     .arguments = "",
     .summary =
         "What devices brought and others had changed: what stands, and what was wanted.", .examples = "seuil device conflicts --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_READ_PERSON,
     .run = conflicts_run},
    {.name = "device decide",
     .arguments = "CONFLICT CHOICE",
     .summary = "Keep what stands, or take what the device brought.",
     .examples = "seuil device decide 0199a7c2-6c1e-7d3a-9f54-1d2c3b4a5968 take",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_WRITE_PERSON,
     .run = decide_run   },
};

const CommandTable DEVICE_COMMANDS = {commands, LENGTH_OF(commands)};
