/* SPDX-License-Identifier: EUPL-1.2 */
/* Places a citizen keeps by the code of a plan: which, how many, and by nobody else. */
#include "resources/bearer.h"

#include <pthread.h>

#include "unit/resources/resources_fixture.h"

#define MINE   TEXT("7K3M-9QTR")
#define THEIRS TEXT("8K3M-9QTR")

/* One act of a bearer, in a transaction of its own. */
typedef struct BearerDeed {
    Text code;
    BookingOrder orders[BEARER_PLACES_MOST + 1];
    size_t count;
    Text name;
    Id booking;
    size_t confirmed;
    BookingList made;
    BearerPlaceList places;
} BearerDeed;

static Outcome hold_deed(Access *access, void *context)
{
    BearerDeed *deed = context;
    return bearer_hold(access, deed->code, deed->orders, deed->count, &deed->made);
}

static Outcome confirm_deed(Access *access, void *context)
{
    BearerDeed *deed = context;
    return bearer_confirm(access, deed->code, deed->name, &deed->confirmed);
}

static Outcome cancel_deed(Access *access, void *context)
{
    const BearerDeed *deed = context;
    return bearer_cancel(access, deed->code, deed->booking);
}

static Outcome places_deed(Access *access, void *context)
{
    BearerDeed *deed = context;
    return bearer_places(access, deed->code, &deed->places);
}

static Caller bearer(void)
{
    return bearer_access(NULL, NULL, 0, NULL).caller;
}

static Outcome bears(Fixture *fixture, Store *store, Deed act, BearerDeed *deed)
{
    return acts(fixture, store, bearer(), act, deed);
}

static Unit public_unit(Fixture *fixture, Store *store, Unit made)
{
    UnitDeed deed = {.made = made};
    deed.made.is_kept_here = true;
    deed.made.reach = UNIT_FOR_PUBLIC;
    assert_int_equal(acts(fixture, store, head(), add_deed, &deed), OK);
    return deed.unit;
}

static Unit public_beds(Fixture *fixture, Store *store, int64_t capacity)
{
    return public_unit(fixture, store,
                       (Unit){.kind = UNIT_BED, .name = TEXT("Lits"), .capacity = capacity});
}

static BearerDeed for_tonight(Text code, Unit unit)
{
    return (BearerDeed){
        .code = code, .orders = {{.unit = unit.id, .slot = tonight()}}, .count = 1};
}

static size_t count_places(Fixture *fixture, Store *store, Text code)
{
    BearerDeed deed = {.code = code};
    assert_int_equal(bears(fixture, store, places_deed, &deed), OK);
    return deed.places.count;
}

/* ---------------------------------------------------------------------------------- which */

static void only_what_a_house_gives_the_public_is_kept_by_a_code(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 3);
    BearerDeed deed = for_tonight(MINE, beds);
    assert_int_equal(bears(fixture, store, hold_deed, &deed), NOT_FOUND);
    UnitDeed change = {.made = beds};
    change.made.reach = UNIT_FOR_HOUSE;
    assert_int_equal(acts(fixture, store, head(), change_deed, &change), OK);
    assert_int_equal(bears(fixture, store, hold_deed, &deed), NOT_FOUND);
    change.made = change.unit;
    change.made.reach = UNIT_FOR_PUBLIC;
    assert_int_equal(acts(fixture, store, head(), change_deed, &change), OK);
    assert_int_equal(bears(fixture, store, hold_deed, &deed), OK);
    assert_int_equal(free_tonight(fixture, store, beds), 2);
}

static void a_bearer_may_do_nothing_of_a_house(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = public_beds(fixture, store, 3);
    BearerDeed deed = for_tonight(MINE, beds);
    assert_int_equal(bears(fixture, store, hold_deed, &deed), OK);
    MoveDeed arrive = {
        .move = {deed.made.items[0].id, BOOKING_ARRIVE, TEXT("")}
    };
    UnitDeed change = {.made = beds};
    assert_int_equal(acts(fixture, store, bearer(), move_deed, &arrive), NOT_FOUND);
    assert_int_equal(acts(fixture, store, bearer(), change_deed, &change), REFUSED);
}

