/* SPDX-License-Identifier: EUPL-1.2 */
/* `driver ...`, and the lines by which transports are asked for. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "resources/rides/ride_cli.h"
#include "resources/rides/ride_driver.h"
#include "resources/rides/ride_read_cli.h"
#include "resources/rides/ride_request.h"

static const Option line_options[] = {
    {"phone",    OPTION_VALUE, "NUMBER", "Its number."                            },
    {"hours",    OPTION_VALUE, "HOURS",
     "When requests are taken, an OpenStreetMap value: \"Mo-Fr 09:00-12:00\"."    },
    {"audience", OPTION_VALUE, "WHO",    "reduced_mobility (usual) or sick_child."},
};

static const Option driver_options[] = {
    {"status",      OPTION_VALUE, "STATUS", "volunteer (usual) or salaried."},
    {"vehicle",     OPTION_VALUE, "TEXT",   "What they drive."              },
    {"seats",       OPTION_VALUE, "NUMBER", "For riders (3)."               },
    {"wheelchairs", OPTION_VALUE, "NUMBER", "Places for them (0)."          },
    {"most-km",     OPTION_VALUE, "NUMBER", "Of a day at most."             },
};

static const Option rate_options[] = {
    {"allowance", OPTION_VALUE, "CENTS", "For a day on which they drove (0)."},
};

typedef struct House {
    Invocation *invocation;
    RideChannel channel;
    Driver driver;
    DriverShift shift;
    DriverRate rate;
    Date first;
    Date last;
    Weekday weekday;
    bool is_weekly;
    Id id;
} House;

/* ---------------------------------------------------------------------------------- lines */

static Outcome add_line(Access *access, void *context)
{
    House *house = context;
    return ride_channel_add(access, &house->channel, &house->id);
}

static Outcome line_run(Invocation *invocation)
{
    House house = {
        .channel = {.name = invocation->arguments[0],
                    .phone = option_value(invocation, "phone"),
                    .hours = option_value(invocation, "hours")}
    };
    if (!ride_audience_parse(option_or(invocation, "audience", "reduced_mobility"),
                             &house.channel.audience)) {
        return USAGE_ERROR(invocation, "audience",
                           "reduced_mobility or sick_child is expected");
    }
    TRY(manage_run(invocation->store, access_of_command(invocation), add_line, &house));
    tell_made(invocation, house.id);
    return OK;
}

static Outcome close_line(Access *access, void *context)
{
    const House *house = context;
    return ride_channel_close(access, house->id);
}

static Outcome line_close_run(Invocation *invocation)
{
    House house = {0};
    TRY(argument_id(invocation, 0, "LINE", &house.id));
    return manage_run(invocation->store, access_of_command(invocation), close_line, &house);
}

static Outcome show_lines(Access *access, void *context)
{
    const House *house = context;
    RideChannelList channels = {0};
    TRY(ride_channel_list(access, &channels));
    for (size_t i = 0; i < channels.count; i++) {
        const RideChannel *channel = &channels.items[i];
        const Text id = id_format(access->arena, channel->id);
        const Text audience = ride_audience_code(channel->audience);
        (void)fprintf(house->invocation->out, "%.*s %-16.*s %.*s  %.*s  %.*s\n", TEXT_ARG(id),
                      TEXT_ARG(audience), TEXT_ARG(channel->name), TEXT_ARG(channel->phone),
                      TEXT_ARG(channel->hours));
    }
    return OK;
}

static Outcome lines_run(Invocation *invocation)
{
    House house = {.invocation = invocation};
    return manage_look(invocation->store, access_of_command(invocation), show_lines, &house);
}

/* -------------------------------------------------------------------------------- drivers */

static Outcome add_driver(Access *access, void *context)
{
    House *house = context;
    return driver_add(access, &house->driver, &house->id);
}

static Outcome driver_add_run(Invocation *invocation)
{
    House house = {
        .driver = {.name = invocation->arguments[0],
                   .postal = invocation->arguments[1],
                   .vehicle = option_value(invocation, "vehicle"),
                   .seats = 3}
    };
    Driver *driver = &house.driver;
    if (!driver_status_parse(option_or(invocation, "status", "volunteer"), &driver->status)) {
        return USAGE_ERROR(invocation, "status", "volunteer or salaried is expected");
    }
    TRY(ride_cli_count(invocation, "seats", &driver->seats));
    TRY(ride_cli_count(invocation, "wheelchairs", &driver->wheelchairs));
    TRY(ride_cli_count(invocation, "most-km", &driver->most_km));
    TRY(manage_run(invocation->store, access_of_command(invocation), add_driver, &house));
    tell_made(invocation, house.id);
    return OK;
}

