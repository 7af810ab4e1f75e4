/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The shared vectors: OSM values with their openings computed by another program, and HSDS rows
 * with their dates; and our own cases, each with its reason.
 */
#include "hours_testing.h"

#include "directory/hours_schedule.h"

static Text moment_or_none(Arena *arena, Moment moment)
{
    return moment == MOMENT_NONE ? TEXT("") : moment_format_local(arena, moment);
}

/* ------------------------------------------------------------------------- shared OSM */

static bool windows_equal(Arena *arena, const Hours *hours, const json_t *expected)
{
    HoursWindowList windows = {0};
    hours_windows(arena, hours, at("2026-10-19"), at("2026-11-30"), &windows);
    if (windows.count != json_array_size(expected)) {
        return false;
    }
    for (size_t i = 0; i < windows.count; i++) {
        const HoursWindow *window = &windows.items[i];
        const json_t *one = json_array_get(expected, i);
        const bool unknown = json_is_true(json_object_get(one, "unknown"));
        if (!text_equal(moment_format_local(arena, window->from),
                        json_member_text(one, "from")) ||
            !text_equal(moment_format_local(arena, window->to), json_member_text(one, "to")) ||
            (window->state == HOURS_UNKNOWN) != unknown) {
            return false;
        }
    }
    return true;
}

/* What the other program's own openings say of that moment. */
static Text state_in_windows(const json_t *open, Text moment)
{
    size_t index = 0;
    json_t *one = NULL;
    json_array_foreach((json_t *)open, index, one)
    {
        if (text_compare(json_member_text(one, "from"), moment) <= 0 &&
            text_compare(moment, json_member_text(one, "to")) < 0) {
            return json_is_true(json_object_get(one, "unknown")) ? TEXT("unknown")
                                                                 : TEXT("open");
        }
    }
    return TEXT("closed");
}

/* The other program contradicts its own openings after an open end; its openings count. */
static size_t states_differ(const Hours *hours, const json_t *vector, size_t *contradictions)
{
    const char *moment = NULL;
    json_t *state = NULL;
    size_t different = 0;
    json_object_foreach(json_object_get(vector, "state_at"), moment, state)
    {
        const Text theirs =
            state_in_windows(json_object_get(vector, "open"), text_from(moment));
        *contradictions += text_equal(theirs, json_text(state)) ? 0 : 1;
        different +=
            text_equal(hours_state_name(hours_state(hours, at(moment))), theirs) ? 0 : 1;
    }
    return different;
}

static bool vector_holds(Arena *arena, const json_t *vector, size_t *contradictions)
{
    const Text value = json_member_text(vector, "value");
    Hours *hours = NULL;
    Problem problem = {.arena = arena};
    const Outcome outcome = hours_parse_osm(arena, value, &hours, &problem);
    if (!json_is_true(json_object_get(vector, "valid"))) {
        return outcome == INVALID && problem.detail.length > 0 && problem.where.length > 0;
    }
    return outcome == OK && windows_equal(arena, hours, json_object_get(vector, "open")) &&
           states_differ(hours, vector, contradictions) == 0;
}

static void shared_opening_hours_values_give_the_openings_of_another_program(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text content = shared_content(arena, "opening-hours/osm_opening_hours_dev.json");
    if (content.length == 0) {
        print_message("skipped: no shared opening-hours vectors\n");
        arena_free(arena); /* skip() leaves by a jump */
        skip();
    }
    json_t *document SCOPED(json_close) = json_of(arena, content);
    const json_t *vectors = json_object_get(document, "vectors");
    size_t held = 0;
    size_t contradictions = 0;
    for (size_t i = 0; i < json_array_size(vectors); i++) {
        const json_t *vector = json_array_get(vectors, i);
        const ArenaMark mark = arena_mark(arena);
        if (vector_holds(arena, vector, &contradictions)) {
            held++;
        } else {
            print_message("differs: “%.*s”\n", TEXT_ARG(json_member_text(vector, "value")));
        }
        arena_rewind(arena, mark);
    }
    print_message("%zu of %zu values; the other program contradicts itself %zu times\n", held,
                  json_array_size(vectors), contradictions);
    assert_int_equal(held, json_array_size(vectors));
}

/* ------------------------------------------------------------------------ shared HSDS */

