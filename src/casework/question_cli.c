/* SPDX-License-Identifier: EUPL-1.2 */
/* Second-line questions from a terminal; words are read from standard input for "-". */
#include "casework/question_cli.h"

#include "access/gate_cli.h"
#include "access/house.h"
#include "access/manage.h"
#include "casework/question_json.h"
#include "cli/arguments.h"

enum { MOST_OUTPUT = 4 << 20, MOST_WORDS = 1 << 17 };

typedef struct Asking {
    Id id;
    NewQuestion made;
    Text house;
    Id made_id;
    Question question;
    QuestionReplyList replies;
    QuestionList list;
} Asking;

static Outcome read_id(Invocation *invocation, Id *id)
{
    return id_parse(invocation->arguments[0], id)
               ? OK
               : USAGE_ERROR(invocation, "ID", "the identifier of a question is expected");
}

static Outcome read_words(Invocation *invocation, int at, NewQuestion *made)
{
    made->is_confirmed = option_given(invocation, "names-nobody");
    return words_or_input(invocation, invocation->arguments[at], MOST_WORDS, &made->words);
}

static Outcome run(Invocation *invocation, ManageFunction function, Asking *asking)
{
    return manage_run(invocation->store, access_of_command(invocation), function, asking);
}

/* --------------------------------------------------------------------------------- looking */

static Outcome look_at_list(Access *access, void *context)
{
    Asking *asking = context;
    return question_list(access, &asking->list);
}

static Outcome run_list(Invocation *invocation)
{
    Asking asking = {0};
    Arena *arena = invocation->arena;
    Buffer out = buffer_new(arena, MOST_OUTPUT);
    JsonWriter writer = json_writer(&out);
    TRY(manage_look(invocation->store, access_of_command(invocation), look_at_list, &asking));
    if (invocation->json) {
        question_write_list_json(access_of_command(invocation), &asking.list, &writer);
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&out)));
        return OK;
    }
    for (size_t i = 0; i < asking.list.count; i++) {
        const Question *one = &asking.list.items[i];
        (void)fprintf(invocation->out, "%.*s  %-6s  %-16.*s  %.*s\n",
                      TEXT_ARG(id_format(arena, one->id)), one->closed == 0 ? "open" : "closed",
                      TEXT_ARG(one->topic), TEXT_ARG(one->words));
    }
    return OK;
}

static Outcome look_at_one(Access *access, void *context)
{
    Asking *asking = context;
    return question_read(access, asking->id, &asking->question, &asking->replies);
}

static Outcome run_show(Invocation *invocation)
{
    Asking asking = {0};
    Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
    JsonWriter writer = json_writer(&out);
    writer.pretty = !invocation->json;
    TRY(read_id(invocation, &asking.id));
    TRY(manage_look(invocation->store, access_of_command(invocation), look_at_one, &asking));
    question_write_json(access_of_command(invocation), &asking.question, &asking.replies,
                        &writer);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&out)));
    return OK;
}

/* ---------------------------------------------------------------------------------- acting */

static Outcome ask(Access *access, void *context)
{
    House house = {0};
    Asking *asking = context;
    if (asking->house.length > 0) {
        TRY(house_find(access->session, access->arena, asking->house, &house, access->problem));
        asking->made.target = house.id;
    }
    return question_ask(access, &asking->made, &asking->made_id);
}

static Outcome run_ask(Invocation *invocation)
{
    Asking asking = {.house = option_or(invocation, "house", ""),
                     .made.topic = option_or(invocation, "topic", "")};
    TRY(read_words(invocation, 0, &asking.made));
    TRY(run(invocation, ask, &asking));
    tell_made(invocation, asking.made_id);
    return OK;
}

static Outcome reply(Access *access, void *context)
{
    Asking *asking = context;
    return question_reply(access, asking->id, &asking->made, &asking->made_id);
}

static Outcome run_reply(Invocation *invocation)
{
    Asking asking = {0};
    TRY(read_id(invocation, &asking.id));
    TRY(read_words(invocation, 1, &asking.made));
    TRY(run(invocation, reply, &asking));
    tell_made(invocation, asking.made_id);
    return OK;
}

static Outcome close_one(Access *access, void *context)
{
    const Asking *asking = context;
    return question_close(access, asking->id);
}

static Outcome run_close(Invocation *invocation)
{
    Asking asking = {0};
    TRY(read_id(invocation, &asking.id));
    return run(invocation, close_one, &asking);
}

static Outcome withdraw(Access *access, void *context)
{
    const Asking *asking = context;
    return question_withdraw(access, asking->id);
}

static Outcome run_withdraw(Invocation *invocation)
{
    Asking asking = {0};
    TRY(read_id(invocation, &asking.id));
    return run(invocation, withdraw, &asking);
}

#define NAMES_NOBODY                                                                           \
    {                                                                                          \
        "names-nobody", OPTION_FLAG, NULL, "What looks like a name, phone or date is none."    \
    }

static const Option ask_options[] = {
    {"topic", OPTION_VALUE, "CODE",  "A need of the vocabulary: health.care."        },
    {"house", OPTION_VALUE, "HOUSE", "To one house alone; else to the whole network."},
    NAMES_NOBODY,
};

static const Option reply_options[] = {NAMES_NOBODY};

#define ONE "0198c0de-0000-7000-8000-000000000001"

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "question list",
     .arguments = "",
     .summary = "The questions of professionals that you may read, the open ones first.",
     .examples = "seuil question list",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_READ_CASE,
     .store = STORE_READ,
     .run = run_list    },
    {.name = "question show",
     .arguments = "ID",
     .summary = "A question with its replies, as JSON.",
     .examples = "seuil question show " ONE,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_READ_CASE,
     .store = STORE_READ,
     .run = run_show    },
    {.name = "question ask",
     .arguments = "WORDS",
     .summary = "Ask about a situation without naming anybody; words are read for -.",
     .examples = "seuil question ask - --topic health < words.txt",
     .options = ask_options,
     .option_count = LENGTH_OF(ask_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_READ_CASE,
     .store = STORE_WRITE,
     .run = run_ask     },
    {.name = "question reply",
     .arguments = "ID WORDS",
     .summary = "Answer a question, without naming anybody.",
     .examples = "seuil question reply " ONE " - < words.txt",
     .options = reply_options,
     .option_count = LENGTH_OF(reply_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_READ_CASE,
     .store = STORE_WRITE,
     .run = run_reply   },
    {.name = "question close",
     .arguments = "ID",
     .summary = "Your question has its answer.",
     .examples = "seuil question close " ONE,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_READ_CASE,
     .store = STORE_WRITE,
     .run = run_close   },
    {.name = "question withdraw",
     .arguments = "ID",
     .summary = "Take your question back: it is erased at once, with its replies.",
     .examples = "seuil question withdraw " ONE,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_READ_CASE,
     .store = STORE_WRITE,
     .run = run_withdraw},
};
/* clang-format on */

const CommandTable QUESTION_COMMANDS = {commands, LENGTH_OF(commands)};
