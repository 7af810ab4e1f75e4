/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes are read as hours or refused with a reason; what is read is evaluated, printed, and
 * the print reads back as the same hours.
 */
#include <assert.h>

#include "directory/hours.h"
#include "directory/hours_schedule.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const Moment start = 1792360800; /* 2026-10-19T00:00 in Brussels */

static void check_print(Arena *arena, const Hours *hours)
{
    Text printed = {0};
    if (hours_print_osm(arena, hours, &printed, NULL) != OK || printed.length > 4096) {
        return;
    }
    Hours *again = NULL;
    assert(hours_parse_osm(arena, printed, &again, NULL) == OK);
    for (Moment moment = start; moment < start + 9 * 86400; moment += 3540) {
        assert(hours_state(hours, moment) == hours_state(again, moment));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    Hours *hours = NULL;
    const Text value = text_of((const char *)data, size);
    if (hours_parse_osm(arena, value, &hours, &problem) != OK) {
        assert(problem.detail.length > 0);
        return 0;
    }
    const HoursAnswer answer = hours_at(hours, start);
    assert(answer.until == MOMENT_NONE || answer.until > start);
    (void)hours_describe(arena, hours, FRENCH);
    ScheduleRowList rows = {0};
    (void)hours_to_schedules(arena, hours, &rows);
    check_print(arena, hours);
    return 0;
}
