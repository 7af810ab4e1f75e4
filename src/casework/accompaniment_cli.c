/* SPDX-License-Identifier: EUPL-1.2 */
/* Accompaniments from a terminal. */
#include "casework/accompaniment_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "casework/accompaniment_json.h"
#include "cli/arguments.h"

enum { MOST_OUTPUT = 4 << 20, MOST_WORDS = 1 << 17 };

typedef struct Going {
    Id id; /* of the case, or of the accompaniment that ends */
    Accompaniment one;
    AccompanimentEnd end;
    Id made;
    AccompanimentList list;
} Going;

static Outcome look(Access *access, void *context)
{
    Going *going = context;
    return id_is_nil(going->id) ? accompaniment_list_own(access, &going->list)
                                : accompaniment_list(access, going->id, &going->list);
}

/* Those of a case; without one, those the caller is to go along with. */
static Outcome run_list(Invocation *invocation)
{
    Going going = {0};
    Arena *arena = invocation->arena;
    Buffer out = buffer_new(arena, MOST_OUTPUT);
    JsonWriter writer = json_writer(&out);
    if (invocation->argument_count > 0) {
        TRY(argument_id(invocation, 0, "CASE", &going.id));
    }
    TRY(manage_look(invocation->store, access_of_command(invocation), look, &going));
    if (invocation->json) {
        accompaniment_write_list_json(access_of_command(invocation), &going.list, &writer);
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&out)));
        return OK;
    }
    for (size_t i = 0; i < going.list.count; i++) {
        const Accompaniment *one = &going.list.items[i];
        (void)fprintf(invocation->out, "%.*s  %-9.*s  %.*s  %.*s  %.*s\n",
                      TEXT_ARG(id_format(arena, one->id)),
                      TEXT_ARG(accompaniment_state_code(one->state)),
                      TEXT_ARG(moment_format(arena, one->starts)), TEXT_ARG(one->code),
                      TEXT_ARG(one->door));
    }
    return OK;
}

static Outcome plan(Access *access, void *context)
{
    Going *going = context;
    return accompaniment_plan(access, going->id, &going->one, &going->made);
}

static Outcome run_plan(Invocation *invocation)
{
    Going going = {
        .one = {.door = invocation->arguments[1],
                .place = option_or(invocation, "place", ""),
                .volunteer = option_or(invocation, "volunteer", "")}
    };
    const Text at = option_or(invocation, "at", "");
    TRY(argument_id(invocation, 0, "CASE", &going.id));
    TRY(option_id(invocation, "companion", &going.one.companion));
    TRY(option_id(invocation, "referral", &going.one.referral));
    if (at.length > 0 && !moment_parse(at, &going.one.starts)) {
        return USAGE_ERROR(invocation, "at", "a moment is expected, as 2026-12-03T14:00");
    }
    TRY(manage_run(invocation->store, access_of_command(invocation), plan, &going));
    (void)fprintf(invocation->out, invocation->json ? "{\"id\":\"%.*s\"}\n" : "%.*s\n",
                  TEXT_ARG(id_format(invocation->arena, going.made)));
    return OK;
}

static Outcome end_one(Access *access, void *context)
{
    const Going *going = context;
    return accompaniment_end(access, going->id, &going->end);
}

static Outcome run_end(Invocation *invocation)
{
    Going going = {.end.seen = option_or(invocation, "seen", "")};
    TRY(argument_id(invocation, 0, "ID", &going.id));
    if (!accompaniment_state_parse(invocation->arguments[1], &going.end.state)) {
        return USAGE_ERROR(invocation, "STATE", "done, missed or cancelled is expected");
    }
    if (!accompaniment_outcome_parse(option_or(invocation, "outcome", ""),
                                     &going.end.outcome)) {
        return USAGE_ERROR(invocation, "outcome", "helped, partly or not_helped is expected");
    }
    if (text_equal(going.end.seen, TEXT("-"))) {
        TRY(invocation_read_file(invocation, going.end.seen, MOST_WORDS, &going.end.seen));
    }
    return manage_run(invocation->store, access_of_command(invocation), end_one, &going);
}

static const Option plan_options[] = {
    {"at",        OPTION_VALUE, "TIME",  "When: 2026-12-03T14:00."                        },
    {"place",     OPTION_VALUE, "WORDS", "Where they meet."                               },
    {"companion", OPTION_VALUE, "ID",    "The account that goes along; yours if not said."},
    {"volunteer", OPTION_VALUE, "NAME",  "Or a volunteer."                                },
    {"referral",  OPTION_VALUE, "ID",    "The referral whose door it is."                 },
};

static const Option end_options[] = {
    {"outcome", OPTION_VALUE, "CODE",  "Of one that was done: helped, partly, not_helped."},
    {"seen",    OPTION_VALUE, "WORDS", "What the companion saw, read for -."              },
};

#define ONE "0198c0de-0000-7000-8000-000000000001"

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "accompaniment list",
     .arguments = "[CASE]",
     .summary = "The accompaniments of a case, or those you are to go along with.",
     .examples = "seuil accompaniment list",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 1,
     .permission = MAY_WRITE_CASE,
     .store = STORE_READ,
     .run = run_list},
    {.name = "accompaniment plan",
     .arguments = "CASE DOOR",
     .summary = "Somebody goes along to a door on a day.",
     .examples = "seuil accompaniment plan " ONE " commune --at 2026-12-03T09:00 --place gare",
     .options = plan_options,
     .option_count = LENGTH_OF(plan_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_WRITE_CASE,
     .store = STORE_WRITE,
     .run = run_plan},
    {.name = "accompaniment end",
     .arguments = "ID done|missed|cancelled",
     .summary = "Say how an accompaniment went.",
     .examples = "seuil accompaniment end " ONE " done --outcome helped",
     .options = end_options,
     .option_count = LENGTH_OF(end_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_WRITE_CASE,
     .store = STORE_WRITE,
     .run = run_end },
};
/* clang-format on */

const CommandTable ACCOMPANIMENT_COMMANDS = {commands, LENGTH_OF(commands)};