static Outcome close_driver(Access *access, void *context)
{
    const House *house = context;
    return driver_close(access, house->id);
}

static Outcome driver_close_run(Invocation *invocation)
{
    House house = {0};
    TRY(argument_id(invocation, 0, "DRIVER", &house.id));
    return manage_run(invocation->store, access_of_command(invocation), close_driver, &house);
}

static Outcome show_drivers(Access *access, void *context)
{
    const House *house = context;
    DriverList drivers = {0};
    TRY(driver_list(access, &drivers));
    for (size_t i = 0; i < drivers.count; i++) {
        const Driver *driver = &drivers.items[i];
        const Text id = id_format(access->arena, driver->id);
        const Text status = driver_status_code(driver->status);
        (void)fprintf(house->invocation->out, "%.*s %-9.*s %lld+%lld  %.*s\n", TEXT_ARG(id),
                      TEXT_ARG(status), (long long)driver->seats,
                      (long long)driver->wheelchairs, TEXT_ARG(driver->name));
    }
    return OK;
}

static Outcome driver_list_run(Invocation *invocation)
{
    House house = {.invocation = invocation};
    return manage_look(invocation->store, access_of_command(invocation), show_drivers, &house);
}

static Outcome show_duty(Access *access, void *context)
{
    const House *house = context;
    DutyList duties = {0};
    TRY(driver_on_duty(access, house->first, &duties));
    for (size_t i = 0; i < duties.count; i++) {
        const DriverOnDuty *duty = &duties.items[i];
        const Text id = id_format(access->arena, duty->driver.id);
        const Text from = ride_clock(access->arena, duty->shift.from);
        const Text to = ride_clock(access->arena, duty->shift.to);
        (void)fprintf(house->invocation->out, "%.*s %.*s to %.*s  %.*s%s\n", TEXT_ARG(id),
                      TEXT_ARG(from), TEXT_ARG(to), TEXT_ARG(duty->driver.name),
                      duty->broken >= 0 ? " (broken down)" : "");
    }
    return OK;
}

static Outcome duty_run(Invocation *invocation)
{
    House house = {.invocation = invocation};
    TRY(ride_cli_day(invocation, invocation->arguments[0], "DAY", &house.first));
    return manage_look(invocation->store, access_of_command(invocation), show_duty, &house);
}

static Outcome set_shift(Access *access, void *context)
{
    const House *house = context;
    return house->is_weekly ? driver_set_weekday(access, &house->shift, house->weekday)
                            : driver_set_day(access, &house->shift, house->first);
}

static Outcome shift_run(Invocation *invocation)
{
    House house = {0};
    TRY(argument_id(invocation, 0, "DRIVER", &house.shift.driver));
    house.is_weekly = driver_weekday_parse(invocation->arguments[1], &house.weekday);
    if (!house.is_weekly && !date_parse(invocation->arguments[1], &house.first)) {
        return USAGE_ERROR(invocation, "WHEN",
                           "mo, tu, we, th, fr, sa, su or a day is expected");
    }
    TRY(ride_cli_clock(invocation, invocation->arguments[2], "FROM", &house.shift.from));
    TRY(ride_cli_clock(invocation, invocation->arguments[3], "TO", &house.shift.to));
    return manage_run(invocation->store, access_of_command(invocation), set_shift, &house);
}

static Outcome set_rate(Access *access, void *context)
{
    const House *house = context;
    return driver_set_rate(access, &house->rate);
}

static Outcome rate_run(Invocation *invocation)
{
    House house = {0};
    if (!driver_status_parse(invocation->arguments[0], &house.rate.status)) {
        return USAGE_ERROR(invocation, "STATUS", "volunteer or salaried is expected");
    }
    TRY(ride_cli_day(invocation, invocation->arguments[1], "DAY", &house.rate.valid_from));
    if (!text_to_integer(invocation->arguments[2], &house.rate.cents_km)) {
        return USAGE_ERROR(invocation, "CENTS", "a whole number is expected");
    }
    TRY(ride_cli_count(invocation, "allowance", &house.rate.allowance));
    return manage_run(invocation->store, access_of_command(invocation), set_rate, &house);
}

