/* SPDX-License-Identifier: EUPL-1.2 */
/* `rent ...`: what a dwelling costs, what a household has, and what each month comes to. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "dwellings/dwellings_cli.h"
#include "dwellings/dwellings_json.h"
#include "dwellings/rent_words_web.h"
#include "entitlements/ticket_words_web.h"

enum { TABLE_BYTES = 1 << 20 };

static const Option rule_options[] = {
    {"ends", OPTION_VALUE, "DAY", "The last day of its last month (no end)."},
};

typedef struct Work {
    const Invocation *invocation;
    Id id;
    RentRule rule;
    RentIncome income;
} Work;

static void print(const Invocation *invocation, const Buffer *out)
{
    const Text text = buffer_text(out);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
}

static Outcome add_rule(Access *access, void *context)
{
    const Work *work = context;
    return rent_rule_add(access, work->id, &work->rule);
}

static Outcome rule_run(Invocation *invocation)
{
    Work work = {.rule = {.ends = DATE_NONE}};
    const Text amount = invocation->arguments[2];
    const Text share = text_slice(amount, 0, text_find_byte(amount, '%', 0));
    TRY(argument_id(invocation, 0, "DWELLING", &work.id));
    if (!date_parse(invocation->arguments[1], &work.rule.starts)) {
        return USAGE_ERROR(invocation, "STARTS", "a day is expected: 2026-12-01");
    }
    if (option_given(invocation, "ends") &&
        !date_parse(option_value(invocation, "ends"), &work.rule.ends)) {
        return USAGE_ERROR(invocation, "ends", "a day is expected: 2027-11-30");
    }
    work.rule.kind = text_ends_with(amount, TEXT("%")) ? RENT_SHARE : RENT_FIXED;
    if (work.rule.kind == RENT_SHARE ? !rent_share_parse(share, &work.rule.amount)
                                     : !euros_parse(amount, &work.rule.amount)) {
        return USAGE_ERROR(invocation, "AMOUNT",
                           "euros a month or a share is expected: 285 or 20%%");
    }
    return manage_run(invocation->store, access_of_command(invocation), add_rule, &work);
}

static Outcome list_rules(Access *access, void *context)
{
    const Work *work = context;
    const Invocation *invocation = work->invocation;
    RentRuleList list = {0};
    TRY(rent_rule_list(access, work->id, &list));
    if (invocation->json) {
        Buffer out = buffer_new(access->arena, TABLE_BYTES);
        JsonWriter writer = json_writer(&out);
        rent_rules_write_json(access->arena, invocation->language, &list, &writer);
        print(invocation, &out);
        return OK;
    }
    for (size_t i = 0; i < list.count; i++) {
        const RentRule *rule = &list.items[i];
        const Text starts = date_format(access->arena, rule->starts);
        const Text ends =
            rule->ends == DATE_NONE ? TEXT("") : date_format(access->arena, rule->ends);
        const Text words = rent_rule_words(access->arena, invocation->language, rule);
        (void)fprintf(invocation->out, "%.*s %10.*s %.*s\n", TEXT_ARG(starts), TEXT_ARG(ends),
                      TEXT_ARG(words));
    }
    return OK;
}

static Outcome rules_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "DWELLING", &work.id));
    return manage_look(invocation->store, access_of_command(invocation), list_rules, &work);
}

static Outcome add_income(Access *access, void *context)
{
    const Work *work = context;
    return rent_income_add(access, work->id, &work->income);
}

static Outcome income_run(Invocation *invocation)
{
    Work work = {0};
    TRY(argument_id(invocation, 0, "TENANCY", &work.id));
    if (!date_parse(invocation->arguments[1], &work.income.starts)) {
        return USAGE_ERROR(invocation, "STARTS", "a day is expected: 2026-12-01");
    }
    if (!euros_parse(invocation->arguments[2], &work.income.cents)) {
        return USAGE_ERROR(invocation, "EUROS", "euros a month are expected: 1450 or 1450.50");
    }
    return manage_run(invocation->store, access_of_command(invocation), add_income, &work);
}

static Outcome months(Access *access, void *context)
{
    const Work *work = context;
    const Invocation *invocation = work->invocation;
    RentTable table = {0};
    TRY(rent_table(access, work->id, &table));
    Buffer out = buffer_new(access->arena, TABLE_BYTES);
    if (invocation->json) {
        JsonWriter writer = json_writer(&out);
        rent_table_write_json(access->arena, invocation->language, &table, &writer);
        print(invocation, &out);
        return OK;
    }
    rent_csv(access->arena, invocation->language, &table, &out);
    const Text text = buffer_text(&out);
    (void)fprintf(invocation->out, "%.*s", TEXT_ARG(text));
    return OK;
}

static Outcome months_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "TENANCY", &work.id));
    return manage_look(invocation->store, access_of_command(invocation), months, &work);
}

static const Command commands[] = {
    {.name = "rent rule",
     .arguments = "DWELLING STARTS AMOUNT",
     .summary = "What a dwelling costs a month from a day on: 285, or 20% of the income.",
     .examples = "seuil rent rule 0193... 2026-12-01 20%",
     .options = rule_options,
     .option_count = LENGTH_OF(rule_options),
     .least_arguments = 3,
     .most_arguments = 3,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = rule_run  },
    {.name = "rent rules",
     .arguments = "DWELLING",
     .summary = "The rules of a dwelling's rent, the latest first.",
     .examples = "seuil rent rules 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = rules_run },
    {.name = "rent income",
     .arguments = "TENANCY STARTS EUROS",
     .summary = "What a household has a month, from the first of a month on.",
     .examples = "seuil rent income 0193... 2026-12-01 1450",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 3,
     .most_arguments = 3,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = income_run},
    {.name = "rent months",
     .arguments = "TENANCY",
     .summary = "What each month of a household comes to and why, as CSV.",
     .examples = "seuil rent months 0193... > rent.csv",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = months_run},
};

const CommandTable RENT_COMMANDS = {commands, LENGTH_OF(commands)};
