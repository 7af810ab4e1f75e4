/* SPDX-License-Identifier: EUPL-1.2 */
/* The timetables of the index against the hours themselves. */
#include "directory/index_parts.h"
#include "unit/testing.h"

static const Moment MONDAY_NOON = 1764586800; /* 2025-12-01T12:00+01:00, holidays ahead */

static const char *const values[] = {
    "Mo-Fr 09:00-17:00",
    "Mo-Fr 09:00-17:00; PH off",
    "Mo-Fr 09:00-17:00; Dec 24-Jan 01 off",
    "Sa[1] 10:00-12:00",
    "Mo-Su 22:00-02:30",
    "24/7",
    "week 1-53/2 Tu 14:00-16:00",
    "Mo-Fr 09:00-12:00; We 13:00-15:00 \"by appointment\"",
    "2025 Dec 10-2025 Dec 20 00:00-24:00",
};

enum { HOURS = LENGTH_OF(values) };

static const SearchIndex *some_index(Arena *arena, Catalogue *catalogue)
{
    static const Vocabulary no_needs = {.key = TEXT_INIT("needs")};
    Service *service = ARENA_ARRAY(arena, Service, 1);
    Door *doors = ARENA_ARRAY(arena, Door, HOURS);
    service->organization = NONE;
    service->marks = (Marks){.valid_from = DATE_NONE, .valid_to = DATE_NONE};
    for (size_t i = 0; i < HOURS; i++) {
        Hours *hours = NULL;
        assert_int_equal(hours_parse_osm(arena, text_from(values[i]), &hours, NULL), OK);
        doors[i] = (Door){.location = NONE, .hours = hours, .marks = service->marks};
    }
    *catalogue = (Catalogue){
        .services = service,
        .service_count = 1,
        .doors = doors,
        .door_count = HOURS,
        .needs = &no_needs,
        .built_at = MONDAY_NOON,
    };
    return index_build(arena, catalogue);
}

/* Through the weeks read in advance and past them, summer time's end and beginning included. */
static void a_timetable_says_at_any_time_what_its_hours_say(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Catalogue catalogue;
    const SearchIndex *index = some_index(arena, &catalogue);
    const Moment starts[] = {MONDAY_NOON - 40 * 86400, MONDAY_NOON - 86400,
                             MONDAY_NOON + 115 * 86400};
    const Moment lengths[] = {5 * 86400, 45 * 86400, 8 * 86400};
    for (size_t part = 0; part < LENGTH_OF(starts); part++) {
        for (Moment at = starts[part]; at < starts[part] + lengths[part]; at += 30 * 60) {
            const DoorClock clock = door_clock(index, at);
            for (uint32_t i = 0; i < HOURS; i++) {
                const uint32_t number = index->doors.timetables[index->doors.positions[i]];
                assert_int_equal(timetable_state(&index->doors.timetable_items[number], &clock),
                                 hours_state(catalogue.doors[i].hours, at));
            }
        }
    }
}

/* Windows of one state that touch, as one. */
static size_t joined(const HoursWindowList *list, HoursWindow *windows)
{
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        HoursWindow *last = count == 0 ? NULL : &windows[count - 1];
        if (last != NULL && last->to == list->items[i].from &&
            last->state == list->items[i].state) {
            last->to = list->items[i].to;
        } else {
            windows[count++] = list->items[i];
        }
    }
    return count;
}

static void check_windows(const SearchIndex *index, Arena *arena, uint32_t door, Moment from,
                          Moment to)
{
    enum { MOST = 200 };
    HoursWindowList quick = {0};
    HoursWindowList slow = {0};
    HoursWindow told[MOST];
    HoursWindow expected[MOST];
    index_windows(index, arena, door, from, to, &quick);
    hours_windows(arena, index_catalogue(index)->doors[door].hours, from, to, &slow);
    assert_true(quick.count <= MOST && slow.count <= MOST);
    const size_t count = joined(&slow, expected);
    assert_int_equal(joined(&quick, told), count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(told[i].from, expected[i].from);
        assert_int_equal(told[i].to, expected[i].to);
        assert_int_equal(told[i].state, expected[i].state);
    }
}

static void a_timetable_has_the_windows_its_hours_have(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Catalogue catalogue;
    const SearchIndex *index = some_index(arena, &catalogue);
    const Moment lengths[] = {0, 3600, 72 * 3600, 10 * 86400};
    for (Moment from = MONDAY_NOON - 40 * 86400; from < MONDAY_NOON + 125 * 86400;
         from += 7 * 3600 + 61) {
        for (size_t i = 0; i < LENGTH_OF(lengths); i++) {
            for (uint32_t door = 0; door < HOURS; door++) {
                check_windows(index, arena, door, from, from + lengths[i]);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_timetable_says_at_any_time_what_its_hours_say),
        cmocka_unit_test(a_timetable_has_the_windows_its_hours_have),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