/* As CSV (RFC 4180), which a spreadsheet opens. */
static Outcome show_report(Access *access, void *context)
{
    const House *house = context;
    DriverAccountList accounts = {0};
    TRY(driver_report(access, house->first, house->last, &accounts));
    Buffer out = ride_cli_json(house->invocation);
    driver_report_write_csv(&accounts, &out);
    const Text text = buffer_text(&out);
    (void)fprintf(house->invocation->out, "%.*s", TEXT_ARG(text));
    return OK;
}

static Outcome report_run(Invocation *invocation)
{
    House house = {.invocation = invocation};
    TRY(ride_cli_day(invocation, invocation->arguments[0], "FROM", &house.first));
    TRY(ride_cli_day(invocation, invocation->arguments[1], "TO", &house.last));
    return manage_look(invocation->store, access_of_command(invocation), show_report, &house);
}

static const Command commands[] = {
    {.name = "ride line",
     .arguments = "NAME",
     .summary = "Add a line by which transports are asked for, with its hours.",
     .examples = "seuil ride line \"Transport PMR\" --hours \"Mo-Fr 09:00-12:00,14:00-17:00\"",
     .options = line_options,
     .option_count = LENGTH_OF(line_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_PLAN_RIDES,
     .run = line_run        },
    {.name = "ride lines",
     .arguments = "",
     .summary = "The lines of your house, and when they are answered.",
     .examples = "seuil ride lines",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_REQUEST_RIDE,
     .run = lines_run       },
    {.name = "ride line-close",
     .arguments = "LINE",
     .summary = "Close a line: no request comes in by it any more.",
     .examples = "seuil ride line-close 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_PLAN_RIDES,
     .run = line_close_run  },
    {.name = "driver add",
     .arguments = "NAME POSTAL",
     .summary = "Add somebody who drives, and with what.",
     .examples = "seuil driver add \"Volontaire 1\" 4020 --seats 3",
     .options = driver_options,
     .option_count = LENGTH_OF(driver_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_PLAN_RIDES,
     .run = driver_add_run  },
    {.name = "driver list",
     .arguments = "",
     .summary = "Who drives for your house: seats and wheelchair places.",
     .examples = "seuil driver list",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_REQUEST_RIDE,
     .run = driver_list_run },
    {.name = "driver close",
     .arguments = "DRIVER",
     .summary = "Say that somebody drives no more.",
     .examples = "seuil driver close 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_PLAN_RIDES,
     .run = driver_close_run},
    {.name = "driver shift",
     .arguments = "DRIVER WHEN FROM TO",
     .summary = "When somebody drives: every week, or otherwise on one day.",
     .examples = "seuil driver shift 0193... mo 08:00 12:00\nseuil driver shift 0193... "
                 "2026-12-24 00:00 00:00",                                                      .options = NULL,
     .option_count = 0,
     .least_arguments = 4,
     .most_arguments = 4,
     .store = STORE_WRITE,
     .permission = MAY_PLAN_RIDES,
     .run = shift_run       },
    {.name = "driver duty",
     .arguments = "DAY",
     .summary = "Who drives on a day, and when.",
     .examples = "seuil driver duty 2026-12-24",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_REQUEST_RIDE,
     .run = duty_run        },
    {.name = "driver rate",
     .arguments = "STATUS DAY CENTS",
     .summary = "What a kilometre is paid from a day on.",
     .examples = "seuil driver rate volunteer 2026-07-01 43 --allowance 200",
     .options = rate_options,
     .option_count = LENGTH_OF(rate_options),
     .least_arguments = 3,
     .most_arguments = 3,
     .store = STORE_WRITE,
     .permission = MAY_PLAN_RIDES,
     .run = rate_run        },
    {.name = "driver report",
     .arguments = "FROM TO",
     .summary = "Kilometres and what is paid for them, by driver, as CSV.",
     .examples = "seuil driver report 2026-11-01 2026-11-30",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_READ,
     .permission = MAY_PLAN_RIDES,
     .run = report_run      },
};

const CommandTable RIDE_HOUSE_COMMANDS = {commands, LENGTH_OF(commands)};
