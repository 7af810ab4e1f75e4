/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/notice_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "people/consent_json.h"
#include "people/person_print_cli.h"

enum { MOST_OUTPUT = 1 << 20, MOST_INPUT = 1 << 16 };

/* -------------------------------------------------------------------------- broken glass */

typedef struct Breaking {
    Id person;
    Danger danger;
    Moment until;
} Breaking;

static Outcome break_it(Access *access, void *context)
{
    Breaking *breaking = context;
    return glass_break(access, breaking->person, &breaking->danger, &breaking->until);
}

static Outcome run_break(Invocation *invocation)
{
    Breaking breaking = {.danger.words = invocation->arguments[2]};
    TRY(argument_id(invocation, 0, "ID", &breaking.person));
    if (!danger_reason_parse(invocation->arguments[1], &breaking.danger.reason)) {
        return USAGE_ERROR(invocation, "REASON", "life, child or health is expected");
    }
    if (text_equal(breaking.danger.words, TEXT("-"))) {
        TRY(invocation_read_file(invocation, TEXT("-"), MOST_INPUT, &breaking.danger.words));
    }
    TRY(manage_run(invocation->store, access_of_command(invocation), break_it, &breaking));
    const Text until = moment_format_utc(invocation->arena, breaking.until);
    cli_line(invocation, invocation->json ? text_format(invocation->arena,
                                                        "{\"until\":\"%.*s\"}", TEXT_ARG(until))
                                          : until);
    return OK;
}

/* ------------------------------------------------------------------------------- notices */

static Outcome look_at_notices(Access *access, void *context)
{
    return notice_list(access, context);
}

static void print_link(const Invocation *invocation, const Notice *notice)
{
    Arena *arena = invocation->arena;
    cli_line(invocation, text_format(arena, "%.*s  %.*s  %-4s  %-8.*s  %.*s  %.*s  %.*s",
                                     TEXT_ARG(id_format(arena, notice->id)),
                                     TEXT_ARG(moment_format_local(arena, notice->at)),
                                     notice->seen == 0 ? "new" : "seen", TEXT_ARG(notice->kind),
                                     TEXT_ARG(id_format(arena, notice->linked)),
                                     TEXT_ARG(notice->issuer), TEXT_ARG(notice->digest)));
}

static void print_notice(const Invocation *invocation, const Notice *notice)
{
    Arena *arena = invocation->arena;
    if (notice_is_link(notice)) {
        print_link(invocation, notice);
        return;
    }
    cli_line(invocation,
             text_format(arena, "%.*s  %.*s  %-4s  %-8.*s  %-6.*s  %.*s  %.*s",
                         TEXT_ARG(id_format(arena, notice->id)),
                         TEXT_ARG(moment_format_local(arena, notice->at)),
                         notice->seen == 0 ? "new" : "seen", TEXT_ARG(notice->kind),
                         TEXT_ARG(danger_reason_code(notice->reason)),
                         TEXT_ARG(id_format(arena, notice->person)), TEXT_ARG(notice->words)));
}

static Outcome run_list(Invocation *invocation)
{
    NoticeList list = {0};
    TRY(manage_look(invocation->store, access_of_command(invocation), look_at_notices, &list));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        notice_write_list_json(invocation->arena, &list, &writer);
        cli_line(invocation, buffer_text(&out));
        return OK;
    }
    for (size_t i = 0; i < list.count; i++) {
        print_notice(invocation, &list.items[i]);
    }
    return OK;
}

static Outcome see(Access *access, void *context)
{
    const Id *notice = context;
    return notice_see(access, *notice);
}

static Outcome run_see(Invocation *invocation)
{
    Id notice = {{0}};
    TRY(argument_id(invocation, 0, "ID", &notice));
    return manage_run(invocation->store, access_of_command(invocation), see, &notice);
}

#define ONE "0198c0de-0000-7000-8000-000000000001"

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "person break-glass",
     .arguments = "ID REASON WORDS",
     .summary =
         "Read a person for an hour without leave: life, child or health; an officer is told.", .examples = "seuil person break-glass " ONE " life - < words.txt",
     .least_arguments = 3,
     .most_arguments = 3,
     .permission = MAY_BREAK_GLASS,
     .store = STORE_WRITE,
     .run = run_break},
    {.name = "notice list",
     .arguments = "",
     .summary = "What the data protection officer is told at once, the unseen first.",
     .examples = "seuil notice list --json",
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_READ_JOURNAL,
     .store = STORE_READ,
     .run = run_list },
    {.name = "notice see",
     .arguments = "ID",
     .summary = "Say that a notice was read.",
     .examples = "seuil notice see " ONE,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_READ_JOURNAL,
     .store = STORE_WRITE,
     .run = run_see  },
};
/* clang-format on */

const CommandTable NOTICE_COMMANDS = {commands, LENGTH_OF(commands)};
