/* SPDX-License-Identifier: EUPL-1.2 */
/* Dwellings: what they are, who lives there, never two households. */
#include "unit/dwellings/dwellings_fixture.h"

#include <pthread.h>

#include "resources/resources_clock.h"

/* Inventory S2-59 and S2-60: seven dwellings in two buildings, let by another than their house.
 */
static void seven_dwellings_in_two_buildings_are_an_inventory(void **state)
{
    Fixture *fixture = *state;
    DwellingDeed deed = {0};
    int64_t studios = 0;
    Store *store SCOPED(store_close) = open_store(fixture);
    static const int64_t bedrooms[] = {2, 2, 2, 2, 2, 1, 0};
    for (size_t i = 0; i < LENGTH_OF(bedrooms); i++) {
        deed.made = (Dwelling){
            .unit = {.name = text_format(fixture->arena, "Logement %zu", i + 1),
                     .reach = UNIT_FOR_NETWORK},
            .bedrooms = bedrooms[i],
            .address = i < 4 ? TEXT("rue Exemple 1") : TEXT("rue Exemple 2"),
            .postal_code = TEXT("5000"),
            .entry = ENTRY_STAIRS,
            .manager = TEXT("AIS de Namur"),
        };
        assert_int_equal(acts(fixture, store, head(), dwelling_add_deed, &deed), OK);
    }
    assert_int_equal(acts(fixture, store, stranger(), dwelling_list_deed, &deed), OK);
    assert_int_equal(deed.list.count, 7);
    for (size_t i = 0; i < deed.list.count; i++) {
        const Dwelling *dwelling = &deed.list.items[i];
        studios += dwelling->bedrooms == 0;
        assert_int_equal(dwelling->state, DWELLING_FREE);
        assert_text_equal(dwelling->manager, TEXT("AIS de Namur"));
        assert_true(id_equal(dwelling->unit.house, house_of_exemple));
    }
    assert_int_equal(studios, 1);
}

static void what_is_wrong_of_a_dwelling_is_named(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const struct {
        Dwelling made;
        const char *field;
    } wrongs[] = {
        {{.unit = {.name = TEXT("")}},                                      "name"      },
        {{.unit = {.name = TEXT("A")}, .bedrooms = 21},                     "bedrooms"  },
        {{.unit = {.name = TEXT("A")}, .area = -1},                         "area"      },
        {{.unit = {.name = TEXT("A")}, .people = 41},                       "people"    },
        {{.unit = {.name = TEXT("A")}, .postal_code = TEXT("50")},          "postalCode"},
        {{.unit = {.name = TEXT("A")}, .convention = TEXT("none-such")},    "convention"},
        {{.unit = {.name = TEXT("A"), .rule = TEXT("blue eyes and then")}}, "rule"      },
    };
    for (size_t i = 0; i < LENGTH_OF(wrongs); i++) {
        DwellingDeed deed = {.made = wrongs[i].made};
        assert_int_equal(acts(fixture, store, head(), dwelling_add_deed, &deed), INVALID);
        assert_text_equal(fixture->problem.field, text_from(wrongs[i].field));
    }
}

/* Whoever bears the code of a plan keeps what is for the public: not where others live. */
static void no_dwelling_is_given_to_the_public_by_way_of_its_unit(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 1", 2);
    UnitDeed deed = {.made = flat.unit};
    deed.made.reach = UNIT_FOR_PUBLIC;
    assert_int_equal(acts(fixture, store, head(), change_deed, &deed), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("reach"));
    deed.made.reach = UNIT_FOR_HOUSE;
    assert_int_equal(acts(fixture, store, head(), change_deed, &deed), OK);
}

