/* SPDX-License-Identifier: EUPL-1.2 */
/* `dwelling ...`: insertion and transit housing, and what each dwelling is. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "dwellings/dwellings_cli.h"
#include "dwellings/dwellings_json.h"

enum { LIST_BYTES = 1 << 20 };

static const Option add_options[] = {
    {"bedrooms",    OPTION_VALUE, "NUMBER", "How many; 0 is a studio (0)."                   },
    {"area",        OPTION_VALUE, "NUMBER", "Square metres."                                 },
    {"people",      OPTION_VALUE, "NUMBER", "How many may live there."                       },
    {"entry",       OPTION_VALUE, "HOW",    "stairs, lift, level (no step) or adapted."      },
    {"address",     OPTION_VALUE, "TEXT",   "Street, number, box."                           },
    {"postal-code", OPTION_VALUE, "CODE",   "Its postal code."                               },
    {"protected",   OPTION_FLAG,  NULL,     "Tell the address to your house alone."          },
    {"manager",     OPTION_VALUE, "NAME",   "Who lets it, where that is not your house."     },
    {"convention",  OPTION_VALUE, "KEY",    "The convention by which it is given."           },
    {"rule",        OPTION_VALUE, "TEXT",   "Who may have it: a condition."                  },
    {"reach",       OPTION_VALUE, "WHO",    "Who may ask for it: house or network (network)."},
};

static const Option change_options[] = {
    {"name",        OPTION_VALUE, "NAME",   "Another name."                             },
    {"bedrooms",    OPTION_VALUE, "NUMBER", "How many; 0 is a studio."                  },
    {"area",        OPTION_VALUE, "NUMBER", "Square metres."                            },
    {"people",      OPTION_VALUE, "NUMBER", "How many may live there."                  },
    {"entry",       OPTION_VALUE, "HOW",    "unknown, stairs, lift, level or adapted."  },
    {"address",     OPTION_VALUE, "TEXT",   "Street, number, box."                      },
    {"postal-code", OPTION_VALUE, "CODE",   "Its postal code."                          },
    {"protected",   OPTION_FLAG,  NULL,     "Tell the address to your house alone."     },
    {"told",        OPTION_FLAG,  NULL,     "Tell the address to every house."          },
    {"manager",     OPTION_VALUE, "NAME",   "Who lets it, where that is not your house."},
    {"convention",  OPTION_VALUE, "KEY",    "The convention by which it is given."      },
    {"rule",        OPTION_VALUE, "TEXT",   "Who may have it: a condition."             },
    {"reach",       OPTION_VALUE, "WHO",    "Who may ask for it: house or network."     },
};

static const Option works_options[] = {
    {"until", OPTION_VALUE, "DAY", "The day on which they should end."},
    {"over",  OPTION_FLAG,  NULL,  "They are over."                   },
};

/* -------------------------------------------------------------------------------- printing */

static void print_json(const Invocation *invocation, const Dwelling *dwelling)
{
    Buffer out = buffer_new(invocation->arena, LIST_BYTES);
    JsonWriter writer = json_writer(&out);
    dwelling_write_json(invocation->arena, dwelling, &writer);
    const Text text = buffer_text(&out);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
}

static void print_dwelling(const Invocation *invocation, const Dwelling *dwelling)
{
    const Text id = id_format(invocation->arena, dwelling->unit.id);
    const Text state = dwelling_state_code(dwelling->state);
    const Text until =
        dwelling->until == DATE_NONE
            ? TEXT("")
            : text_format(invocation->arena, " until %.*s",
                          TEXT_ARG(date_format(invocation->arena, dwelling->until)));
    if (invocation->json) {
        print_json(invocation, dwelling);
        return;
    }
    (void)fprintf(
        invocation->out, "%.*s %.*s, %lld bedrooms, %.*s%.*s%s\n", TEXT_ARG(id),
        TEXT_ARG(dwelling->unit.name), (long long)dwelling->bedrooms, TEXT_ARG(state),
        TEXT_ARG(until),
        dwelling->state == DWELLING_OCCUPIED && dwelling->unit.closed != 0 ? ", in works" : "");
}

