/* SPDX-License-Identifier: EUPL-1.2 */
/* `waiting ...`: the waiting list of a unit, and the draw of a day run again by anyone. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "resources/resources_cli.h"
#include "resources/waiting.h"

static const Option join_options[] = {
    {"class",    OPTION_VALUE, "KEY",  "vital, child, discharge or date (date)."               },
    {"until",    OPTION_VALUE, "WHEN", "The last night or slot that would do (the first)."     },
    {"label",    OPTION_VALUE, "TEXT", "What the list calls them by."                          },
    {"person",   OPTION_VALUE, "ID",   "Whose file it is."                                     },
    {"facts",    OPTION_VALUE, "JSON", "What the rule asks: '{\"leaving_prison\":true}', or -."},
    {"override", OPTION_VALUE, "CODE",
     "Pass over the rule: vital, nowhere_else, agreed, other."                                 },
};

typedef struct Waiting {
    const Invocation *invocation;
    WaitingOrder order;
    Id entry;
    WaitingAct act;
    Date day;
} Waiting;

static Outcome read_key(Access *access, const Unit *unit, const char *word, Text given,
                        int64_t *key)
{
    return slot_key_parse(unit, given, key)
               ? OK
               : problem_set(access->problem, USAGE, TEXT(""), word,
                             "the day of a night, or the start of a slot, is expected");
}

static Outcome read_unit(Access *access, const Invocation *invocation, Unit *unit, int64_t *key)
{
    Id id = {{0}};
    if (!id_parse(invocation->arguments[0], &id)) {
        return problem_set(access->problem, USAGE, TEXT(""), "UNIT",
                           "an identifier is expected: seuil unit list");
    }
    TRY(unit_get(access, id, unit));
    return read_key(access, unit, "WHEN", invocation->arguments[1], key);
}

static Outcome join(Access *access, void *context)
{
    Waiting *waiting = context;
    const Invocation *invocation = waiting->invocation;
    Unit unit = {0};
    TRY(read_unit(access, invocation, &unit, &waiting->order.first));
    waiting->order.unit = unit.id;
    waiting->order.last = waiting->order.first;
    if (option_given(invocation, "until")) {
        TRY(read_key(access, &unit, "until", option_value(invocation, "until"),
                     &waiting->order.last));
    }
    return waiting_join(access, &waiting->order, &waiting->entry);
}

static Outcome join_run(Invocation *invocation)
{
    Waiting waiting = {.invocation = invocation};
    waiting.order.label = option_or(invocation, "label", "");
    waiting.order.class = option_or(invocation, "class", "date");
    json_t *facts SCOPED(json_close) = NULL;
    TRY(option_id(invocation, "person", &waiting.order.person));
    TRY(option_json(invocation, "facts", &facts));
    waiting.order.answers =
        (RuleAnswers){facts, option_or(invocation, "override", ""), invocation->language};
    TRY(manage_run(invocation->store, access_of_command(invocation), join, &waiting));
    const Text id = id_format(invocation->arena, waiting.entry);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(id));
    return OK;
}

static Outcome list(Access *access, void *context)
{
    const Waiting *waiting = context;
    FILE *out = waiting->invocation->out;
    Unit unit = {0};
    int64_t key = 0;
    WaitingList entries = {0};
    TRY(read_unit(access, waiting->invocation, &unit, &key));
    TRY(waiting_list(access, &unit, key, &entries));
    for (size_t i = 0; i < entries.count; i++) {
        const WaitingEntry *entry = &entries.items[i];
        const WaitingRules *rules = waiting_rules();
        const Text id = id_format(access->arena, entry->id);
        const Text since = date_format(access->arena, entry->rank.since);
        const Text class = rules->classes[entry->rank.class].key;
        const Text now = rules->classes[waiting_class_now(rules, &entry->rank)].key;
        const Text lot = id_format(access->arena, entry->lot_of);
        const Text state = waiting_state_code(entry->state);
        (void)fprintf(out,
                      "%3lld %.*s class %.*s now %.*s since %.*s refused %lld offered %lld "
                      "lot of %.*s %.*s %.*s\n",
                      (long long)entry->place, TEXT_ARG(id), TEXT_ARG(class), TEXT_ARG(now),
                      TEXT_ARG(since), (long long)entry->rank.refusals,
                      (long long)entry->offers, TEXT_ARG(lot), TEXT_ARG(state),
                      TEXT_ARG(entry->label));
    }
    return OK;
}

static Outcome list_run(Invocation *invocation)
{
    Waiting waiting = {.invocation = invocation};
    return manage_look(invocation->store, access_of_command(invocation), list, &waiting);
}

static Outcome act(Access *access, void *context)
{
    const Waiting *waiting = context;
    return waiting_move(access, waiting->entry, waiting->act);
}

static Outcome act_run(Invocation *invocation)
{
    Waiting waiting = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "ENTRY", &waiting.entry));
    if (!waiting_act_parse(invocation->arguments[1], &waiting.act)) {
        return USAGE_ERROR(invocation, "ACT", "refuse or leave is expected");
    }
    return manage_run(invocation->store, access_of_command(invocation), act, &waiting);
}

/* ----------------------------------------------------------------------------------- draw */