static void a_protected_address_is_told_to_its_house_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    DwellingDeed deed = {.made = add_dwelling(fixture, store, "Refuge", 2)};
    deed.made.is_protected = true;
    assert_int_equal(acts(fixture, store, stranger(), dwelling_change_deed, &deed), REFUSED);
    assert_int_equal(acts(fixture, store, head(), dwelling_change_deed, &deed), OK);
    const Id id = deed.dwelling.unit.id;
    assert_text_equal(dwelling_for(fixture, store, desk(), id).address, TEXT("rue Exemple 1"));
    assert_text_equal(dwelling_for(fixture, store, stranger(), id).address, TEXT(""));
    assert_text_equal(dwelling_for(fixture, store, desk(), id).postal_code, TEXT("5000"));
    assert_text_equal(dwelling_for(fixture, store, stranger(), id).postal_code, TEXT(""));
    assert_int_equal(acts(fixture, store, head(), dwelling_change_deed, &deed), CONFLICT);
}

/* ------------------------------------------------------------------------------- a household
 */

static void a_household_moves_in_is_extended_and_moves_out(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    DwellingDeed deed = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 1", 2);
    const Id camille = create_camille(fixture, store);
    assert_int_equal(move_in(fixture, store, flat.unit.id, camille, &tenancy), OK);
    Dwelling now = dwelling_for(fixture, store, stranger(), flat.unit.id);
    assert_int_equal(now.state, DWELLING_OCCUPIED);
    assert_int_equal(now.until, day_of("2027-08-31"));
    assert_true(id_is_nil(now.booking));
    deed.id = tenancy.booking.id;
    deed.act = TENANCY_EXTEND;
    deed.day = day_of("2027-08-31");
    assert_int_equal(acts(fixture, store, desk(), tenancy_move_deed, &deed), INVALID);
    deed.day = day_of("2028-02-29");
    assert_int_equal(acts(fixture, store, stranger(), tenancy_move_deed, &deed), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), tenancy_move_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, desk(), tenancy_get_deed, &deed), OK);
    assert_int_equal(deed.tenancy.ends, day_of("2028-02-29"));
    assert_int_equal(deed.tenancy.extensions, 1);
    deed.act = TENANCY_LEAVE;
    deed.day = day_of("2026-09-22");
    assert_int_equal(acts(fixture, store, desk(), tenancy_move_deed, &deed), INVALID);
    deed.day = day_of("2026-09-20");
    assert_int_equal(acts(fixture, store, desk(), tenancy_move_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, desk(), tenancy_move_deed, &deed), CONFLICT);
    assert_int_equal(dwelling_for(fixture, store, desk(), flat.unit.id).state, DWELLING_FREE);
}

static void no_household_moves_in_on_a_day_another_still_lived_there(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 1", 2);
    const Id camille = create_camille(fixture, store);
    const Id sacha = create_named(fixture, store, "Sacha");
    assert_int_equal(move_in(fixture, store, flat.unit.id, camille, &tenancy), OK);
    assert_int_equal(move_in(fixture, store, flat.unit.id, sacha, &tenancy), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("unit"));
    DwellingDeed deed = {.id = dwelling_for(fixture, store, desk(), flat.unit.id).booking,
                         .act = TENANCY_LEAVE,
                         .day = day_of("2026-09-10")};
    assert_int_equal(acts(fixture, store, desk(), tenancy_move_deed, &deed), OK);
    assert_int_equal(move_in(fixture, store, flat.unit.id, sacha, &tenancy), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("starts"));
    deed.order = (TenancyOrder){.dwelling = flat.unit.id,
                                .person = sacha,
                                .label = TEXT("Exemple"),
                                .starts = day_of("2026-09-10"),
                                .ends = DATE_NONE};
    assert_int_equal(acts(fixture, store, desk(), move_in_deed, &deed), OK);
    deed.id = flat.unit.id;
    assert_int_equal(acts(fixture, store, desk(), tenancy_list_deed, &deed), OK);
    assert_int_equal(deed.tenancies.count, 2);
    assert_int_equal(deed.tenancies.items[0].starts, day_of("2026-09-10"));
    assert_int_equal(deed.tenancies.items[1].left, day_of("2026-09-10"));
}

