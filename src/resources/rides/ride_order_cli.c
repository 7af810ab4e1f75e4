/* SPDX-License-Identifier: EUPL-1.2 */
/* `ride request`, `ride call` and what else is said of requests on the command line. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "resources/rides/ride_cli.h"
#include "resources/rides/ride_json.h"
#include "resources/rides/ride_read_cli.h"

enum { EXCEPT_MOST = 60 };

static const Option wish_options[] = {
    {"arrive",     OPTION_VALUE, "HH:MM",  "When they want to be there."                            },
    {"fetch",      OPTION_VALUE, "HH:MM",  "Or when they want to be fetched."                       },
    {"leeway",     OPTION_VALUE, "NUMBER", "Minutes sooner there, or later fetched (20)."           },
    {"from",       OPTION_VALUE, "WHERE",  "An address with its postal code, or latitude,longitude."},
    {"to",         OPTION_VALUE, "WHERE",  "The same of where they go."                             },
    {"label",      OPTION_VALUE, "TEXT",   "What the driver calls them by."                         },
    {"person",     OPTION_VALUE, "ID",     "Whose file it is."                                      },
    {"purpose",    OPTION_VALUE, "WHY",    "care (usual) or leisure."                               },
    {"companions", OPTION_VALUE, "NUMBER", "Who comes along (0)."                                   },
    {"wheelchair", OPTION_FLAG,  NULL,     "They ride in a wheelchair."                             },
    {"minor",      OPTION_FLAG,  NULL,     "They are under eighteen."                               },
    {"consent",    OPTION_VALUE, "TEXT",   "Which parent agreed, and how, for a minor."             },
    {"protected",  OPTION_FLAG,  NULL,     "One of the doors must stay unknown."                    },
    {"back",       OPTION_VALUE, "HH:MM",  "Fetched for the way back at that time."                 },
    {"until",      OPTION_VALUE, "DAY",    "Every week until then."                                 },
    {"except",     OPTION_VALUE, "DAYS",   "Days of the series left out, with commas."              },
    {"wished",     OPTION_FLAG,  NULL,     "They did not agree to the time yet."                    },
    {"override",   OPTION_FLAG,  NULL,     "Taken outside the hours of the line."                   },
};

static const Option list_options[] = {
    {"to", OPTION_VALUE, "DAY", "The last day (the first)."},
};

static const Option act_options[] = {
    {"at",     OPTION_VALUE, "HH:MM", "The time that is offered, or fixed."         },
    {"driver", OPTION_VALUE, "ID",    "Who is fixed."                               },
    {"series", OPTION_FLAG,  NULL,    "Cancel those that follow it in a series too."},
};

/* -------------------------------------------------------------------------------- reading */

static Outcome clock_option(Invocation *invocation, const char *name, Minutes *minute)
{
    return option_given(invocation, name)
               ? ride_cli_clock(invocation, option_value(invocation, name), name, minute)
               : OK;
}

static Outcome read_series(Invocation *invocation, RideWish *wish)
{
    Text piece = {0};
    Text rest = option_value(invocation, "except");
    Date *days = ARENA_ARRAY(invocation->arena, Date, EXCEPT_MOST);
    wish->until = DATE_NONE;
    wish->except = days;
    if (option_given(invocation, "until")) {
        TRY(ride_cli_day(invocation, option_value(invocation, "until"), "until", &wish->until));
    }
    while (wish->except_count < EXCEPT_MOST && text_next(&rest, ',', &piece)) {
        TRY(ride_cli_day(invocation, text_trim(piece), "except", &days[wish->except_count++]));
    }
    return OK;
}

static Outcome read_time(Invocation *invocation, RideWish *wish)
{
    int64_t leeway = RIDE_LEEWAY_USUAL;
    RideRequest *ride = &wish->ride;
    ride->is_arrival = option_given(invocation, "arrive");
    if (ride->is_arrival == option_given(invocation, "fetch")) {
        return USAGE_ERROR(invocation, "arrive", "--arrive or --fetch is expected");
    }
    TRY(clock_option(invocation, "arrive", &ride->minute));
    TRY(clock_option(invocation, "fetch", &ride->minute));
    TRY(ride_cli_count(invocation, "leeway", &leeway));
    wish->back_at = -1;
    TRY(clock_option(invocation, "back", &wish->back_at));
    ride->leeway = leeway < 0 || leeway > RIDE_LEEWAY_MOST ? -1 : (Minutes)leeway;
    return read_series(invocation, wish);
}

