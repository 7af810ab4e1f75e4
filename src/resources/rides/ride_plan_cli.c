/* SPDX-License-Identifier: EUPL-1.2 */
/* The plans of a house's days on the command line: made, shown, printed. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "resources/rides/ride_arrange.h"
#include "resources/rides/ride_cli.h"
#include "resources/rides/ride_json.h"
#include "resources/rides/ride_read_cli.h"

static const Option arrange_options[] = {
    {"from",    OPTION_VALUE, "HH:MM",   "What had begun by then stays (now, on the day itself)."},
    {"seconds", OPTION_VALUE, "SECONDS", "How long to look for better tours (0.7)."              },
};

typedef struct Showing {
    Invocation *invocation;
    Date day;
    Id driver;
} Showing;

static void print_plan(const Invocation *invocation, const DayPlan *plan)
{
    Arena *arena = invocation->arena;
    if (invocation->json) {
        Buffer out = ride_cli_json(invocation);
        JsonWriter writer = json_writer(&out);
        ride_plan_write_json(arena, plan, &writer);
        ride_cli_print(invocation, &out);
        return;
    }
    (void)fprintf(invocation->out, "revision %lld\n", (long long)plan->revision);
    for (size_t i = 0; i < plan->stops.count; i++) {
        const PlanStop *stop = &plan->stops.items[i];
        const Text driver = id_format(arena, stop->driver);
        const Text request = id_format(arena, stop->request);
        const Text at = ride_clock(arena, stop->start);
        (void)fprintf(invocation->out, "%.*s %.*s %s %.*s\n", TEXT_ARG(driver), TEXT_ARG(at),
                      stop->is_pickup ? "fetch" : "bring", TEXT_ARG(request));
    }
    for (size_t i = 0; i < plan->choices.count; i++) {
        const PlanChoice *choice = &plan->choices.items[i];
        if (id_is_nil(choice->driver)) {
            const Text request = id_format(arena, choice->request);
            (void)fprintf(invocation->out, "not brought: %.*s, nearest %+d minutes\n",
                          TEXT_ARG(request), choice->shift);
        }
    }
}

static Outcome arrange(Invocation *invocation, RideArranging *planning)
{
    TRY(ride_arrange(invocation->store, access_of_command(invocation), planning));
    print_plan(invocation, &planning->made);
    return OK;
}

static Outcome arrange_run(Invocation *invocation)
{
    double seconds = 0;
    RideArranging planning = {.order = {.from = RIDE_FROM_NOW}};
    TRY(ride_cli_day(invocation, invocation->arguments[0], "DAY", &planning.order.day));
    if (option_given(invocation, "from")) {
        TRY(ride_cli_clock(invocation, option_value(invocation, "from"), "from",
                           &planning.order.from));
    }
    if (option_given(invocation, "seconds") &&
        (!text_to_real(option_value(invocation, "seconds"), &seconds) || seconds <= 0 ||
         seconds * 1000 > RIDE_PLAN_MILLISECONDS_MOST)) {
        return USAGE_ERROR(invocation, "seconds", "more than 0, at most 600");
    }
    planning.order.milliseconds = (int64_t)(seconds * 1000);
    return arrange(invocation, &planning);
}

static Outcome show_plan(Access *access, void *context)
{
    const Showing *showing = context;
    DayPlan plan = {0};
    TRY(ride_plan_last(access, showing->day, &plan));
    print_plan(showing->invocation, &plan);
    return OK;
}

static Outcome tours_run(Invocation *invocation)
{
    Showing showing = {.invocation = invocation};
    TRY(ride_cli_day(invocation, invocation->arguments[0], "DAY", &showing.day));
    return manage_look(invocation->store, access_of_command(invocation), show_plan, &showing);
}

static Outcome breakdown_run(Invocation *invocation)
{
    RideArranging planning = {0};
    RidePlanOrder *order = &planning.order;
    TRY(argument_id(invocation, 0, "DRIVER", &planning.driver));
    TRY(ride_cli_day(invocation, invocation->arguments[1], "DAY", &order->day));
    TRY(ride_cli_clock(invocation, invocation->arguments[2], "TIME", &order->from));
    TRY(ride_break_down(invocation->store, access_of_command(invocation), &planning));
    return arrange(invocation, &planning);
}

static void print_sheet(const Invocation *invocation, const RideSheet *sheet)
{
    Arena *arena = invocation->arena;
    const Text leaves = ride_clock(arena, sheet->tour.depart);
    const Text back = ride_clock(arena, sheet->tour.finish + 1);
    (void)fprintf(invocation->out, "%.*s: %.*s to %.*s, %.1f km\n",
                  TEXT_ARG(sheet->driver.name), TEXT_ARG(leaves), TEXT_ARG(back),
                  (double)sheet->tour.meters / 1000);
    for (size_t i = 0; i < sheet->lines.count; i++) {
        const SheetLine *line = &sheet->lines.items[i];
        const Text at = ride_clock(arena, line->at);
        (void)fprintf(invocation->out, "  %.*s  %s  %.*s, %s%.*s%s%.*s%s", TEXT_ARG(at),
                      line->is_pickup ? "fetch" : "bring", TEXT_ARG(line->label),
                      line->near.length > 0 ? "near " : "", TEXT_ARG(line->near),
                      line->near.length > 0 ? ", " : "", TEXT_ARG(line->address),
                      line->wheelchair ? " (wheelchair)" : "");
        (void)fprintf(invocation->out, line->companions > 0 ? " +%lld\n" : "\n",
                      (long long)line->companions);
    }
}

static Outcome show_sheet(Access *access, void *context)
{
    const Showing *showing = context;
    RideSheet sheet = {0};
    TRY(ride_sheet_read(access, showing->day, showing->driver, &sheet));
    if (!showing->invocation->json) {
        print_sheet(showing->invocation, &sheet);
        return OK;
    }
    Buffer out = ride_cli_json(showing->invocation);
    JsonWriter writer = json_writer(&out);
    ride_sheet_write_json(access->arena, &sheet, &writer);
    ride_cli_print(showing->invocation, &out);
    return OK;
}

static Outcome sheet_run(Invocation *invocation)
{
    Showing showing = {.invocation = invocation};
    TRY(ride_cli_day(invocation, invocation->arguments[0], "DAY", &showing.day));
    TRY(argument_id(invocation, 1, "DRIVER", &showing.driver));
    return manage_look(invocation->store, access_of_command(invocation), show_sheet, &showing);
}

static const Command commands[] = {
    {.name = "ride arrange",
     .arguments = "DAY",
     .summary = "Plan a day of your house and keep the plan.",
     .examples = "seuil ride arrange 2026-12-01 --json",
     .options = arrange_options,
     .option_count = LENGTH_OF(arrange_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_PLAN_RIDES,
     .run = arrange_run  },
    {.name = "ride tours",
     .arguments = "DAY",
     .summary = "The plan of a day as it was kept last.",
     .examples = "seuil ride tours 2026-12-01",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_REQUEST_RIDE,
     .run = tours_run    },
    {.name = "ride breakdown",
     .arguments = "DRIVER DAY TIME",
     .summary = "A vehicle drives no further from then on: plan the rest anew.",
     .examples = "seuil ride breakdown 0193... 2026-12-01 10:20",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 3,
     .most_arguments = 3,
     .store = STORE_WRITE,
     .permission = MAY_PLAN_RIDES,
     .run = breakdown_run},
    {.name = "ride sheet",
     .arguments = "DAY DRIVER",
     .summary = "The run sheet of a driver.",
     .examples = "seuil ride sheet 2026-12-01 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_READ,
     .permission = MAY_PLAN_RIDES,
     .run = sheet_run    },
};

const CommandTable RIDE_PLAN_COMMANDS = {commands, LENGTH_OF(commands)};
