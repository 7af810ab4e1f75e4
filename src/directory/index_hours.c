/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * When the doors are open. Doors that are open in the same way share a timetable, which a
 * question asks once: hours that are the same every week become the few minutes at which they
 * change.
 */
#include "directory/index_names.h"
#include "directory/index_parts.h"

static HoursState week_state(const HoursWeek *week, size_t minute)
{
    if ((week->open[minute / 64] >> (minute % 64) & 1) != 0) {
        return HOURS_OPEN;
    }
    const bool is_unknown = (week->unknown[minute / 64] >> (minute % 64) & 1) != 0;
    return is_unknown ? HOURS_UNKNOWN : HOURS_CLOSED;
}

/* 64 minutes at a time: nearly all of a week is one long state after another. */
static bool holds_throughout(const HoursWeek *week, size_t word, HoursState state)
{
    const uint64_t open = state == HOURS_OPEN ? UINT64_MAX : 0;
    const uint64_t unknown = state == HOURS_UNKNOWN ? UINT64_MAX : 0;
    return week->open[word] == open && (state == HOURS_OPEN || week->unknown[word] == unknown);
}

typedef LIST_OF(WeekChange) WeekChangeList;

static void read_week(Arena *arena, const Hours *hours, Date monday, WeekChangeList *changes)
{
    HoursWeek week;
    hours_week_bitmap(hours, monday, &week);
    size_t minute = 0;
    while (minute < HOURS_WEEK_MINUTES) {
        const HoursState state = week_state(&week, minute);
        const bool is_change =
            changes->count == 0 || changes->items[changes->count - 1].state != state;
        if (is_change) {
            LIST_APPEND(arena, changes, (WeekChange){(uint16_t)minute, (uint8_t)state});
        }
        minute += minute % 64 == 0 && holds_throughout(&week, minute / 64, state) ? 64 : 1;
    }
}

typedef LIST_OF(Timetable) TimetableList;

typedef LIST_OF(Week) WeekList;

typedef struct HoursReader {
    Arena *arena;
    Arena *scratch;
    Date first_monday;
    NameTable values;    /* of opening hours as written */
    NameTable patterns;  /* changes of a week, as bytes */
    uint32_t *of_values; /* by number in `values`: timetable + 1 */
    size_t value_capacity;
    WeekList weeks;        /* by number in `patterns` */
    uint32_t *of_patterns; /* by number in `patterns`: timetable + 1, when it is a plain week */
    size_t pattern_capacity;
    TimetableList timetables;
    const Hours *last_hours;
    uint32_t last;
} HoursReader;

static uint32_t *remember(Arena *scratch, uint32_t **known, size_t *capacity, uint32_t number)
{
    while (number >= *capacity) {
        *known = list_grow(scratch, *known, *capacity, capacity, sizeof **known);
    }
    return *known + number;
}

static uint32_t add_timetable(HoursReader *reader, Timetable timetable)
{
    LIST_APPEND(reader->arena, &reader->timetables, timetable);
    return (uint32_t)reader->timetables.count - 1;
}

/* Weeks alike are kept once. */
static uint32_t number_week(HoursReader *reader, const Hours *hours, Date monday)
{
    WeekChangeList changes = {0};
    read_week(reader->scratch, hours, monday, &changes);
    const Text bytes =
        text_of((const char *)changes.items, changes.count * sizeof *changes.items);
    const uint32_t number = name_table_number(&reader->patterns, bytes);
    while (reader->weeks.count <= number) {
        WeekChange *kept = ARENA_ARRAY(reader->arena, WeekChange, changes.count);
        for (size_t i = 0; i < changes.count; i++) {
            kept[i] = changes.items[i];
        }
        LIST_APPEND(reader->scratch, &reader->weeks, (Week){kept, changes.count});
    }
    return number;
}

static uint32_t compile_weekly(HoursReader *reader, const Hours *hours)
{
    static const Date A_MONDAY = 4; /* 1970-01-05 */
    const uint32_t number = number_week(reader, hours, A_MONDAY);
    uint32_t *known =
        remember(reader->scratch, &reader->of_patterns, &reader->pattern_capacity, number);
    if (*known == 0) {
        *known =
            add_timetable(reader, (Timetable){reader->weeks.items[number], NULL, hours}) + 1;
    }
    return *known - 1;
}

static uint32_t compile_ahead(HoursReader *reader, const Hours *hours)
{
    Week *ahead = ARENA_ARRAY(reader->arena, Week, WEEKS_AHEAD);
    for (int i = 0; i < WEEKS_AHEAD; i++) {
        const uint32_t number = number_week(reader, hours, reader->first_monday + i * 7);
        ahead[i] = reader->weeks.items[number];
    }
    return add_timetable(reader, (Timetable){.ahead = ahead, .hours = hours});
}

static uint32_t compile(HoursReader *reader, const Hours *hours)
{
    return hours_are_weekly(hours) ? compile_weekly(reader, hours)
                                   : compile_ahead(reader, hours);
}

/* Hours written alike are read once, unless a measure makes them longer than they are written.
 */
static uint32_t timetable_of(HoursReader *reader, const Door *door)
{
    if (door->hours == NULL) {
        return 0;
    }
    if (door->hours == reader->last_hours) {
        return reader->last;
    }
    reader->last_hours = door->hours;
    if (door->hours_value.length == 0 || door->hours != door->usual) {
        reader->last = compile(reader, door->hours);
        return reader->last;
    }
    const uint32_t value = name_table_number(&reader->values, door->hours_value);
    uint32_t *known =
        remember(reader->scratch, &reader->of_values, &reader->value_capacity, value);
    if (*known == 0) {
        *known = compile(reader, door->hours) + 1;
    }
    reader->last = *known - 1;
    return reader->last;
}

