/* SPDX-License-Identifier: EUPL-1.2 */
/* Courses and activities: sessions, enrolment, the waiting list. */
#include "unit/activities/activities_fixture.h"

#include <pthread.h>

#include "activities/enrolment_forget.h"

/* ------------------------------------------------------------------------------- sessions */

typedef struct SessionsDeed {
    CourseGroup group;
    DaySpan days;
    CourseSessionList list;
} SessionsDeed;

static Outcome sessions_deed(Access *access, void *context)
{
    SessionsDeed *deed = context;
    CourseCycleList cycles = {0};
    TRY(course_cycle_list(access, deed->group.course, &cycles));
    return session_list(access->session, access->arena, &deed->group, &cycles, deed->days,
                        &deed->list, access->problem);
}

static CourseSessionList sessions(Fixture *fixture, Store *store, CourseGroup group,
                                  const char *first, const char *last)
{
    SessionsDeed deed = {
        .group = group, .days = {day_of(first), day_of(last)}
    };
    assert_int_equal(acts(fixture, store, desk(), sessions_deed, &deed), OK);
    return deed.list;
}

/* Inventory, seed 2 line 84: "2 groups: beginners 5 mornings a week, advanced 4 afternoons a
 * week; cycles September to June". */
static void beginners_meet_five_mornings_and_advanced_four_afternoons_a_week(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Course course = add_course(fixture, store, (Course){.kind = COURSE_LESSONS});
    const CourseGroup beginners = add_group(fixture, store, course.id, "Mo-Fr 09:00-12:00", 14);
    const CourseGroup advanced =
        add_group(fixture, store, course.id, "Mo,Tu,Th,Fr 13:00-16:00", 14);
    const CourseSessionList mornings =
        sessions(fixture, store, beginners, "2026-09-21", "2026-09-25");
    assert_int_equal(mornings.count, 5);
    assert_int_equal(mornings.items[0].starts, at("2026-09-21T09:00"));
    assert_int_equal(mornings.items[0].ends, at("2026-09-21T12:00"));
    assert_true(mornings.items[0].is_certain);
    assert_int_equal(sessions(fixture, store, advanced, "2026-09-21", "2026-09-25").count, 4);
}

static void a_cycle_ends_in_june_and_rests_on_holidays(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Course course = add_course(fixture, store, (Course){.kind = COURSE_LESSONS});
    const CourseGroup group = add_group(fixture, store, course.id, "Mo-Fr 09:00-12:00", 14);
    assert_int_equal(sessions(fixture, store, group, "2027-07-01", "2027-08-31").count, 0);
    assert_int_equal(sessions(fixture, store, group, "2026-08-01", "2026-08-31").count, 0);
    /* The autumn holiday of the French Community's schools, then the armistice. */
    assert_int_equal(sessions(fixture, store, group, "2026-10-19", "2026-11-01").count, 0);
    assert_int_equal(sessions(fixture, store, group, "2026-11-09", "2026-11-13").count, 4);
}

static void
a_year_of_holidays_nobody_published_gives_sessions_that_are_not_certain(void **state)
{
    Fixture *fixture = *state;
    CourseDeed deed = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    deed.course = add_course(fixture, store, (Course){.kind = COURSE_LESSONS});
    deed.cycle = (CourseCycle){day_of("2090-09-01"), day_of("2091-06-30")};
    assert_int_equal(acts(fixture, store, head(), cycle_deed, &deed), OK);
    const CourseGroup group =
        add_group(fixture, store, deed.course.id, "Mo-Fr 09:00-12:00", 14);
    const CourseSessionList list = sessions(fixture, store, group, "2090-09-04", "2090-09-08");
    assert_int_equal(list.count, 5);
    assert_false(list.items[0].is_certain);
    assert_int_equal(list.items[0].ends - list.items[0].starts, 3 * HOUR);
}