static Outcome read_wish(Invocation *invocation, RideWish *wish)
{
    RideRequest *ride = &wish->ride;
    TRY(argument_id(invocation, 0, "LINE", &ride->channel));
    TRY(ride_cli_day(invocation, invocation->arguments[1], "DAY", &ride->day));
    TRY(option_id(invocation, "person", &ride->person));
    TRY(read_time(invocation, wish));
    TRY(ride_cli_count(invocation, "companions", &ride->companions));
    if (!ride_purpose_parse(option_or(invocation, "purpose", "care"), &ride->purpose)) {
        return USAGE_ERROR(invocation, "purpose", "care or leisure is expected");
    }
    ride->label = option_value(invocation, "label");
    ride->wheelchair = option_given(invocation, "wheelchair");
    ride->is_minor = option_given(invocation, "minor");
    wish->way.from = option_value(invocation, "from");
    wish->way.to = option_value(invocation, "to");
    wish->way.consent = option_value(invocation, "consent");
    wish->way.is_protected = option_given(invocation, "protected");
    wish->is_agreed = !option_given(invocation, "wished");
    wish->is_outside_hours = option_given(invocation, "override");
    return OK;
}

/* ------------------------------------------------------------------------------- commands */

typedef struct Asking {
    Invocation *invocation;
    RideWish wish;
    RideIdList made;
    RideAnswer answer;
    RideMove move;
    RideRequest ride;
    Date first;
    Date last;
    int64_t cancelled;
} Asking;

static Outcome make(Access *access, void *context)
{
    Asking *asking = context;
    return ride_request_make(access, &asking->wish, &asking->made);
}

static Outcome request_run(Invocation *invocation)
{
    Asking asking = {.invocation = invocation};
    TRY(read_wish(invocation, &asking.wish));
    TRY(manage_run(invocation->store, access_of_command(invocation), make, &asking));
    for (size_t i = 0; i < asking.made.count; i++) {
        tell_made(invocation, asking.made.items[i]);
    }
    return OK;
}

static Outcome ask(Access *access, void *context)
{
    Asking *asking = context;
    return ride_plan_call(access, &asking->wish, &asking->answer);
}

static Outcome call_run(Invocation *invocation)
{
    Asking asking = {.invocation = invocation};
    const RideAnswer *answer = &asking.answer;
    Arena *arena = invocation->arena;
    TRY(read_wish(invocation, &asking.wish));
    TRY(manage_look(invocation->store, access_of_command(invocation), ask, &asking));
    if (invocation->json) {
        Buffer out = ride_cli_json(invocation);
        JsonWriter writer = json_writer(&out);
        ride_answer_write_json(arena, answer, &writer);
        ride_cli_print(invocation, &out);
    } else if (!answer->is_possible) {
        (void)fputs("no\n", invocation->out);
    } else {
        const Text pickup = ride_clock(arena, answer->pickup);
        const Text dropoff = ride_clock(arena, answer->dropoff);
        (void)fprintf(invocation->out, "%s: fetched %.*s, there %.*s\n",
                      answer->shift == 0 ? "yes" : "at another time", TEXT_ARG(pickup),
                      TEXT_ARG(dropoff));
    }
    return OK;
}

static void print_ride(const Invocation *invocation, const RideRequest *ride)
{
    Arena *arena = invocation->arena;
    const Text id = id_format(arena, ride->id);
    const Text day = date_format(arena, ride->day);
    const Text at = ride_clock(arena, ride->minute);
    const Text state = ride_state_code(ride->state);
    (void)fprintf(invocation->out, "%.*s %.*s %s %.*s %-9.*s %.*s\n", TEXT_ARG(id),
                  TEXT_ARG(day), ride->is_arrival ? "arrive" : "fetch ", TEXT_ARG(at),
                  TEXT_ARG(state), TEXT_ARG(ride->label));
}

static void print_rides(const Invocation *invocation, const RideRequestList *rides)
{
    if (!invocation->json) {
        for (size_t i = 0; i < rides->count; i++) {
            print_ride(invocation, &rides->items[i]);
        }
        return;
    }
    Buffer out = ride_cli_json(invocation);
    JsonWriter writer = json_writer(&out);
    json_array_open(&writer);
    for (size_t i = 0; i < rides->count; i++) {
        ride_request_write_json(invocation->arena, &rides->items[i], &writer);
    }
    json_array_close(&writer);
    ride_cli_print(invocation, &out);
}

static Outcome list(Access *access, void *context)
{
    const Asking *asking = context;
    RideRequestList rides = {0};
    TRY(ride_request_list(access, asking->first, asking->last, &rides));
    print_rides(asking->invocation, &rides);
    return OK;
}

