/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/household_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "people/household_json.h"
#include "people/person_print_cli.h"

enum { MOST_OUTPUT = 1 << 20 };

/* The day said with --day; today when none is. */
static Text day_of(const Invocation *invocation)
{
    const Text today = date_format(invocation->arena, moment_to_local(invocation->now).date);
    return option_given(invocation, "day") ? option_value(invocation, "day") : today;
}

static Text days_of(Arena *arena, Text from, Text to)
{
    return text_format(arena, "%-10.*s  %-10.*s", TEXT_ARG(from), TEXT_ARG(to));
}

typedef struct Acting {
    Id person;
    Id household;
    Id stay;
    Id made;
    Text day;
    HouseholdEntry entry;
    Animal animal;
    HouseholdList households;
    AnimalList animals;
} Acting;

static Outcome run(Invocation *invocation, ManageFunction function, Acting *acting)
{
    return manage_run(invocation->store, access_of_command(invocation), function, acting);
}

/* ------------------------------------------------------------------------------ households */

static Outcome look_at_households(Access *access, void *context)
{
    Acting *acting = context;
    return household_list(access, acting->person, &acting->households);
}

static void print_households(const Invocation *invocation, const HouseholdList *list)
{
    Arena *arena = invocation->arena;
    for (size_t i = 0; i < list->count; i++) {
        const Household *household = &list->items[i];
        for (size_t j = 0; j < household->count; j++) {
            const HouseholdMember *member = &household->members[j];
            const Text who = member->is_withheld ? TEXT("(not open to you)") : member->name;
            cli_line(invocation,
                     text_format(arena, "%.*s  %.*s  %.*s  %-8.*s  %.*s",
                                 TEXT_ARG(id_format(arena, household->id)),
                                 TEXT_ARG(id_format(arena, member->stay)),
                                 TEXT_ARG(days_of(arena, member->entered, member->left)),
                                 TEXT_ARG(member->role), TEXT_ARG(who)));
        }
    }
}

static Outcome run_list(Invocation *invocation)
{
    Acting acting = {0};
    TRY(argument_id(invocation, 0, "PERSON", &acting.person));
    TRY(manage_look(invocation->store, access_of_command(invocation), look_at_households,
                    &acting));
    if (!invocation->json) {
        print_households(invocation, &acting.households);
        return OK;
    }
    Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
    JsonWriter writer = json_writer(&out);
    household_write_list_json(invocation->arena, &acting.households, &writer);
    cli_line(invocation, buffer_text(&out));
    return OK;
}

static Outcome enter(Access *access, void *context)
{
    Acting *acting = context;
    return household_enter(access, &acting->entry, &acting->made);
}

static Outcome run_enter(Invocation *invocation)
{
    Acting acting = {
        .entry = {.role = option_or(invocation, "role", "other"),
                  .entered = day_of(invocation)}
    };
    TRY(argument_id(invocation, 0, "PERSON", &acting.entry.with));
    TRY(argument_id(invocation, 1, "WHO", &acting.entry.person));
    TRY(option_id(invocation, "household", &acting.entry.household));
    TRY(run(invocation, enter, &acting));
    tell_made(invocation, acting.made);
    return OK;
}

static Outcome leave(Access *access, void *context)
{
    const Acting *acting = context;
    return household_leave(access, acting->person, acting->household, acting->stay,
                           acting->day);
}

static Outcome run_leave(Invocation *invocation)
{
    Acting acting = {.day = day_of(invocation)};
    TRY(argument_id(invocation, 0, "PERSON", &acting.person));
    TRY(argument_id(invocation, 1, "HOUSEHOLD", &acting.household));
    TRY(argument_id(invocation, 2, "STAY", &acting.stay));
    return run(invocation, leave, &acting);
}

/* --------------------------------------------------------------------------------- animals */

static Outcome look_at_animals(Access *access, void *context)
{
    Acting *acting = context;
    return animal_list(access, acting->person, &acting->animals);
}

