/* SPDX-License-Identifier: EUPL-1.2 */
/* One day of hours painted on the minutes of the wall clock; for the files hours_*.c alone. */
#pragma once

#include "directory/hours_model.h"

/* One day painted: for each minute of the wall clock the rule that decides and its state. */
typedef struct DayPaint {
    Date date;
    Minutes from; /* the minutes painted, [from, to): the others hold nothing */
    Minutes to;
    uint16_t cells[DAY_MINUTES];
    size_t work; /* cells painted, for limits */
} DayPaint;

void day_paint(const Hours *hours, Date date, DayPaint *paint);

/* The cell of one minute, without painting the rest of the day. */
uint16_t minute_cell(const Hours *hours, Date date, Minutes minute, DayPaint *paint);
HoursState cell_state(const Hours *hours, uint16_t cell);
const HoursRule *cell_rule(const Hours *hours, uint16_t cell); /* NULL: no rule */
Text cell_comment(const Hours *hours, Date date, uint16_t cell);

/* Minutes from local midnight to local midnight: 1380, 1440 or 1500; and the minute of the
 * wall clock that many minutes after midnight. */
Minutes day_length(Date date);
Minutes wall_minute(Minutes length, Minutes elapsed);
