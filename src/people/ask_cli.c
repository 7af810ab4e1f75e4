/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether somebody knows a person. Who it is, and why, is read from standard input for "-": the
 * first line as a search has it, the rest as the message. */
#include "people/ask_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "people/ask_json.h"
#include "people/person_print_cli.h"

enum { MOST_INPUT = 1 << 16, MOST_OUTPUT = 1 << 20 };

typedef struct Asking {
    NewAsk made;
    Id id;
    AskState answer;
    PersonAsks asks;
} Asking;

/* --------------------------------------------------------------------------------- asking */

static Outcome ask(Access *access, void *context)
{
    Asking *asking = context;
    return person_ask(access, &asking->made, &asking->id);
}

static Outcome read_words(Invocation *invocation, NewAsk *made)
{
    Text rest = TEXT("");
    Text line = TEXT("");
    const Text given = invocation->arguments[0];
    TRY(words_or_input(invocation, given, MOST_INPUT, &rest));
    if (text_next(&rest, '\n', &line)) {
        made->query.words = line;
    }
    if (made->words.length == 0) {
        made->words = rest;
    }
    return OK;
}

static Outcome run_ask(Invocation *invocation)
{
    Asking asking = {
        .made = {.words = option_or(invocation, "message", ""),
                 .query = {.birth = option_or(invocation, "birth", ""),
                           .code = option_or(invocation, "code", "")}}
    };
    TRY(read_words(invocation, &asking.made));
    TRY(manage_run(invocation->store, access_of_command(invocation), ask, &asking));
    tell_made(invocation, asking.id);
    return OK;
}

/* -------------------------------------------------------------------------------- looking */

static Outcome look(Access *access, void *context)
{
    Asking *asking = context;
    return person_ask_list(access, &asking->asks);
}

/* "  Service social, Accueil de nuit"; empty while nobody said yes. */
static Text teams_of(Arena *arena, const PersonAsk *ask)
{
    Text *teams = ARENA_ARRAY(arena, Text, ask->contacts.count + 1);
    for (size_t i = 0; i < ask->contacts.count; i++) {
        teams[i] = ask->contacts.items[i].team;
    }
    const Text told = text_join(arena, teams, ask->contacts.count, TEXT(", "));
    return told.length == 0 ? told : text_format(arena, "  %.*s", TEXT_ARG(told));
}

static void print_list(const Invocation *invocation, const char *way, const PersonAskList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const PersonAsk *one = &list->items[i];
        cli_line(invocation,
                 text_format(invocation->arena, "%.*s  %-8s  %-7.*s  %.*s%.*s",
                             TEXT_ARG(id_format(invocation->arena, one->id)), way,
                             TEXT_ARG(ask_state_code(one->state)), TEXT_ARG(one->sought),
                             TEXT_ARG(teams_of(invocation->arena, one))));
    }
}

static Outcome run_list(Invocation *invocation)
{
    Asking asking = {0};
    TRY(manage_look(invocation->store, access_of_command(invocation), look, &asking));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        person_asks_write_json(invocation->arena, &asking.asks, &writer);
        cli_line(invocation, buffer_text(&out));
        return OK;
    }
    print_list(invocation, "received", &asking.asks.received);
    print_list(invocation, "sent", &asking.asks.sent);
    return OK;
}

/* ------------------------------------------------------------------------------- answering */

static Outcome answer(Access *access, void *context)
{
    const Asking *asking = context;
    return person_ask_answer(access, asking->id, asking->answer);
}

static Outcome run_answer(Invocation *invocation)
{
    Asking asking = {0};
    TRY(argument_id(invocation, 0, "ID", &asking.id));
    if (!ask_answer_parse(invocation->arguments[1], &asking.answer)) {
        return USAGE_ERROR(invocation, "ANSWER", "yes, no or other is expected");
    }
    return manage_run(invocation->store, access_of_command(invocation), answer, &asking);
}

static const Option ask_options[] = {
    {"message", OPTION_VALUE, "WORDS", "Why you ask; else what follows the first line of -."},
    {"birth",   OPTION_VALUE, "DAY",   "1985-07-30."                                        },
    {"code",    OPTION_VALUE, "CODE",  "The code of a card: 7K3M-9QTR."                     },
};

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "person ask",
     .arguments = "WORDS",
     .summary = "Ask whether somebody in the network knows this person; words are read for -.",
     .examples = "seuil person ask - < who-and-why.txt",
     .options = ask_options,
     .option_count = LENGTH_OF(ask_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_FIND_PERSON,
     .store = STORE_WRITE,
     .run = run_ask   },
    {.name = "person asks",
     .arguments = "",
     .summary = "What you asked of the network, and what it asks your house.",
     .examples = "seuil person asks --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_FIND_PERSON,
     .store = STORE_READ,
     .run = run_list  },
    {.name = "person answer",
     .arguments = "ID ANSWER",
     .summary = "Answer what was asked: yes, no (no answer is possible) or other.",
     .examples = "seuil person answer 0198c0de-0000-7000-8000-000000000001 yes",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_RECORD_CONSENT,
     .store = STORE_WRITE,
     .run = run_answer},
};
/* clang-format on */

const CommandTable PERSON_ASK_COMMANDS = {commands, LENGTH_OF(commands)};