static Outcome show_draw(Access *access, void *context)
{
    const Waiting *waiting = context;
    FILE *out = waiting->invocation->out;
    WaitingDraw draw = {0};
    TRY(waiting_draw(access, waiting->day, &draw));
    const Text promise = digest_format(access->arena, draw.promise);
    (void)fprintf(out, "promise %.*s\n", TEXT_ARG(promise));
    if (draw.is_over) {
        const Text seed = waiting_seed_format(access->arena, draw.seed);
        (void)fprintf(out, "seed %.*s\n", TEXT_ARG(seed));
    }
    return OK;
}

static Outcome draw_run(Invocation *invocation)
{
    Waiting waiting = {.invocation = invocation};
    if (!date_parse(invocation->arguments[0], &waiting.day)) {
        return USAGE_ERROR(invocation, "DAY", "a day is expected: 2026-11-30");
    }
    return manage_look(invocation->store, access_of_command(invocation), show_draw, &waiting);
}

/* Needs no store: what it is given is all there is to it. */
static Outcome verify_run(Invocation *invocation)
{
    const size_t count = (size_t)invocation->argument_count - 2;
    WaitingRank *ranks = ARENA_ARRAY(invocation->arena, WaitingRank, count);
    for (size_t i = 0; i < count; i++) {
        ranks[i] = (WaitingRank){0};
        TRY(argument_id(invocation, (int)i + 2, "LOT-OF", &ranks[i].entry));
    }
    const WaitingProof proof = {invocation->arguments[0], invocation->arguments[1], ranks,
                                count};
    TRY(waiting_run_again(invocation->arena, &proof, &invocation->problem));
    for (size_t i = 0; i < count; i++) {
        const Text id = id_format(invocation->arena, ranks[i].entry);
        const Text lot = digest_format(invocation->arena, ranks[i].lot);
        (void)fprintf(invocation->out, "%zu %.*s %.*s\n", i + 1, TEXT_ARG(id), TEXT_ARG(lot));
    }
    return OK;
}

static const Command commands[] = {
    {.name = "waiting join",
     .arguments = "UNIT WHEN",
     .summary = "Put somebody on the list of a unit, for a night or a slot.",
     .examples = "seuil waiting join 0193... 2026-12-24 --until 2027-01-10 --class child",
     .options = join_options,
     .option_count = LENGTH_OF(join_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = join_run  },
    {.name = "waiting list",
     .arguments = "UNIT WHEN",
     .summary = "Who waits for a night or a slot, in the order of offers, and why.",
     .examples = "seuil waiting list 0193... 2026-12-24",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = list_run  },
    {.name = "waiting act",
     .arguments = "ENTRY ACT",
     .summary = "refuse: sent away today. leave: waits no more.",
     .examples = "seuil waiting act 0193... refuse",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = act_run   },
    {.name = "waiting draw",
     .arguments = "DAY",
     .summary = "What was promised of a day's draw, and its seed once the day is over.",
     .examples = "seuil waiting draw 2026-11-30",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = draw_run  },
    {.name = "waiting verify",
     .arguments = "SEED PROMISE LOT-OF...",
     .summary = "Run a day's draw again: does the seed keep its promise, and who comes first.",
     .examples = "seuil waiting verify 5f0c... 91aa... 0193... 0194...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 3,
     .most_arguments = 64,
     .store = STORE_NONE,
     .permission = EVERYONE,
     .run = verify_run},
};

const CommandTable WAITING_COMMANDS = {commands, LENGTH_OF(commands)};
