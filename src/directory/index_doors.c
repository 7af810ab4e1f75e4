/* SPDX-License-Identifier: EUPL-1.2 */
/* Where the doors are, what they offer without words, and when they are open. */
#include <math.h>

#include "directory/index_parts.h"

static const double DEGREE = 3.14159265358979323846 / 180;

Direction direction_of(GeoPoint point)
{
    const double latitude = point.latitude * DEGREE;
    const double longitude = point.longitude * DEGREE;
    return (Direction){
        .x = cos(latitude) * cos(longitude),
        .y = cos(latitude) * sin(longitude),
        .z = sin(latitude),
    };
}

static bool is_remote(const Catalogue *catalogue, const Door *door)
{
    return door->location == NONE || catalogue->locations[door->location].is_virtual;
}

static void set_flags(const Catalogue *catalogue, DoorTable *doors, uint32_t number)
{
    const Door *door = &catalogue->doors[number];
    const Location *location =
        door->location == NONE ? NULL : &catalogue->locations[door->location];
    const bool has[FLAG_COUNT] = {
        [FLAG_FREE] = catalogue->services[door->service].is_free == YES,
        [FLAG_ACCESSIBLE] = location != NULL && location->accessibility.count > 0,
        [FLAG_ANIMALS] = location != NULL && location->accepts_animals == YES,
        [FLAG_REMOTE] = is_remote(catalogue, door),
        [FLAG_CONFIDENTIAL] = location != NULL && location->is_confidential,
        [FLAG_DATED] =
            doors->valid_from[number] != DATE_NONE || doors->valid_to[number] != DATE_NONE,
    };
    for (size_t i = 0; i < FLAG_COUNT; i++) {
        if (has[i]) {
            set_add(doors->flags[i], number);
        }
    }
}

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

/* The state is asked of ten thousand doors at once: weekly hours become the few minutes at
 * which they change. */
static WeekHours compile_week(Arena *arena, const Hours *hours)
{
    static const Date A_MONDAY = 4; /* 1970-01-05 */
    LIST_OF(WeekChange) changes = {0};
    HoursWeek week;
    hours_week_bitmap(hours, A_MONDAY, &week);
    size_t minute = 0;
    while (minute < HOURS_WEEK_MINUTES) {
        const HoursState state = week_state(&week, minute);
        const bool is_change =
            changes.count == 0 || changes.items[changes.count - 1].state != state;
        if (is_change) {
            LIST_APPEND(arena, &changes, (WeekChange){(uint16_t)minute, (uint8_t)state});
        }
        minute += minute % 64 == 0 && holds_throughout(&week, minute / 64, state) ? 64 : 1;
    }
    return (WeekHours){changes.items, changes.count};
}

static WeekHours week_of(Arena *arena, const SearchIndex *index, uint32_t number,
                         const WeekHours *weeks)
{
    static const WeekChange unknown = {0, HOURS_UNKNOWN};
    const Hours *hours = index->catalogue->doors[number].hours;
    if (hours == NULL) {
        return (WeekHours){&unknown, 1};
    }
    if (number > 0 && index->catalogue->doors[number - 1].hours == hours) {
        return weeks[number - 1];
    }
    return hours_are_weekly(hours) ? compile_week(arena, hours) : (WeekHours){NULL, 0};
}

void index_build_doors(Arena *arena, SearchIndex *index)
{
    const Catalogue *catalogue = index->catalogue;
    DoorTable *doors = &index->doors;
    Direction *directions = ARENA_ARRAY(arena, Direction, doors->count);
    bool *has_direction = ARENA_ARRAY(arena, bool, doors->count);
    Text *towns = ARENA_ARRAY(arena, Text, doors->count);
    Date *from = ARENA_ARRAY(arena, Date, doors->count);
    Date *to = ARENA_ARRAY(arena, Date, doors->count);
    WeekHours *weeks = ARENA_ARRAY(arena, WeekHours, doors->count);
    for (size_t i = 0; i < FLAG_COUNT; i++) {
        doors->flags[i] = ARENA_ARRAY(arena, uint64_t, doors->set_words);
    }
    doors->valid_from = from;
    doors->valid_to = to;
    for (uint32_t i = 0; i < doors->count; i++) {
        const uint32_t place = catalogue->doors[i].location;
        const Location *location = place == NONE ? NULL : &catalogue->locations[place];
        const Validity validity = door_validity(catalogue, &catalogue->doors[i]);
        from[i] = validity.first;
        to[i] = validity.last;
        set_flags(catalogue, doors, i);
        weeks[i] = week_of(arena, index, i, weeks);
        towns[i] = location == NULL || location->is_confidential
                       ? TEXT("")
                       : fold_key(arena, location->city);
        has_direction[i] =
            location != NULL && location->has_point && !location->is_confidential;
        if (has_direction[i]) {
            directions[i] = direction_of(location->point);
        }
    }
    doors->towns = towns;
    doors->directions = directions;
    doors->has_direction = has_direction;
    doors->weeks = weeks;
}

DoorClock door_clock(Moment at)
{
    const LocalTime local = moment_to_local(at);
    return (DoorClock){
        .at = at,
        .minute = (int)date_weekday(local.date) * 24 * 60 + local.minute,
        .is_plain = moment_from_local(local) == at,
    };
}

HoursState door_state(const SearchIndex *index, uint32_t door, const DoorClock *clock)
{
    const WeekHours *week = &index->doors.weeks[door];
    if (week->count == 0 || !clock->is_plain) {
        const Hours *hours = index->catalogue->doors[door].hours;
        return hours == NULL ? HOURS_UNKNOWN : hours_state(hours, clock->at);
    }
    size_t low = 0;
    size_t high = week->count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        low = week->changes[middle].minute <= clock->minute ? middle : low;
        high = week->changes[middle].minute <= clock->minute ? high : middle;
    }
    return (HoursState)week->changes[low].state;
}
