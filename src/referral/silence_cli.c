/* SPDX-License-Identifier: EUPL-1.2 */
/* Agreed days from a terminal. */
#include "access/gate_cli.h"
#include "access/house.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "referral/referral_cli.h"
#include "referral/silence_json.h"

enum { LIST_BYTES = 1 << 20 };

static Outcome read_all(Access *access, void *list)
{
    return silence_list(access, list);
}

static Outcome run_list(Invocation *invocation)
{
    SilenceList list = {0};
    Access *access = access_of_command(invocation);
    TRY(manage_look(invocation->store, access, read_all, &list));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&out);
        silence_write_list_json(access, &list, &writer);
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&out)));
        return OK;
    }
    for (size_t i = 0; i < list.count; i++) {
        const Silence *silence = &list.items[i];
        (void)fprintf(invocation->out, "%.*s  %2lld  %.*s\n",
                      TEXT_ARG(id_format(invocation->arena, silence->partner)),
                      (long long)silence->days, TEXT_ARG(silence_days_name(silence->counted)));
    }
    return OK;
}

typedef struct Agreeing {
    Text partner;
    Silence silence;
    bool ends;
} Agreeing;

static Outcome agree(Access *access, void *context)
{
    Agreeing *agreeing = context;
    House house = {0};
    TRY(house_find(access->session, access->arena, agreeing->partner, &house, access->problem));
    agreeing->silence.partner = house.id;
    return agreeing->ends ? silence_end(access, house.id)
                          : silence_agree(access, &agreeing->silence);
}

static Outcome run_agree(Invocation *invocation)
{
    Agreeing agreeing = {.partner = invocation->arguments[0]};
    const bool has_days = invocation->argument_count > 1;
    agreeing.ends = option_given(invocation, "charter");
    agreeing.silence.counted =
        option_given(invocation, "working") ? SILENCE_WORKING : SILENCE_CALENDAR;
    if (agreeing.ends == has_days) {
        return USAGE_ERROR(invocation, "DAYS", "a number of days or --charter is expected");
    }
    if (has_days && !text_to_integer(invocation->arguments[1], &agreeing.silence.days)) {
        return USAGE_ERROR(invocation, "DAYS", "“%.*s”: a whole number is expected",
                           TEXT_ARG(invocation->arguments[1]));
    }
    return manage_run(invocation->store, access_of_command(invocation), agree, &agreeing);
}

static const Option agree_options[] = {
    {"working", OPTION_FLAG, NULL, "Working days: no weekend, no legal holiday."},
    {"charter", OPTION_FLAG, NULL, "Back to the days of the network's charter." },
};

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "referral silences",
     .arguments = "",
     .summary = "Within how many days each partner of your house answers.",
     .examples = "seuil referral silences --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_MANAGE_CONVENTIONS,
     .store = STORE_READ,
     .run = run_list },
    {.name = "referral silence",
     .arguments = "PARTNER [DAYS]",
     .summary = "Agree with a partner on the days after which silence shows: 0 to 60.",
     .examples = "seuil referral silence resto-du-coeur 5 --working\n"
                 "seuil referral silence resto-du-coeur --charter", .options = agree_options,
     .option_count = LENGTH_OF(agree_options),
     .least_arguments = 1,
     .most_arguments = 2,
     .permission = MAY_MANAGE_CONVENTIONS,
     .store = STORE_WRITE,
     .run = run_agree},
};
/* clang-format on */

const CommandTable SILENCE_COMMANDS = {commands, LENGTH_OF(commands)};