static Outcome run_animals(Invocation *invocation)
{
    Acting acting = {0};
    Arena *arena = invocation->arena;
    TRY(argument_id(invocation, 0, "PERSON", &acting.person));
    TRY(manage_look(invocation->store, access_of_command(invocation), look_at_animals,
                    &acting));
    if (invocation->json) {
        Buffer out = buffer_new(arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        animal_write_list_json(arena, &acting.animals, &writer);
        cli_line(invocation, buffer_text(&out));
        return OK;
    }
    for (size_t i = 0; i < acting.animals.count; i++) {
        const Animal *animal = &acting.animals.items[i];
        cli_line(invocation,
                 text_format(arena, "%.*s  %.*s  %-6.*s  %.*s",
                             TEXT_ARG(id_format(arena, animal->id)),
                             TEXT_ARG(days_of(arena, animal->entered, animal->left)),
                             TEXT_ARG(animal->kind), TEXT_ARG(animal->name)));
    }
    return OK;
}

static Outcome add_animal(Access *access, void *context)
{
    Acting *acting = context;
    return animal_add(access, acting->person, &acting->animal, &acting->made);
}

static Outcome run_animal_add(Invocation *invocation)
{
    Acting acting = {
        .animal = {.kind = invocation->arguments[1],
                   .name = invocation->argument_count < 3 ? TEXT("") : invocation->arguments[2],
                   .entered = day_of(invocation)}
    };
    TRY(argument_id(invocation, 0, "PERSON", &acting.person));
    TRY(run(invocation, add_animal, &acting));
    tell_made(invocation, acting.made);
    return OK;
}

static Outcome end_animal(Access *access, void *context)
{
    const Acting *acting = context;
    return animal_leave(access, acting->person, acting->animal.id, acting->day);
}

static Outcome run_animal_leave(Invocation *invocation)
{
    Acting acting = {.day = day_of(invocation)};
    TRY(argument_id(invocation, 0, "PERSON", &acting.person));
    TRY(argument_id(invocation, 1, "ANIMAL", &acting.animal.id));
    return run(invocation, end_animal, &acting);
}

static const Option enter_options[] = {
    {"household", OPTION_VALUE, "ID",   "One that is there; a new one when not said."       },
    {"role",      OPTION_VALUE, "CODE", "partner, child, parent, sibling, friend or other." },
    {"day",       OPTION_VALUE, "DAY",  "Since when, 2026-11-29 (today); \"\" when unknown."},
};

static const Option day_options[] = {
    {"day", OPTION_VALUE, "DAY", "On which day: 2026-11-29 (today)."},
};

#define ONE "0198c0de-0000-7000-8000-000000000001"
#define TWO "0198c0de-0000-7000-8000-000000000002"
#define SIX "0198c0de-0000-7000-8000-000000000006"

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "household list",
     .arguments = "PERSON",
     .summary = "The households of a person: who lives or lived there, and since when.",
     .examples = "seuil household list " ONE,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_READ_PERSON,
     .store = STORE_READ,
     .run = run_list        },
    {.name = "household enter",
     .arguments = "PERSON WHO",
     .summary = "Somebody comes to live with a person, in a new household or a known one.",
     .examples = "seuil household enter " ONE " " TWO " --role child --day 2026-11-29",
     .options = enter_options,
     .option_count = LENGTH_OF(enter_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_WRITE_PERSON,
     .store = STORE_WRITE,
     .run = run_enter       },
    {.name = "household leave",
     .arguments = "PERSON HOUSEHOLD STAY",
     .summary = "A person leaves a household on a day.",
     .examples = "seuil household leave " ONE " " TWO " " SIX " --day 2026-11-29",
     .options = day_options,
     .option_count = LENGTH_OF(day_options),
     .least_arguments = 3,
     .most_arguments = 3,
     .permission = MAY_WRITE_PERSON,
     .store = STORE_WRITE,
     .run = run_leave       },
    {.name = "animal list",
     .arguments = "PERSON",
     .summary = "The animals a person comes or came with.",
     .examples = "seuil animal list " ONE,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_READ_PERSON,
     .store = STORE_READ,
     .run = run_animals     },
    {.name = "animal add",
     .arguments = "PERSON KIND [NAME]",
     .summary = "A person comes with an animal: dog, cat or other.",
     .examples = "seuil animal add " ONE " dog Filou",
     .options = day_options,
     .option_count = LENGTH_OF(day_options),
     .least_arguments = 2,
     .most_arguments = 3,
     .permission = MAY_WRITE_PERSON,
     .store = STORE_WRITE,
     .run = run_animal_add  },
    {.name = "animal leave",
     .arguments = "PERSON ANIMAL",
     .summary = "The animal is no longer with the person.",
     .examples = "seuil animal leave " ONE " " TWO,
     .options = day_options,
     .option_count = LENGTH_OF(day_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_WRITE_PERSON,
     .store = STORE_WRITE,
     .run = run_animal_leave},
};
/* clang-format on */

const CommandTable HOUSEHOLD_COMMANDS = {commands, LENGTH_OF(commands)};
