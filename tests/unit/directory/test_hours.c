/* SPDX-License-Identifier: EUPL-1.2 */
#include "hours_testing.h"

#include "base/random.h"
#include "directory/hours_schedule.h"

enum { FORTNIGHT = 14 * 24 * 60, RANDOM_CASES = 150 };

/* ---------------------------------------------------------------------- random values */

/* A random value in the strict form: one to four rules of every family. */
static Text random_value(Arena *arena, Random *random)
{
    static const char *const dates[] = {"",
                                        "",
                                        "",
                                        "Nov ",
                                        "Oct-Nov ",
                                        "Oct 20-Nov 05 ",
                                        "week 43-47 ",
                                        "2026-2027 ",
                                        "Dec 24,Nov 11 ",
                                        "easter -200 days-easter +200 days "};
    static const char *const days[] = {"",       "Mo-Fr ",        "Sa,Su ", "We ",
                                       "Fr-Mo ", "Tu[1],Th[-1] ", "PH ",    "SH Mo-Fr ",
                                       "Su,PH ", "PH -1 day "};
    static const char *const times[] = {"08:00-12:00",  "13:00-17:30,18:00-19:00",
                                        "22:00-06:00",  "00:00-24:00",
                                        "01:30-02:45",  "17:00+",
                                        "14:00-17:00+", "sunrise-sunset",
                                        "09:15",        "10:00-16:00/90"};
    static const char *const states[] = {"",     "",         "",
                                         " off", " unknown", " open \"sur rendez-vous\""};
    static const char *const joins[] = {"; ", "; ", ", ", " || "};
    Buffer out = buffer_new(arena, 4096);
    const uint32_t rules = 1 + random_below(random, 4);
    for (uint32_t i = 0; i < rules; i++) {
        buffer_append_format(&out, "%s%s%s%s%s", i == 0 ? "" : joins[random_below(random, 4)],
                             dates[random_below(random, 10)], days[random_below(random, 10)],
                             times[random_below(random, 10)], states[random_below(random, 6)]);
    }
    return buffer_text(&out);
}

static void a_bitmap_says_what_the_evaluator_says_at_every_minute(void **state)
{
    (void)state;
    Random random = random_seeded(42);
    for (int i = 0; i < RANDOM_CASES; i++) {
        Arena *arena SCOPED(arena_close) = arena_new(0);
        const Text value = random_value(arena, &random);
        const Hours *hours = hours_of(arena, text_to_c(arena, value));
        /* A fortnight that holds the night summer time ends, from an odd minute. */
        const Moment from = at("2026-10-19T03:17");
        const HoursBitmap bitmap = hours_bitmap(arena, hours, from, FORTNIGHT);
        for (int minute = 0; minute < FORTNIGHT; minute += i < 30 ? 1 : 13) {
            const Moment moment = from + (Moment)minute * 60;
            if (hours_bitmap_state(&bitmap, moment) != hours_state(hours, moment)) {
                fail_msg("“%.*s” at minute %d", TEXT_ARG(value), minute);
            }
        }
    }
}

static bool windows_agree(const HoursWindowList *a, const HoursWindowList *b)
{
    bool agree = a->count == b->count;
    for (size_t i = 0; agree && i < a->count; i++) {
        agree = a->items[i].from == b->items[i].from && a->items[i].to == b->items[i].to &&
                a->items[i].state == b->items[i].state &&
                text_equal(a->items[i].comment, b->items[i].comment);
    }
    return agree;
}

static void a_printed_value_reads_back_as_the_same_hours(void **state)
{
    (void)state;
    Random random = random_seeded(7);
    for (int i = 0; i < RANDOM_CASES * 4; i++) {
        Arena *arena SCOPED(arena_close) = arena_new(0);
        const Text value = random_value(arena, &random);
        const Hours *hours = hours_of(arena, text_to_c(arena, value));
        Text printed = {0};
        assert_int_equal(hours_print_osm(arena, hours, &printed, NULL), OK);
        const Hours *again = hours_of(arena, text_to_c(arena, printed));
        HoursWindowList before = {0};
        HoursWindowList after = {0};
        hours_windows(arena, hours, at("2026-10-01"), at("2027-01-15"), &before);
        hours_windows(arena, again, at("2026-10-01"), at("2027-01-15"), &after);
        if (!windows_agree(&before, &after)) {
            fail_msg("“%.*s” printed as “%.*s”", TEXT_ARG(value), TEXT_ARG(printed));
        }
        Text twice = {0};
        assert_int_equal(hours_print_osm(arena, again, &twice, NULL), OK);
        assert_text_equal(twice, printed);
    }
}