/* Else the next household moves in while rent runs on for the one before. */
static void nobody_comes_to_a_dwelling_or_leaves_it_without_a_day(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Booking booking = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling first = add_dwelling(fixture, store, "Appartement 1", 2);
    const Dwelling second = add_dwelling(fixture, store, "Appartement 2", 2);
    const Id camille = create_camille(fixture, store);
    assert_int_equal(move_in(fixture, store, first.unit.id, camille, &tenancy), OK);
    assert_int_equal(move(fixture, store, tenancy.booking.id, BOOKING_LEAVE), CONFLICT);
    assert_int_equal(dwelling_for(fixture, store, desk(), first.unit.id).state,
                     DWELLING_OCCUPIED);
    const BookingOrder order = {.unit = second.unit.id, .slot = DWELLING_SLOT};
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), OK);
    assert_int_equal(move(fixture, store, booking.id, BOOKING_ARRIVE), CONFLICT);
    assert_int_equal(move(fixture, store, booking.id, BOOKING_CANCEL), OK);
}

static void nobody_has_two_dwellings(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id camille = create_camille(fixture, store);
    const Dwelling first = add_dwelling(fixture, store, "Appartement 1", 2);
    const Dwelling second = add_dwelling(fixture, store, "Appartement 2", 2);
    assert_int_equal(move_in(fixture, store, first.unit.id, camille, &tenancy), OK);
    assert_int_equal(move_in(fixture, store, second.unit.id, camille, &tenancy), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("person"));
}

/* Inventory S2-61. */
static void social_follow_up_is_for_who_asks_and_changes_nothing_else(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id camille = create_camille(fixture, store);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 1", 2);
    assert_int_equal(move_in(fixture, store, flat.unit.id, camille, &tenancy), OK);
    DwellingDeed deed = {.id = tenancy.booking.id, .act = TENANCY_ALONE};
    assert_int_equal(acts(fixture, store, desk(), tenancy_get_deed, &deed), OK);
    assert_false(deed.tenancy.has_follow_up);
    const Tenancy before = deed.tenancy;
    assert_int_equal(acts(fixture, store, desk(), tenancy_move_deed, &deed), CONFLICT);
    deed.act = TENANCY_FOLLOW;
    assert_int_equal(acts(fixture, store, desk(), tenancy_move_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, desk(), tenancy_get_deed, &deed), OK);
    assert_true(deed.tenancy.has_follow_up);
    assert_int_equal(deed.tenancy.follow_up_since, tonight());
    assert_int_equal(deed.tenancy.starts, before.starts);
    assert_int_equal(deed.tenancy.ends, before.ends);
    deed.act = TENANCY_ALONE;
    assert_int_equal(acts(fixture, store, desk(), tenancy_move_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, desk(), tenancy_get_deed, &deed), OK);
    assert_false(deed.tenancy.has_follow_up);
}

/* ------------------------------------------------------------------------------------ works */

static void a_dwelling_in_works_is_given_to_nobody_until_somebody_says_it_is_ready(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id camille = create_camille(fixture, store);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 1", 2);
    DwellingDeed deed = {.id = flat.unit.id, .day = day_of("2026-09-20")};
    assert_int_equal(acts(fixture, store, head(), start_works_deed, &deed), INVALID);
    assert_int_equal(acts(fixture, store, head(), end_works_deed, &deed), CONFLICT);
    deed.day = day_of("2026-10-15");
    assert_int_equal(acts(fixture, store, head(), start_works_deed, &deed), OK);
    const Dwelling now = dwelling_for(fixture, store, desk(), flat.unit.id);
    assert_int_equal(now.state, DWELLING_WORKS);
    assert_int_equal(now.until, day_of("2026-10-15"));
    assert_int_equal(move_in(fixture, store, flat.unit.id, camille, &tenancy), CONFLICT);
    assert_int_equal(acts(fixture, store, head(), end_works_deed, &deed), OK);
    assert_int_equal(move_in(fixture, store, flat.unit.id, camille, &tenancy), OK);
}

/* ----------------------------------------------------------------------------- who waits */

typedef struct WaitDeed {
    WaitingOrder order;
    Id entry;
    Unit unit;
    WaitingList list;
} WaitDeed;

static Outcome wait_deed(Access *access, void *context)
{
    WaitDeed *deed = context;
    return waiting_join(access, &deed->order, &deed->entry);
}

static Outcome waiting_deed(Access *access, void *context)
{
    WaitDeed *deed = context;
    return waiting_list(access, &deed->unit, DWELLING_SLOT, &deed->list);
}