static void print_tenancy(const Invocation *invocation, const Tenancy *tenancy)
{
    Arena *arena = invocation->arena;
    const Text id = id_format(arena, tenancy->booking.id);
    const Text starts = date_format(arena, tenancy->starts);
    const bool has_left = tenancy->left != DATE_NONE;
    const Date day = has_left ? tenancy->left : tenancy->ends;
    const Text until = day == DATE_NONE ? TEXT("no end") : date_format(arena, day);
    (void)fprintf(invocation->out, "%.*s from %.*s, %s %.*s%s %.*s\n", TEXT_ARG(id),
                  TEXT_ARG(starts), has_left ? "left" : "contract until", TEXT_ARG(until),
                  tenancy->has_follow_up ? ", follow-up asked" : "",
                  TEXT_ARG(tenancy->booking.label));
}

/* -------------------------------------------------------------------------------- dwellings */

static Outcome read_numbers(Invocation *invocation, Dwelling *dwelling)
{
    static const char *const names[] = {"bedrooms", "area", "people"};
    int64_t *const numbers[] = {&dwelling->bedrooms, &dwelling->area, &dwelling->people};
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        if (option_given(invocation, names[i]) &&
            !text_to_integer(option_value(invocation, names[i]), numbers[i])) {
            return USAGE_ERROR(invocation, names[i], "a whole number is expected");
        }
    }
    return OK;
}

static Outcome read_codes(Invocation *invocation, Dwelling *dwelling)
{
    if (option_given(invocation, "entry") &&
        !dwelling_entry_parse(option_value(invocation, "entry"), &dwelling->entry)) {
        return USAGE_ERROR(invocation, "entry",
                           "unknown, stairs, lift, level or adapted is expected");
    }
    if (option_given(invocation, "reach") &&
        !unit_reach_parse(option_value(invocation, "reach"), &dwelling->unit.reach)) {
        return USAGE_ERROR(invocation, "reach", "house or network is expected");
    }
    return OK;
}

static Outcome read_options(Invocation *invocation, Dwelling *dwelling)
{
    static const char *const names[] = {"address", "postal-code", "manager", "convention",
                                        "rule"};
    Text *const texts[] = {&dwelling->address, &dwelling->postal_code, &dwelling->manager,
                           &dwelling->convention, &dwelling->unit.rule};
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        if (option_given(invocation, names[i])) {
            *texts[i] = option_value(invocation, names[i]);
        }
    }
    TRY(read_numbers(invocation, dwelling));
    dwelling->is_protected = dwelling->is_protected || option_given(invocation, "protected");
    return read_codes(invocation, dwelling);
}

static Outcome add(Access *access, void *dwelling)
{
    return dwelling_add(access, dwelling, dwelling);
}

static Outcome add_run(Invocation *invocation)
{
    Dwelling dwelling = {
        .unit = {.name = invocation->arguments[0], .reach = UNIT_FOR_NETWORK}
    };
    TRY(read_options(invocation, &dwelling));
    TRY(manage_run(invocation->store, access_of_command(invocation), add, &dwelling));
    print_dwelling(invocation, &dwelling);
    return OK;
}

typedef struct Work {
    Invocation *invocation;
    Id id;
    Date until;
    Dwelling dwelling;
} Work;

static Outcome change(Access *access, void *context)
{
    Work *work = context;
    Invocation *invocation = work->invocation;
    Dwelling dwelling = {0};
    TRY(dwelling_get(access, work->id, &dwelling));
    if (option_given(invocation, "name")) {
        dwelling.unit.name = option_value(invocation, "name");
    }
    TRY(read_options(invocation, &dwelling));
    dwelling.is_protected = dwelling.is_protected && !option_given(invocation, "told");
    return dwelling_change(access, &dwelling, &work->dwelling);
}