static void a_rule_asks_a_bearer_as_it_asks_a_house(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = public_unit(fixture, store,
                                  (Unit){.kind = UNIT_BED,
                                         .name = TEXT("Lits femmes"),
                                         .capacity = 1,
                                         .rule = TEXT("woman = true")});
    BearerDeed deed = for_tonight(MINE, beds);
    json_t *facts SCOPED(json_close) = json_pack("{s:b}", "woman", 1);
    assert_int_equal(bears(fixture, store, hold_deed, &deed), INVALID);
    deed.orders[0].answers.override = TEXT("vital");
    assert_int_equal(bears(fixture, store, hold_deed, &deed), REFUSED);
    deed.orders[0].answers = (RuleAnswers){.facts = facts, .override = TEXT("")};
    assert_int_equal(bears(fixture, store, hold_deed, &deed), OK);
}

/* ------------------------------------------------------------------------- the second tap */

static void a_hold_stands_after_one_more_tap_and_lapses_without(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = public_beds(fixture, store, 1);
    BearerDeed deed = for_tonight(MINE, beds);
    assert_int_equal(bears(fixture, store, hold_deed, &deed), OK);
    the_time = NOON + BOOKING_HOLD_SECONDS;
    assert_int_equal(bears(fixture, store, confirm_deed, &deed), OK);
    assert_int_equal(deed.confirmed, 0);
    assert_int_equal(free_tonight(fixture, store, beds), 1);
    assert_int_equal(bears(fixture, store, hold_deed, &deed), OK);
    deed.name = TEXT("Camille");
    assert_int_equal(bears(fixture, store, confirm_deed, &deed), OK);
    assert_int_equal(deed.confirmed, 1);
    the_time = NOON + HOUR;
    const BoardUnit shown = board(fixture, store, beds, tonight());
    assert_int_equal(shown.slots[0].free, 0);
    assert_text_equal(shown.slots[0].bookings[0].label, TEXT("Camille"));
    the_time = NOON;
}

static void a_name_that_is_none_confirms_nothing(void **state)
{
    static const Text wrong[] = {
        TEXT_INIT("\xff"),
        TEXT_INIT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    BearerDeed deed = for_tonight(MINE, public_beds(fixture, store, 1));
    assert_int_equal(bears(fixture, store, hold_deed, &deed), OK);
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        deed.name = wrong[i];
        assert_int_equal(bears(fixture, store, confirm_deed, &deed), INVALID);
        assert_text_equal(fixture->problem.field, TEXT("name"));
    }
    assert_int_equal(bears(fixture, store, places_deed, &deed), OK);
    assert_int_equal(booking_state(&deed.places.items[0].booking, the_time), BOOKING_HELD);
}

static void all_places_of_a_plan_are_held_or_none(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = public_beds(fixture, store, 1);
    const Unit showers = public_unit(fixture, store,
                                     (Unit){.kind = UNIT_SHOWER,
                                            .name = TEXT("Douche"),
                                            .capacity = 1,
                                            .hours = TEXT("Mo-Su 09:00-20:00"),
                                            .slot_minutes = 30});
    SlotList slots = {0};
    assert_int_equal(
        slot_list(fixture->arena, &showers, tonight() + 1, &slots, &fixture->problem), OK);
    BearerDeed other = for_tonight(THEIRS, beds);
    BearerDeed deed = for_tonight(MINE, showers);
    deed.orders[0].slot = slots.items[0].key;
    deed.orders[1] = (BookingOrder){.unit = beds.id, .slot = tonight()};
    deed.count = 2;
    assert_int_equal(bears(fixture, store, hold_deed, &other), OK);
    assert_int_equal(bears(fixture, store, hold_deed, &deed), CONFLICT);
    assert_int_equal(count_places(fixture, store, MINE), 0);
    other.booking = other.made.items[0].id;
    assert_int_equal(bears(fixture, store, cancel_deed, &other), OK);
    assert_int_equal(bears(fixture, store, hold_deed, &deed), OK);
    assert_int_equal(count_places(fixture, store, MINE), 2);
}

/* -------------------------------------------------------------------------------- hostile */

