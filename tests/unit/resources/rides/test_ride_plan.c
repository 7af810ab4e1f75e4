/* SPDX-License-Identifier: EUPL-1.2 */
/* The plan of a stored day: what is fixed stays, what is past stays, what is kept holds. */
#include "base/random.h"
#include "resources/rides/ride_sheet.h"
#include "unit/resources/rides/plans_fixture.h"

static const char *const postal_codes[] = {"4000", "4020", "4030", "4040", "4053",
                                           "4100", "4101", "4102", "4432", "4460"};

static Text an_address(Fixture *fixture, Random *random)
{
    return text_format(fixture->arena, "rue Inventée %u, %s", random_below(random, 99) + 1,
                       postal_codes[random_below(random, LENGTH_OF(postal_codes))]);
}

static RideWish a_wish(Fixture *fixture, Random *random, Id line)
{
    RideWish wish = wish_of(line);
    wish.way.from = an_address(fixture, random);
    wish.way.to = an_address(fixture, random);
    wish.ride.minute = MORNING + 30 + (Minutes)random_below(random, 400);
    wish.ride.is_arrival = random_below(random, 2) == 0;
    wish.ride.wheelchair = random_below(random, 5) == 0;
    wish.ride.companions = random_below(random, 4) == 0 ? 1 : 0;
    return wish;
}

/* Drivers and so many requests by lot. */
static void fill_day(Fixture *fixture, Store *store, uint64_t seed, size_t rides)
{
    Random random = random_seeded(seed);
    const Id line = add_channel(fixture, store, "", RIDES_REDUCED_MOBILITY);
    (void)add_adapted(fixture, store);
    (void)add_volunteer(fixture, store, "Volontaire A");
    (void)add_volunteer(fixture, store, "Volontaire B");
    for (size_t i = 0; i < rides; i++) {
        (void)ask(fixture, store, a_wish(fixture, &random, line));
    }
}

static RideState state_now(Fixture *fixture, Store *store, Id id)
{
    const RideRequestList rides = rides_between(fixture, store, tomorrow(), tomorrow());
    for (size_t i = 0; i < rides.count; i++) {
        if (id_equal(rides.items[i].id, id)) {
            return rides.items[i].state;
        }
    }
    return RIDE_REQUESTED;
}

static void a_day_is_planned_kept_and_explained(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id line = add_channel(fixture, store, "", RIDES_REDUCED_MOBILITY);
    const Id adapted = add_adapted(fixture, store);
    RideWish wish = wish_of(line);
    wish.ride.wheelchair = true;
    const Id chair = ask(fixture, store, wish);
    wish.ride.minute = 23 * 60;
    const Id late = ask(fixture, store, wish);
    (void)add_volunteer(fixture, store, "Volontaire A");
    const DayPlan plan = plan_day(fixture, store, RIDE_FROM_NOW);
    assert_int_equal(plan.revision, 1);
    assert_true(id_equal(stop_of(&plan, chair, true)->driver, adapted));
    assert_null(stop_of(&plan, late, true));
    assert_int_equal(state_now(fixture, store, chair), RIDE_PLANNED);
    assert_int_equal(state_now(fixture, store, late), RIDE_AGREED);
    assert_int_equal(plan.choices.count, 2);
    for (size_t i = 0; i < plan.choices.count; i++) {
        const PlanChoice *choice = &plan.choices.items[i];
        assert_true(id_is_nil(choice->otherwise));
        assert_true(id_equal(choice->request, chair) == id_equal(choice->driver, adapted));
    }
}

static void whom_a_dispatcher_fixed_stays_there_at_that_time(void **state)
{
    Fixture *fixture = *state;
    RideRequest ride = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id line = add_channel(fixture, store, "", RIDES_REDUCED_MOBILITY);
    (void)add_volunteer(fixture, store, "Volontaire A");
    const Id far = add_driver(fixture, store,
                              (Driver){.name = TEXT("Z"), .postal = TEXT("4500"), .seats = 2});
    const Id id = ask(fixture, store, wish_of(line));
    const DayPlan before = plan_day(fixture, store, 0);
    assert_false(id_equal(stop_of(&before, id, true)->driver, far));
    const RideMove fix = {id, RIDE_FIX, 9 * 60 + 45, far};
    assert_int_equal(ride_acts(fixture, store, fix, &ride), OK);
    const DayPlan plan = plan_day(fixture, store, 0);
    assert_true(id_equal(stop_of(&plan, id, true)->driver, far));
    assert_int_equal((int)(stop_of(&plan, id, false)->start * 10), (9 * 60 + 45) * 10);
    const RideMove unfix = {id, RIDE_UNFIX, -1, {{0}}};
    assert_int_equal(ride_acts(fixture, store, unfix, &ride), OK);
    const DayPlan free = plan_day(fixture, store, 0);
    assert_false(id_equal(stop_of(&free, id, true)->driver, far));
}

