/* SPDX-License-Identifier: EUPL-1.2 */
/* The transports of a house as JSON, the same for the API and for `--json`. */
#pragma once

#include "resources/rides/ride_plan.h"
#include "resources/rides/ride_sheet.h"
#include "json/json.h"

void ride_channel_write_json(Arena *arena, const RideChannel *channel, JsonWriter *writer);
void driver_write_json(Arena *arena, const Driver *driver, JsonWriter *writer);
void driver_on_duty_write_json(Arena *arena, const DriverOnDuty *duty, JsonWriter *writer);
void driver_account_write_json(Arena *arena, const DriverAccount *account, JsonWriter *writer);

/* Without what is sealed. */
void ride_request_write_json(Arena *arena, const RideRequest *ride, JsonWriter *writer);
void ride_answer_write_json(Arena *arena, const RideAnswer *answer, JsonWriter *writer);
void ride_plan_write_json(Arena *arena, const DayPlan *plan, JsonWriter *writer);
void ride_sheet_write_json(Arena *arena, const RideSheet *sheet, JsonWriter *writer);
