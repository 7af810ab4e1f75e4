/* SPDX-License-Identifier: EUPL-1.2 */
#include "desk/desk_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "desk/desk_json.h"
#include "store/store.h"

enum { NOTE_BYTES = 1 << 16, LIST_BYTES = 1 << 20 };

static const Option arrive_options[] = {
    {"label",    OPTION_VALUE, "TEXT", "What the desk calls them by; gone the next day."        },
    {"wish",     OPTION_VALUE, "CODE", "sleep, food, health, address, housing, hygiene, talk..."},
    {"priority", OPTION_VALUE, "CODE",
     "child, pregnant, frail, ill or danger: why they go first."                                },
    {"language", OPTION_VALUE, "CODE", "What they speak: ar, ro..."                             },
    {"person",   OPTION_VALUE, "ID",   "Whose file it is."                                      },
};

static const Option desk_options[] = {
    {"desk", OPTION_VALUE, "NUMBER", "Which desk calls (1)."},
};

static Outcome run(Invocation *invocation, ManageFunction act, void *order)
{
    return manage_run(invocation->store, access_of_command(invocation), act, order);
}

static void print_json(const Invocation *invocation, const Buffer *out)
{
    const Text text = buffer_text(out);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
}

static void print_arrival(const Invocation *invocation, const Arrival *arrival)
{
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, NOTE_BYTES);
        JsonWriter writer = json_writer(&out);
        arrival_write_json(invocation->arena, arrival, &writer);
        print_json(invocation, &out);
        return;
    }
    const Text ticket = arrival_ticket(invocation->arena, arrival);
    const Text state = arrival_state_code(arrival->state);
    const Text wish = desk_wish_code(arrival->wish);
    (void)fprintf(invocation->out, "%-6.*s %-9.*s %-9.*s %.*s\n", TEXT_ARG(ticket),
                  TEXT_ARG(state), TEXT_ARG(wish), TEXT_ARG(arrival->label));
}

/* --------------------------------------------------------------------------------- acting */

static Outcome open_day(Access *access, void *day)
{
    return desk_open(access, day);
}

static Outcome close_day(Access *access, void *note)
{
    return desk_close(access, *(const Text *)note);
}

typedef struct Arriving {
    NewArrival made;
    Arrival arrival;
} Arriving;

static Outcome arrive(Access *access, void *context)
{
    Arriving *arriving = context;
    return desk_arrive(access, &arriving->made, &arriving->arrival);
}

typedef struct Calling {
    int64_t desk;
    Arrival arrival;
} Calling;

static Outcome call_next(Access *access, void *context)
{
    Calling *calling = context;
    return desk_call_next(access, calling->desk, &calling->arrival);
}

static Outcome count_answer(Access *access, void *answer)
{
    return desk_count(access, *(const ImmediateAnswer *)answer);
}

/* ------------------------------------------------------------------------------- commands */

static Outcome open_run(Invocation *invocation)
{
    DeskDay day = {0};
    return run(invocation, open_day, &day);
}

/* The note comes from standard input, and so stands in no history of a shell. */
static Outcome close_run(Invocation *invocation)
{
    Text note = {0};
    if (invocation->argument_count == 1) {
        TRY(invocation_read_file(invocation, invocation->arguments[0], NOTE_BYTES, &note));
    }
    return run(invocation, close_day, &note);
}

static Outcome read_arrival(Invocation *invocation, NewArrival *made)
{
    const Text priority = option_or(invocation, "priority", "");
    const Text person = option_or(invocation, "person", "");
    made->label = option_or(invocation, "label", "");
    made->language = option_or(invocation, "language", "");
    if (!desk_wish_parse(option_or(invocation, "wish", ""), &made->wish)) {
        return USAGE_ERROR(invocation, "wish", "no such wish: seuil help desk arrive");
    }
    if (priority.length > 0 && !arrival_priority_parse(priority, &made->priority)) {
        return USAGE_ERROR(invocation, "priority",
                           "none, child, pregnant, frail, ill or danger is expected");
    }
    if (person.length > 0 && !id_parse(person, &made->person)) {
        return USAGE_ERROR(invocation, "person", "an identifier is expected");
    }
    return OK;
}

static Outcome arrive_run(Invocation *invocation)
{
    Arriving arriving = {0};
    TRY(read_arrival(invocation, &arriving.made));
    TRY(run(invocation, arrive, &arriving));
    print_arrival(invocation, &arriving.arrival);
    return OK;
}

static Outcome call_run(Invocation *invocation)
{
    Calling calling = {.desk = 1};
    const Text desk = option_or(invocation, "desk", "");
    if (desk.length > 0 && !text_to_integer(desk, &calling.desk)) {
        return USAGE_ERROR(invocation, "desk", "a number is expected");
    }
    TRY(run(invocation, call_next, &calling));
    print_arrival(invocation, &calling.arrival);
    return OK;
}

static Outcome count_run(Invocation *invocation)
{
    ImmediateAnswer answer = ANSWER_SHOWER;
    if (!immediate_answer_parse(invocation->arguments[0], &answer)) {
        return USAGE_ERROR(invocation, "WHAT", "shower, meal, call or coffee is expected");
    }
    return run(invocation, count_answer, &answer);
}

static Outcome list_run(Invocation *invocation)
{
    DeskQueue queue = {0};
    SCOPED(session_end) Session *session = NULL;
    Access *access = access_of_command(invocation);
    TRY(store_read(invocation->store, &session, &invocation->problem));
    access->session = session;
    TRY(desk_queue(access, &queue));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&out);
        desk_queue_write_json(invocation->arena, &queue, &writer);
        print_json(invocation, &out);
        return OK;
    }
    for (size_t i = 0; i < queue.count; i++) {
        print_arrival(invocation, &queue.items[i]);
    }
    return OK;
}

static const Command commands[] = {
    {.name = "desk open",
     .arguments = "",
     .summary = "Open the day of your desk.",
     .examples = "seuil desk open",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_WRITE,
     .permission = MAY_USE_DESK,
     .run = open_run  },
    {.name = "desk arrive",
     .arguments = "",
     .summary = "Give the next ticket to somebody who arrives.",
     .examples = "seuil desk arrive --label \"Camille E.\" --wish food\n"
                 "seuil desk arrive --priority child --language ar", .options = arrive_options,
     .option_count = LENGTH_OF(arrive_options),
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_WRITE,
     .permission = MAY_USE_DESK,
     .run = arrive_run},
    {.name = "desk call",
     .arguments = "",
     .summary = "Call who is next to a desk.",
     .examples = "seuil desk call --desk 2",
     .options = desk_options,
     .option_count = LENGTH_OF(desk_options),
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_WRITE,
     .permission = MAY_USE_DESK,
     .run = call_run  },
    {.name = "desk count",
     .arguments = "WHAT",
     .summary = "Count what was given at once: shower, meal, call or coffee.",
     .examples = "seuil desk count coffee",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_USE_DESK,
     .run = count_run },
    {.name = "desk list",
     .arguments = "",
     .summary = "Who is at a desk and who waits, in the order of calling.",
     .examples = "seuil desk list\nseuil desk list --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_USE_DESK,
     .run = list_run  },
    {.name = "desk close",
     .arguments = "[NOTE]",
     .summary = "Close the day; a note for who opens next is read from a file or from -.",
     .examples = "seuil desk close\nseuil desk close - < note.txt",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_USE_DESK,
     .run = close_run },
};

const CommandTable DESK_COMMANDS = {commands, LENGTH_OF(commands)};