/* -------------------------------------------------------------------------- the calendar */

static void the_last_hour_of_a_day_is_counted_once_in_the_long_night(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Hours *hours = hours_of(arena, "00:00-04:00");
    HoursWindowList windows = {0};
    hours_windows(arena, hours, at("2026-10-25"), at("2026-10-26"), &windows);
    assert_int_equal(windows.count, 1);
    assert_int_equal(windows.items[0].to - windows.items[0].from, 5 * 3600);
    windows = (HoursWindowList){0};
    hours_windows(arena, hours, at("2026-03-29"), at("2026-03-30"), &windows);
    assert_int_equal(windows.items[0].to - windows.items[0].from, 3 * 3600);
}

static void hours_never_given_are_unknown(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const HoursAnswer answer = hours_at(hours_new(arena), at("2026-11-24T10:00"));
    assert_int_equal(answer.state, HOURS_UNKNOWN);
    assert_true(answer.until == MOMENT_NONE);
}

static void a_temporary_closure_says_its_message_and_ends(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Hours *hours = hours_of(arena, "Mo-Fr 09:00-12:00");
    Date first = 0;
    Date last = 0;
    assert_true(date_parse(TEXT("2026-11-23"), &first));
    assert_true(date_parse(TEXT("2026-11-27"), &last));
    hours_close_between(hours, first, last, TEXT("travaux"));
    const HoursAnswer answer = hours_at(hours, at("2026-11-24T10:00"));
    assert_int_equal(answer.state, HOURS_CLOSED);
    assert_text_equal(answer.comment, TEXT("travaux"));
    assert_true(answer.until == at("2026-11-30T09:00"));
}

static void more_openings_stand_beside_the_usual_ones_on_their_days_alone(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Date first = 0;
    Date last = 0;
    const Hours *more = hours_of(arena, "Mo-Su 18:00-22:00");
    assert_true(date_parse(TEXT("2026-11-24"), &first));
    assert_true(date_parse(TEXT("2026-11-25"), &last));
    const Hours *hours =
        hours_extend(arena, hours_of(arena, "Mo-Fr 09:00-12:00"), more, first, last);
    assert_int_equal(hours_state(hours, at("2026-11-24T10:00")), HOURS_OPEN);
    assert_int_equal(hours_state(hours, at("2026-11-24T14:00")), HOURS_CLOSED);
    assert_int_equal(hours_state(hours, at("2026-11-25T20:00")), HOURS_OPEN);
    assert_int_equal(hours_state(hours, at("2026-11-26T20:00")), HOURS_CLOSED);
    assert_int_equal(hours_state(hours, at("2026-11-26T10:00")), HOURS_OPEN);
    const Hours *guess = hours_extend(arena, NULL, more, first, last);
    assert_int_equal(hours_state(guess, at("2026-11-24T20:00")), HOURS_OPEN);
    assert_int_equal(hours_state(guess, at("2026-11-24T14:00")), HOURS_UNKNOWN);
    assert_false(hours_only_open(hours_of(arena, "Mo-Su 18:00-22:00; Sa off")));
}

static void a_holiday_policy_holds_on_the_days_of_its_calendar(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Hours *hours = hours_of(arena, "Mo-Su 09:00-12:00");
    hours_set_holiday(hours, HOLIDAY_PUBLIC, HOURS_CLOSED, TEXT(""));
    hours_set_holiday(hours, HOLIDAY_SCHOOL, HOURS_UNKNOWN, TEXT("se renseigner"));
    const HoursAnswer armistice = hours_at(hours, at("2026-11-11T10:00"));
    assert_int_equal(armistice.state, HOURS_CLOSED);
    assert_text_equal(armistice.comment, TEXT("Armistice"));
    const HoursAnswer autumn = hours_at(hours, at("2026-10-28T10:00"));
    assert_int_equal(autumn.state, HOURS_UNKNOWN);
    assert_text_equal(autumn.comment, TEXT("se renseigner"));
    assert_int_equal(hours_state(hours, at("2026-11-24T10:00")), HOURS_OPEN);
}

