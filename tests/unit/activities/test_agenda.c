/* SPDX-License-Identifier: EUPL-1.2 */
/* The public calendar and its feeds, read back by libical, an independent reader. */
#include "unit/activities/activities_fixture.h"

#include <libical/ical.h>

#include "activities/ical.h"

typedef struct AgendaDeed {
    AgendaQuestion question;
    Text kind;
    Id group;
    AgendaList list;
    AgendaGroupList groups;
} AgendaDeed;

static Outcome list_deed(Access *access, void *context)
{
    AgendaDeed *deed = context;
    return agenda_list(access->session, access->arena, &deed->question, &deed->list,
                       access->problem);
}

static Outcome groups_deed(Access *access, void *context)
{
    AgendaDeed *deed = context;
    return agenda_groups(access->session, access->arena, deed->kind, deed->group,
                         moment_to_local(access->now).date, &deed->groups, access->problem);
}

static Outcome change_course_deed(Access *access, void *context)
{
    CourseDeed *deed = context;
    return course_change(access, &deed->course, &deed->course);
}

static Course lessons(const char *postal_code)
{
    return (Course){.kind = COURSE_LESSONS,
                    .name = TEXT("Français; débutants, écrit \\ oral"),
                    .address = TEXT("rue de l’Étuve 12, troisième étage au fond du couloir"),
                    .postal_code = text_from(postal_code),
                    .is_shown = true};
}

/* -------------------------------------------------------------------------------- the week */

/* Inventory, seed 0 page 33: "Activities on the theme: activity calendar". */
static void the_week_shows_what_takes_place_near_by_day_and_by_kind(void **state)
{
    Fixture *fixture = *state;
    AgendaDeed deed = {.question = {.days = {day_of("2026-09-21"), day_of("2026-09-27")}}};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Course here = add_course(fixture, store, lessons("4000"));
    Course far = lessons("7000");
    far.kind = COURSE_GROUP;
    far = add_course(fixture, store, far);
    (void)add_group(fixture, store, here.id, "Mo,We 09:00-12:00", 5);
    (void)add_group(fixture, store, far.id, "Mo 09:00-12:00", 5);
    assert_int_equal(acts(fixture, store, desk(), list_deed, &deed), OK);
    assert_int_equal(deed.list.count, 3);
    deed.question.postal_code = TEXT("4020");
    assert_int_equal(acts(fixture, store, desk(), list_deed, &deed), OK);
    assert_int_equal(deed.list.count, 2);
    assert_true(deed.list.items[0].distance_meters < 10000);
    deed.question.kind = TEXT("group");
    assert_int_equal(acts(fixture, store, desk(), list_deed, &deed), OK);
    assert_int_equal(deed.list.count, 0);
    deed.question.kind = TEXT("choir");
    assert_int_equal(acts(fixture, store, desk(), list_deed, &deed), INVALID);
    deed.question = (AgendaQuestion){.days = deed.question.days, .postal_code = TEXT("40")};
    assert_int_equal(acts(fixture, store, desk(), list_deed, &deed), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("near"));
}

static void what_a_house_hides_or_closed_is_in_no_calendar(void **state)
{
    Fixture *fixture = *state;
    CourseDeed changing = {0};
    AgendaDeed deed = {.question = {.days = {day_of("2026-09-21"), day_of("2026-09-27")}}};
    Store *store SCOPED(store_close) = open_store(fixture);
    changing.course = add_course(fixture, store, lessons("4000"));
    deed.group = add_group(fixture, store, changing.course.id, "Mo 09:00-12:00", 5).id;
    assert_int_equal(acts(fixture, store, desk(), groups_deed, &deed), OK);
    changing.course.is_shown = false;
    assert_int_equal(acts(fixture, store, head(), change_course_deed, &changing), OK);
    assert_int_equal(acts(fixture, store, desk(), list_deed, &deed), OK);
    assert_int_equal(deed.list.count, 0);
    assert_int_equal(acts(fixture, store, desk(), groups_deed, &deed), NOT_FOUND);
}

/* ------------------------------------------------------------------------------- the lines */

static void a_line_is_folded_at_75_octets_and_never_within_a_character(void **state)
{
    Fixture *fixture = *state;
    Buffer plain = buffer_new(fixture->arena, 1 << 12);
    Buffer out = buffer_new(fixture->arena, 1 << 12);
    for (int i = 0; i < 100; i++) {
        buffer_append(&plain, i % 3 == 0 ? TEXT("é") : TEXT("€a"));
    }
    ical_line(&out, buffer_text(&plain));
    Text rest = buffer_text(&out);
    Text line = {0};
    size_t count = 0;
    while (text_next(&rest, '\n', &line) && line.length > 0) {
        assert_true(line.length <= ICAL_LINE_OCTETS + 1);
        assert_true(text_is_utf8(line));
        assert_true(text_ends_with(line, TEXT("\r")));
        assert_true(count++ == 0 || line.bytes[0] == ' ');
    }
    assert_true(count > 3);
    assert_text_equal(ical_escape(fixture->arena, TEXT("a;b,c\\d\ne\r\x01")),
                      TEXT("a\\;b\\,c\\\\d\\ne"));
}

/* -------------------------------------------------------------------------------- the feed */

static Text feed_of(Fixture *fixture, const AgendaDeed *deed)
{
    Buffer out = buffer_new(fixture->arena, 1 << 14);
    ical_write(fixture->arena, &deed->groups, &out);
    return buffer_text(&out);
}