/* A day that goes on while people call and cancel: plan_day asks the checker of each plan as it
 * is kept, then of what is read back. */
static void every_plan_that_is_kept_passes_the_checker(void **state)
{
    Fixture *fixture = *state;
    RideRequest ride = {0};
    Random random = random_seeded(7);
    Store *store SCOPED(store_close) = open_store(fixture);
    fill_day(fixture, store, 1, 12);
    const Id line = rides_between(fixture, store, tomorrow(), tomorrow()).items[0].channel;
    for (Minutes from = 0; from < EVENING; from += from == 0 ? MORNING : 41) {
        const DayPlan plan = plan_day(fixture, store, from);
        assert_int_equal(plan.from, from);
        const Id one = ask(fixture, store, a_wish(fixture, &random, line));
        const bool takes_back = plan.choices.count == 0 || from % 3 == 0;
        const RideMove cancel = {
            takes_back ? one : plan.choices.items[0].request, RIDE_CANCEL, -1, {{0}}};
        (void)ride_acts(fixture, store, cancel, &ride);
    }
}

static void what_had_begun_stays_as_it_was(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    fill_day(fixture, store, 11, 14);
    const DayPlan before = plan_day(fixture, store, 0);
    const DayPlan after = plan_day(fixture, store, 12 * 60);
    size_t begun = 0;
    for (size_t i = 0; i < before.stops.count; i++) {
        const PlanStop *old = &before.stops.items[i];
        const PlanStop *now = stop_of(&after, old->request, old->is_pickup);
        if (old->start < 12 * 60) {
            assert_non_null(now);
            assert_true(now->is_past && now->start == old->start);
            assert_true(id_equal(now->driver, old->driver));
            begun++;
        }
    }
    assert_true(begun > 0 && begun < before.stops.count);
}

typedef struct BreakDeed {
    Id driver;
    Minutes minute;
} BreakDeed;

static Outcome break_deed(Access *access, void *context)
{
    const BreakDeed *deed = context;
    return driver_break_down(access, deed->driver, tomorrow(), deed->minute);
}

static void
after_a_breakdown_others_fetch_who_was_to_be_fetched_and_who_is_stranded(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id line = add_channel(fixture, store, "", RIDES_REDUCED_MOBILITY);
    const Id first = add_volunteer(fixture, store, "Volontaire A");
    const Id aboard = ask(fixture, store, wish_of(line));
    RideWish later = wish_of(line);
    later.ride.minute = 14 * 60;
    const Id ahead = ask(fixture, store, later);
    const DayPlan before = plan_day(fixture, store, 0);
    assert_true(id_equal(stop_of(&before, aboard, true)->driver, first));
    const Id second = add_volunteer(fixture, store, "Volontaire B");
    BreakDeed deed = {first, (Minutes)stop_of(&before, aboard, true)->leave + 1};
    assert_int_equal(acts(fixture, store, head(), break_deed, &deed), OK);
    const DayPlan after = plan_day(fixture, store, deed.minute);
    assert_true(id_equal(stop_of(&after, aboard, false)->driver, second));
    assert_true(stop_of(&after, aboard, true)->start >= deed.minute);
    assert_true(id_equal(stop_of(&after, ahead, true)->driver, second));
    assert_int_equal(state_now(fixture, store, aboard), RIDE_PLANNED);
    assert_int_equal(acts(fixture, store, head(), break_deed, &deed), CONFLICT);
}

typedef struct CallDeed {
    RideWish wish;
    RideAnswer answer;
} CallDeed;

static Outcome call_deed(Access *access, void *context)
{
    CallDeed *deed = context;
    return ride_plan_call(access, &deed->wish, &deed->answer);
}

static RideAnswer called(Fixture *fixture, Store *store, RideWish wish)
{
    CallDeed deed = {.wish = wish};
    assert_int_equal(acts(fixture, store, desk_colleague(), call_deed, &deed), OK);
    return deed.answer;
}

static void the_telephone_is_told_yes_no_or_the_nearest_time(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    RideWish wish = wish_of(add_channel(fixture, store, "", RIDES_REDUCED_MOBILITY));
    assert_false(called(fixture, store, wish).is_possible);
    (void)add_volunteer(fixture, store, "Volontaire A");
    assert_true(called(fixture, store, wish).is_possible);
    wish.ride.minute = MORNING;
    RideAnswer answer = called(fixture, store, wish);
    assert_true(answer.is_possible && answer.shift > 0 && answer.shift < 120);
    wish.ride.is_arrival = false;
    wish.ride.minute = EVENING;
    answer = called(fixture, store, wish);
    assert_true(answer.is_possible && answer.shift < 0);
    wish.ride.wheelchair = true;
    assert_false(called(fixture, store, wish).is_possible);
    assert_int_equal(rides_between(fixture, store, tomorrow(), tomorrow()).count, 0);
}