static void a_session_called_off_stays_in_sight_and_raises_the_revision(void **state)
{
    Fixture *fixture = *state;
    CourseDeed deed = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Course course = add_course(fixture, store, (Course){.kind = COURSE_LESSONS});
    deed.group = add_group(fixture, store, course.id, "Mo-Fr 09:00-12:00", 14);
    deed.day = day_of("2026-09-22");
    assert_int_equal(acts(fixture, store, desk(), call_off_deed, &deed), REFUSED);
    assert_int_equal(acts(fixture, store, head(), call_off_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, head(), call_off_deed, &deed), OK);
    const CourseSessionList list =
        sessions(fixture, store, deed.group, "2026-09-21", "2026-09-22");
    assert_int_equal(list.count, 2);
    assert_false(list.items[0].is_off);
    assert_true(list.items[1].is_off);
    deed.group.capacity = 15;
    assert_int_equal(acts(fixture, store, head(), group_change_deed, &deed), CONFLICT);
    deed.group.revision = 2;
    assert_int_equal(acts(fixture, store, head(), group_change_deed, &deed), OK);
    deed.day = day_of("2026-09-26");
    assert_int_equal(acts(fixture, store, head(), call_off_deed, &deed), INVALID);
}

static void a_session_that_has_begun_is_called_off_no_more(void **state)
{
    Fixture *fixture = *state;
    CourseDeed deed = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Course course = add_course(fixture, store, (Course){.kind = COURSE_LESSONS});
    deed.group = add_group(fixture, store, course.id, "Mo-Fr 09:00-10:00,15:00-17:00", 14);
    deed.day = day_of("2026-09-21"); /* one is over, one to come */
    assert_int_equal(acts(fixture, store, head(), call_off_deed, &deed), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("day"));
    deed.day = day_of("2026-09-18");
    assert_int_equal(acts(fixture, store, head(), call_off_deed, &deed), CONFLICT);
    const CourseSessionList list =
        sessions(fixture, store, deed.group, "2026-09-18", "2026-09-21");
    for (size_t i = 0; i < list.count; i++) {
        assert_false(list.items[i].is_off);
    }
    assert_int_equal(list.count, 4);
}

/* ------------------------------------------------------------------------------ conditions */

static json_t *facts_of(const char *text)
{
    return json_loads(text, 0, NULL);
}

/* Inventory, seed 2 line 86: "from outside the EU, newly arrived, literate in the country of
 * origin, precarious; mixed groups". */
static void
lessons_are_for_the_newly_arrived_from_outside_the_eu_who_read_and_write(void **state)
{
    static const struct {
        const char *facts;
        Outcome outcome;
        const char *told;
    } cases[] = {
        {"{}",                                                    INVALID, "newly_arrived"},
        {"{\"newly_arrived\":true,\"from_outside_eu\":true}",     INVALID, "literate"     },
        {"{\"newly_arrived\":true,\"from_outside_eu\":true,"
         "\"literate\":false,\"very_precarious\":true}", REFUSED, "does not hold"},
        {"{\"newly_arrived\":true,\"from_outside_eu\":true,"
         "\"literate\":true,\"very_precarious\":true}",  OK,      ""             },
    };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Course course = add_course(
        fixture, store,
        (Course){.kind = COURSE_LESSONS,
                 .condition = TEXT("newly_arrived and from_outside_eu and literate and "
                                   "very_precarious")});
    const CourseGroup group = add_group(fixture, store, course.id, "Mo-Fr 09:00-12:00", 14);
    const Id camille = create_camille(fixture, store);
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        json_t *facts SCOPED(json_close) = facts_of(cases[i].facts);
        CourseDeed deed = {.order.facts = facts};
        assert_int_equal(ask_for(fixture, store, &deed, group.id, camille), cases[i].outcome);
        if (cases[i].outcome != OK) {
            assert_text_equal(fixture->problem.field, TEXT("facts"));
            assert_true(text_contains(fixture->problem.detail, text_from(cases[i].told)));
        } else {
            assert_true(text_contains(deed.enrolment.rule, TEXT("literate")));
        }
    }
}