typedef LIST_OF(Moment) MomentList;

typedef struct Found {
    Arena *arena;
    MomentList starts;
} Found;

static void find_one(icalcomponent *event, struct icaltime_span *span, void *context)
{
    Found *found = context;
    (void)event;
    LIST_APPEND(found->arena, &found->starts, (Moment)span->start);
}

static int compare_moments(const void *a, const void *b)
{
    const Moment left = *(const Moment *)a;
    const Moment right = *(const Moment *)b;
    return left < right ? -1 : left > right;
}

/* Each occurrence that libical finds in the feed. */
static MomentList read_back(Fixture *fixture, Text feed)
{
    Found found = {.arena = fixture->arena};
    icalcomponent *calendar = icalparser_parse_string(text_to_c(fixture->arena, feed));
    assert_non_null(calendar);
    assert_int_equal(icalcomponent_count_errors(calendar), 0);
    assert_true(icalrestriction_check(calendar));
    for (icalcomponent *event =
             icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
         event != NULL;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        icalcomponent_foreach_recurrence(event, icaltime_from_string("20260101T000000Z"),
                                         icaltime_from_string("20280101T000000Z"), find_one,
                                         &found);
    }
    icalcomponent_free(calendar);
    qsort(found.starts.items, found.starts.count, sizeof(Moment), compare_moments);
    return found.starts;
}

static void libical_reads_back_the_sessions_of_a_feed_and_no_other(void **state)
{
    /* Over both changes of the clock; two times a day; a weekday that changes its time. */
    static const char *const hours[] = {"Mo-Fr 09:00-12:00", "Mo,Tu,Th,Fr 13:00-16:00",
                                        "Mo 09:00-10:30,14:00-15:30; We 17:00-19:00"};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Course course = add_course(fixture, store, lessons("4000"));
    for (size_t i = 0; i < LENGTH_OF(hours); i++) {
        AgendaDeed deed = {.kind = TEXT("course")};
        CourseDeed off = {.group = add_group(fixture, store, course.id, hours[i], 5),
                          .day = day_of("2026-09-28")};
        assert_int_equal(acts(fixture, store, head(), call_off_deed, &off), OK);
        deed.group = off.group.id;
        assert_int_equal(acts(fixture, store, desk(), groups_deed, &deed), OK);
        const CourseSessionList *sessions = &deed.groups.items[0].sessions;
        const MomentList starts = read_back(fixture, feed_of(fixture, &deed));
        assert_true(sessions->count > 50);
        assert_int_equal(starts.count, sessions->count);
        for (size_t j = 0; j < starts.count; j++) {
            assert_int_equal(starts.items[j], sessions->items[j].starts);
        }
    }
}

static void a_change_raises_the_sequence_and_keeps_the_uid(void **state)
{
    Fixture *fixture = *state;
    AgendaDeed deed = {0};
    CourseDeed off = {.day = day_of("2026-09-22")};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Course course = add_course(fixture, store, lessons("4000"));
    off.group = add_group(fixture, store, course.id, "Mo-Fr 09:00-12:00", 5);
    const Text uid = text_format(fixture->arena, "UID:%.*s-2026-09-01-540-10800@seuil",
                                 TEXT_ARG(id_format(fixture->arena, off.group.id)));
    for (int sequence = 0; sequence < 2; sequence++) {
        assert_int_equal(acts(fixture, store, desk(), groups_deed, &deed), OK);
        const Text feed = feed_of(fixture, &deed);
        assert_true(text_contains(feed, uid));
        assert_true(
            text_contains(feed, text_format(fixture->arena, "SEQUENCE:%d\r\n", sequence)));
        assert_int_equal(
            text_contains(feed, TEXT("EXDATE;TZID=Europe/Brussels:20260922T090000\r\n")),
            sequence == 1);
        assert_int_equal(acts(fixture, store, head(), call_off_deed, &off), OK);
    }
}

static void no_feed_tells_who_takes_part(void **state)
{
    Fixture *fixture = *state;
    AgendaDeed deed = {0};
    CourseDeed asking = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Course course = add_course(fixture, store, lessons("4000"));
    const CourseGroup group = add_group(fixture, store, course.id, "Mo-Fr 09:00-12:00", 5);
    const Id camille = create_camille(fixture, store);
    assert_int_equal(ask_for(fixture, store, &asking, group.id, camille), OK);
    assert_int_equal(acts(fixture, store, desk(), groups_deed, &deed), OK);
    const Text feed = feed_of(fixture, &deed);
    assert_false(text_contains(feed, TEXT("Camille")));
    assert_false(text_contains(feed, id_format(fixture->arena, camille)));
    assert_false(text_contains(feed, id_format(fixture->arena, asking.enrolment.id)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(the_week_shows_what_takes_place_near_by_day_and_by_kind),
        STORE_TEST(what_a_house_hides_or_closed_is_in_no_calendar),
        STORE_TEST(a_line_is_folded_at_75_octets_and_never_within_a_character),
        STORE_TEST(libical_reads_back_the_sessions_of_a_feed_and_no_other),
        STORE_TEST(a_change_raises_the_sequence_and_keeps_the_uid),
        STORE_TEST(no_feed_tells_who_takes_part),
    };
    return cmocka_run_group_tests_name("activities agenda", tests, NULL, NULL);
}
