/* SPDX-License-Identifier: EUPL-1.2 */
/* Settlements from a command line: stated, agreed, invoiced, paid. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "entitlements/entitlements_cli.h"
#include "entitlements/settlement_json.h"

enum { FILE_BYTES = 4 << 20 };

typedef struct Acting {
    SettlementOrder order;
    SettlementDeed deed;
    Id id;
    SettlementList list;
    SettlementFile file;
} Acting;

static void print(const Invocation *invocation, const Buffer *out)
{
    const Text text = buffer_text(out);
    (void)fprintf(invocation->out, "%.*s", TEXT_ARG(text));
}

static Outcome draw(Access *access, void *context)
{
    Acting *acting = context;
    return settlement_draw(access, &acting->order, &acting->id);
}

static Outcome run_state(Invocation *invocation)
{
    Acting acting = {
        .order = {.convention = invocation->arguments[0],
                  .house = option_value(invocation, "house"),
                  .month = invocation->arguments[1],
                  .supplier = option_value(invocation, "supplier")}
    };
    TRY(manage_run(invocation->store, access_of_command(invocation), draw, &acting));
    tell_made(invocation, acting.id);
    return OK;
}

static Outcome read_all(Access *access, void *context)
{
    Acting *acting = context;
    return settlement_list(access, &acting->list);
}

static void print_line(const Invocation *invocation, const Settlement *one)
{
    enum { CENTS = 100 };
    const Text id = id_format(invocation->arena, one->id);
    const Text month = settlement_month_format(invocation->arena, one->month);
    const Text total =
        one->total == PRICE_UNKNOWN
            ? TEXT("-")
            : text_format(invocation->arena, "%lld.%02lld", (long long)one->total / CENTS,
                          (long long)one->total % CENTS);
    (void)fprintf(invocation->out, "%.*s %.*s %-9.*s %6lld %10.*s%s%.*s\n", TEXT_ARG(id),
                  TEXT_ARG(month), TEXT_ARG(settlement_state_code(one->state)),
                  (long long)one->uses, TEXT_ARG(total), one->supplier.length > 0 ? " " : "",
                  TEXT_ARG(one->supplier));
}

static Outcome run_list(Invocation *invocation)
{
    Acting acting = {0};
    TRY(manage_look(invocation->store, access_of_command(invocation), read_all, &acting));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, FILE_BYTES);
        JsonWriter writer = json_writer(&out);
        settlement_list_write_json(invocation->arena, &acting.list, &writer);
        buffer_append_byte(&out, '\n');
        print(invocation, &out);
        return OK;
    }
    for (size_t i = 0; i < acting.list.count; i++) {
        print_line(invocation, &acting.list.items[i]);
    }
    return OK;
}

static Outcome read_one(Access *access, void *context)
{
    Acting *acting = context;
    return settlement_read(access, acting->id, &acting->file);
}

static Outcome run_show(Invocation *invocation)
{
    Acting acting = {0};
    Buffer out = buffer_new(invocation->arena, FILE_BYTES);
    TRY(argument_id(invocation, 0, "ID", &acting.id));
    TRY(manage_look(invocation->store, access_of_command(invocation), read_one, &acting));
    if (option_given(invocation, "csv")) {
        settlement_write_csv(invocation->arena, &acting.file, &out);
        print(invocation, &out);
        return OK;
    }
    JsonWriter writer = json_writer(&out);
    writer.pretty = !invocation->json;
    settlement_file_write_json(invocation->arena, &acting.file, &writer);
    buffer_append_byte(&out, '\n');
    print(invocation, &out);
    return OK;
}

static Outcome act(Access *access, void *context)
{
    const Acting *acting = context;
    return settlement_act(access, acting->id, &acting->deed);
}

static Outcome run_act(Invocation *invocation)
{
    Acting acting = {
        .deed = {.reason = option_value(invocation, "reason"),
                 .invoice = option_value(invocation, "number"),
                 .enterprise = option_value(invocation, "enterprise"),
                 .account = option_value(invocation, "account"),
                 .due = option_value(invocation, "due")}
    };
    TRY(argument_id(invocation, 0, "ID", &acting.id));
    if (!settlement_act_parse(invocation->arguments[1], &acting.deed.act)) {
        return USAGE_ERROR(invocation, "ACT",
                           "agree, dispute, withdraw, invoice or pay is expected");
    }
    return manage_run(invocation->store, access_of_command(invocation), act, &acting);
}

#define ONE "0198c0de-0000-7000-8000-000000000001"

static const Option state_options[] = {
    {"house",    OPTION_VALUE, "HOUSE", "Which accepted; yours unless you pay."              },
    {"supplier", OPTION_VALUE, "BCE",   "Whom your house owes, which is none of the network."},
};

static const Option show_options[] = {
    {"csv", OPTION_FLAG, NULL, "A line each use, as CSV."},
};

static const Option act_options[] = {
    {"reason",     OPTION_VALUE, "WORDS",  "Why it is disputed."              },
    {"number",     OPTION_VALUE, "NUMBER", "Of the invoice."                  },
    {"enterprise", OPTION_VALUE, "BCE",    "Enterprise number of who is paid."},
    {"account",    OPTION_VALUE, "IBAN",   "Where to pay."                    },
    {"due",        OPTION_VALUE, "DAY",    "Last day to pay; in thirty days." },
};

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "settlement state",
     .arguments = "CONVENTION MONTH",
     .summary = "State the uses up to the end of a month that no statement holds yet.",
     .examples = "seuil settlement state resto-meal-ticket 2026-11",
     .options = state_options,
     .option_count = LENGTH_OF(state_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_SETTLE,
     .store = STORE_WRITE,
     .run = run_state},
    {.name = "settlement list",
     .arguments = "",
     .summary = "The settlements of your house, on either side: month, state, uses, total.",
     .examples = "seuil settlement list --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_SETTLE,
     .store = STORE_READ,
     .run = run_list },
    {.name = "settlement show",
     .arguments = "ID",
     .summary = "One settlement: its lines, its course, its invoice.",
     .examples = "seuil settlement show " ONE " --csv",
     .options = show_options,
     .option_count = LENGTH_OF(show_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_SETTLE,
     .store = STORE_READ,
     .run = run_show },
    {.name = "settlement act",
     .arguments = "ID ACT",
     .summary = "Agree to it, dispute, withdraw, invoice or pay it.",
     .examples =
         "seuil settlement act " ONE " invoice --number 2026-17 --enterprise 0202.239.951",
     .options = act_options,
     .option_count = LENGTH_OF(act_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_SETTLE,
     .store = STORE_WRITE,
     .run = run_act  },
};
/* clang-format on */

const CommandTable SETTLEMENT_COMMANDS = {commands, LENGTH_OF(commands)};