void index_build_hours(Arena *arena, Arena *scratch, SearchIndex *index)
{
    static const WeekChange unknown = {0, HOURS_UNKNOWN};
    DoorTable *doors = &index->doors;
    const Date today = moment_to_local(index->catalogue->built_at).date;
    HoursReader reader = {.arena = arena, .scratch = scratch};
    reader.first_monday = today - (Date)date_weekday(today);
    reader.values = name_table(scratch, scratch);
    reader.patterns = name_table(scratch, scratch);
    LIST_APPEND(scratch, &reader.weeks, (Week){0}); /* the empty name */
    (void)add_timetable(&reader, (Timetable){
                                     .week = {&unknown, 1}
    });
    doors->first_monday = reader.first_monday;
    uint32_t *timetables = ARENA_ARRAY(arena, uint32_t, doors->count);
    for (uint32_t i = 0; i < index->catalogue->door_count; i++) {
        timetables[doors->positions[i]] = timetable_of(&reader, &index->catalogue->doors[i]);
    }
    doors->timetables = timetables;
    doors->timetable_items = reader.timetables.items;
    doors->timetable_count = reader.timetables.count;
}

DoorClock door_clock(const SearchIndex *index, Moment at)
{
    const LocalTime local = moment_to_local(at);
    const int weekday = (int)date_weekday(local.date);
    return (DoorClock){
        .at = at,
        .minute = weekday * 24 * 60 + local.minute,
        .week = (int)(local.date - weekday - index->doors.first_monday) / 7,
        .is_plain = moment_from_local(local) == at,
    };
}

static HoursState state_in(const Week *week, int minute)
{
    size_t low = 0;
    size_t high = week->count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        const bool has_begun = week->changes[middle].minute <= minute;
        low = has_begun ? middle : low;
        high = has_begun ? high : middle;
    }
    return (HoursState)week->changes[low].state;
}

HoursState timetable_state(const Timetable *timetable, const DoorClock *clock)
{
    if (timetable->hours == NULL) {
        return HOURS_UNKNOWN;
    }
    if (clock->is_plain && timetable->week.count > 0) {
        return state_in(&timetable->week, clock->minute);
    }
    if (clock->is_plain && clock->week >= 0 && clock->week < WEEKS_AHEAD) {
        return state_in(&timetable->ahead[clock->week], clock->minute);
    }
    return hours_state(timetable->hours, clock->at);
}

/* The changes of the week a clock shows; NULL when it was not read. */
static const Week *week_of(const Timetable *timetable, int week)
{
    if (timetable->week.count > 0) {
        return &timetable->week;
    }
    return week >= 0 && week < WEEKS_AHEAD ? &timetable->ahead[week] : NULL;
}

/* Adds what of a week lies in [from, to); `monday` is when the week begins. */
static void add_week(Arena *arena, const Week *week, Moment monday, HoursWindow within,
                     HoursWindowList *windows)
{
    for (size_t i = 0; i < week->count; i++) {
        const WeekChange *change = &week->changes[i];
        const int end = i + 1 < week->count ? change[1].minute : HOURS_WEEK_MINUTES;
        const Moment begins = monday + (Moment)change->minute * 60;
        const Moment ends = monday + (Moment)end * 60;
        const HoursWindow window = {.from = begins > within.from ? begins : within.from,
                                    .to = ends < within.to ? ends : within.to,
                                    .state = (HoursState)change->state};
        if (window.state != HOURS_CLOSED && window.from < window.to) {
            LIST_APPEND(arena, windows, window);
        }
    }
}

/* Is every minute between them on the clock once, as in a week without a change of time? */
static bool is_one_clock(Moment from, Moment to)
{
    const LocalTime first = moment_to_local(from);
    const LocalTime last = moment_to_local(to);
    const int64_t days = last.date - first.date;
    return to - from == (days * 24 * 60 + last.minute - first.minute) * 60 + last.second -
                            first.second &&
           moment_from_local(first) == from && moment_from_local(last) == to;
}

void index_windows(const SearchIndex *index, Arena *arena, uint32_t door, Moment from,
                   Moment to, HoursWindowList *windows)
{
    const DoorTable *doors = &index->doors;
    const Timetable *timetable =
        &doors->timetable_items[doors->timetables[doors->positions[door]]];
    const DoorClock clock = door_clock(index, from);
    const LocalTime local = moment_to_local(from);
    const Moment monday = from - (Moment)clock.minute * 60 - local.second;
    const Moment week_seconds = (Moment)HOURS_WEEK_MINUTES * 60;
    const int weeks = (int)((to - monday + week_seconds - 1) / week_seconds);
    bool is_read = to > from && is_one_clock(from, to);
    for (int i = 0; i < weeks && is_read; i++) {
        is_read = week_of(timetable, clock.week + i) != NULL;
    }
    if (!is_read) {
        hours_windows(arena, timetable->hours, from, to, windows);
        return;
    }
    for (int i = 0; i < weeks; i++) {
        add_week(arena, week_of(timetable, clock.week + i), monday + i * week_seconds,
                 (HoursWindow){.from = from, .to = to}, windows);
    }
}