static Outcome list_run(Invocation *invocation)
{
    Asking asking = {.invocation = invocation};
    TRY(ride_cli_day(invocation, invocation->arguments[0], "DAY", &asking.first));
    asking.last = asking.first;
    if (option_given(invocation, "to")) {
        TRY(ride_cli_day(invocation, option_value(invocation, "to"), "to", &asking.last));
    }
    return manage_look(invocation->store, access_of_command(invocation), list, &asking);
}

static Outcome move(Access *access, void *context)
{
    Asking *asking = context;
    if (option_given(asking->invocation, "series")) {
        return ride_series_cancel(access, asking->move.request, &asking->cancelled);
    }
    return ride_request_move(access, &asking->move, &asking->ride);
}

static Outcome act_run(Invocation *invocation)
{
    Asking asking = {.invocation = invocation, .move = {.minute = -1}};
    const bool is_series = option_given(invocation, "series");
    TRY(argument_id(invocation, 0, "REQUEST", &asking.move.request));
    TRY(option_id(invocation, "driver", &asking.move.driver));
    TRY(clock_option(invocation, "at", &asking.move.minute));
    if (!ride_act_parse(invocation->arguments[1], &asking.move.act) ||
        (is_series && asking.move.act != RIDE_CANCEL)) {
        return USAGE_ERROR(invocation, "ACT",
                           "offer, agree, drive, miss, cancel, cancel_by_house, fix or unfix "
                           "is expected; a series can be cancelled");
    }
    TRY(manage_run(invocation->store, access_of_command(invocation), move, &asking));
    if (is_series) {
        (void)fprintf(invocation->out, "%lld cancelled\n", (long long)asking.cancelled);
        return OK;
    }
    const RideRequestList one = {&asking.ride, 1, 1};
    print_rides(invocation, &one);
    return OK;
}

static Outcome show_events(Access *access, void *context)
{
    const Asking *asking = context;
    RideEventList events = {0};
    TRY(ride_request_history(access, asking->move.request, &events));
    for (size_t i = 0; i < events.count; i++) {
        const RideEvent *event = &events.items[i];
        const Text at = moment_format_local(access->arena, event->at);
        (void)fprintf(asking->invocation->out, "%.*s %.*s\n", TEXT_ARG(at),
                      TEXT_ARG(event->act));
    }
    return OK;
}

static Outcome events_run(Invocation *invocation)
{
    Asking asking = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "REQUEST", &asking.move.request));
    return manage_look(invocation->store, access_of_command(invocation), show_events, &asking);
}

static const Command commands[] = {
    {.name = "ride request",
     .arguments = "LINE DAY",
     .summary = "Take a request for transport: where from, where to, when, for whom.",
     .examples =
         "seuil ride request 0193... 2026-12-01 --arrive 10:00 --from \"rue Exemple 3, 4030\" "
         "--to 4000 --label \"Mme Exemple\" --back 11:30",                 .options = wish_options,
     .option_count = LENGTH_OF(wish_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_REQUEST_RIDE,
     .run = request_run},
    {.name = "ride call",
     .arguments = "LINE DAY",
     .summary = "Whether a request goes into the day's plan: yes, no, or the nearest time.",
     .examples = "seuil ride call 0193... 2026-12-01 --arrive 10:00 --from 4030 --to 4000 "
                 "--label \"Mme Exemple\"",                                .options = wish_options,
     .option_count = LENGTH_OF(wish_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_READ,
     .permission = MAY_REQUEST_RIDE,
     .run = call_run   },
    {.name = "ride list",
     .arguments = "DAY",
     .summary = "The requests of a day, or of several.",
     .examples = "seuil ride list 2026-12-01 --to 2026-12-07",
     .options = list_options,
     .option_count = LENGTH_OF(list_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_REQUEST_RIDE,
     .run = list_run   },
    {.name = "ride act",
     .arguments = "REQUEST ACT",
     .summary = "offer, agree, drive, miss, cancel, cancel_by_house, fix or unfix a request.",
     .examples = "seuil ride act 0193... fix --driver 0193... --at 09:45",
     .options = act_options,
     .option_count = LENGTH_OF(act_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_REQUEST_RIDE,
     .run = act_run    },
    {.name = "ride history",
     .arguments = "REQUEST",
     .summary = "What was done to a request, and when.",
     .examples = "seuil ride history 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_REQUEST_RIDE,
     .run = events_run },
};

const CommandTable RIDE_ORDER_COMMANDS = {commands, LENGTH_OF(commands)};
