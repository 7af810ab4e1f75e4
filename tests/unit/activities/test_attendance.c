/* SPDX-License-Identifier: EUPL-1.2 */
/* The sheet of a session, and the report of a cycle. */
#include "unit/activities/activities_fixture.h"

typedef struct SheetDeed {
    Id group;
    Moment starts;
    AttendanceWord words[2];
    size_t count;
    int64_t others;
    AttendanceSheet sheet;
    Id course;
    CycleReport report;
} SheetDeed;

static Outcome sheet_deed(Access *access, void *context)
{
    SheetDeed *deed = context;
    return attendance_sheet(access, deed->group, deed->starts, &deed->sheet);
}

static Outcome mark_deed(Access *access, void *context)
{
    SheetDeed *deed = context;
    return attendance_mark(access, deed->group, deed->starts, deed->words, deed->count,
                           deed->others);
}

static Outcome report_deed(Access *access, void *context)
{
    SheetDeed *deed = context;
    return cycle_report(access, deed->course, day_of("2026-09-01"), &deed->report);
}

/* Camille and Robin take part since 1 September. */
static SheetDeed two_in_a_group(Fixture *fixture, Store *store, CourseDeed deeds[2])
{
    const Course course = add_course(fixture, store, (Course){.kind = COURSE_LESSONS});
    const CourseGroup group = add_group(fixture, store, course.id, "Mo-Fr 09:00-12:00", 5);
    the_time = at("2026-09-01T08:00");
    assert_int_equal(
        ask_for(fixture, store, &deeds[0], group.id, create_named(fixture, store, "Camille")),
        OK);
    assert_int_equal(
        ask_for(fixture, store, &deeds[1], group.id, create_named(fixture, store, "Robin")),
        OK);
    the_time = NOON;
    return (SheetDeed){
        .group = group.id,
        .starts = at("2026-09-21T09:00"),
        .words = {{deeds[0].enrolment.id, MARK_PRESENT}, {deeds[1].enrolment.id, MARK_EXCUSED}},
        .count = 2,
        .others = 3,
        .course = course.id,
    };
}

/* Inventory, seed 2 lines 59-61: "Course with groups, enrolment, attendance, level". */
static void a_sheet_holds_who_takes_part_and_is_said_again(void **state)
{
    Fixture *fixture = *state;
    CourseDeed deeds[2] = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    SheetDeed deed = two_in_a_group(fixture, store, deeds);
    assert_int_equal(acts(fixture, store, desk(), sheet_deed, &deed), OK);
    assert_int_equal(deed.sheet.lines.count, 2);
    assert_int_equal(deed.sheet.lines.items[0].mark, MARK_NONE);
    assert_int_equal(acts(fixture, store, desk(), mark_deed, &deed), OK);
    deed.words[1].mark = MARK_ABSENT;
    deed.others = -1;
    assert_int_equal(acts(fixture, store, desk(), mark_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, desk(), sheet_deed, &deed), OK);
    assert_int_equal(deed.sheet.lines.items[0].mark, MARK_PRESENT);
    assert_int_equal(deed.sheet.lines.items[1].mark, MARK_ABSENT);
    assert_int_equal(deed.sheet.others, 3);
    assert_int_equal(acts(fixture, store, stranger(), sheet_deed, &deed), NOT_FOUND);
    deed.words[0].enrolment = deed.group;
    assert_int_equal(acts(fixture, store, desk(), mark_deed, &deed), INVALID);
    deed.starts = at("2026-09-22T09:00");
    deed.count = 0;
    assert_int_equal(acts(fixture, store, desk(), mark_deed, &deed), CONFLICT);
    deed.starts = at("2026-09-21T09:30");
    assert_int_equal(acts(fixture, store, desk(), mark_deed, &deed), NOT_FOUND);
}

static void a_cycle_is_reported_as_it_was_lived(void **state)
{
    Fixture *fixture = *state;
    CourseDeed deeds[2] = {0};
    CourseDeed off = {.day = day_of("2026-09-02")};
    Store *store SCOPED(store_close) = open_store(fixture);
    SheetDeed deed = two_in_a_group(fixture, store, deeds);
    off.group.id = deed.group;
    the_time = at("2026-08-31T10:00:00Z");
    assert_int_equal(acts(fixture, store, head(), call_off_deed, &off), OK);
    the_time = NOON;
    assert_int_equal(acts(fixture, store, desk(), mark_deed, &deed), OK);
    deeds[1].id = deeds[1].enrolment.id;
    deeds[1].why = TEXT("moved");
    assert_int_equal(acts(fixture, store, desk(), end_deed, &deeds[1]), OK);
    assert_int_equal(acts(fixture, store, desk(), report_deed, &deed), OK);
    assert_int_equal(deed.report.lines.count, 1);
    const CycleLine *line = &deed.report.lines.items[0];
    assert_int_equal(line->enrolled, 1);
    assert_int_equal(line->ended, 1);
    assert_int_equal(line->sessions, 14); /* 1 to 21 September: 15 mornings, one called off */
    assert_int_equal(line->off, 1);
    assert_int_equal(line->marks[MARK_PRESENT], 1);
    assert_int_equal(line->marks[MARK_EXCUSED], 1);
    assert_int_equal(line->others, 3);
    Buffer out = buffer_new(fixture->arena, 1 << 12);
    cycle_report_csv(fixture->arena, &deed.report, &out);
    assert_true(text_contains(buffer_text(&out),
                              TEXT("2026-2027,Débutants,,5,1,0,1,14,1,1,0,1,3\r\n")));
    assert_int_equal(acts(fixture, store, stranger(), report_deed, &deed), NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_sheet_holds_who_takes_part_and_is_said_again),
        STORE_TEST(a_cycle_is_reported_as_it_was_lived),
    };
    return cmocka_run_group_tests_name("activities attendance", tests, NULL, NULL);
}