/* Of a day that was planned anew from noon on, nobody is told the time of somebody else for
 * eight in the morning. */
static void the_telephone_is_told_no_for_what_is_before_the_plan(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    RideWish wish = wish_of(add_channel(fixture, store, "", RIDES_REDUCED_MOBILITY));
    (void)add_volunteer(fixture, store, "Volontaire A");
    RideWish later = wish;
    later.ride.minute = 15 * 60;
    wish.ride.minute = 8 * 60;
    (void)plan_day(fixture, store, 12 * 60);
    assert_false(called(fixture, store, wish).is_possible);
    (void)ask(fixture, store, later);
    assert_false(called(fixture, store, wish).is_possible);
    assert_true(called(fixture, store, later).is_possible);
}

typedef struct ReportDeed {
    DriverAccountList accounts;
} ReportDeed;

static Outcome report_deed(Access *access, void *context)
{
    ReportDeed *deed = context;
    const DriverRate old = {DRIVER_VOLUNTEER, tomorrow() - 10, 40, 100};
    const DriverRate next = {DRIVER_VOLUNTEER, tomorrow() + 10, 90, 100};
    TRY(driver_set_rate(access, &old));
    TRY(driver_set_rate(access, &next));
    return driver_report(access, tomorrow() - 5, tomorrow() + 5, &deed->accounts);
}

static void kilometres_are_paid_by_the_rate_of_their_day_and_the_last_plan(void **state)
{
    Fixture *fixture = *state;
    ReportDeed deed = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    (void)add_volunteer(fixture, store, "Volontaire A");
    (void)ask(fixture, store, wish_of(add_channel(fixture, store, "", RIDES_REDUCED_MOBILITY)));
    (void)plan_day(fixture, store, 0);
    const DayPlan plan = plan_day(fixture, store, 0);
    assert_int_equal(acts(fixture, store, head(), report_deed, &deed), OK);
    assert_int_equal(deed.accounts.count, 1);
    const DriverAccount *account = &deed.accounts.items[0];
    assert_int_equal(account->days, 1);
    assert_true(account->meters > 0 && account->meters == plan.tours.items[0].meters);
    assert_int_equal(account->cents, (account->meters * 40 + 500) / 1000 + 100);
}

typedef struct SheetDeed {
    Id driver;
    RideSheet sheet;
} SheetDeed;

static Outcome sheet_deed(Access *access, void *context)
{
    SheetDeed *deed = context;
    return ride_sheet_read(access, tomorrow(), deed->driver, &deed->sheet);
}

static void a_sheet_says_the_town_where_an_address_is_coordinates(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    SheetDeed deed = {.driver = add_volunteer(fixture, store, "Volontaire A")};
    RideWish wish = wish_of(add_channel(fixture, store, "", RIDES_REDUCED_MOBILITY));
    wish.way.from = TEXT("50.4669,4.8675");
    wish.ride.is_arrival = false;
    (void)ask(fixture, store, wish);
    (void)plan_day(fixture, store, 0);
    assert_int_equal(acts(fixture, store, head(), sheet_deed, &deed), OK);
    assert_int_equal(deed.sheet.lines.count, 2);
    assert_text_equal(deed.sheet.lines.items[0].near, TEXT("5000 Namur"));
    assert_text_equal(deed.sheet.lines.items[0].address, TEXT("50.4669,4.8675"));
    assert_int_equal(deed.sheet.lines.items[1].near.length, 0);
}

static Outcome keep_deed(Access *access, void *context)
{
    return ride_plan_keep(access, context);
}

static void two_dispatchers_do_not_both_keep_a_plan(void **state)
{
    Fixture *fixture = *state;
    PlanDeed deed = {
        .order = {.day = tomorrow(), .milliseconds = 20}
    };
    Store *store SCOPED(store_close) = open_store(fixture);
    fill_day(fixture, store, 5, 4);
    assert_int_equal(acts(fixture, store, head(), plan_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, head(), keep_deed, &deed.plan), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), plan_deed, &deed), REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_day_is_planned_kept_and_explained),
        STORE_TEST(whom_a_dispatcher_fixed_stays_there_at_that_time),
        STORE_TEST(every_plan_that_is_kept_passes_the_checker),
        STORE_TEST(what_had_begun_stays_as_it_was),
        STORE_TEST(after_a_breakdown_others_fetch_who_was_to_be_fetched_and_who_is_stranded),
        STORE_TEST(the_telephone_is_told_yes_no_or_the_nearest_time),
        STORE_TEST(the_telephone_is_told_no_for_what_is_before_the_plan),
        STORE_TEST(kilometres_are_paid_by_the_rate_of_their_day_and_the_last_plan),
        STORE_TEST(a_sheet_says_the_town_where_an_address_is_coordinates),
        STORE_TEST(two_dispatchers_do_not_both_keep_a_plan),
    };
    return cmocka_run_group_tests_name("resources ride plan", tests, NULL, NULL);
}