static void what_is_wrong_of_a_course_is_named(void **state)
{
    static const struct {
        Course course;
        const char *field;
    } wrong[] = {
        {{.name = {"", 0}},                                 "name"      },
        {{.name = {"a", 1}, .condition = {"age >", 5}},     "condition" },
        {{.name = {"a", 1}, .condition = {"shoe_size", 9}}, "condition" },
        {{.name = {"a", 1}, .postal_code = {"9", 1}},       "postalCode"},
        {{.name = {"a", 1}, .service = {"no-such", 7}},     "service"   },
    };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        CourseDeed deed = {.course = wrong[i].course};
        assert_int_equal(acts(fixture, store, head(), course_deed, &deed), INVALID);
        assert_text_equal(fixture->problem.field, text_from(wrong[i].field));
    }
    CourseDeed deed = {0};
    deed.course = add_course(fixture, store, (Course){.kind = COURSE_LESSONS});
    deed.group =
        (CourseGroup){.course = deed.course.id, .name = TEXT("a"), .hours = TEXT("Mo 25:00")};
    assert_int_equal(acts(fixture, store, head(), group_deed, &deed), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("hours"));
    deed.cycle = (CourseCycle){day_of("2027-06-30"), day_of("2027-09-01")};
    assert_int_equal(acts(fixture, store, head(), cycle_deed, &deed), CONFLICT);
}

/* ------------------------------------------------------------------------------- enrolment */

static void who_finds_no_place_waits_in_the_printed_order_and_gets_the_next(void **state)
{
    Fixture *fixture = *state;
    CourseDeed first = {0};
    CourseDeed second = {0};
    CourseDeed third = {.order.class = TEXT("child")};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Course course = add_course(fixture, store, (Course){.kind = COURSE_LESSONS});
    CourseDeed changing = {.group =
                               add_group(fixture, store, course.id, "Mo-Fr 09:00-12:00", 1)};
    const Id group = changing.group.id;
    assert_int_equal(
        ask_for(fixture, store, &first, group, create_named(fixture, store, "Camille")), OK);
    assert_int_equal(enrolment_state(&first.enrolment), ENROLMENT_TAKES_PART);
    assert_int_equal(
        ask_for(fixture, store, &second, group, create_named(fixture, store, "Robin")), OK);
    assert_int_equal(enrolment_state(&second.enrolment), ENROLMENT_WAITS);
    assert_int_equal(
        ask_for(fixture, store, &third, group, create_named(fixture, store, "Sacha")), OK);
    assert_int_equal(acts(fixture, store, head(), enrolments_deed, &third), OK);
    assert_true(id_equal(third.list.items[1].id, third.enrolment.id));
    assert_int_equal(third.list.items[1].rank_place, 1);
    assert_int_equal(third.list.items[2].rank_place, 2);
    first.id = first.enrolment.id;
    first.why = TEXT("bored");
    assert_int_equal(acts(fixture, store, desk(), end_deed, &first), INVALID);
    first.why = TEXT("work");
    assert_int_equal(acts(fixture, store, stranger(), end_deed, &first), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), end_deed, &first), OK);
    assert_int_equal(acts(fixture, store, desk(), end_deed, &first), CONFLICT);
    assert_int_equal(acts(fixture, store, head(), enrolments_deed, &third), OK);
    assert_true(id_equal(third.list.items[0].id, third.enrolment.id));
    assert_int_equal(enrolment_state(&third.list.items[0]), ENROLMENT_TAKES_PART);
    changing.group.capacity = 2;
    assert_int_equal(acts(fixture, store, head(), group_change_deed, &changing), OK);
    assert_int_equal(acts(fixture, store, head(), enrolments_deed, &third), OK);
    assert_int_equal(enrolment_state(&third.list.items[1]), ENROLMENT_TAKES_PART);
}