static void outside_their_validity_hours_are_closed(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Hours *hours = hours_of(arena, "09:00-12:00");
    Date first = 0;
    assert_true(date_parse(TEXT("2027-01-04"), &first));
    hours_set_validity(hours, first, DATE_NONE);
    const HoursAnswer answer = hours_at(hours, at("2026-11-24T10:00"));
    assert_int_equal(answer.state, HOURS_CLOSED);
    assert_true(answer.until == at("2027-01-04T09:00"));
    Text printed = {0};
    assert_int_equal(hours_print_osm(arena, hours, &printed, NULL), OK);
    assert_int_equal(
        hours_state(hours_of(arena, text_to_c(arena, printed)), at("2026-11-24T10:00")),
        HOURS_CLOSED);
}

static void an_appointment_is_seen_in_the_comment(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Moment moment = at("2026-11-24T10:00");
    assert_true(
        hours_at(hours_of(arena, "09:00-12:00 open \"sur RDV\""), moment).by_appointment);
    assert_false(hours_at(hours_of(arena, "09:00-12:00 open \"sans rendez-vous\""), moment)
                     .by_appointment);
}

static void a_value_made_to_be_slow_is_answered_all_the_same(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Buffer out = buffer_new(arena, 4096);
    for (int i = 0; i < 200; i++) {
        buffer_append(&out, TEXT("00:00-24:00/1 off;"));
    }
    const Hours *hours = hours_of(arena, text_to_c(arena, buffer_text(&out)));
    assert_int_equal(hours_at(hours, at("2026-11-24T10:00")).state, HOURS_CLOSED);
}

/* ------------------------------------------------------------------------------ telling */

static void check_sentence(const char *value, Language language, const char *expected)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    assert_text_equal(hours_describe(arena, hours_of(arena, value), language),
                      text_from(expected));
}

static void common_weeks_are_told_in_four_languages(void **state)
{
    (void)state;
    const char *week = "Mo-Fr 09:00-12:00,13:00-17:00";
    check_sentence(week, FRENCH, "Lundi au vendredi, de 9 h à 12 h et de 13 h à 17 h");
    check_sentence(week, DUTCH, "Maandag tot vrijdag, van 9 tot 12 uur en van 13 tot 17 uur");
    check_sentence(week, GERMAN, "Montag bis Freitag, von 9 bis 12 Uhr und von 13 bis 17 Uhr");
    check_sentence(week, ENGLISH, "Monday to Friday, 9:00 to 12:00 and 13:00 to 17:00");
    check_sentence("Mo,We 08:30-12:00; Fr 14:00-16:00", FRENCH,
                   "Lundi et mercredi, de 8 h 30 à 12 h ; vendredi, de 14 h à 16 h");
    check_sentence("Mo-Su 20:00-08:00; PH off", FRENCH,
                   "Tous les jours, de 20 h à 8 h, fermé les jours fériés");
    check_sentence("24/7", FRENCH, "24 heures sur 24, 7 jours sur 7");
    check_sentence("Sa,Su 00:00-24:00", FRENCH, "Samedi et dimanche, 24 heures sur 24");
    check_sentence("Tu 09:00-12:00 open \"sur rendez-vous\"", FRENCH,
                   "Mardi, de 9 h à 12 h, sur rendez-vous");
}

static void hours_that_are_no_plain_week_are_told_faithfully(void **state)
{
    (void)state;
    check_sentence("Tu[1] 9h-12h", FRENCH, "Horaire particulier : Tu[1] 09:00-12:00");
    check_sentence("PH off; Mo-Fr 9h-12h", DUTCH, "Bijzondere uren: PH off; Mo-Fr 09:00-12:00");
}

/* ------------------------------------------------------------------------------ HSDS */

static void check_round_trip(const char *value)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Hours *hours = hours_of(arena, value);
    ScheduleRowList rows = {0};
    if (!hours_to_schedules(arena, hours, &rows)) {
        fail_msg("“%s” is not wholly in the rows", value);
    }
    Hours *again = NULL;
    Problem problem = {.arena = arena};
    assert_int_equal(hours_from_schedules(arena, rows.items, rows.count, &again, &problem), OK);
    for (Moment moment = at("2026-11-23"); moment < at("2026-12-31"); moment += 60 * 15) {
        if (hours_state(hours, moment) != hours_state(again, moment)) {
            fail_msg("“%s” differs at %.*s", value,
                     TEXT_ARG(moment_format_local(arena, moment)));
        }
    }
}

