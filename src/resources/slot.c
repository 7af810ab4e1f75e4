/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/slot.h"

#include "resources/place.h"

enum {
    MINUTE_SECONDS = 60,
    HALF_DAY = 12 * 60, /* minutes */
    USUAL_EVENING = 18 * 60,
    USUAL_MORNING = 10 * 60,
    DAY_START = 8 * 60, /* of a unit by the slot whose hours nobody wrote */
    DAY_END = 18 * 60,
};

static Moment at(Date day, Minutes minute)
{
    return moment_from_local((LocalTime){.date = day, .minute = minute});
}

Date slot_day(const Unit *unit, int64_t key)
{
    return unit_is_by_night(unit) ? (Date)key : moment_to_local(key).date;
}

Date slot_today(const Unit *unit, Moment now)
{
    const LocalTime local = moment_to_local(now);
    return unit_is_by_night(unit) && local.minute < HALF_DAY ? local.date - 1 : local.date;
}

int64_t slot_key_now(const Unit *unit, Moment now)
{
    if (unit_is_dwelling(unit)) {
        return DWELLING_SLOT;
    }
    return unit_is_by_night(unit) ? slot_today(unit, now)
                                  : now - unit->slot_minutes * MINUTE_SECONDS;
}

/* What is open between the two moments; the usual when the unit has no hours of its own. */
static Outcome open_windows(Arena *arena, const Unit *unit, Slot whole, Slot usual,
                            SlotList *open, Problem *problem)
{
    Hours *hours = NULL;
    HoursWindowList windows = {0};
    if (unit->hours.length == 0) {
        LIST_APPEND(arena, open, usual);
        return OK;
    }
    TRY(hours_parse_osm(arena, unit->hours, &hours, problem));
    hours_windows(arena, hours, whole.starts, whole.ends, &windows);
    for (size_t i = 0; i < windows.count; i++) {
        const HoursWindow *window = &windows.items[i];
        if (window->state == HOURS_OPEN) {
            LIST_APPEND(arena, open, (Slot){.starts = window->from, .ends = window->to});
        }
    }
    return OK;
}

/* One a day at most: a door that opens twice in a night is one night. */
static Outcome list_night(Arena *arena, const Unit *unit, Date day, SlotList *slots,
                          Problem *problem)
{
    SlotList open = {0};
    const Slot whole = {.starts = at(day, HALF_DAY), .ends = at(day + 1, HALF_DAY)};
    const Slot usual = {.starts = at(day, USUAL_EVENING), .ends = at(day + 1, USUAL_MORNING)};
    TRY(open_windows(arena, unit, whole, usual, &open, problem));
    if (open.count > 0) {
        LIST_APPEND(arena, slots,
                    (Slot){day, open.items[0].starts, open.items[open.count - 1].ends});
    }
    return OK;
}

static Outcome list_slots(Arena *arena, const Unit *unit, Date day, SlotList *slots,
                          Problem *problem)
{
    SlotList open = {0};
    const Moment length = unit->slot_minutes * MINUTE_SECONDS;
    const Moment step = length + unit->gap_minutes * MINUTE_SECONDS;
    const Slot whole = {.starts = at(day, 0), .ends = at(day + 1, 0)};
    const Slot usual = {.starts = at(day, DAY_START), .ends = at(day, DAY_END)};
    TRY(open_windows(arena, unit, whole, usual, &open, problem));
    for (size_t i = 0; i < open.count; i++) {
        for (Moment start = open.items[i].starts;
             start + length <= open.items[i].ends && slots->count < SLOTS_OF_DAY_MOST;
             start += step) {
            LIST_APPEND(arena, slots, (Slot){start, start, start + length});
        }
    }
    return OK;
}

Outcome slot_list(Arena *arena, const Unit *unit, Date day, SlotList *slots, Problem *problem)
{
    SlotList listed = {0};
    if (unit->closed == 0 && !unit_is_dwelling(unit)) {
        TRY(unit_is_by_night(unit) ? list_night(arena, unit, day, &listed, problem)
                                   : list_slots(arena, unit, day, &listed, problem));
    }
    *slots = listed;
    return OK;
}

Outcome slot_find(Arena *arena, const Unit *unit, int64_t key, Slot *slot, Problem *problem)
{
    SlotList slots = {0};
    if (unit_is_dwelling(unit) && key == DWELLING_SLOT) {
        *slot = (Slot){DWELLING_SLOT, 0, PLACE_KEPT};
        return OK;
    }
    TRY(slot_list(arena, unit, slot_day(unit, key), &slots, problem));
    for (size_t i = 0; i < slots.count; i++) {
        if (slots.items[i].key == key) {
            *slot = slots.items[i];
            return OK;
        }
    }
    return problem_set(problem, INVALID, TEXT("body"), "slot",
                       "the unit is not given then: ask which slots it has");
}

Outcome slot_day_ahead(Arena *arena, const Unit *unit, Moment now, Date *day, Problem *problem)
{
    SlotList slots = {0};
    const Date today = slot_today(unit, now);
    TRY(slot_list(arena, unit, today, &slots, problem));
    const bool is_over = slots.count == 0 || slots.items[slots.count - 1].ends <= now;
    *day = is_over ? today + 1 : today;
    return OK;
}

bool slot_key_parse(const Unit *unit, Text given, int64_t *key)
{
    Date day = 0;
    Moment moment = 0;
    if (unit_is_by_night(unit) && date_parse(given, &day)) {
        *key = day;
        return true;
    }
    if (!unit_is_by_night(unit) && moment_parse(given, &moment)) {
        *key = moment;
        return true;
    }
    return false;
}

Text slot_key_format(Arena *arena, const Unit *unit, int64_t key)
{
    return unit_is_by_night(unit) ? date_format(arena, (Date)key) : moment_format(arena, key);
}
