/* SPDX-License-Identifier: EUPL-1.2 */
/* Random schedule rows against libical, an independent reader of RRULE. */
#include "hours_testing.h"

#include <libical/ical.h>

#include "base/random.h"
#include "directory/hours_schedule.h"

enum { CASES = 2000, WINDOW_DAYS = 400 };

static const char *const codes[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

static Text random_weekdays(Arena *arena, Random *random, bool monthly)
{
    Buffer out = buffer_new(arena, 256);
    const uint32_t first = random_below(random, 7);
    const uint32_t count = 1 + random_below(random, 3);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t day = (first + i * 2) % 7;
        const int ordinal = (int)random_below(random, 9) - 4;
        buffer_append(&out, i > 0 ? TEXT(",") : TEXT(""));
        if (monthly && ordinal != 0) {
            buffer_append_format(&out, "%d", ordinal);
        }
        buffer_append(&out, text_from(codes[day]));
    }
    return buffer_text(&out);
}

static ScheduleRow random_row(Arena *arena, Random *random, Date start)
{
    const bool monthly = random_below(random, 2) == 1;
    ScheduleRow row = {
        .freq = monthly ? TEXT("MONTHLY") : TEXT("WEEKLY"),
        .interval = 1 + (int64_t)random_below(random, 4),
        .dtstart = date_format(arena, start),
        .wkst = text_from(codes[random_below(random, 7)]),
        .opens_at = TEXT("09:00"),
        .closes_at = TEXT("12:00"),
    };
    if (monthly && random_below(random, 2) == 1) {
        const int day = 1 + (int)random_below(random, 31);
        row.bymonthday = text_format(arena, "%d", random_below(random, 3) == 0 ? -day : day);
    } else {
        row.byday = random_weekdays(arena, random, monthly);
    }
    switch (random_below(random, 3)) {
    case 0:
        row.count = 1 + (int64_t)random_below(random, 30);
        break;
    case 1:
        row.until = date_format(arena, start + (Date)random_below(random, 300));
        break;
    default:
        break;
    }
    return row;
}

/* libical 3.0 loses the rhythm of every so many weeks when they do not start on Monday or when
 * DTSTART is no occurrence itself (INTERVAL=2;BYDAY=SU from Monday 9 November 2026 begins on
 * the 22nd there, on the 15th by RFC 5545). The shared vectors, on which two other programs
 * agree, hold such rows. */
static bool oracle_is_sound(const ScheduleRow *row, Date start)
{
    return row->interval == 1 || text_equal(row->freq, TEXT("MONTHLY")) ||
           (text_equal(row->wkst, TEXT("MO")) &&
            text_contains(row->byday, text_from(codes[date_weekday(start)])));
}

/* The row as RRULE text. */
static const char *rule_text(Arena *arena, const ScheduleRow *row)
{
    Buffer out = buffer_new(arena, 1024);
    buffer_append_format(&out, "FREQ=%.*s;INTERVAL=%lld;WKST=%.*s", TEXT_ARG(row->freq),
                         (long long)row->interval, TEXT_ARG(row->wkst));
    if (row->byday.length > 0) {
        buffer_append_format(&out, ";BYDAY=%.*s", TEXT_ARG(row->byday));
    }
    if (row->bymonthday.length > 0) {
        buffer_append_format(&out, ";BYMONTHDAY=%.*s", TEXT_ARG(row->bymonthday));
    }
    if (row->count > 0) {
        buffer_append_format(&out, ";COUNT=%lld", (long long)row->count);
    }
    if (row->until.length > 0) {
        Date until = 0;
        assert_true(date_parse(row->until, &until));
        const CivilDate civil = date_to_civil(until);
        buffer_append_format(&out, ";UNTIL=%04d%02d%02d", civil.year, civil.month, civil.day);
    }
    return text_to_c(arena, buffer_text(&out));
}

static void ical_dates(Arena *arena, const char *rule, Date start, DateList *dates)
{
    const CivilDate civil = date_to_civil(start);
    const struct icaltimetype begin = icaltime_from_string(text_to_c(
        arena, text_format(arena, "%04d%02d%02d", civil.year, civil.month, civil.day)));
    icalrecur_iterator *iterator =
        icalrecur_iterator_new(icalrecurrencetype_from_string(rule), begin);
    assert_non_null(iterator);
    for (;;) {
        const struct icaltimetype next = icalrecur_iterator_next(iterator);
        if (icaltime_is_null_time(next)) {
            break;
        }
        const Date date = date_from_civil((CivilDate){next.year, next.month, next.day});
        if (date > start + WINDOW_DAYS) {
            break;
        }
        LIST_APPEND(arena, dates, date);
    }
    icalrecur_iterator_free(iterator);
}

static void random_rows_open_on_the_days_libical_gives(void **state)
{
    (void)state;
    Random random = random_seeded(2026);
    for (int i = 0; i < CASES;) {
        Arena *arena SCOPED(arena_close) = arena_new(0);
        const Date start =
            date_from_civil((CivilDate){2026, 1, 1}) + (Date)random_below(&random, 365);
        const ScheduleRow row = random_row(arena, &random, start);
        if (!oracle_is_sound(&row, start)) {
            continue;
        }
        i++;
        const char *rule = rule_text(arena, &row);
        DateList expected = {0};
        DateList dates = {0};
        ical_dates(arena, rule, start, &expected);
        Problem problem = {.arena = arena};
        assert_int_equal(
            schedule_dates(arena, &row, start, start + WINDOW_DAYS, &dates, &problem), OK);
        bool equal = dates.count == expected.count;
        for (size_t j = 0; equal && j < dates.count; j++) {
            equal = dates.items[j] == expected.items[j];
        }
        if (!equal) {
            fail_msg("case %d: %s from %.*s: %zu days, libical %zu", i, rule,
                     TEXT_ARG(row.dtstart), dates.count, expected.count);
        }
    }
    print_message("%d random rows agree with libical\n", CASES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_rows_open_on_the_days_libical_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
