/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening the doors of a plan together, from a terminal. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "crypto/crypto.h"
#include "referral/referral_cli.h"
#include "referral/referral_door.h"
#include "referral/referral_json.h"
#include "referral/referral_private.h"

enum { MOST_OUTPUT = 1 << 20 };

/* ------------------------------------------------------------------------------- the doors */

static Outcome read_catalogue(Invocation *invocation, const Catalogue **catalogue)
{
    Session *session SCOPED(session_end) = NULL;
    TRY(store_read(invocation->store, &session, &invocation->problem));
    const CatalogueSource source = {.session = session, .now = invocation->now};
    return catalogue_build(invocation->arena, &source, catalogue, &invocation->problem);
}

/* "food.meal=resto-meal" */
static Outcome read_door(Invocation *invocation, const Catalogue *catalogue, Text words,
                         ReferralDoor *door)
{
    const size_t sign = text_find_byte(words, '=', 0);
    if (sign >= words.length) {
        return USAGE_ERROR(invocation, "DOOR", "“%.*s”: NEED=SERVICE is expected",
                           TEXT_ARG(words));
    }
    return referral_door_find(catalogue, text_slice(words, 0, sign),
                              text_slice(words, sign + 1, words.length), door,
                              &invocation->problem);
}

static Outcome read_doors(Invocation *invocation, NewPlanSet *set)
{
    const Catalogue *catalogue = NULL;
    Text spare = option_or(invocation, "spare", "");
    Text words = {0};
    ReferralDoor *doors = ARENA_ARRAY(invocation->arena, ReferralDoor, REFERRAL_MOST_DOORS);
    TRY(read_catalogue(invocation, &catalogue));
    for (int i = 1; i < invocation->argument_count; i++) {
        ReferralDoor *door = &doors[set->door_count++];
        TRY(read_door(invocation, catalogue, invocation->arguments[i], door));
        door->opens = true;
    }
    while (spare.length > 0 && text_next(&spare, ',', &words)) {
        if (set->door_count == REFERRAL_MOST_DOORS) {
            return USAGE_ERROR(invocation, "spare", "at most %d doors are expected",
                               REFERRAL_MOST_DOORS);
        }
        TRY(read_door(invocation, catalogue, text_trim(words), &doors[set->door_count++]));
    }
    set->doors = doors;
    return OK;
}

static Outcome read_set(Invocation *invocation, const Caller *caller, NewPlanSet *set)
{
    TRY(argument_id(invocation, 0, "PERSON", &set->person));
    TRY(option_id(invocation, "id", &set->id));
    TRY(option_id(invocation, "team", &set->team));
    set->id = id_is_nil(set->id) ? id_new(invocation->now * 1000) : set->id;
    if (id_is_nil(set->team) && caller->team_count == 1) {
        set->team = caller->teams[0];
    }
    if (!referral_kind_parse(option_or(invocation, "kind", "referral"), &set->kind)) {
        return USAGE_ERROR(invocation, "kind", "referral, transfer or discharge is expected");
    }
    set->postal_code = option_or(invocation, "postal-code", "");
    set->on_day = option_or(invocation, "on-day", "");
    return read_doors(invocation, set);
}

/* ------------------------------------------------------------------------------- the set */

typedef struct Opening {
    NewPlanSet set;
    ReferralPage drafts;
} Opening;

static Outcome open_set(Access *access, void *context)
{
    Opening *opening = context;
    return referral_open(access, &opening->set, &opening->drafts.list);
}

static void print_drafts(const Invocation *invocation, const Access *access,
                         const ReferralPage *drafts)
{
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        referral_write_page_json(access, drafts, &writer);
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&out)));
        return;
    }
    for (size_t i = 0; i < drafts->list.count; i++) {
        const Referral *draft = &drafts->list.items[i];
        (void)fprintf(invocation->out, "%.*s  %.*s  %.*s\n", TEXT_ARG(draft->code),
                      TEXT_ARG(id_format(invocation->arena, draft->id)), TEXT_ARG(draft->need));
    }
}

static Outcome run_open(Invocation *invocation)
{
    Opening opening = {0};
    Access *access = access_of_command(invocation);
    TRY(read_set(invocation, &access->caller, &opening.set));
    TRY(manage_run(invocation->store, access, open_set, &opening));
    print_drafts(invocation, access, &opening.drafts);
    return OK;
}

static const Option open_options[] = {
    {"spare",       OPTION_VALUE, "DOORS", "Doors that stand ready, with commas between."    },
    {"postal-code", OPTION_VALUE, "CODE",  "Where, for the register of unmet needs."         },
    {"kind",        OPTION_VALUE, "KIND",  "referral, transfer of the case, or discharge."   },
    {"on-day",      OPTION_VALUE, "DAY",   "Of a discharge: 2026-12-03."                     },
    {"team",        OPTION_VALUE, "ID",    "Which of your teams the answers come back to."   },
    {"id",          OPTION_VALUE, "ID",    "Of the set: the same twice opens its doors once."},
};

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "referral open",
     .arguments = "PERSON NEED=SERVICE...",
     .summary = "Open doors together for a person: a draft each, tracked as one set.",
     .examples = "seuil referral open 0198c0de-0000-7000-8000-000000000001 food.meal=resto-meal"
                 " --spare food.meal=sauverdias-meal --postal-code 4000", .options = open_options,
     .option_count = LENGTH_OF(open_options),
     .least_arguments = 2,
     .most_arguments = 1 + REFERRAL_MOST_DOORS,
     .permission = MAY_SEND_REFERRAL,
     .store = STORE_WRITE,
     .run = run_open},
};
/* clang-format on */

const CommandTable REFERRAL_OPEN_COMMANDS = {commands, LENGTH_OF(commands)};