static void nobody_takes_part_twice_nor_in_a_cycle_that_is_over(void **state)
{
    Fixture *fixture = *state;
    CourseDeed deed = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Course course = add_course(fixture, store, (Course){.kind = COURSE_LESSONS});
    const CourseGroup group = add_group(fixture, store, course.id, "Mo-Fr 09:00-12:00", 5);
    const Id camille = create_camille(fixture, store);
    assert_int_equal(ask_for(fixture, store, &deed, group.id, camille), OK);
    assert_int_equal(ask_for(fixture, store, &deed, group.id, camille), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("person"));
    the_time = at("2027-07-01T12:00");
    const Id robin = create_named(fixture, store, "Robin");
    assert_int_equal(ask_for(fixture, store, &deed, group.id, robin), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("cycle"));
    the_time = NOON;
}

static void another_house_enrols_whom_it_may_read_and_sees_those_alone(void **state)
{
    Fixture *fixture = *state;
    CourseDeed deed = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Course course = add_course(fixture, store, (Course){.kind = COURSE_LESSONS});
    const CourseGroup group = add_group(fixture, store, course.id, "Mo-Fr 09:00-12:00", 5);
    const Id camille = create_camille(fixture, store);
    assert_int_equal(ask_for(fixture, store, &deed, group.id, camille), OK);
    assert_int_equal(acts(fixture, store, stranger(), ask_deed, &deed), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), enrolments_deed, &deed), OK);
    assert_int_equal(deed.list.count, 0);
    const PersonDetail facts[] = {fact(FACT_NAME, "Sacha", "Exemple")};
    deed.order.person = create_by(fixture, store, stranger(), facts, 1);
    assert_int_equal(acts(fixture, store, stranger(), ask_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, stranger(), enrolments_deed, &deed), OK);
    assert_int_equal(deed.list.count, 1);
    assert_int_equal(acts(fixture, store, head(), enrolments_deed, &deed), OK);
    assert_int_equal(deed.list.count, 2);
}

static Outcome forget_deed(Access *access, void *context)
{
    return enrolment_forget(access->session, *(const Moment *)context, access->problem);
}

static void what_a_sheet_called_somebody_is_forgotten_after_the_cycle(void **state)
{
    Fixture *fixture = *state;
    CourseDeed deed = {0};
    Moment when = at("2027-07-31T12:00");
    Store *store SCOPED(store_close) = open_store(fixture);
    const Course course = add_course(fixture, store, (Course){.kind = COURSE_LESSONS});
    const CourseGroup group = add_group(fixture, store, course.id, "Mo-Fr 09:00-12:00", 5);
    const Id camille = create_camille(fixture, store);
    assert_int_equal(ask_for(fixture, store, &deed, group.id, camille), OK);
    assert_int_equal(acts(fixture, store, desk(), forget_deed, &when), OK);
    assert_int_equal(acts(fixture, store, desk(), enrolments_deed, &deed), OK);
    assert_text_equal(deed.list.items[0].label, TEXT("Camille E."));
    assert_true(id_equal(deed.list.items[0].person, camille));
    when = at("2027-11-30T12:00");
    assert_int_equal(acts(fixture, store, desk(), forget_deed, &when), OK);
    assert_int_equal(acts(fixture, store, desk(), enrolments_deed, &deed), OK);
    assert_text_equal(deed.list.items[0].label, TEXT(""));
    assert_int_equal(enrolment_state(&deed.list.items[0]), ENROLMENT_TAKES_PART);
}

/* --------------------------------------------------------------------------- never too many */

enum { PLACES = 20, ASKED = 96, ASKERS = 8 };

typedef struct Asker {
    Text path;
    Store *store;
    Id group;
    const Id *persons;
    size_t failed;
} Asker;

typedef struct Asking {
    Arena *arena;
    EnrolmentOrder order;
} Asking;

