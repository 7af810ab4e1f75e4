/* SPDX-License-Identifier: EUPL-1.2 */
/* What is due for erasure, what is held and what was erased: identifiers, codes and moments. */
#include "dossier/retention_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "dossier/erase.h"
#include "json/json.h"

enum { MOST_OUTPUT = 8 << 20 };

/* A row is an identifier, a code and a moment, with one more of each where there is one. */
typedef struct Line {
    Id person;
    const char *code_name;
    Text code;
    const char *at_name;
    Moment at;
    const char *more_name; /* NULL for none */
    Text more;
} Line;

typedef struct Printing {
    Invocation *invocation;
    Buffer out;
    JsonWriter writer;
} Printing;

static Printing *print_open(Invocation *invocation)
{
    Printing *printing = ARENA_NEW(invocation->arena, Printing);
    printing->invocation = invocation;
    printing->out = buffer_new(invocation->arena, MOST_OUTPUT);
    printing->writer = json_writer(&printing->out);
    json_object_open(&printing->writer);
    json_key(&printing->writer, TEXT("items"));
    json_array_open(&printing->writer);
    return printing;
}

static void print_line(Printing *printing, const Line *line)
{
    Arena *arena = printing->invocation->arena;
    const Text person = id_format(arena, line->person);
    const Text at = moment_format(arena, line->at);
    const Text more = line->more_name == NULL ? TEXT("") : line->more;
    if (!printing->invocation->json) {
        (void)fprintf(printing->invocation->out, "%.*s  %-10.*s  %.*s  %.*s\n",
                      TEXT_ARG(person), TEXT_ARG(line->code), TEXT_ARG(at), TEXT_ARG(more));
        return;
    }
    json_object_open(&printing->writer);
    json_member(&printing->writer, "person", person);
    json_member(&printing->writer, line->code_name, line->code);
    json_member(&printing->writer, line->at_name, at);
    if (more.length > 0) {
        json_member(&printing->writer, line->more_name, more);
    }
    json_object_close(&printing->writer);
}

static Outcome print_close(Printing *printing)
{
    if (printing->invocation->json) {
        json_array_close(&printing->writer);
        json_object_close(&printing->writer);
        (void)fprintf(printing->invocation->out, "%.*s\n",
                      TEXT_ARG(buffer_text(&printing->out)));
    }
    return OK;
}

/* --------------------------------------------------------------------------------- reading */

static Outcome print_due(Access *access, void *context)
{
    RetentionDueList list = {0};
    TRY(retention_due(access, &list));
    for (size_t i = 0; i < list.count; i++) {
        const RetentionDue *due = &list.items[i];
        print_line(context,
                   &(Line){due->person, "retention", due->retention, "since", due->since,
                           "caseFile", id_format(access->arena, due->case_file)});
    }
    return OK;
}

static Outcome print_holds(Access *access, void *context)
{
    HoldList list = {0};
    TRY(hold_list(access, &list));
    for (size_t i = 0; i < list.count; i++) {
        const Hold *hold = &list.items[i];
        print_line(context, &(Line){hold->person, "reason", hold->reason, "at", hold->at,
                                    "hold", id_format(access->arena, hold->id)});
    }
    return OK;
}

static Outcome print_erased(Access *access, void *context)
{
    ErasureList list = {0};
    TRY(erasure_list(access, 0, &list));
    for (size_t i = 0; i < list.count; i++) {
        const Erasure *erasure = &list.items[i];
        print_line(context, &(Line){erasure->person, "ground", erasure->ground, "at",
                                    erasure->at, "leave", erasure->leave});
    }
    return OK;
}

static Outcome run_list(Invocation *invocation, ManageFunction list)
{
    Printing *printing = print_open(invocation);
    TRY(manage_look(invocation->store, access_of_command(invocation), list, printing));
    return print_close(printing);
}

static Outcome run_due(Invocation *invocation)
{
    return run_list(invocation, print_due);
}

static Outcome run_holds(Invocation *invocation)
{
    return run_list(invocation, print_holds);
}

static Outcome run_erased(Invocation *invocation)
{
    return run_list(invocation, print_erased);
}

/* ---------------------------------------------------------------------------------- acting */

typedef struct HoldOrder {
    Id person;
    Text reason;
    Id hold;
} HoldOrder;

static Outcome hold(Access *access, void *context)
{
    HoldOrder *order = context;
    return person_hold(access, order->person, order->reason, &order->hold);
}

static Outcome release(Access *access, void *context)
{
    const HoldOrder *order = context;
    return person_end_hold(access, order->person, order->hold);
}

static Outcome run_hold(Invocation *invocation)
{
    HoldOrder order = {.reason = invocation->arguments[1]};
    TRY(argument_id(invocation, 0, "ID", &order.person));
    TRY(manage_run(invocation->store, access_of_command(invocation), hold, &order));
    const Text id = id_format(invocation->arena, order.hold);
    (void)fprintf(invocation->out, invocation->json ? "{\"hold\":\"%.*s\"}\n" : "%.*s\n",
                  TEXT_ARG(id));
    return OK;
}

static Outcome run_release(Invocation *invocation)
{
    HoldOrder order = {0};
    TRY(argument_id(invocation, 0, "ID", &order.person));
    TRY(argument_id(invocation, 1, "HOLD", &order.hold));
    TRY(manage_run(invocation->store, access_of_command(invocation), release, &order));
    if (invocation->json) {
        (void)fprintf(invocation->out, "{\"done\":\"released\"}\n");
    } else if (!invocation->quiet) {
        (void)fprintf(invocation->error, "released\n");
    }
    return OK;
}

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "retention due",
     .arguments = "",
     .summary = "Closed cases whose years have passed, proposed for erasure.",
     .examples = "seuil retention due\nseuil retention due --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_ERASE_PERSON,
     .store = STORE_READ,
     .run = run_due    },
    {.name = "retention holds",
     .arguments = "",
     .summary = "Files that must be kept whatever their age.",
     .examples = "seuil retention holds --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_ERASE_PERSON,
     .store = STORE_READ,
     .run = run_holds  },
    {.name = "retention erased",
     .arguments = "",
     .summary = "Who was erased, when and on what ground: identifiers and codes.",
     .examples = "seuil retention erased",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_ERASE_PERSON,
     .store = STORE_READ,
     .run = run_erased },
    {.name = "retention hold",
     .arguments = "ID REASON",
     .summary = "Hold a person's file: court, complaint or inspection says why.",
     .examples = "seuil retention hold 0198c0de-0000-7000-8000-000000000001 court",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_ERASE_PERSON,
     .store = STORE_WRITE,
     .run = run_hold   },
    {.name = "retention release",
     .arguments = "ID HOLD",
     .summary = "End a hold.",
     .examples = "seuil retention release 0198c0de-0000-7000-8000-000000000001 "
                 "0198c0de-0000-7000-8000-000000000002",                            .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_ERASE_PERSON,
     .store = STORE_WRITE,
     .run = run_release},
};
/* clang-format on */

const CommandTable RETENTION_COMMANDS = {commands, LENGTH_OF(commands)};
