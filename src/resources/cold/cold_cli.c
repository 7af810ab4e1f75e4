/* SPDX-License-Identifier: EUPL-1.2 */
/* `cold ...`: what opens beside the usual when it freezes, and when it did. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "resources/cold/cold_json.h"
#include "resources/resources_cli.h"

enum { WHOLE_BYTES = 1 << 20 };

static const Option plan_options[] = {
    {"reach", OPTION_VALUE, "WHO", "network (usual) or house: whose measures it takes."},
};

static const Option level_options[] = {
    {"threshold", OPTION_VALUE, "DEGREES", "Of the temperature forecast, in Celsius: -3."},
};

static const Option measure_options[] = {
    {"unit",          OPTION_VALUE, "ID",     "A unit of your house."                           },
    {"places",        OPTION_VALUE, "NUMBER", "How many more places it has."                    },
    {"service",       OPTION_VALUE, "ID",     "A service of your house in the directory."       },
    {"hours",         OPTION_VALUE, "HOURS",  "Besides the usual, as OpenStreetMap writes them."},
    {"unconditional", OPTION_FLAG,  NULL,     "Its conditions of entry are set aside."          },
};

static const Option on_options[] = {
    {"from", OPTION_VALUE, "DAY", "The first day (today)."},
    {"to",   OPTION_VALUE, "DAY", "The last day."         },
};

/* What a command asks and gets: each uses its part. */
typedef struct Cold {
    Invocation *invocation;
    ColdPlan plan;
    ColdLevel level;
    ColdMeasure measure;
    ColdOrder order;
    ColdSwitch turn;
} Cold;

/* -------------------------------------------------------------------------------- reading */

static Outcome read_plan_id(Invocation *invocation, Id *id)
{
    return argument_id(invocation, 0, "PLAN", id);
}

static Outcome read_rank(Invocation *invocation, int64_t *rank)
{
    return text_to_integer(invocation->arguments[1], rank)
               ? OK
               : USAGE_ERROR(invocation, "LEVEL", "the number of a level is expected: 1");
}

static Outcome read_number(Invocation *invocation, const char *name, int64_t *number)
{
    return !option_given(invocation, name) ||
                   text_to_integer(option_value(invocation, name), number)
               ? OK
               : USAGE_ERROR(invocation, name, "a whole number is expected");
}

static Outcome read_day(Invocation *invocation, const char *name, Date *day)
{
    return !option_given(invocation, name) || date_parse(option_value(invocation, name), day)
               ? OK
               : USAGE_ERROR(invocation, name, "a day is expected: 2026-11-30");
}

/* ------------------------------------------------------------------------------- printing */

static Outcome show_whole(Access *access, void *context)
{
    const Cold *cold = context;
    const Invocation *invocation = cold->invocation;
    ColdPlan plan = {0};
    TRY(cold_plan_get(access, cold->plan.id, &plan));
    Buffer out = buffer_new(access->arena, WHOLE_BYTES);
    JsonWriter writer = json_writer(&out);
    writer.pretty = !invocation->json;
    TRY(cold_plan_write_whole(access, &plan, &writer));
    const Text text = buffer_text(&out);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
    return OK;
}

static Outcome show_run(Invocation *invocation)
{
    Cold cold = {.invocation = invocation};
    TRY(read_plan_id(invocation, &cold.plan.id));
    return manage_look(invocation->store, access_of_command(invocation), show_whole, &cold);
}

static Outcome show_list(Access *access, void *context)
{
    const Cold *cold = context;
    ColdPlanList plans = {0};
    TRY(cold_plan_list(access, &plans));
    for (size_t i = 0; i < plans.count; i++) {
        const ColdPlan *plan = &plans.items[i];
        const Text id = id_format(access->arena, plan->id);
        const Text reach = unit_reach_code(plan->reach);
        (void)fprintf(cold->invocation->out, "%.*s %-8.*s %.*s%s\n", TEXT_ARG(id),
                      TEXT_ARG(reach), TEXT_ARG(plan->name),
                      plan->closed != 0 ? " (closed)" : "");
    }
    return OK;
}

static Outcome list_run(Invocation *invocation)
{
    Cold cold = {.invocation = invocation};
    return manage_look(invocation->store, access_of_command(invocation), show_list, &cold);
}

/* ------------------------------------------------------------------------------- changing */

static Outcome add(Access *access, void *context)
{
    Cold *cold = context;
    return cold_plan_add(access, &cold->plan, &cold->plan);
}

static Outcome add_run(Invocation *invocation)
{
    Cold cold = {
        .plan = {.name = invocation->arguments[0], .reach = UNIT_FOR_NETWORK}
    };
    if (option_given(invocation, "reach") &&
        !unit_reach_parse(option_value(invocation, "reach"), &cold.plan.reach)) {
        return USAGE_ERROR(invocation, "reach", "house or network is expected");
    }
    TRY(manage_run(invocation->store, access_of_command(invocation), add, &cold));
    tell_made(invocation, cold.plan.id);
    return OK;
}

static Outcome close_plan(Access *access, void *context)
{
    const Cold *cold = context;
    return cold_plan_close(access, cold->plan.id);
}

