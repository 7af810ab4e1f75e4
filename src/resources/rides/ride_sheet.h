/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The run sheet of a driver: when, where, whom, how many, with a wheelchair or not. What they
 * are brought for, who agreed for a child, and whose file it is, stay with the dispatcher.
 */
#pragma once

#include "resources/rides/ride_plan.h"

typedef struct SheetLine {
    double at; /* minute of the day */
    bool is_pickup;
    Text label;
    Text address;
    Text near; /* "4020 Liège", where the address is no words but coordinates; else empty */
    int64_t companions;
    bool wheelchair;
} SheetLine;

typedef struct RideSheet {
    Driver driver;
    PlanTour tour;
    LIST_OF(SheetLine) lines;
} RideSheet;

/* Of the last plan of the day. MAY_PLAN_RIDES, and a line in the journal for each person with
 * a file; NOT_FOUND for a driver without a tour. */
MUST_USE Outcome ride_sheet_read(Access *access, Date day, Id driver, RideSheet *sheet);
