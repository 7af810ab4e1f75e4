/* SPDX-License-Identifier: EUPL-1.2 */
/* Cold plans: what a level adds while it is on, who switches it, and what is kept of that. */
#include "unit/resources/resources_fixture.h"

#include "resources/cold/cold_service.h"
#include "resources/cold/cold_switch.h"
#include "resources/live.h"

/* ---------------------------------------------------------------------------------- deeds */

typedef struct ColdDeed {
    ColdPlan plan;
    ColdLevel level;
    ColdMeasure measure;
    ColdOrder order;
    ColdSwitch turn;
    ColdSwitchList turns;
} ColdDeed;

static Outcome plan_deed(Access *access, void *context)
{
    ColdDeed *deed = context;
    return cold_plan_add(access, &deed->plan, &deed->plan);
}

static Outcome close_deed(Access *access, void *context)
{
    const ColdDeed *deed = context;
    return cold_plan_close(access, deed->plan.id);
}

static Outcome look_deed(Access *access, void *context)
{
    ColdDeed *deed = context;
    return cold_plan_get(access, deed->plan.id, &deed->plan);
}

static Outcome level_deed(Access *access, void *context)
{
    const ColdDeed *deed = context;
    return cold_level_set(access, &deed->level);
}

static Outcome measure_deed(Access *access, void *context)
{
    const ColdDeed *deed = context;
    return cold_measure_set(access, &deed->measure);
}

static Outcome on_deed(Access *access, void *context)
{
    ColdDeed *deed = context;
    return cold_switch_on(access, &deed->order, &deed->turn);
}

static Outcome off_deed(Access *access, void *context)
{
    ColdDeed *deed = context;
    return cold_switch_off(access, deed->order.plan, deed->order.rank, deed->order.why,
                           &deed->turn);
}

static Outcome turns_deed(Access *access, void *context)
{
    ColdDeed *deed = context;
    return cold_switch_list(access, deed->order.plan, &deed->turns);
}

/* A plan of the network whose level 2 gives the unit more places, on for three days if asked.
 */
static ColdDeed plan_with(Fixture *fixture, Store *store, Unit unit, int64_t places)
{
    ColdDeed deed = {
        .plan = {.name = TEXT("Plan grand froid"), .reach = UNIT_FOR_NETWORK}
    };
    assert_int_equal(acts(fixture, store, head(), plan_deed, &deed), OK);
    deed.level = (ColdLevel){.plan = deed.plan.id,
                             .rank = 2,
                             .name = TEXT("Niveau 2"),
                             .cause = TEXT("Gel prévu"),
                             .has_threshold = true,
                             .threshold = -3};
    assert_int_equal(acts(fixture, store, head(), level_deed, &deed), OK);
    deed.measure =
        (ColdMeasure){.plan = deed.plan.id, .rank = 2, .unit = unit.id, .places = places};
    assert_int_equal(acts(fixture, store, head(), measure_deed, &deed), OK);
    deed.order = (ColdOrder){.plan = deed.plan.id,
                             .rank = 2,
                             .first = tonight(),
                             .last = tonight() + 2,
                             .why = TEXT("-5 prévu")};
    return deed;
}

static int64_t free_on(Fixture *fixture, Store *store, Unit unit, Date day)
{
    Unit now = {0};
    Access access = {.arena = fixture->arena, .now = the_time, .caller = desk()};
    Problem problem = {.arena = fixture->arena};
    access.problem = &problem;
    Session *session SCOPED(session_end) = NULL;
    assert_int_equal(store_read(store, &session, &problem), OK);
    access.session = session;
    assert_int_equal(unit_get(&access, unit.id, &now), OK);
    BoardUnit shown = {0};
    assert_int_equal(board_of_unit(&access, &now, day, &shown), OK);
    return shown.slots[0].free;
}

/* ---------------------------------------------------------------------------------- tests */

static void a_level_that_is_on_adds_its_places_to_its_nights_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 3);
    ColdDeed deed = plan_with(fixture, store, beds, 10);
    assert_int_equal(free_on(fixture, store, beds, tonight()), 3);
    assert_int_equal(acts(fixture, store, head(), on_deed, &deed), OK);
    assert_int_equal(free_on(fixture, store, beds, tonight()), 13);
    assert_int_equal(free_on(fixture, store, beds, tonight() + 2), 13);
    assert_int_equal(free_on(fixture, store, beds, tonight() + 3), 3);
    the_time = NOON + 4 * DAY;
    assert_int_equal(free_on(fixture, store, beds, tonight() + 4), 3);
    the_time = NOON;
}

