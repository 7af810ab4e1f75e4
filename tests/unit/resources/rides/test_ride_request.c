/* SPDX-License-Identifier: EUPL-1.2 */
/* Requests for transport: when they are taken, for whom, and what becomes of them. */
#include "resources/resources_clock.h"
#include "unit/resources/rides/plans_fixture.h"

static void a_line_takes_requests_within_its_hours_and_says_when_to_call_again(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Date day = tonight();
    const Id line =
        add_channel(fixture, store, "Mo-Fr 09:00-12:00,14:00-17:00", RIDES_REDUCED_MOBILITY);
    const RideWish wish = wish_of(line);
    const Date monday = day - (Date)date_weekday(day);
    the_time = at_minute(monday, 10 * 60);
    RideWish asked = wish;
    asked.ride.day = monday + 7;
    (void)ask(fixture, store, asked);
    the_time = at_minute(monday, 12 * 60 + 30);
    assert_int_equal(refused(fixture, store, asked, "channel"), CONFLICT);
    assert_true(text_contains(fixture->problem.detail, TEXT("T14:00")));
    the_time = at_minute(monday + 5, 10 * 60);
    assert_int_equal(refused(fixture, store, asked, "channel"), CONFLICT);
    asked.is_outside_hours = true;
    (void)ask(fixture, store, asked);
    WishDeed deed = {.wish = asked};
    assert_int_equal(acts(fixture, store, desk(), wish_deed, &deed), REFUSED);
    the_time = NOON;
}

static void a_minor_is_driven_with_the_word_of_a_parent(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id line = add_channel(fixture, store, "", RIDES_REDUCED_MOBILITY);
    const Id children = add_channel(fixture, store, "", RIDES_SICK_CHILD);
    const PersonDetail facts[] = {fact(FACT_NAME, "Sacha", "Exemple"),
                                  fact(FACT_BIRTH, "2018-01-02", "")};
    RideWish wish = wish_of(line);
    wish.ride.is_minor = true;
    assert_int_equal(refused(fixture, store, wish, "consent"), INVALID);
    wish = wish_of(children);
    assert_int_equal(refused(fixture, store, wish, "consent"), INVALID);
    wish = wish_of(line);
    wish.ride.person = create_by(fixture, store, desk_colleague(), facts, LENGTH_OF(facts));
    assert_int_equal(refused(fixture, store, wish, "consent"), INVALID);
    wish.way.consent = TEXT("sa mère, au téléphone");
    (void)ask(fixture, store, wish);
    assert_true(rides_between(fixture, store, tomorrow(), tomorrow()).items[0].is_minor);
}

static void a_request_that_cannot_be_driven_is_refused_by_its_field(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id line = add_channel(fixture, store, "", RIDES_REDUCED_MOBILITY);
    RideWish wish = wish_of(line);
    wish.way.to = TEXT("quelque part");
    assert_int_equal(refused(fixture, store, wish, "to"), INVALID);
    wish = wish_of(line);
    wish.ride.day = tonight() - 1;
    assert_int_equal(refused(fixture, store, wish, "day"), INVALID);
    wish = wish_of(line);
    wish.back_at = wish.ride.minute;
    assert_int_equal(refused(fixture, store, wish, "back"), INVALID);
    wish = wish_of(line);
    wish.ride.label = TEXT("");
    assert_int_equal(refused(fixture, store, wish, "label"), INVALID);
    wish = wish_of((Id){{9}});
    assert_int_equal(refused(fixture, store, wish, "channel"), INVALID);
    wish = wish_of(line);
    wish.ride.person = (Id){{9}};
    assert_int_equal(refused(fixture, store, wish, "person"), NOT_FOUND);
}

typedef struct SeriesDeed {
    Id request;
    int64_t count;
} SeriesDeed;

static Outcome series_deed(Access *access, void *context)
{
    SeriesDeed *deed = context;
    return ride_series_cancel(access, deed->request, &deed->count);
}

static void a_series_goes_there_and_back_each_week_but_on_the_days_left_out(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Date except[] = {tomorrow() + 14};
    RideWish wish = wish_of(add_channel(fixture, store, "", RIDES_REDUCED_MOBILITY));
    wish.until = tomorrow() + 28;
    wish.except = except;
    wish.except_count = 1;
    wish.back_at = 12 * 60;
    (void)ask(fixture, store, wish);
    const RideRequestList rides = rides_between(fixture, store, tomorrow(), tomorrow() + 28);
    assert_int_equal(rides.count, 8);
    for (size_t i = 0; i < rides.count; i++) {
        assert_int_not_equal(rides.items[i].day, except[0]);
        assert_int_equal(rides.items[i].is_way_back, i % 2);
    }
    SeriesDeed deed = {.request = rides.items[2].id};
    assert_int_equal(acts(fixture, store, desk_colleague(), series_deed, &deed), OK);
    assert_int_equal(deed.count, 6);
}