static Outcome change_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "DWELLING", &work.id));
    TRY(manage_run(invocation->store, access_of_command(invocation), change, &work));
    print_dwelling(invocation, &work.dwelling);
    return OK;
}

static Outcome list(Access *access, void *context)
{
    const Work *work = context;
    DwellingList dwellings = {0};
    TRY(dwelling_list(access, &dwellings));
    if (work->invocation->json) {
        Buffer out = buffer_new(access->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&out);
        dwellings_write_json(access->arena, &dwellings, &writer);
        const Text text = buffer_text(&out);
        (void)fprintf(work->invocation->out, "%.*s\n", TEXT_ARG(text));
        return OK;
    }
    for (size_t i = 0; i < dwellings.count; i++) {
        print_dwelling(work->invocation, &dwellings.items[i]);
    }
    return OK;
}

static Outcome list_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    return manage_look(invocation->store, access_of_command(invocation), list, &work);
}

static Outcome show(Access *access, void *context)
{
    const Work *work = context;
    Dwelling dwelling = {0};
    TenancyList tenancies = {0};
    TRY(dwelling_get(access, work->id, &dwelling));
    print_dwelling(work->invocation, &dwelling);
    if (work->invocation->json) {
        return OK;
    }
    TRY(tenancy_list(access, &dwelling, &tenancies));
    for (size_t i = 0; i < tenancies.count; i++) {
        print_tenancy(work->invocation, &tenancies.items[i]);
    }
    return OK;
}

static Outcome show_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "DWELLING", &work.id));
    return manage_look(invocation->store, access_of_command(invocation), show, &work);
}

static Outcome works(Access *access, void *context)
{
    Work *work = context;
    const bool is_over = option_given(work->invocation, "over");
    TRY(is_over ? dwelling_end_works(access, work->id)
                : dwelling_start_works(access, work->id, work->until));
    return dwelling_get(access, work->id, &work->dwelling);
}

static Outcome works_run(Invocation *invocation)
{
    Work work = {.invocation = invocation, .until = DATE_NONE};
    TRY(argument_id(invocation, 0, "DWELLING", &work.id));
    if (option_given(invocation, "until") &&
        !date_parse(option_value(invocation, "until"), &work.until)) {
        return USAGE_ERROR(invocation, "until", "a day is expected: 2026-11-30");
    }
    TRY(manage_run(invocation->store, access_of_command(invocation), works, &work));
    print_dwelling(invocation, &work.dwelling);
    return OK;
}

static const Command commands[] = {
    {.name = "dwelling add",
     .arguments = "NAME",
     .summary = "Add a dwelling of your house: rooms, address, how one gets in.",
     .examples = "seuil dwelling add \"Appartement 2\" --bedrooms 2 --people 4 --entry stairs",
     .options = add_options,
     .option_count = LENGTH_OF(add_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = add_run   },
    {.name = "dwelling change",
     .arguments = "DWELLING",
     .summary = "Change what is said of a dwelling of your house.",
     .examples = "seuil dwelling change 0193... --area 62 --entry lift",
     .options = change_options,
     .option_count = LENGTH_OF(change_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = change_run},
    {.name = "dwelling list",
     .arguments = "",
     .summary = "The dwellings: free, offered, occupied or in works, and until when.",
     .examples = "seuil dwelling list --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = list_run  },
    {.name = "dwelling show",
     .arguments = "DWELLING",
     .summary = "A dwelling and the households it had, the latest first.",
     .examples = "seuil dwelling show 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = show_run  },
    {.name = "dwelling works",
     .arguments = "DWELLING",
     .summary = "Say that works go on in a dwelling, until when, or that they are over.",
     .examples = "seuil dwelling works 0193... --until 2027-01-15",
     .options = works_options,
     .option_count = LENGTH_OF(works_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = works_run },
};

const CommandTable DWELLING_COMMANDS = {commands, LENGTH_OF(commands)};
