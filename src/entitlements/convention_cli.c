/* SPDX-License-Identifier: EUPL-1.2 */
/* Conventions from a terminal: they are files, loaded as the directory is. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "entitlements/entitlement_json.h"
#include "entitlements/entitlements_cli.h"
#include "entitlements/settlement_json.h"

enum { LIST_BYTES = 4 << 20 };

static void print_json(const Invocation *invocation, const Buffer *out)
{
    const Text text = buffer_text(out);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
}

static Outcome load_all(Access *access, void *list)
{
    return convention_load(access, list);
}

static Outcome run_load(Invocation *invocation)
{
    Text content = {0};
    ConventionList list = {0};
    const Text file = invocation->arguments[0];
    TRY(invocation_read_file(invocation, file, CONVENTION_FILE_MOST, &content));
    TRY(convention_read(invocation->arena, file, content, &list, &invocation->problem));
    TRY(manage_run(invocation->store, access_of_command(invocation), load_all, &list));
    if (!invocation->quiet) {
        (void)fprintf(invocation->error, "%zu convention%s\n", list.count,
                      list.count == 1 ? "" : "s");
    }
    return OK;
}

static Outcome read_all(Access *access, void *list)
{
    return convention_list(access, list);
}

static void print_line(const Invocation *invocation, const Convention *convention)
{
    const Text kind = convention_kind_code(convention->kind);
    const Text name = phrase_in(&convention->name, invocation->language, NULL);
    (void)fprintf(invocation->out, "%-28.*s %-9.*s %-8.*s %.*s\n", TEXT_ARG(convention->key),
                  TEXT_ARG(kind), TEXT_ARG(convention->source), TEXT_ARG(name));
}

static Outcome run_list(Invocation *invocation)
{
    ConventionList list = {0};
    TRY(manage_look(invocation->store, access_of_command(invocation), read_all, &list));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&out);
        convention_list_write_json(invocation->arena, &list, &writer);
        print_json(invocation, &out);
        return OK;
    }
    for (size_t i = 0; i < list.count; i++) {
        print_line(invocation, &list.items[i]);
    }
    return OK;
}

typedef struct Finding {
    Text key;
    Convention convention;
} Finding;

static Outcome find_one(Access *access, void *context)
{
    Finding *finding = context;
    return convention_find(access, finding->key, &finding->convention);
}

static Outcome run_show(Invocation *invocation)
{
    Finding finding = {.key = invocation->arguments[0]};
    TRY(manage_look(invocation->store, access_of_command(invocation), find_one, &finding));
    Buffer out = buffer_new(invocation->arena, LIST_BYTES);
    JsonWriter writer = json_writer(&out);
    writer.pretty = !invocation->json;
    convention_write_json(invocation->arena, &finding.convention, &writer);
    print_json(invocation, &out);
    return OK;
}

typedef struct Closing {
    Text key;
    Date last;
} Closing;

static Outcome close_one(Access *access, void *context)
{
    const Closing *closing = context;
    return convention_close(access, closing->key, closing->last);
}

static Outcome run_close(Invocation *invocation)
{
    Closing closing = {.key = invocation->arguments[0]};
    return date_parse(invocation->arguments[1], &closing.last)
               ? manage_run(invocation->store, access_of_command(invocation), close_one,
                            &closing)
               : USAGE_ERROR(invocation, "DAY", "a day is expected: 2026-12-31");
}

typedef struct Counting {
    Text key;
    int64_t year;
    ConventionYear counted;
} Counting;

static Outcome count_year(Access *access, void *context)
{
    Counting *counting = context;
    return convention_year(access, counting->key, counting->year, &counting->counted);
}

static Outcome run_year(Invocation *invocation)
{
    Counting counting = {.key = invocation->arguments[0]};
    if (!text_to_integer(invocation->arguments[1], &counting.year)) {
        return USAGE_ERROR(invocation, "YEAR", "a year is expected: 2026");
    }
    TRY(manage_look(invocation->store, access_of_command(invocation), count_year, &counting));
    Buffer out = buffer_new(invocation->arena, LIST_BYTES);
    if (invocation->json) {
        JsonWriter writer = json_writer(&out);
        convention_year_write_json(invocation->arena, &counting.counted, &writer);
        print_json(invocation, &out);
        return OK;
    }
    convention_year_csv(invocation->arena, &counting.counted, &out);
    const Text text = buffer_text(&out);
    (void)fwrite(text.bytes, 1, text.length, invocation->out);
    return OK;
}

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "convention list",
     .arguments = "",
     .summary = "The conventions between bodies: key, kind, source, name.",
     .examples = "seuil convention list --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_BE_ONESELF,
     .store = STORE_READ,
     .run = run_list },
    {.name = "convention show",
     .arguments = "KEY",
     .summary = "One convention: parties, conditions, ceilings, price, time.",
     .examples = "seuil convention show resto-meal-ticket",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_BE_ONESELF,
     .store = STORE_READ,
     .run = run_show },
    {.name = "convention year",
     .arguments = "KEY YEAR",
     .summary = "What was granted and used by a convention in a year, by month, as CSV.",
     .examples = "seuil convention year resto-meal-ticket 2026 > 2026.csv",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_SETTLE,
     .store = STORE_READ,
     .run = run_year },
    {.name = "convention load",
     .arguments = "FILE",
     .summary = "Load the conventions of a file; those of the same key are replaced.",
     .examples = "seuil convention load data/entitlements/conventions.yaml",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_MANAGE_CONVENTIONS,
     .store = STORE_WRITE,
     .run = run_load },
    {.name = "convention close",
     .arguments = "KEY DAY",
     .summary = "Grant nothing by a convention after that day; what was granted stays.",
     .examples = "seuil convention close resto-meal-ticket 2026-12-31",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_MANAGE_CONVENTIONS,
     .store = STORE_WRITE,
     .run = run_close},
};
/* clang-format on */

const CommandTable CONVENTION_COMMANDS = {commands, LENGTH_OF(commands)};