static Outcome close_run(Invocation *invocation)
{
    Cold cold = {0};
    TRY(read_plan_id(invocation, &cold.plan.id));
    return manage_run(invocation->store, access_of_command(invocation), close_plan, &cold);
}

static Outcome set_level(Access *access, void *context)
{
    const Cold *cold = context;
    return cold_level_set(access, &cold->level);
}

static Outcome level_run(Invocation *invocation)
{
    Cold cold = {
        .level = {.name = invocation->arguments[2],
                  .cause = invocation->arguments[3],
                  .has_threshold = option_given(invocation, "threshold")}
    };
    TRY(read_plan_id(invocation, &cold.level.plan));
    TRY(read_rank(invocation, &cold.level.rank));
    TRY(read_number(invocation, "threshold", &cold.level.threshold));
    return manage_run(invocation->store, access_of_command(invocation), set_level, &cold);
}

static Outcome set_measure(Access *access, void *context)
{
    const Cold *cold = context;
    return cold_measure_set(access, &cold->measure);
}

static Outcome measure_run(Invocation *invocation)
{
    Cold cold = {
        .measure = {.hours = option_value(invocation, "hours"),
                    .is_unconditional = option_given(invocation, "unconditional")}
    };
    TRY(read_plan_id(invocation, &cold.measure.plan));
    TRY(read_rank(invocation, &cold.measure.rank));
    TRY(option_id(invocation, "unit", &cold.measure.unit));
    TRY(option_id(invocation, "service", &cold.measure.service));
    TRY(read_number(invocation, "places", &cold.measure.places));
    return manage_run(invocation->store, access_of_command(invocation), set_measure, &cold);
}

static Outcome switch_on(Access *access, void *context)
{
    Cold *cold = context;
    return cold_switch_on(access, &cold->order, &cold->turn);
}

static Outcome on_run(Invocation *invocation)
{
    Cold cold = {
        .order = {.first = moment_to_local(invocation->now).date,
                  .last = DATE_NONE,
                  .why = invocation->arguments[2]}
    };
    TRY(read_plan_id(invocation, &cold.order.plan));
    TRY(read_rank(invocation, &cold.order.rank));
    TRY(read_day(invocation, "from", &cold.order.first));
    TRY(read_day(invocation, "to", &cold.order.last));
    return manage_run(invocation->store, access_of_command(invocation), switch_on, &cold);
}

static Outcome switch_off(Access *access, void *context)
{
    Cold *cold = context;
    return cold_switch_off(access, cold->order.plan, cold->order.rank, cold->order.why,
                           &cold->turn);
}

static Outcome off_run(Invocation *invocation)
{
    Cold cold = {.order = {.why = invocation->arguments[2]}};
    TRY(read_plan_id(invocation, &cold.order.plan));
    TRY(read_rank(invocation, &cold.order.rank));
    return manage_run(invocation->store, access_of_command(invocation), switch_off, &cold);
}

static const Command commands[] = {
    {.name = "cold add",
     .arguments = "NAME",
     .summary = "Make a cold plan that your house keeps.",
     .examples = "seuil cold add \"Plan grand froid\"",
     .options = plan_options,
     .option_count = LENGTH_OF(plan_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = add_run    },
    {.name = "cold level",
     .arguments = "PLAN LEVEL NAME CAUSE",
     .summary = "Say what a level is called and what switches it on.",
     .examples =
         "seuil cold level 0193... 2 \"Niveau 2\" \"Gel prévu deux nuits\" --threshold=-3", .options = level_options,
     .option_count = LENGTH_OF(level_options),
     .least_arguments = 4,
     .most_arguments = 4,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = level_run  },
    {.name = "cold measure",
     .arguments = "PLAN LEVEL",
     .summary = "Say what a unit or a service of your house does at a level.",
     .examples = "seuil cold measure 0193... 2 --unit 0194... --places 10\n"
                 "seuil cold measure 0193... 2 --service 0195... --hours \"Mo-Su "
                 "08:00-22:00\" --unconditional",                                            .options = measure_options,
     .option_count = LENGTH_OF(measure_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = measure_run},
    {.name = "cold on",
     .arguments = "PLAN LEVEL WHY",
     .summary = "Switch a level on, from one day to another.",
     .examples = "seuil cold on 0193... 2 \"-5 prévu jusque jeudi\" --to 2026-12-10",
     .options = on_options,
     .option_count = LENGTH_OF(on_options),
     .least_arguments = 3,
     .most_arguments = 3,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = on_run     },
    {.name = "cold off",
     .arguments = "PLAN LEVEL WHY",
     .summary = "Switch a level off before its last day.",
     .examples = "seuil cold off 0193... 2 \"Redoux\"",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 3,
     .most_arguments = 3,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = off_run    },
    {.name = "cold list",
     .arguments = "",
     .summary = "The cold plans of your house and of the network.",
     .examples = "seuil cold list",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = list_run   },
    {.name = "cold show",
     .arguments = "PLAN",
     .summary = "A cold plan: its levels, what they do, and when they were on.",
     .examples = "seuil cold show 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = show_run   },
    {.name = "cold close",
     .arguments = "PLAN",
     .summary = "Use a cold plan no more; it stays to be read.",
     .examples = "seuil cold close 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = close_run  },
};

const CommandTable COLD_COMMANDS = {commands, LENGTH_OF(commands)};