static void who_has_another_code_sees_confirms_and_cancels_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = public_beds(fixture, store, 1);
    BearerDeed deed = for_tonight(MINE, beds);
    assert_int_equal(bears(fixture, store, hold_deed, &deed), OK);
    BearerDeed guess = {.code = THEIRS, .booking = deed.made.items[0].id};
    assert_int_equal(count_places(fixture, store, THEIRS), 0);
    assert_int_equal(bears(fixture, store, cancel_deed, &guess), NOT_FOUND);
    assert_int_equal(bears(fixture, store, confirm_deed, &guess), OK);
    assert_int_equal(guess.confirmed, 0);
    assert_int_equal(free_tonight(fixture, store, beds), 0);
}

static void what_was_given_back_is_not_given_back_again(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = public_beds(fixture, store, 1);
    BearerDeed first = for_tonight(MINE, beds);
    BearerDeed second = for_tonight(THEIRS, beds);
    assert_int_equal(bears(fixture, store, hold_deed, &first), OK);
    first.booking = first.made.items[0].id;
    assert_int_equal(bears(fixture, store, cancel_deed, &first), OK);
    assert_int_equal(bears(fixture, store, hold_deed, &second), OK);
    assert_int_equal(bears(fixture, store, cancel_deed, &first), CONFLICT);
    assert_int_equal(free_tonight(fixture, store, beds), 0);
}

static void a_plan_has_no_two_beds_for_one_night(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit here = public_beds(fixture, store, 3);
    const Unit there = public_beds(fixture, store, 3);
    BearerDeed deed = for_tonight(MINE, here);
    deed.orders[1] = (BookingOrder){.unit = there.id, .slot = tonight()};
    deed.count = 2;
    assert_int_equal(bears(fixture, store, hold_deed, &deed), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("slot"));
    deed.count = 1;
    assert_int_equal(bears(fixture, store, hold_deed, &deed), OK);
    deed.orders[0].unit = there.id;
    assert_int_equal(bears(fixture, store, hold_deed, &deed), CONFLICT);
    assert_int_equal(free_tonight(fixture, store, there), 3);
}

static void a_plan_keeps_a_few_places_at_a_time(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = public_beds(fixture, store, 3);
    BearerDeed deed = for_tonight(MINE, beds);
    for (size_t i = 0; i < BEARER_PLACES_MOST; i++) {
        deed.orders[0].slot = tonight() + (int64_t)i;
        assert_int_equal(bears(fixture, store, hold_deed, &deed), OK);
    }
    deed.orders[0].slot++;
    assert_int_equal(bears(fixture, store, hold_deed, &deed), REFUSED);
    assert_text_equal(fixture->problem.field, TEXT("places"));
    assert_int_equal(count_places(fixture, store, MINE), BEARER_PLACES_MOST);
}

/* Once the plan has faded nobody could give back what it kept; and nobody plans a year. */
static void no_place_is_kept_further_ahead_than_two_weeks(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    BearerDeed deed = for_tonight(MINE, public_beds(fixture, store, 1));
    deed.orders[0].slot = tonight() + BEARER_DAYS_AHEAD;
    assert_int_equal(bears(fixture, store, hold_deed, &deed), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("slot"));
    deed.orders[0].slot--;
    assert_int_equal(bears(fixture, store, hold_deed, &deed), OK);
}

/* Else one plan could keep a bed from others all night, ten minutes at a time. */
static void what_lapsed_or_was_given_back_counts_for_the_day(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    BearerDeed deed = for_tonight(MINE, public_beds(fixture, store, 1));
    for (size_t i = 0; i < BEARER_DAY_MOST; i++) {
        the_time = NOON + (Moment)i * BOOKING_HOLD_SECONDS;
        assert_int_equal(bears(fixture, store, hold_deed, &deed), OK);
    }
    the_time += BOOKING_HOLD_SECONDS;
    assert_int_equal(bears(fixture, store, hold_deed, &deed), REFUSED);
    the_time = NOON + DAY;
    deed.orders[0].slot++;
    assert_int_equal(bears(fixture, store, hold_deed, &deed), OK);
    the_time = NOON;
}

enum { ASKERS = 8, BEDS = 3 };

typedef struct Asker {
    Fixture *fixture;
    Store *store;
    Unit beds;
    Text code;
    Outcome outcome;
} Asker;