static void addresses_are_bytes_in_the_store_and_words_for_who_may_read_them(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    (void)ask(fixture, store, wish_of(add_channel(fixture, store, "", RIDES_REDUCED_MOBILITY)));
    const RideRequestList rides = rides_between(fixture, store, tomorrow(), tomorrow());
    assert_false(text_contains(rides.items[0].sealed, TEXT("Inventée")));
    keys_are_at_hand = false;
    WishDeed deed = {.wish = wish_of(rides.items[0].channel)};
    assert_int_equal(acts(fixture, store, desk_colleague(), wish_deed, &deed), REFUSED);
    keys_are_at_hand = true;
}

static void what_becomes_of_a_request_follows_its_states(void **state)
{
    Fixture *fixture = *state;
    RideRequest ride = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    RideWish wish = wish_of(add_channel(fixture, store, "", RIDES_REDUCED_MOBILITY));
    wish.is_agreed = false;
    const Id id = ask(fixture, store, wish);
    RideMove move = {id, RIDE_DRIVE, -1, {{0}}};
    assert_int_equal(ride_acts(fixture, store, move, &ride), CONFLICT);
    move = (RideMove){id, RIDE_OFFER, 11 * 60, {{0}}};
    assert_int_equal(ride_acts(fixture, store, move, &ride), OK);
    assert_int_equal(ride.state, RIDE_OFFERED);
    assert_int_equal(ride.minute, 10 * 60);
    move = (RideMove){id, RIDE_AGREE, -1, {{0}}};
    assert_int_equal(ride_acts(fixture, store, move, &ride), OK);
    assert_int_equal(ride.minute, 11 * 60);
    move.act = RIDE_CANCEL_BY_HOUSE;
    assert_int_equal(ride_acts(fixture, store, move, &ride), OK);
    move.act = RIDE_AGREE;
    assert_int_equal(ride_acts(fixture, store, move, &ride), CONFLICT);
}

static void another_house_neither_sees_nor_changes_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id id =
        ask(fixture, store, wish_of(add_channel(fixture, store, "", RIDES_REDUCED_MOBILITY)));
    RideMoveDeed deed = {
        .move = {id, RIDE_CANCEL, -1, {{0}}}
    };
    RideListDeed list = {.first = tomorrow(), .last = tomorrow()};
    assert_int_equal(acts(fixture, store, stranger(), ride_move_deed, &deed), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), ride_list_deed, &list), OK);
    assert_int_equal(list.rides.count, 0);
}

static void who_was_driven_and_from_where_is_forgotten_after_a_quarter(void **state)
{
    Fixture *fixture = *state;
    ResourcesTicks ticks = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    RideWish wish = wish_of(add_channel(fixture, store, "", RIDES_REDUCED_MOBILITY));
    wish.ride.person = create_camille(fixture, store);
    (void)ask(fixture, store, wish);
    the_time = at_minute(tomorrow() + RIDE_DAYS_KEPT, 12 * 60);
    assert_int_equal(
        resources_clock(store, fixture->arena, the_time, &ticks, &fixture->problem), OK);
    assert_int_equal(ticks.forgotten, 0);
    the_time += DAY;
    assert_int_equal(
        resources_clock(store, fixture->arena, the_time, &ticks, &fixture->problem), OK);
    assert_int_equal(ticks.forgotten, 1);
    the_time = NOON;
    const RideRequest ride = rides_between(fixture, store, tomorrow(), tomorrow()).items[0];
    assert_int_equal(ride.label.length, 0);
    assert_int_equal(ride.sealed.length, 0);
    assert_true(id_is_nil(ride.person));
    assert_int_equal(ride.state, RIDE_AGREED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_line_takes_requests_within_its_hours_and_says_when_to_call_again),
        STORE_TEST(a_minor_is_driven_with_the_word_of_a_parent),
        STORE_TEST(a_request_that_cannot_be_driven_is_refused_by_its_field),
        STORE_TEST(a_series_goes_there_and_back_each_week_but_on_the_days_left_out),
        STORE_TEST(addresses_are_bytes_in_the_store_and_words_for_who_may_read_them),
        STORE_TEST(what_becomes_of_a_request_follows_its_states),
        STORE_TEST(another_house_neither_sees_nor_changes_it),
        STORE_TEST(who_was_driven_and_from_where_is_forgotten_after_a_quarter),
    };
    return cmocka_run_group_tests_name("resources ride request", tests, NULL, NULL);
}
