/* SPDX-License-Identifier: EUPL-1.2 */
/* `desk keep`: places and tickets of a plan, all of them or none. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "desk/desk_cli.h"
#include "desk/plan_keep_json.h"

enum { KEPT_BYTES = 1 << 18, THINGS_MOST = BOOKING_BUNDLE_MOST };

static const Option keep_options[] = {
    {"label", OPTION_VALUE, "TEXT", "What the lists call them by."                       },
    {"facts", OPTION_VALUE, "JSON", "What decides: '{\"without_resources\":true}', or -."},
};

typedef struct Keeping {
    Invocation *invocation;
    Id person;
    json_t *facts;
    Text json; /* of what was kept */
} Keeping;

static Outcome read_place(Access *access, const Keeping *keeping, Text thing,
                          BookingOrder *order)
{
    Unit unit = {0};
    const Invocation *invocation = keeping->invocation;
    const size_t equals = text_find_byte(thing, '=', 0);
    *order = (BookingOrder){
        .person = keeping->person,
        .label = option_or(invocation, "label", ""),
        .answers = {keeping->facts, TEXT(""), invocation->language}
    };
    if (!id_parse(text_slice(thing, 0, equals), &order->unit)) {
        return problem_set(access->problem, USAGE, TEXT(""), "THING", "UNIT=WHEN is expected");
    }
    TRY(unit_get(access, order->unit, &unit));
    return slot_key_parse(&unit, text_slice(thing, equals + 1, thing.length), &order->slot)
               ? OK
               : problem_set(access->problem, USAGE, TEXT(""), "THING",
                             "the day of a night, or the start of a slot, is expected");
}

/* UNIT=WHEN is a place; anything else is the key of a convention. */
static Outcome keep(Access *access, void *context)
{
    Keeping *keeping = context;
    PlanKept kept = {0};
    BookingOrder bookings[THINGS_MOST];
    GrantOrder grants[THINGS_MOST];
    PlanKeepOrder order = {.bookings = bookings, .grants = grants};
    const Invocation *invocation = keeping->invocation;
    for (int i = 1; i < invocation->argument_count; i++) {
        const Text thing = invocation->arguments[i];
        if (text_find_byte(thing, '=', 0) < thing.length) {
            TRY(read_place(access, keeping, thing, &bookings[order.booking_count++]));
            continue;
        }
        grants[order.grant_count++] = (GrantOrder){.convention = thing,
                                                   .person = keeping->person,
                                                   .quantity = 1,
                                                   .facts = keeping->facts,
                                                   .language = invocation->language};
    }
    TRY(plan_keep(access, &order, &kept));
    Buffer out = buffer_new(access->arena, KEPT_BYTES);
    JsonWriter writer = json_writer(&out);
    writer.pretty = !invocation->json;
    TRY(plan_kept_write_json(access, &kept, &writer));
    keeping->json = buffer_text(&out);
    return OK;
}

static Outcome keep_run(Invocation *invocation)
{
    json_t *facts SCOPED(json_close) = NULL;
    Keeping keeping = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "PERSON", &keeping.person));
    TRY(option_json(invocation, "facts", &facts));
    keeping.facts = facts;
    TRY(manage_run(invocation->store, access_of_command(invocation), keep, &keeping));
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(keeping.json));
    return OK;
}

static const Command commands[] = {
    {.name = "desk keep",
     .arguments = "PERSON THING...",
     .summary = "Keep places (UNIT=WHEN) and grant by conventions: all of it, or none.",
     .examples = "seuil desk keep 0193... 0194...=2026-12-24 resto-meal-ticket",
     .options = keep_options,
     .option_count = LENGTH_OF(keep_options),
     .least_arguments = 2,
     .most_arguments = 1 + THINGS_MOST,
     .store = STORE_WRITE,
     .permission = MAY_USE_DESK,
     .run = keep_run},
};

const CommandTable DESK_KEEP_COMMANDS = {commands, LENGTH_OF(commands)};