static void plain_weeks_survive_the_way_to_schedule_rows_and_back(void **state)
{
    (void)state;
    check_round_trip("Mo-Fr 09:00-12:00,13:00-17:00; We 08:00-20:00");
    check_round_trip("Fr,Sa 22:00-04:00");
    check_round_trip("24/7");
    check_round_trip("Mo-Su 18:00-18:00");
    check_round_trip("Su 20:00-36:00");
    check_round_trip("Tu[1,3] 13:30-15:30");
}

static void a_day_long_opening_ends_at_23_59_in_a_schedule_row(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    ScheduleRowList rows = {0};
    assert_true(hours_to_schedules(arena, hours_of(arena, "Mo-Fr 00:00-24:00"), &rows));
    assert_int_equal(rows.count, 1);
    assert_text_equal(rows.items[0].byday, TEXT("MO,TU,WE,TH,FR"));
    assert_text_equal(rows.items[0].opens_at, TEXT("00:00"));
    assert_text_equal(rows.items[0].closes_at, TEXT("23:59"));
}

static void what_rows_cannot_say_is_told(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    ScheduleRowList rows = {0};
    assert_false(
        hours_to_schedules(arena, hours_of(arena, "Mo-Fr 09:00-12:00; PH off"), &rows));
    rows = (ScheduleRowList){0};
    assert_false(hours_to_schedules(arena, hours_of(arena, "Mo-Fr 17:00+"), &rows));
}

static void a_row_that_cannot_be_read_names_its_member(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const ScheduleRow rows[] = {
        {.freq = TEXT("WEEKLY"),
         .byday = TEXT("MO"),
         .opens_at = TEXT("09:00:00+01:00"),
         .closes_at = TEXT("12:00")},
        {.freq = TEXT("WEEKLY"),                      .byday = TEXT("XX"), .opens_at = TEXT("09:00")},
    };
    Hours *hours = NULL;
    Problem problem = {.arena = arena};
    assert_int_equal(hours_from_schedules(arena, rows, 1, &hours, &problem), OK);
    assert_int_equal(hours_state(hours, at("2026-11-23T11:00")), HOURS_OPEN);
    assert_int_equal(hours_from_schedules(arena, rows, 2, &hours, &problem), INVALID);
    assert_text_equal(problem.where, TEXT("row 1"));
    assert_text_equal(problem.field, TEXT("byday"));
}

static void a_week_bitmap_shows_the_wall_clock(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Hours *hours = hours_of(arena, "Tu 10:00-12:00");
    Date monday = 0;
    assert_true(date_parse(TEXT("2026-11-23"), &monday));
    HoursWeek week;
    hours_week_bitmap(hours, monday, &week);
    const int first = 24 * 60 + 600;
    for (int minute = 0; minute < HOURS_WEEK_MINUTES; minute++) {
        const bool open = (week.open[minute / 64] >> minute % 64 & 1) != 0;
        assert_int_equal(open, minute >= first && minute < first + 120);
    }
    assert_true(hours_are_weekly(hours));
    assert_false(hours_are_weekly(hours_of(arena, "Tu[1] 10:00-12:00")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bitmap_says_what_the_evaluator_says_at_every_minute),
        cmocka_unit_test(a_printed_value_reads_back_as_the_same_hours),
        cmocka_unit_test(the_last_hour_of_a_day_is_counted_once_in_the_long_night),
        cmocka_unit_test(hours_never_given_are_unknown),
        cmocka_unit_test(a_temporary_closure_says_its_message_and_ends),
        cmocka_unit_test(more_openings_stand_beside_the_usual_ones_on_their_days_alone),
        cmocka_unit_test(a_holiday_policy_holds_on_the_days_of_its_calendar),
        cmocka_unit_test(outside_their_validity_hours_are_closed),
        cmocka_unit_test(an_appointment_is_seen_in_the_comment),
        cmocka_unit_test(a_value_made_to_be_slow_is_answered_all_the_same),
        cmocka_unit_test(common_weeks_are_told_in_four_languages),
        cmocka_unit_test(hours_that_are_no_plain_week_are_told_faithfully),
        cmocka_unit_test(plain_weeks_survive_the_way_to_schedule_rows_and_back),
        cmocka_unit_test(a_day_long_opening_ends_at_23_59_in_a_schedule_row),
        cmocka_unit_test(what_rows_cannot_say_is_told),
        cmocka_unit_test(a_row_that_cannot_be_read_names_its_member),
        cmocka_unit_test(a_week_bitmap_shows_the_wall_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
