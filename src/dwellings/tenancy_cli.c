/* SPDX-License-Identifier: EUPL-1.2 */
/* `tenancy ...`: a household moves into a dwelling, stays longer, asks for follow-up, leaves.
 */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "dwellings/dwellings_cli.h"
#include "dwellings/dwellings_json.h"

enum { TENANCY_BYTES = 1 << 16 };

static const Option enter_options[] = {
    {"ends",     OPTION_VALUE, "DAY",  "The end of the contract (none)."               },
    {"offer",    OPTION_VALUE, "ID",   "The offer they accepted: who waits goes first."},
    {"person",   OPTION_VALUE, "ID",   "The tenant."                                   },
    {"label",    OPTION_VALUE, "TEXT", "What the list calls the household by."         },
    {"facts",    OPTION_VALUE, "JSON", "What the rule asks: '{\"adults\":2}', or -."   },
    {"override", OPTION_VALUE, "CODE",
     "Pass over the rule: vital, nowhere_else, agreed, other."                         },
};

static const Option follow_options[] = {
    {"no-more", OPTION_FLAG, NULL, "They ask for it no more."},
};

typedef struct Work {
    TenancyOrder order;
    Id id;
    TenancyAct act;
    Date day;
    Tenancy tenancy;
} Work;

static void print_tenancy(const Invocation *invocation, const Tenancy *tenancy)
{
    const Text id = id_format(invocation->arena, tenancy->booking.id);
    if (!invocation->json) {
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(id));
        return;
    }
    Buffer out = buffer_new(invocation->arena, TENANCY_BYTES);
    JsonWriter writer = json_writer(&out);
    tenancy_write_json(invocation->arena, tenancy, &writer);
    const Text text = buffer_text(&out);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
}

static Outcome enter(Access *access, void *context)
{
    Work *work = context;
    return tenancy_move_in(access, &work->order, &work->tenancy);
}

static Outcome enter_run(Invocation *invocation)
{
    Work work = {
        .order = {.label = option_or(invocation, "label", ""), .ends = DATE_NONE}
    };
    json_t *facts SCOPED(json_close) = NULL;
    TRY(argument_id(invocation, 0, "DWELLING", &work.order.dwelling));
    if (!date_parse(invocation->arguments[1], &work.order.starts)) {
        return USAGE_ERROR(invocation, "STARTS", "a day is expected: 2026-11-30");
    }
    if (option_given(invocation, "ends") &&
        !date_parse(option_value(invocation, "ends"), &work.order.ends)) {
        return USAGE_ERROR(invocation, "ends", "a day is expected: 2027-11-29");
    }
    TRY(option_id(invocation, "offer", &work.order.booking));
    TRY(option_id(invocation, "person", &work.order.person));
    TRY(option_json(invocation, "facts", &facts));
    work.order.answers =
        (RuleAnswers){facts, option_or(invocation, "override", ""), invocation->language};
    TRY(manage_run(invocation->store, access_of_command(invocation), enter, &work));
    print_tenancy(invocation, &work.tenancy);
    return OK;
}

static Outcome act(Access *access, void *context)
{
    Work *work = context;
    TRY(tenancy_move(access, work->id, work->act, work->day));
    return tenancy_get(access, work->id, &work->tenancy);
}

static Outcome act_run(Invocation *invocation, TenancyAct wanted, Date day)
{
    Work work = {.act = wanted, .day = day};
    TRY(argument_id(invocation, 0, "TENANCY", &work.id));
    TRY(manage_run(invocation->store, access_of_command(invocation), act, &work));
    print_tenancy(invocation, &work.tenancy);
    return OK;
}

static Outcome extend_run(Invocation *invocation)
{
    Date ends = DATE_NONE;
    const Text given = invocation->arguments[1];
    if (!text_equal(given, TEXT("none")) && !date_parse(given, &ends)) {
        return USAGE_ERROR(invocation, "ENDS", "a day or none is expected: 2027-11-29");
    }
    return act_run(invocation, TENANCY_EXTEND, ends);
}

static Outcome leave_run(Invocation *invocation)
{
    Date day = DATE_NONE;
    return date_parse(invocation->arguments[1], &day)
               ? act_run(invocation, TENANCY_LEAVE, day)
               : USAGE_ERROR(invocation, "DAY", "a day is expected: 2026-11-30");
}

static Outcome follow_run(Invocation *invocation)
{
    return act_run(invocation,
                   option_given(invocation, "no-more") ? TENANCY_ALONE : TENANCY_FOLLOW,
                   DATE_NONE);
}

static Outcome look(Access *access, void *context)
{
    Work *work = context;
    return tenancy_get(access, work->id, &work->tenancy);
}

static Outcome show_run(Invocation *invocation)
{
    Work work = {0};
    TRY(argument_id(invocation, 0, "TENANCY", &work.id));
    TRY(manage_look(invocation->store, access_of_command(invocation), look, &work));
    print_tenancy(invocation, &work.tenancy);
    return OK;
}

static const Command commands[] = {
    {.name = "tenancy enter",
     .arguments = "DWELLING STARTS",
     .summary = "A household moves into a dwelling of your house, from a day.",
     .examples = "seuil tenancy enter 0193... 2026-12-01 --ends 2027-11-30 --person 0193...",
     .options = enter_options,
     .option_count = LENGTH_OF(enter_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = enter_run },
    {.name = "tenancy extend",
     .arguments = "TENANCY ENDS",
     .summary = "The contract of a household ends later, or has no end: none.",
     .examples = "seuil tenancy extend 0193... 2028-05-31",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = extend_run},
    {.name = "tenancy leave",
     .arguments = "TENANCY DAY",
     .summary = "A household left that day; the dwelling goes to who waits.",
     .examples = "seuil tenancy leave 0193... 2026-11-30",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = leave_run },
    {.name = "tenancy follow",
     .arguments = "TENANCY",
     .summary = "A household asks for social follow-up, or no more; it is never a condition.",
     .examples = "seuil tenancy follow 0193...",
     .options = follow_options,
     .option_count = LENGTH_OF(follow_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = follow_run},
    {.name = "tenancy show",
     .arguments = "TENANCY",
     .summary = "A household's stay in a dwelling.",
     .examples = "seuil tenancy show 0193... --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = show_run  },
};

const CommandTable TENANCY_COMMANDS = {commands, LENGTH_OF(commands)};
