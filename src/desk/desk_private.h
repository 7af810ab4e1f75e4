/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the desk: what its files share. */
#pragma once

#include "desk/desk_day.h"

/* REFUSED unless the caller works at the desk of a house. */
Outcome desk_admit(Access *access);

/* CONFLICT unless the day is open. */
Outcome desk_day_require_open(Access *access, DeskDay *day);

/* Takes the next ticket of an open day. */
Outcome desk_take_ticket(Access *access, const DeskDay *day, int64_t *ticket);

/* Raises a counter of visits. */
Outcome desk_count_visit(Access *access, Date day, Text kind);

/* Puts down as gone who is still there. */
Outcome desk_send_home(Access *access);

/* What the desk calls the person by, after judging; empty for a file of one team alone. */
Outcome desk_person_label(Access *access, Id person, Text *label);

/* Writes down what was done to an arrival, after it. */
Outcome desk_add_event(Access *access, const Arrival *arrival, Text act);
