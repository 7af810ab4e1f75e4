/* SPDX-License-Identifier: EUPL-1.2 */
/* Terminals from a command line: who may redeem without a network, and what came back. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "entitlements/entitlements_cli.h"
#include "entitlements/terminal_json.h"

enum { LIST_BYTES = 1 << 20, REPORT_BYTES = 1 << 19 };

typedef struct Acting {
    NewTerminal made;
    Id id;
    TerminalList list;
    Mandate mandate;
    TerminalReport report;
    UseAnswerList answers;
    OverdraftList overdrafts;
    JsonWriter *writer;
} Acting;

static Outcome run(Invocation *invocation, ManageFunction function, Acting *acting)
{
    return manage_run(invocation->store, access_of_command(invocation), function, acting);
}

/* What is read is written where the session still is: a mandate says its territory. */
static Outcome print(Invocation *invocation, ManageFunction function, Acting *acting)
{
    Buffer out = buffer_new(invocation->arena, LIST_BYTES);
    JsonWriter writer = json_writer(&out);
    writer.pretty = !invocation->json;
    acting->writer = &writer;
    TRY(manage_look(invocation->store, access_of_command(invocation), function, acting));
    const Text text = buffer_text(&out);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
    return OK;
}

static Outcome add(Access *access, void *context)
{
    Acting *acting = context;
    return terminal_add(access, &acting->made);
}

static Outcome run_add(Invocation *invocation)
{
    Acting acting = {
        .made = {.house = invocation->arguments[0], .name = invocation->arguments[1]}
    };
    if (!text_to_integer(invocation->arguments[2], &acting.made.daily)) {
        return USAGE_ERROR(invocation, "DAILY", "a whole number is expected");
    }
    TRY(run(invocation, add, &acting));
    const Text id = id_format(invocation->arena, acting.made.id);
    (void)fprintf(invocation->out, invocation->json ? "{\"id\":\"%.*s\"}\n" : "%.*s\n",
                  TEXT_ARG(id));
    return OK;
}

static Outcome revoke(Access *access, void *context)
{
    const Acting *acting = context;
    return terminal_revoke(access, acting->id);
}

static Outcome run_revoke(Invocation *invocation)
{
    Acting acting = {0};
    TRY(argument_id(invocation, 0, "ID", &acting.id));
    return run(invocation, revoke, &acting);
}

static Outcome list(Access *access, void *context)
{
    Acting *acting = context;
    TRY(terminal_list(access, &acting->list));
    terminal_list_write_json(access->arena, &acting->list, acting->writer);
    return OK;
}

static Outcome run_list(Invocation *invocation)
{
    Acting acting = {0};
    return print(invocation, list, &acting);
}

static Outcome mandate(Access *access, void *context)
{
    Acting *acting = context;
    TRY(terminal_mandate(access, acting->id, &acting->mandate));
    mandate_write_json(access, &acting->mandate, acting->writer);
    return OK;
}

static Outcome run_mandate(Invocation *invocation)
{
    Acting acting = {0};
    TRY(argument_id(invocation, 0, "ID", &acting.id));
    return print(invocation, mandate, &acting);
}

static Outcome bring(Access *access, void *context)
{
    Acting *acting = context;
    return terminal_bring(access, &acting->report, &acting->answers);
}

static Outcome run_bring(Invocation *invocation)
{
    Text body = {0};
    Acting acting = {0};
    Buffer out = buffer_new(invocation->arena, LIST_BYTES);
    JsonWriter writer = json_writer(&out);
    TRY(invocation_read_file(invocation, invocation->arguments[0], REPORT_BYTES, &body));
    TRY(terminal_report_read(invocation->arena, body, &acting.report, &invocation->problem));
    TRY(run(invocation, bring, &acting));
    use_answers_write_json(invocation->arena, &acting.answers, &writer);
    const Text text = buffer_text(&out);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
    return OK;
}

static Outcome overdrafts(Access *access, void *context)
{
    Acting *acting = context;
    TRY(overdraft_list(access, &acting->overdrafts));
    overdraft_list_write_json(access->arena, &acting->overdrafts, acting->writer);
    return OK;
}

static Outcome run_overdrafts(Invocation *invocation)
{
    Acting acting = {0};
    return print(invocation, overdrafts, &acting);
}

#define ONE "0198c0de-0000-7000-8000-000000000001"

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "terminal add",
     .arguments = "HOUSE NAME DAILY",
     .summary = "Let a house redeem without a network, so many uses a day.",
     .examples = "seuil terminal add resto-du-coeur \"Salle\" 100",
     .least_arguments = 3,
     .most_arguments = 3,
     .permission = MAY_MANAGE_CONVENTIONS,
     .store = STORE_WRITE,
     .run = run_add       },
    {.name = "terminal revoke",
     .arguments = "ID",
     .summary = "Take that back: what it brings afterwards is refused.",
     .examples = "seuil terminal revoke " ONE,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_MANAGE_CONVENTIONS,
     .store = STORE_WRITE,
     .run = run_revoke    },
    {.name = "terminal list",
     .arguments = "",
     .summary = "The terminals of your house; all of them, for who manages conventions.",
     .examples = "seuil terminal list",
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_REDEEM,
     .store = STORE_READ,
     .run = run_list      },
    {.name = "terminal mandate",
     .arguments = "ID",
     .summary = "The mandate of today: its ceiling, signed, the keys, what is blocked.",
     .examples = "seuil terminal mandate " ONE " --json",
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_REDEEM,
     .store = STORE_READ,
     .run = run_mandate   },
    {.name = "terminal bring",
     .arguments = "FILE",
     .summary = "Bring back what a terminal redeemed: each use acts once.",
     .examples = "seuil terminal bring report.json",
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_REDEEM,
     .store = STORE_WRITE,
     .run = run_bring     },
    {.name = "terminal overdrafts",
     .arguments = "",
     .summary = "What was given without a network and could not be taken afterwards.",
     .examples = "seuil terminal overdrafts --json",
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_REDEEM,
     .store = STORE_READ,
     .run = run_overdrafts},
};
/* clang-format on */

const CommandTable TERMINAL_COMMANDS = {commands, LENGTH_OF(commands)};