static void every_added_place_is_given_once(void **state)
{
    Fixture *fixture = *state;
    Booking booking = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 1);
    ColdDeed deed = plan_with(fixture, store, beds, 2);
    const BookingOrder order = {.unit = beds.id, .slot = tonight()};
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), OK);
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), CONFLICT);
    assert_int_equal(acts(fixture, store, head(), on_deed, &deed), OK);
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), OK);
    assert_int_equal(make_one(fixture, store, BOOKING_HOLD, order, &booking), OK);
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), CONFLICT);
}

static void switched_off_a_level_gives_no_more_and_takes_nothing_back(void **state)
{
    Fixture *fixture = *state;
    Booking booking = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 1);
    ColdDeed deed = plan_with(fixture, store, beds, 2);
    const BookingOrder order = {.unit = beds.id, .slot = tonight()};
    assert_int_equal(acts(fixture, store, head(), on_deed, &deed), OK);
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), OK);
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), OK);
    the_time = NOON + HOUR;
    deed.order.why = TEXT("Redoux");
    assert_int_equal(acts(fixture, store, head(), off_deed, &deed), OK);
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), CONFLICT);
    assert_int_equal(free_on(fixture, store, beds, tonight() + 1), 1);
    assert_int_equal(acts(fixture, store, head(), off_deed, &deed), CONFLICT);
    the_time = NOON;
}

static void a_night_that_was_colder_stays_counted_so(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 3);
    ColdDeed deed = plan_with(fixture, store, beds, 10);
    assert_int_equal(acts(fixture, store, head(), on_deed, &deed), OK);
    the_time = NOON + DAY;
    assert_int_equal(acts(fixture, store, head(), off_deed, &deed), OK);
    deed.measure.places = 40;
    assert_int_equal(acts(fixture, store, head(), measure_deed, &deed), OK);
    assert_int_equal(free_on(fixture, store, beds, tonight()), 13);
    assert_int_equal(free_on(fixture, store, beds, tonight() + 1), 3);
    the_time = NOON;
}

static void of_two_levels_the_larger_number_counts(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 3);
    ColdDeed deed = plan_with(fixture, store, beds, 10);
    assert_int_equal(acts(fixture, store, head(), on_deed, &deed), OK);
    deed.level.rank = deed.measure.rank = deed.order.rank = 3;
    deed.measure.places = 25;
    assert_int_equal(acts(fixture, store, head(), level_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, head(), measure_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, head(), on_deed, &deed), OK);
    assert_int_equal(free_on(fixture, store, beds, tonight()), 28);
}

static void a_level_is_off_past_its_last_day_and_can_be_on_again(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 3);
    ColdDeed deed = plan_with(fixture, store, beds, 10);
    assert_int_equal(acts(fixture, store, head(), on_deed, &deed), OK);
    assert_int_equal(cold_switch_state(&deed.turn, NOON), COLD_ON);
    assert_int_equal(acts(fixture, store, head(), on_deed, &deed), CONFLICT);
    assert_int_equal(acts(fixture, store, head(), close_deed, &deed), CONFLICT);
    the_time = NOON + 3 * DAY;
    assert_int_equal(cold_switch_state(&deed.turn, the_time), COLD_OFF);
    deed.order.first += 4;
    deed.order.last += 4;
    assert_int_equal(acts(fixture, store, head(), on_deed, &deed), OK);
    assert_int_equal(cold_switch_state(&deed.turn, the_time), COLD_ANNOUNCED);
    assert_int_equal(acts(fixture, store, head(), turns_deed, &deed), OK);
    assert_int_equal(deed.turns.count, 2);
    assert_text_equal(deed.turns.items[1].on_why, TEXT("-5 prévu"));
    assert_true(id_equal(deed.turns.items[1].on_by, head().account));
    the_time = NOON;
}

static void a_house_changes_only_what_is_its_own(void **state)
{
    const Caller others = worker(8, house_of_others, team_of_others, "head_of_service");
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 3);
    ColdDeed deed = plan_with(fixture, store, beds, 10);
    assert_int_equal(acts(fixture, store, others, look_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, others, measure_deed, &deed), REFUSED);
    assert_int_equal(acts(fixture, store, others, on_deed, &deed), NOT_FOUND);
    assert_int_equal(acts(fixture, store, others, level_deed, &deed), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), on_deed, &deed), REFUSED);
    deed.plan.reach = UNIT_FOR_HOUSE;
    assert_int_equal(acts(fixture, store, head(), plan_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, others, look_deed, &deed), NOT_FOUND);
}

static void expect_wrong(Fixture *fixture, Store *store, Deed act, ColdDeed deed,
                         const char *field)
{
    assert_int_equal(acts(fixture, store, head(), act, &deed), INVALID);
    assert_text_equal(fixture->problem.field, text_from(field));
}