static WaitingState state_of(Fixture *fixture, Store *store, Unit unit, Id entry)
{
    WaitDeed deed = {.unit = unit};
    assert_int_equal(acts(fixture, store, desk(), waiting_deed, &deed), OK);
    for (size_t i = 0; i < deed.list.count; i++) {
        if (id_equal(deed.list.items[i].id, entry)) {
            return deed.list.items[i].state;
        }
    }
    fail_msg("nobody waits by this id");
    return WAITING_LEFT;
}

static void
a_dwelling_that_is_left_is_offered_for_a_week_to_who_waits_and_to_nobody_else(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 1", 2);
    const Id camille = create_camille(fixture, store);
    const Id sacha = create_named(fixture, store, "Sacha");
    assert_int_equal(move_in(fixture, store, flat.unit.id, camille, &tenancy), OK);
    WaitDeed waits = {
        .order = {.unit = flat.unit.id, .person = sacha, .class = TEXT("date")}
    };
    assert_int_equal(acts(fixture, store, desk(), wait_deed, &waits), OK);
    DwellingDeed deed = {
        .id = tenancy.booking.id, .act = TENANCY_LEAVE, .day = day_of("2026-09-21")};
    assert_int_equal(acts(fixture, store, desk(), tenancy_move_deed, &deed), OK);
    assert_int_equal(state_of(fixture, store, flat.unit, waits.entry), WAITING_OFFERED);
    const Dwelling offered = dwelling_for(fixture, store, desk(), flat.unit.id);
    assert_int_equal(offered.state, DWELLING_OFFERED);
    assert_int_equal(offered.until, day_of("2026-09-28"));
    deed.order = (TenancyOrder){.dwelling = flat.unit.id,
                                .person = create_named(fixture, store, "Robin"),
                                .label = TEXT("Robin"),
                                .starts = day_of("2026-09-21"),
                                .ends = DATE_NONE};
    assert_int_equal(acts(fixture, store, desk(), move_in_deed, &deed), CONFLICT);
    deed.order.booking = offered.booking;
    assert_int_equal(acts(fixture, store, desk(), move_in_deed, &deed), OK);
    assert_true(id_equal(deed.tenancy.booking.place.person, sacha));
    assert_int_equal(state_of(fixture, store, flat.unit, waits.entry), WAITING_SERVED);
}

static void an_offer_nobody_answers_for_a_week_is_made_again_by_the_clock(void **state)
{
    Fixture *fixture = *state;
    ResourcesTicks ticks = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 1", 2);
    WaitDeed waits = {
        .order = {.unit = flat.unit.id, .class = TEXT("date"), .label = TEXT("Camille E.")}
    };
    assert_int_equal(acts(fixture, store, desk(), wait_deed, &waits), OK);
    assert_int_equal(state_of(fixture, store, flat.unit, waits.entry), WAITING_OFFERED);
    the_time = NOON + (Moment)8 * DAY;
    assert_int_equal(state_of(fixture, store, flat.unit, waits.entry), WAITING_OPEN);
    assert_int_equal(
        resources_clock(store, fixture->arena, the_time, &ticks, &fixture->problem), OK);
    assert_int_equal(ticks.offered, 1);
    assert_int_equal(state_of(fixture, store, flat.unit, waits.entry), WAITING_OFFERED);
    the_time = NOON + (Moment)60 * DAY;
    assert_int_equal(
        resources_clock(store, fixture->arena, the_time, &ticks, &fixture->problem), OK);
    WaitDeed deed = {.unit = flat.unit};
    assert_int_equal(acts(fixture, store, desk(), waiting_deed, &deed), OK);
    assert_text_equal(deed.list.items[0].label, TEXT("Camille E."));
    the_time = NOON;
}