static Outcome ask_in(Session *session, void *context, Problem *problem)
{
    const Asker *asker = context;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    BookingList made = {0};
    Access access = bearer_access(arena, session, NOON, problem);
    const BookingOrder order = {.unit = asker->beds.id, .slot = tonight()};
    return bearer_hold(&access, asker->code, &order, 1, &made);
}

static void *ask(void *context)
{
    Asker *asker = context;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    asker->outcome = store_write(asker->store, ask_in, asker, &problem);
    return NULL;
}

static void the_last_places_are_given_once_to_bearers_who_ask_at_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = public_beds(fixture, store, BEDS);
    pthread_t threads[ASKERS];
    Asker askers[ASKERS];
    size_t given = 0;
    for (size_t i = 0; i < ASKERS; i++) {
        const Text code = text_format(fixture->arena, "%zuK3M-9QTR", i + 2);
        askers[i] = (Asker){fixture, store, beds, code, FAILED};
        assert_int_equal(pthread_create(&threads[i], NULL, ask, &askers[i]), 0);
    }
    for (size_t i = 0; i < ASKERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_true(askers[i].outcome == OK || askers[i].outcome == CONFLICT);
        given += askers[i].outcome == OK;
    }
    assert_int_equal(given, BEDS);
}

/* -------------------------------------------------------------------------------- numbers */

static void one_number_stands_for_all_places_of_a_plan_on_a_day(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = public_beds(fixture, store, 3);
    const Unit chairs = public_unit(fixture, store,
                                    (Unit){.kind = UNIT_CHAIR,
                                           .name = TEXT("Infirmerie"),
                                           .capacity = 1,
                                           .hours = TEXT("Mo-Su 09:00-23:00"),
                                           .slot_minutes = 30});
    SlotList slots = {0};
    assert_int_equal(slot_list(fixture->arena, &chairs, tonight(), &slots, &fixture->problem),
                     OK);
    BearerDeed deed = for_tonight(MINE, beds);
    deed.orders[1] =
        (BookingOrder){.unit = chairs.id, .slot = slots.items[slots.count - 1].key};
    deed.orders[2] = (BookingOrder){.unit = beds.id, .slot = tonight() + 1};
    deed.count = 3;
    BearerDeed other = for_tonight(THEIRS, beds);
    assert_int_equal(bears(fixture, store, hold_deed, &deed), OK);
    assert_int_equal(bears(fixture, store, hold_deed, &other), OK);
    const Booking *made = deed.made.items;
    assert_in_range(made[0].number, 1000, 9999);
    assert_int_equal(made[1].number, made[0].number);
    assert_int_not_equal(other.made.items[0].number, made[0].number);
    const BoardUnit shown = board(fixture, store, beds, tonight());
    assert_int_equal(shown.slots[0].bookings[0].number, made[0].number);
    assert_true(id_is_nil(shown.slots[0].bookings[0].house));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(only_what_a_house_gives_the_public_is_kept_by_a_code),
        STORE_TEST(a_bearer_may_do_nothing_of_a_house),
        STORE_TEST(a_rule_asks_a_bearer_as_it_asks_a_house),
        STORE_TEST(a_hold_stands_after_one_more_tap_and_lapses_without),
        STORE_TEST(a_name_that_is_none_confirms_nothing),
        STORE_TEST(all_places_of_a_plan_are_held_or_none),
        STORE_TEST(who_has_another_code_sees_confirms_and_cancels_nothing),
        STORE_TEST(what_was_given_back_is_not_given_back_again),
        STORE_TEST(a_plan_has_no_two_beds_for_one_night),
        STORE_TEST(a_plan_keeps_a_few_places_at_a_time),
        STORE_TEST(no_place_is_kept_further_ahead_than_two_weeks),
        STORE_TEST(what_lapsed_or_was_given_back_counts_for_the_day),
        STORE_TEST(the_last_places_are_given_once_to_bearers_who_ask_at_once),
        STORE_TEST(one_number_stands_for_all_places_of_a_plan_on_a_day),
    };
    return cmocka_run_group_tests_name("resources bearer", tests, NULL, NULL);
}