static void what_is_wrong_of_a_plan_is_named(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const ColdDeed deed = plan_with(fixture, store, add_beds(fixture, store, 3), 10);
    ColdDeed other = deed;
    other.plan.name = TEXT(" ");
    expect_wrong(fixture, store, plan_deed, other, "name");
    other = deed;
    other.level.cause = TEXT("");
    expect_wrong(fixture, store, level_deed, other, "cause");
    other.level = deed.level;
    other.level.rank = 10;
    expect_wrong(fixture, store, level_deed, other, "rank");
    other.level = deed.level;
    other.level.threshold = -99;
    expect_wrong(fixture, store, level_deed, other, "threshold");
    other.measure.rank = 4;
    expect_wrong(fixture, store, measure_deed, other, "rank");
    other.measure = deed.measure;
    other.measure.hours = TEXT("24/7");
    expect_wrong(fixture, store, measure_deed, other, "hours");
    other.measure = deed.measure;
    other.measure.service = deed.plan.id;
    expect_wrong(fixture, store, measure_deed, other, "unit");
    other.measure.unit = (Id){{0}};
    other.measure.places = 0;
    other.measure.hours = TEXT("24/7");
    expect_wrong(fixture, store, measure_deed, other, "service");
    other.order.last = tonight() - 1;
    expect_wrong(fixture, store, on_deed, other, "last");
    other.order = deed.order;
    other.order.why = TEXT("");
    expect_wrong(fixture, store, on_deed, other, "why");
    other.order = deed.order;
    other.order.first = tonight() - 2;
    expect_wrong(fixture, store, on_deed, other, "first");
}

static void each_switch_is_told_to_who_builds_the_directory(void **state)
{
    Fixture *fixture = *state;
    int64_t before = 0;
    int64_t after = 0;
    MeasureSpan measures = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    Session *session SCOPED(session_end) = NULL;
    const Unit beds = add_unit(
        fixture, store,
        (Unit){.kind = UNIT_BED,
               .name = TEXT("Lits"),
               .capacity = 3,
               .service = add_service(fixture, store, (Id){{0xC0}}, house_of_exemple)});
    ColdDeed deed = plan_with(fixture, store, beds, 10);
    assert_int_equal(store_read(store, &session, &fixture->problem), OK);
    assert_int_equal(cold_stamp(session, &before, &fixture->problem), OK);
    session_end(&session);
    assert_int_equal(acts(fixture, store, head(), on_deed, &deed), OK);
    assert_int_equal(store_read(store, &session, &fixture->problem), OK);
    assert_int_equal(cold_stamp(session, &after, &fixture->problem), OK);
    assert_int_equal(after, before + 1);
    assert_int_equal(cold_service_measures(fixture->arena, session, NOON + 3 * DAY, &measures,
                                           &fixture->problem),
                     OK);
    assert_int_equal(measures.count, 0);
    assert_int_equal(
        cold_service_measures(fixture->arena, session, NOON, &measures, &fixture->problem), OK);
    assert_int_equal(measures.count, 1);
    assert_true(id_equal(measures.items[0].service, beds.service));
    assert_text_equal(measures.items[0].level, TEXT("Niveau 2"));
    assert_int_equal(measures.items[0].places, 10);
}

static void what_is_added_is_counted_for_who_looks_for_a_bed(void **state)
{
    Fixture *fixture = *state;
    LiveList live = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    Session *session SCOPED(session_end) = NULL;
    const Unit beds = add_unit(
        fixture, store,
        (Unit){.kind = UNIT_BED,
               .name = TEXT("Lits"),
               .capacity = 3,
               .service = add_service(fixture, store, (Id){{0xC0}}, house_of_exemple)});
    ColdDeed deed = plan_with(fixture, store, beds, 10);
    assert_int_equal(acts(fixture, store, head(), on_deed, &deed), OK);
    assert_int_equal(store_read(store, &session, &fixture->problem), OK);
    assert_int_equal(live_read(fixture->arena, session, NOON, &live, &fixture->problem), OK);
    assert_int_equal(live.count, 1);
    assert_int_equal(live.items[0].free, 13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_level_that_is_on_adds_its_places_to_its_nights_alone),
        STORE_TEST(every_added_place_is_given_once),
        STORE_TEST(switched_off_a_level_gives_no_more_and_takes_nothing_back),
        STORE_TEST(a_night_that_was_colder_stays_counted_so),
        STORE_TEST(of_two_levels_the_larger_number_counts),
        STORE_TEST(a_level_is_off_past_its_last_day_and_can_be_on_again),
        STORE_TEST(a_house_changes_only_what_is_its_own),
        STORE_TEST(what_is_wrong_of_a_plan_is_named),
        STORE_TEST(what_is_added_is_counted_for_who_looks_for_a_bed),
        STORE_TEST(each_switch_is_told_to_who_builds_the_directory),
    };
    return cmocka_run_group_tests_name("resources cold", tests, NULL, NULL);
}