static void a_place_that_comes_back_of_a_unit_that_is_closed_is_given_to_nobody(void **state)
{
    Fixture *fixture = *state;
    Booking booking = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit flat = add_unit(fixture, store,
                               (Unit){.kind = UNIT_DWELLING, .name = TEXT("A"), .capacity = 1});
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK,
                              (BookingOrder){.unit = flat.id, .slot = DWELLING_SLOT}, &booking),
                     OK);
    UnitDeed closing = {.made = flat};
    closing.made.closed = NOON;
    assert_int_equal(acts(fixture, store, head(), change_deed, &closing), OK);
    assert_int_equal(move(fixture, store, booking.id, BOOKING_CANCEL), OK);
}

/* ------------------------------------------------------------------- never two households */

enum { HOUSEHOLDS = 24, MOVERS = 6 };

typedef struct Mover {
    Text path;
    Store *store;
    Id dwelling;
    size_t moved;
    size_t refused;
} Mover;

typedef struct Moving {
    Arena *arena;
    TenancyOrder order;
} Moving;

static Outcome move_one(Session *session, void *context, Problem *problem)
{
    const Moving *moving = context;
    Tenancy made = {0};
    Access access = {.arena = moving->arena,
                     .session = session,
                     .caller = desk(),
                     .now = NOON,
                     .keyring = people_keyring(),
                     .problem = problem};
    return tenancy_move_in(&access, &moving->order, &made);
}

static void *move_all(void *context)
{
    Mover *mover = context;
    Store *own = NULL;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    if (test_server() != NULL &&
        store_open(mover->path, STORE_READ_WRITE, &own, &problem) != OK) {
        return NULL;
    }
    for (size_t i = 0; i < HOUSEHOLDS / MOVERS; i++) {
        Moving moving = {
            arena,
            {.dwelling = mover->dwelling,
              .label = TEXT("E."),
              .starts = day_of("2026-09-01"),
              .ends = DATE_NONE}
        };
        const Outcome outcome =
            store_write(own != NULL ? own : mover->store, move_one, &moving, &problem);
        mover->moved += outcome == OK;
        mover->refused += outcome == CONFLICT;
    }
    store_close(&own);
    return NULL;
}

static void of_many_households_that_move_in_at_once_one_does(void **state)
{
    Fixture *fixture = *state;
    pthread_t threads[MOVERS];
    Mover movers[MOVERS] = {0};
    size_t moved = 0;
    size_t refused = 0;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement 1", 2);
    for (size_t i = 0; i < MOVERS; i++) {
        movers[i] = (Mover){.path = fixture->path, .store = store, .dwelling = flat.unit.id};
        assert_int_equal(pthread_create(&threads[i], NULL, move_all, &movers[i]), 0);
    }
    for (size_t i = 0; i < MOVERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        moved += movers[i].moved;
        refused += movers[i].refused;
    }
    (void)printf("%d households at once for one dwelling: %zu moved in, %zu refused\n",
                 HOUSEHOLDS, moved, refused);
    assert_int_equal(moved, 1);
    assert_int_equal(refused, HOUSEHOLDS - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(seven_dwellings_in_two_buildings_are_an_inventory),
        STORE_TEST(what_is_wrong_of_a_dwelling_is_named),
        STORE_TEST(no_dwelling_is_given_to_the_public_by_way_of_its_unit),
        STORE_TEST(a_protected_address_is_told_to_its_house_alone),
        STORE_TEST(a_household_moves_in_is_extended_and_moves_out),
        STORE_TEST(no_household_moves_in_on_a_day_another_still_lived_there),
        STORE_TEST(nobody_comes_to_a_dwelling_or_leaves_it_without_a_day),
        STORE_TEST(nobody_has_two_dwellings),
        STORE_TEST(social_follow_up_is_for_who_asks_and_changes_nothing_else),
        STORE_TEST(a_dwelling_in_works_is_given_to_nobody_until_somebody_says_it_is_ready),
        STORE_TEST(
            a_dwelling_that_is_left_is_offered_for_a_week_to_who_waits_and_to_nobody_else),
        STORE_TEST(an_offer_nobody_answers_for_a_week_is_made_again_by_the_clock),
        STORE_TEST(a_place_that_comes_back_of_a_unit_that_is_closed_is_given_to_nobody),
        STORE_TEST(of_many_households_that_move_in_at_once_one_does),
    };
    return cmocka_run_group_tests_name("dwellings tenancy", tests, NULL, NULL);
}
