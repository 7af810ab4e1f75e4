/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/rides/ride_json.h"

void ride_channel_write_json(Arena *arena, const RideChannel *channel, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, channel->id));
    json_member(writer, "name", channel->name);
    json_member_unless_empty(writer, "phone", channel->phone);
    json_member_unless_empty(writer, "hours", channel->hours);
    json_member(writer, "audience", ride_audience_code(channel->audience));
    json_object_close(writer);
}

static void write_driver(Arena *arena, const Driver *driver, JsonWriter *writer)
{
    json_member(writer, "id", id_format(arena, driver->id));
    json_member(writer, "name", driver->name);
    json_member(writer, "status", driver_status_code(driver->status));
    json_member_unless_empty(writer, "vehicle", driver->vehicle);
    json_member(writer, "postal", driver->postal);
    json_member_integer(writer, "seats", driver->seats);
    json_member_integer(writer, "wheelchairs", driver->wheelchairs);
    json_member_integer(writer, "mostKm", driver->most_km);
}

void driver_write_json(Arena *arena, const Driver *driver, JsonWriter *writer)
{
    json_object_open(writer);
    write_driver(arena, driver, writer);
    json_object_close(writer);
}

void driver_account_write_json(Arena *arena, const DriverAccount *account, JsonWriter *writer)
{
    json_object_open(writer);
    write_driver(arena, &account->driver, writer);
    json_member_integer(writer, "days", account->days);
    json_member_integer(writer, "meters", account->meters);
    json_member_integer(writer, "cents", account->cents);
    json_object_close(writer);
}

void ride_request_write_json(Arena *arena, const RideRequest *ride, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, ride->id));
    json_member(writer, "channel", id_format(arena, ride->channel));
    json_member(writer, "series", id_format(arena, ride->series));
    json_member_id(writer, arena, "person", ride->person);
    json_member(writer, "label", ride->label);
    json_member(writer, "day", date_format(arena, ride->day));
    json_member(writer, ride->is_arrival ? "arrive" : "fetch", ride_clock(arena, ride->minute));
    json_member_integer(writer, "leeway", ride->leeway);
    json_member(writer, "purpose", ride_purpose_code(ride->purpose));
    json_member_integer(writer, "companions", ride->companions);
    json_member_bool(writer, "wheelchair", ride->wheelchair);
    json_member_bool(writer, "minor", ride->is_minor);
    json_member_bool(writer, "wayBack", ride->is_way_back);
    json_member(writer, "state", ride_state_code(ride->state));
    if (ride->offered != -1) {
        json_member(writer, "offered", ride_clock(arena, ride->offered));
    }
    json_member_id(writer, arena, "driver", ride->driver);
    json_member_bool(writer, "fixedTime", ride->is_fixed);
    json_member_integer(writer, "revision", ride->revision);
    json_object_close(writer);
}

void ride_answer_write_json(Arena *arena, const RideAnswer *answer, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "answer",
                !answer->is_possible ? TEXT("no")
                : answer->shift == 0 ? TEXT("yes")
                                     : TEXT("other_time"));
    if (answer->is_possible) {
        json_member_integer(writer, "shift", answer->shift);
        json_member_id(writer, arena, "driver", answer->driver);
        json_member(writer, "pickup", ride_clock(arena, answer->pickup));
        json_member(writer, "dropoff", ride_clock(arena, answer->dropoff));
        json_member_integer(writer, "moved", answer->moved);
    }
    json_member_integer(writer, "unplanned", answer->unplanned);
    json_object_close(writer);
}

static void write_stops(Arena *arena, const DayPlan *plan, Id driver, JsonWriter *writer)
{
    json_member_array_open(writer, "stops");
    for (size_t i = 0; i < plan->stops.count; i++) {
        const PlanStop *stop = &plan->stops.items[i];
        if (id_equal(stop->driver, driver)) {
            json_object_open(writer);
            json_member(writer, "request", id_format(arena, stop->request));
            json_member(writer, "stop", stop->is_pickup ? TEXT("fetch") : TEXT("bring"));
            json_member(writer, "at", ride_clock(arena, stop->start));
            json_member_bool(writer, "past", stop->is_past);
            json_object_close(writer);
        }
    }
    json_array_close(writer);
}

static void write_choice(Arena *arena, const PlanChoice *choice, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "request", id_format(arena, choice->request));
    json_member_id(writer, arena, "driver", choice->driver);
    if (!id_is_nil(choice->driver)) {
        json_member_integer(writer, "addsMeters", choice->adds);
    }
    json_member_id(writer, arena, "otherwise", choice->otherwise);
    if (!id_is_nil(choice->otherwise)) {
        json_member_integer(writer, "otherwiseAddsMeters", choice->otherwise_adds);
    }
    if (choice->shift != 0) {
        json_member_integer(writer, "nearestShift", choice->shift);
    }
    json_object_close(writer);
}

void ride_plan_write_json(Arena *arena, const DayPlan *plan, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "day", date_format(arena, plan->day));
    json_member_integer(writer, "revision", plan->revision);
    json_member(writer, "from", ride_clock(arena, plan->from));
    json_member_moment(writer, arena, "made", plan->made);
    json_member_array_open(writer, "tours");
    for (size_t i = 0; i < plan->tours.count; i++) {
        const PlanTour *tour = &plan->tours.items[i];
        json_object_open(writer);
        json_member(writer, "driver", id_format(arena, tour->driver));
        json_member(writer, "leaves", ride_clock(arena, tour->depart));
        json_member(writer, "back", ride_clock(arena, tour->finish + 1));
        json_member_integer(writer, "meters", tour->meters);
        write_stops(arena, plan, tour->driver, writer);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_member_array_open(writer, "choices");
    for (size_t i = 0; i < plan->choices.count; i++) {
        write_choice(arena, &plan->choices.items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

void driver_on_duty_write_json(Arena *arena, const DriverOnDuty *duty, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "driver", id_format(arena, duty->driver.id));
    json_member(writer, "name", duty->driver.name);
    json_member(writer, "from", ride_clock(arena, duty->shift.from));
    json_member(writer, "to", ride_clock(arena, duty->shift.to));
    if (duty->broken >= 0) {
        json_member(writer, "broken", ride_clock(arena, duty->broken));
    }
    json_object_close(writer);
}

void ride_sheet_write_json(Arena *arena, const RideSheet *sheet, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "driver", sheet->driver.name);
    json_member(writer, "leaves", ride_clock(arena, sheet->tour.depart));
    json_member(writer, "back", ride_clock(arena, sheet->tour.finish + 1));
    json_member_integer(writer, "meters", sheet->tour.meters);
    json_member_array_open(writer, "stops");
    for (size_t i = 0; i < sheet->lines.count; i++) {
        const SheetLine *line = &sheet->lines.items[i];
        json_object_open(writer);
        json_member(writer, "at", ride_clock(arena, line->at));
        json_member(writer, "stop", line->is_pickup ? TEXT("fetch") : TEXT("bring"));
        json_member(writer, "who", line->label);
        json_member(writer, "where", line->address);
        json_member_unless_empty(writer, "near", line->near);
        json_member_integer(writer, "companions", line->companions);
        json_member_bool(writer, "wheelchair", line->wheelchair);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}
