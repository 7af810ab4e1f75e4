/* SPDX-License-Identifier: EUPL-1.2 */
/* `candidature ...`: a household asks for dwellings; who stands where on each list, and why. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "dwellings/dwellings_cli.h"
#include "dwellings/dwellings_json.h"

enum { CANDIDATES_BYTES = 1 << 20 };

static const Option ask_options[] = {
    {"adults",   OPTION_VALUE, "NUMBER", "How many adults (1)."                                 },
    {"children", OPTION_VALUE, "NUMBER", "How many children (0)."                               },
    {"level",    OPTION_FLAG,  NULL,     "They cannot take stairs."                             },
    {"class",    OPTION_VALUE, "KEY",    "vital, child, discharge or date (date)."              },
    {"label",    OPTION_VALUE, "TEXT",   "What the lists call the household by."                },
    {"person",   OPTION_VALUE, "ID",     "Whose file it is."                                    },
    {"facts",    OPTION_VALUE, "JSON",   "What the rules ask: '{\"adults\":2}', or -."          },
    {"override", OPTION_VALUE, "CODE",   "Pass over a rule: vital, nowhere_else, agreed, other."},
};

typedef struct Work {
    const Invocation *invocation;
    CandidatureOrder order;
    CandidatureMove move;
    Id id;
} Work;

static void print(const Invocation *invocation, const Buffer *out)
{
    const Text text = buffer_text(out);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
}

static Outcome ask(Access *access, void *context)
{
    Work *work = context;
    return candidature_ask(access, &work->order, &work->id);
}

static Outcome read_number(Invocation *invocation, const char *name, int64_t *number)
{
    return !option_given(invocation, name) ||
                   text_to_integer(option_value(invocation, name), number)
               ? OK
               : USAGE_ERROR(invocation, name, "a whole number is expected");
}

static Outcome ask_run(Invocation *invocation)
{
    Id ids[CANDIDATURE_DWELLINGS_MOST];
    Work work = {
        .order = {.label = option_or(invocation, "label", ""),
                  .class = option_or(invocation, "class", "date"),
                  .adults = 1,
                  .needs_level = option_given(invocation, "level"),
                  .dwellings = ids,
                  .count = (size_t)invocation->argument_count}
    };
    json_t *facts SCOPED(json_close) = NULL;
    for (size_t i = 0; i < work.order.count; i++) {
        TRY(argument_id(invocation, (int)i, "DWELLING", &ids[i]));
    }
    TRY(read_number(invocation, "adults", &work.order.adults));
    TRY(read_number(invocation, "children", &work.order.children));
    TRY(option_id(invocation, "person", &work.order.person));
    TRY(option_json(invocation, "facts", &facts));
    work.order.answers =
        (RuleAnswers){facts, option_or(invocation, "override", ""), invocation->language};
    TRY(manage_run(invocation->store, access_of_command(invocation), ask, &work));
    tell_made(invocation, work.id);
    return OK;
}

static Outcome show(Access *access, void *context)
{
    const Work *work = context;
    Candidature candidature = {0};
    TRY(candidature_get(access, work->id, &candidature));
    if (work->invocation->json) {
        Buffer out = buffer_new(access->arena, CANDIDATES_BYTES);
        JsonWriter writer = json_writer(&out);
        candidature_write_json(access->arena, &candidature, &writer);
        print(work->invocation, &out);
        return OK;
    }
    const WaitingRules *rules = waiting_rules();
    for (size_t i = 0; i < candidature.choices.count; i++) {
        const CandidatureChoice *choice = &candidature.choices.items[i];
        const WaitingEntry *entry = &choice->entry;
        const Text id = id_format(access->arena, choice->unit.id);
        const Text since = date_format(access->arena, entry->rank.since);
        const Text state = waiting_state_code(entry->state);
        const Text class = rules->classes[waiting_class_now(rules, &entry->rank)].key;
        (void)fprintf(work->invocation->out,
                      "%.*s %.*s: rank %lld, class %.*s, since %.*s, refused %lld, "
                      "offers %lld, %.*s\n",
                      TEXT_ARG(id), TEXT_ARG(choice->unit.name), (long long)entry->place,
                      TEXT_ARG(class), TEXT_ARG(since), (long long)entry->rank.refusals,
                      (long long)entry->offers, TEXT_ARG(state));
    }
    return OK;
}

static Outcome show_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "CANDIDATURE", &work.id));
    return manage_look(invocation->store, access_of_command(invocation), show, &work);
}

static Outcome list(Access *access, void *context)
{
    const Work *work = context;
    Dwelling dwelling = {0};
    CandidateList candidates = {0};
    TRY(dwelling_get(access, work->id, &dwelling));
    TRY(candidate_list(access, &dwelling, &candidates));
    Buffer out = buffer_new(access->arena, CANDIDATES_BYTES);
    JsonWriter writer = json_writer(&out);
    candidates_write_json(access->arena, &candidates, &writer);
    print(work->invocation, &out);
    return OK;
}

static Outcome list_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "DWELLING", &work.id));
    return manage_look(invocation->store, access_of_command(invocation), list, &work);
}

static Outcome act(Access *access, void *context)
{
    const Work *work = context;
    return candidature_move(access, &work->move);
}

static Outcome act_run(Invocation *invocation)
{
    Work work = {.move = {.reason = invocation->arguments[3]}};
    TRY(argument_id(invocation, 0, "CANDIDATURE", &work.move.candidature));
    TRY(argument_id(invocation, 1, "DWELLING", &work.move.dwelling));
    if (!candidature_act_parse(invocation->arguments[2], &work.move.act)) {
        return USAGE_ERROR(invocation, "ACT", "decline, refuse or leave is expected");
    }
    return manage_run(invocation->store, access_of_command(invocation), act, &work);
}

static const Command commands[] = {
    {.name = "candidature ask",
     .arguments = "DWELLING...",
     .summary = "A household asks for one dwelling or several; it waits for each.",
     .examples = "seuil candidature ask 0193... 0194... --adults 2 --children 1 --label \"E.\"",
     .options = ask_options,
     .option_count = LENGTH_OF(ask_options),
     .least_arguments = 1,
     .most_arguments = CANDIDATURE_DWELLINGS_MOST,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = ask_run },
    {.name = "candidature show",
     .arguments = "CANDIDATURE",
     .summary = "Where a household stands on each list, and why, without names of others.",
     .examples = "seuil candidature show 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = show_run},
    {.name = "candidature list",
     .arguments = "DWELLING",
     .summary = "Who asks for a dwelling, in order, as JSON: class, day, refusals, offers.",
     .examples = "seuil candidature list 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = list_run},
    {.name = "candidature act",
     .arguments = "CANDIDATURE DWELLING ACT REASON",
     .summary = "It declines an offer, is refused, or leaves: for rent, place, size, found...",
     .examples = "seuil candidature act 0193... 0194... decline rent",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 4,
     .most_arguments = 4,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = act_run },
};

const CommandTable CANDIDATURE_COMMANDS = {commands, LENGTH_OF(commands)};