static ScheduleRow row_of_json(const json_t *object)
{
    return (ScheduleRow){
        .freq = json_member_text(object, "freq"),
        .dtstart = json_member_text(object, "dtstart"),
        .until = json_member_text(object, "until"),
        .valid_from = json_member_text(object, "valid_from"),
        .valid_to = json_member_text(object, "valid_to"),
        .count = json_integer_value(json_object_get(object, "count")),
        .interval = json_integer_value(json_object_get(object, "interval")),
        .byday = json_member_text(object, "byday"),
        .bymonthday = json_member_text(object, "bymonthday"),
        .wkst = json_member_text(object, "wkst"),
        .opens_at = json_member_text(object, "opens_at"),
        .closes_at = json_member_text(object, "closes_at"),
    };
}

static Date date_of_text(Text text)
{
    Date date = 0;
    assert_true(date_parse(text, &date));
    return date;
}

static bool dates_equal(const DateList *dates, const json_t *expected)
{
    bool equal = dates->count == json_array_size(expected);
    for (size_t i = 0; equal && i < dates->count; i++) {
        equal = dates->items[i] == date_of_text(json_text(json_array_get(expected, i)));
    }
    return equal;
}

static void shared_schedule_rows_open_on_the_days_two_other_programs_agree_on(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text content = shared_content(arena, "opening-hours/hsds_schedule_rrule_dev.json");
    if (content.length == 0) {
        print_message("skipped: no shared schedule vectors\n");
        arena_free(arena); /* skip() leaves by a jump */
        skip();
    }
    json_t *document SCOPED(json_close) = json_of(arena, content);
    const json_t *vectors = json_object_get(document, "vectors");
    for (size_t i = 0; i < json_array_size(vectors); i++) {
        const json_t *vector = json_array_get(vectors, i);
        const ScheduleRow row = row_of_json(json_object_get(vector, "schedule"));
        const json_t *window = json_object_get(vector, "window");
        DateList dates = {0};
        Problem problem = {.arena = arena};
        assert_int_equal(schedule_dates(arena, &row,
                                        date_of_text(json_text(json_array_get(window, 0))),
                                        date_of_text(json_text(json_array_get(window, 1))),
                                        &dates, &problem),
                         OK);
        if (!dates_equal(&dates, json_object_get(vector, "dates"))) {
            fail_msg("row %zu gives other days", i);
        }
    }
    print_message("%zu rows\n", json_array_size(vectors));
}

/* ------------------------------------------------------------------------------ our own */

static void check_case(Arena *arena, const json_t *one)
{
    const Text value = json_member_text(one, "value");
    const Text why = json_member_text(one, "why");
    Hours *hours = NULL;
    Problem problem = {.arena = arena};
    const Outcome outcome = hours_parse_osm(arena, value, &hours, &problem);
    if (json_is_true(json_object_get(one, "error"))) {
        if (outcome != INVALID) {
            fail_msg("“%.*s” should be refused: %.*s", TEXT_ARG(value), TEXT_ARG(why));
        }
        return;
    }
    assert_int_equal(outcome, OK);
    const HoursAnswer answer =
        hours_at(hours, at(text_to_c(arena, json_member_text(one, "at"))));
    const Text until = moment_or_none(arena, answer.until);
    if (!text_equal(hours_state_name(answer.state), json_member_text(one, "state")) ||
        !text_equal(until, json_member_text(one, "until"))) {
        fail_msg("“%.*s” is %.*s until %.*s: %.*s", TEXT_ARG(value),
                 TEXT_ARG(hours_state_name(answer.state)), TEXT_ARG(until), TEXT_ARG(why));
    }
}

static void our_own_cases_answer_as_reasoned(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Text rest = source_content(arena, "tests/data/hours-cases.jsonl");
    assert_true(rest.length > 0);
    Text line = {0};
    while (text_next(&rest, '\n', &line)) {
        if (line.length > 0) {
            json_t *one SCOPED(json_close) = json_of(arena, line);
            check_case(arena, one);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shared_opening_hours_values_give_the_openings_of_another_program),
        cmocka_unit_test(shared_schedule_rows_open_on_the_days_two_other_programs_agree_on),
        cmocka_unit_test(our_own_cases_answer_as_reasoned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
