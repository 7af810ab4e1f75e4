/* SPDX-License-Identifier: EUPL-1.2 */
/* Units and bookings as JSON, the same for the API and for commands. */
#pragma once

#include "resources/board.h"
#include "resources/unit_year.h"
#include "json/json.h"

void unit_write_json(Arena *arena, const Unit *unit, JsonWriter *writer);

/* Whose file it is, is told to the house that booked alone. */
void booking_write_json(const Access *access, const Unit *unit, const Booking *booking,
                        JsonWriter *writer);
void board_write_json(const Access *access, const Board *board, JsonWriter *writer);
void unit_year_write_json(Arena *arena, const UnitYear *counted, JsonWriter *writer);
void unit_report_write_json(Arena *arena, const UnitDayList *days, JsonWriter *writer);
