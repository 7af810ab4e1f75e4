/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil ride plan`: the tours of a day written in a file, as sheets for drivers or as JSON. */
#include "resources/rides/ride_cli.h"

#include "base/list.h"
#include "resources/rides/ride_day.h"
#include "resources/rides/tour_check.h"
#include "json/json.h"

enum { MOST_INPUT_BYTES = 1 << 20, MOST_ANSWER_BYTES = 16 << 20 };

#define USUAL_MILLISECONDS 1500
#define MOST_SECONDS       600

/* A day with its plan, and why each ride is where it is. */
typedef struct Planned {
    Invocation *invocation;
    RideDay day;
    TourPlan plan;
    RideWhy *why;
} Planned;

static Outcome seconds_read(Invocation *invocation, TourOptions *options)
{
    double seconds = 0;
    if (!option_given(invocation, "seconds")) {
        return OK;
    }
    if (!text_to_real(option_value(invocation, "seconds"), &seconds) || seconds <= 0 ||
        seconds > MOST_SECONDS) {
        return USAGE_ERROR(invocation, "--seconds", "more than 0, at most %d", MOST_SECONDS);
    }
    options->milliseconds = (int64_t)(seconds * 1000) + 1;
    return OK;
}

static Outcome plan_make(Planned *planned)
{
    Invocation *invocation = planned->invocation;
    Text content = {0};
    TourOptions options = {.seed = 1, .milliseconds = USUAL_MILLISECONDS};
    TRY(seconds_read(invocation, &options));
    TRY(invocation_read_file(invocation, invocation->arguments[0], MOST_INPUT_BYTES, &content));
    TRY(ride_day_read(invocation->arena, content, &planned->day, &invocation->problem));
    const TourProblem *tour = ride_day_tour(invocation->arena, &planned->day);
    TRY(tour_solve(invocation->arena, tour, &options, &planned->plan, &invocation->problem));
    TRY(tour_check(invocation->arena, tour, &planned->plan, &invocation->problem));
    planned->why = ARENA_ARRAY(invocation->arena, RideWhy, planned->day.ride_count);
    for (size_t i = 0; i < planned->day.ride_count; i++) {
        TRY(ride_why(invocation->arena, tour, &planned->plan, (int32_t)i, &planned->why[i],
                     &invocation->problem));
    }
    return OK;
}

static void write_stops(JsonWriter *writer, const Planned *planned, const TourRoute *route)
{
    Arena *arena = planned->invocation->arena;
    json_key(writer, TEXT("stops"));
    json_array_open(writer);
    for (size_t k = 0; k < route->count; k++) {
        const TourVisit *visit = &route->visits[k];
        json_object_open(writer);
        json_member(writer, "at", ride_clock(arena, visit->start));
        json_member(writer, "stop", visit->is_pickup ? TEXT("fetch") : TEXT("bring"));
        json_member(writer, "ride", planned->day.rides[visit->request].name);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_tours(JsonWriter *writer, const Planned *planned)
{
    Arena *arena = planned->invocation->arena;
    json_key(writer, TEXT("tours"));
    json_array_open(writer);
    for (size_t v = 0; v < planned->day.driver_count; v++) {
        const RideDriver *driver = &planned->day.drivers[v];
        const TourRoute *route = &planned->plan.routes[v];
        if (route->count == 0) {
            continue;
        }
        json_object_open(writer);
        json_member(writer, "driver", driver->name);
        json_member(writer, "leaves", ride_clock(arena, route->depart));
        json_member(writer, "back", ride_clock(arena, route->finish + 1));
        json_member_real(writer, "km", route->distance);
        if (driver->rate > 0) {
            json_member_real(writer, "allowance", route->distance * driver->rate);
        }
        write_stops(writer, planned, route);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_reasons(JsonWriter *writer, const Planned *planned)
{
    json_key(writer, TEXT("rides"));
    json_array_open(writer);
    for (size_t i = 0; i < planned->day.ride_count; i++) {
        const RideWhy *why = &planned->why[i];
        json_object_open(writer);
        json_member(writer, "ride", planned->day.rides[i].name);
        if (why->driver >= 0) {
            json_member(writer, "driver", planned->day.drivers[why->driver].name);
            json_member_real(writer, "adds_km", why->adds);
        }
        if (why->otherwise >= 0) {
            json_member(writer, "otherwise", planned->day.drivers[why->otherwise].name);
            json_member_real(writer, "otherwise_adds_km", why->otherwise_adds);
        }
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void print_json(const Planned *planned)
{
    Invocation *invocation = planned->invocation;
    Buffer out = buffer_new(invocation->arena, MOST_ANSWER_BYTES);
    JsonWriter writer = json_writer(&out);
    json_object_open(&writer);
    json_member_real(&writer, "km", planned->plan.distance);
    write_tours(&writer, planned);
    write_reasons(&writer, planned);
    json_key(&writer, TEXT("unserved"));
    json_array_open(&writer);
    for (size_t i = 0; i < planned->plan.unserved_count; i++) {
        json_write_text(&writer, planned->day.rides[planned->plan.unserved[i]].name);
    }
    json_array_close(&writer);
    json_object_close(&writer);
    (void)fwrite(out.bytes, 1, out.length, invocation->out);
    (void)fputc('\n', invocation->out);
}

static void print_reason(const Planned *planned, int32_t ride)
{
    FILE *out = planned->invocation->out;
    const RideWhy *why = &planned->why[ride];
    (void)fprintf(out, "  (adds %.1f km", why->adds);
    if (planned->day.rides[ride].driver >= 0) {
        (void)fprintf(out, "; fixed");
    } else if (why->otherwise >= 0) {
        (void)fprintf(out, "; with %.*s %.1f",
                      TEXT_ARG(planned->day.drivers[why->otherwise].name), why->otherwise_adds);
    } else {
        (void)fprintf(out, "; nobody else can, as the others stand");
    }
    (void)fprintf(out, ")");
}

static void print_sheet(const Planned *planned, size_t vehicle)
{
    Invocation *invocation = planned->invocation;
    const RideDriver *driver = &planned->day.drivers[vehicle];
    const TourRoute *route = &planned->plan.routes[vehicle];
    (void)fprintf(invocation->out, "%.*s: %.*s to %.*s, %.1f km", TEXT_ARG(driver->name),
                  TEXT_ARG(ride_clock(invocation->arena, route->depart)),
                  TEXT_ARG(ride_clock(invocation->arena, route->finish + 1)), route->distance);
    if (driver->rate > 0) {
        (void)fprintf(invocation->out, ", allowance %.2f", route->distance * driver->rate);
    }
    (void)fputc('\n', invocation->out);
    for (size_t k = 0; k < route->count; k++) {
        const TourVisit *visit = &route->visits[k];
        (void)fprintf(invocation->out, "  %.*s  %s  %.*s",
                      TEXT_ARG(ride_clock(invocation->arena, visit->start)),
                      visit->is_pickup ? "fetch" : "bring",
                      TEXT_ARG(planned->day.rides[visit->request].name));
        if (visit->is_pickup) {
            print_reason(planned, visit->request);
        }
        (void)fputc('\n', invocation->out);
    }
}

static void print_words(const Planned *planned)
{
    FILE *out = planned->invocation->out;
    for (size_t v = 0; v < planned->day.driver_count; v++) {
        if (planned->plan.routes[v].count > 0) {
            print_sheet(planned, v);
        }
    }
    for (size_t i = 0; i < planned->plan.unserved_count; i++) {
        (void)fprintf(out, "not brought: %.*s\n",
                      TEXT_ARG(planned->day.rides[planned->plan.unserved[i]].name));
    }
    (void)fprintf(out, "%.1f km in all; straight lines times %g at %g km/h\n",
                  planned->plan.distance, planned->day.detour, planned->day.speed);
}

static Outcome run_plan(Invocation *invocation)
{
    Planned planned = {.invocation = invocation};
    TRY(plan_make(&planned));
    if (invocation->json) {
        print_json(&planned);
    } else {
        print_words(&planned);
    }
    return OK;
}

static const Option PLAN_OPTIONS[] = {
    {"seconds", OPTION_VALUE, "SECONDS", "how long to look for better tours (1.5)"},
};

static const Command commands[] = {
    {.name = "ride plan",
     .arguments = "FILE",
     .summary = "Plan who drives whom on a day: a sheet a driver, and why.",
     .examples = "seuil ride plan day.json\n    prints the tours of the day\n"
                 "seuil ride plan day.json --seconds 10 --json\n    looks longer\n", .options = PLAN_OPTIONS,
     .option_count = LENGTH_OF(PLAN_OPTIONS),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_NONE,
     .permission = EVERYONE,
     .run = run_plan},
};

const CommandTable RIDE_COMMANDS = {commands, LENGTH_OF(commands)};
