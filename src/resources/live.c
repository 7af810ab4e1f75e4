/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/live.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "directory/twin_merge.h"
#include "resources/place.h"
#include "resources/resources_private.h"

struct LivePlaces {
    pthread_mutex_t mutex;
    size_t count;
    LiveUnit items[LIVE_UNITS_MOST];
};

/* -------------------------------------------------------------------------------- reading */

/* The first night or slot of the coming day that is not over and has a free place. */
static Outcome count_kept(Access *access, const Unit *unit, Date day, const SlotList *slots,
                          LiveUnit *live)
{
    const int64_t capacity = unit_capacity_on(unit, day);
    for (size_t i = 0; i < slots->count && live->free == 0; i++) {
        const Slot *slot = &slots->items[i];
        if (slot->ends > access->now) {
            TRY(place_free_count(access, unit->id, slot->key, capacity, &live->free));
            live->starts = live->free > 0 ? slot->starts : 0;
        }
    }
    return OK;
}

static Outcome read_one(Access *access, const Unit *unit, LiveUnit *live, bool *is_known)
{
    Date day = 0;
    SlotList slots = {0};
    ToldCount told = {0};
    *live = (LiveUnit){.kind = unit->kind};
    TRY(twin_shown(access->session, unit->service, &live->service, access->problem));
    TRY(slot_day_ahead(access->arena, unit, access->now, &day, access->problem));
    TRY(slot_list(access->arena, unit, day, &slots, access->problem));
    *is_known = slots.count > 0;
    live->until = *is_known ? slots.items[slots.count - 1].ends : 0;
    if (unit->is_kept_here) {
        return count_kept(access, unit, day, &slots, live);
    }
    TRY(unit_told(access, unit->id, &told));
    *is_known = *is_known && told.at != 0;
    live->told = told.at;
    live->free = told.free;
    return OK;
}

static int compare(const void *a, const void *b)
{
    const LiveUnit *left = a;
    const LiveUnit *right = b;
    return id_compare(left->service, right->service);
}

Outcome live_read(Arena *arena, Session *session, Moment now, LiveList *list, Problem *problem)
{
    Access access = {.arena = arena, .session = session, .now = now, .problem = problem};
    UnitList units = {0};
    LiveUnit *items = ARENA_ARRAY(arena, LiveUnit, LIVE_UNITS_MOST);
    size_t count = 0;
    TRY(unit_each(&access, &units));
    for (size_t i = 0; i < units.count && count < LIVE_UNITS_MOST; i++) {
        const Unit *unit = &units.items[i];
        bool is_known = false;
        if (unit->closed == 0 && unit->reach != UNIT_FOR_HOUSE && !unit_is_dwelling(unit) &&
            !id_is_nil(unit->service)) {
            TRY(read_one(&access, unit, &items[count], &is_known));
            count += is_known;
        }
    }
    if (count > 0) {
        qsort(items, count, sizeof *items, compare);
    }
    *list = (LiveList){items, count};
    return OK;
}

LiveList live_of_service(LiveList list, Id service)
{
    size_t low = 0;
    size_t high = list.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (id_compare(list.items[middle].service, service) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    while (high < list.count && id_equal(list.items[high].service, service)) {
        high++;
    }
    return (LiveList){list.items + low, high - low};
}

/* ---------------------------------------------------------------------------------- table */

LivePlaces *live_new(Arena *arena)
{
    LivePlaces *places = ARENA_NEW(arena, LivePlaces);
    places->count = 0;
    (void)pthread_mutex_init(&places->mutex, NULL);
    return places;
}

void live_publish(LivePlaces *places, LiveList list)
{
    const size_t count = list.count < LIVE_UNITS_MOST ? list.count : LIVE_UNITS_MOST;
    (void)pthread_mutex_lock(&places->mutex);
    if (count > 0) {
        memcpy(places->items, list.items, count * sizeof *list.items);
    }
    places->count = count;
    (void)pthread_mutex_unlock(&places->mutex);
}

LiveList live_copy(LivePlaces *places, Arena *arena)
{
    if (places == NULL) {
        return (LiveList){0};
    }
    (void)pthread_mutex_lock(&places->mutex);
    const size_t count = places->count;
    LiveUnit *items = ARENA_ARRAY(arena, LiveUnit, count);
    if (count > 0) {
        memcpy(items, places->items, count * sizeof *items);
    }
    (void)pthread_mutex_unlock(&places->mutex);
    return (LiveList){items, count};
}
