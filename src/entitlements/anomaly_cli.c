/* SPDX-License-Identifier: EUPL-1.2 */
/* Uses that stand out, from a command line. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "entitlements/anomaly_json.h"
#include "entitlements/entitlements_cli.h"

enum { SHEET_BYTES = 4 << 20 };

typedef struct Looking {
    Text convention;
    Text month;
    AnomalySheet sheet;
    AnomalyMark mark;
} Looking;

static Outcome read_sheet(Access *access, void *context)
{
    Looking *looking = context;
    return anomaly_sheet(access, looking->convention, looking->month, &looking->sheet);
}

static void print_row(const Invocation *invocation, const SeenAnomaly *row)
{
    const Anomaly *one = &row->anomaly;
    const Text kind = anomaly_kind_code(one->kind);
    const Text use = id_format(invocation->arena, one->use);
    const Text at = moment_format_local(invocation->arena, one->at);
    const Text house = id_format(invocation->arena, one->house);
    (void)fprintf(invocation->out, "%-6.*s %.*s %.*s %.*s %3.*s %s\n", TEXT_ARG(kind),
                  TEXT_ARG(use), TEXT_ARG(at), TEXT_ARG(house), TEXT_ARG(row->code),
                  row->look.at == 0 ? "-" : "looked");
}

static Outcome run_anomalies(Invocation *invocation)
{
    Looking looking = {.convention = invocation->arguments[0],
                       .month = invocation->arguments[1]};
    TRY(manage_look(invocation->store, access_of_command(invocation), read_sheet, &looking));
    if (!invocation->json) {
        for (size_t i = 0; i < looking.sheet.rows.count; i++) {
            print_row(invocation, &looking.sheet.rows.items[i]);
        }
        return OK;
    }
    Buffer out = buffer_new(invocation->arena, SHEET_BYTES);
    JsonWriter writer = json_writer(&out);
    anomaly_sheet_write_json(invocation->arena, &looking.sheet, &writer);
    const Text text = buffer_text(&out);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
    return OK;
}

static Outcome mark(Access *access, void *context)
{
    const Looking *looking = context;
    return anomaly_mark(access, &looking->mark);
}

static Outcome run_looked(Invocation *invocation)
{
    Looking looking = {
        .mark = {.convention = invocation->arguments[0],
                 .month = invocation->arguments[1],
                 .kind = invocation->arguments[2]}
    };
    TRY(argument_id(invocation, 3, "USE", &looking.mark.use));
    TRY(words_or_input(invocation, option_value(invocation, "note"), ANOMALY_NOTE_MOST,
                       &looking.mark.note));
    return manage_run(invocation->store, access_of_command(invocation), mark, &looking);
}

#define ONE "0198c0de-0000-7000-8000-000000000001"

static const Option looked_options[] = {
    {"note", OPTION_VALUE, "WORDS", "What was found; - reads it from standard input."},
};

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "convention anomalies",
     .arguments = "KEY MONTH",
     .summary = "Uses that stand out: sudden, or one ticket at two places too far apart.",
     .examples = "seuil convention anomalies resto-meal-ticket 2026-11",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_READ_COUNTS,
     .store = STORE_READ,
     .run = run_anomalies},
    {.name = "convention looked-at",
     .arguments = "KEY MONTH KIND USE",
     .summary = "Mark one of them as looked at, with what was found.",
     .examples = "seuil convention looked-at resto-meal-ticket 2026-11 sudden " ONE " --note -",
     .options = looked_options,
     .option_count = LENGTH_OF(looked_options),
     .least_arguments = 4,
     .most_arguments = 4,
     .permission = MAY_READ_COUNTS,
     .store = STORE_WRITE,
     .run = run_looked   },
};
/* clang-format on */

const CommandTable ANOMALY_COMMANDS = {commands, LENGTH_OF(commands)};