static Outcome ask_one(Session *session, void *context, Problem *problem)
{
    const Asking *asking = context;
    Enrolment made = {0};
    Access access = {.arena = asking->arena,
                     .session = session,
                     .caller = desk(),
                     .now = NOON,
                     .keyring = people_keyring(),
                     .problem = problem};
    return enrolment_ask(&access, &asking->order, &made);
}

static void *ask_all(void *context)
{
    Asker *asker = context;
    Store *own = NULL;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    if (test_server() != NULL &&
        store_open(asker->path, STORE_READ_WRITE, &own, &problem) != OK) {
        asker->failed++;
        return NULL;
    }
    for (size_t i = 0; i < ASKED / ASKERS; i++) {
        Asking asking = {
            arena,
            {.group = asker->group,
              .cycle = day_of("2026-09-01"),
              .person = asker->persons[i],
              .label = TEXT("E."),
              .class = TEXT("date")}
        };
        asker->failed +=
            store_write(own != NULL ? own : asker->store, ask_one, &asking, &problem) != OK;
    }
    store_close(&own);
    return NULL;
}

static void many_who_enrol_at_once_never_pass_the_capacity_of_a_group(void **state)
{
    Fixture *fixture = *state;
    Id persons[ASKED];
    pthread_t threads[ASKERS];
    Asker askers[ASKERS] = {0};
    size_t counts[ENROLMENT_STATE_COUNT] = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Course course = add_course(fixture, store, (Course){.kind = COURSE_LESSONS});
    const CourseGroup group = add_group(fixture, store, course.id, "Mo-Fr 09:00-12:00", PLACES);
    for (size_t i = 0; i < ASKED; i++) {
        persons[i] = create_named(fixture, store, "Camille");
    }
    for (size_t i = 0; i < ASKERS; i++) {
        askers[i] = (Asker){.path = fixture->path,
                            .store = store,
                            .group = group.id,
                            .persons = &persons[i * (ASKED / ASKERS)]};
        assert_int_equal(pthread_create(&threads[i], NULL, ask_all, &askers[i]), 0);
    }
    for (size_t i = 0; i < ASKERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(askers[i].failed, 0);
    }
    CourseDeed deed = {
        .order = {.group = group.id, .cycle = day_of("2026-09-01")}
    };
    assert_int_equal(acts(fixture, store, head(), enrolments_deed, &deed), OK);
    for (size_t i = 0; i < deed.list.count; i++) {
        counts[enrolment_state(&deed.list.items[i])]++;
    }
    (void)printf("%d asked at once for %d places: %zu take part, %zu wait\n", ASKED, PLACES,
                 counts[ENROLMENT_TAKES_PART], counts[ENROLMENT_WAITS]);
    assert_int_equal(counts[ENROLMENT_TAKES_PART], PLACES);
    assert_int_equal(counts[ENROLMENT_WAITS], ASKED - PLACES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(beginners_meet_five_mornings_and_advanced_four_afternoons_a_week),
        STORE_TEST(a_cycle_ends_in_june_and_rests_on_holidays),
        STORE_TEST(a_year_of_holidays_nobody_published_gives_sessions_that_are_not_certain),
        STORE_TEST(a_session_called_off_stays_in_sight_and_raises_the_revision),
        STORE_TEST(a_session_that_has_begun_is_called_off_no_more),
        STORE_TEST(lessons_are_for_the_newly_arrived_from_outside_the_eu_who_read_and_write),
        STORE_TEST(what_is_wrong_of_a_course_is_named),
        STORE_TEST(who_finds_no_place_waits_in_the_printed_order_and_gets_the_next),
        STORE_TEST(nobody_takes_part_twice_nor_in_a_cycle_that_is_over),
        STORE_TEST(another_house_enrols_whom_it_may_read_and_sees_those_alone),
        STORE_TEST(what_a_sheet_called_somebody_is_forgotten_after_the_cycle),
        STORE_TEST(many_who_enrol_at_once_never_pass_the_capacity_of_a_group),
    };
    return cmocka_run_group_tests_name("activities course", tests, NULL, NULL);
}
