/* SPDX-License-Identifier: EUPL-1.2 */
/* No place is given twice, whoever asks at once; and nights are counted as they were lived. */
#include "unit/resources/resources_fixture.h"

#include <pthread.h>

#include "base/random.h"

/* ------------------------------------------------------------------------ never overbooked */

enum { BEDS = 100, CLAIMS = 1000, CLAIMANTS = 16 };

typedef struct Claimant {
    Text path;
    Store *store; /* the one of a file; of a server each opens its own */
    Id unit;
    size_t given;
    size_t refused;
    size_t other;
} Claimant;

typedef struct Claim {
    Arena *arena;
    Id unit;
} Claim;

static Outcome claim_bed(Session *session, void *context, Problem *problem)
{
    const Claim *claim = context;
    Access access = {.arena = claim->arena,
                     .session = session,
                     .caller = desk(),
                     .now = NOON,
                     .problem = problem};
    const BookingOrder order = {.unit = claim->unit, .slot = tonight()};
    BookingList made = {0};
    Text code = {0};
    return booking_make(&access, BOOKING_BOOK, &order, 1, &made, &code);
}

static void *claim_beds(void *context)
{
    Claimant *claimant = context;
    Store *own = NULL;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    if (test_server() != NULL &&
        store_open(claimant->path, STORE_READ_WRITE, &own, &problem) != OK) {
        claimant->other++;
        return NULL;
    }
    Claim claim = {arena, claimant->unit};
    for (size_t i = 0; i < CLAIMS / CLAIMANTS + 1; i++) {
        const Outcome outcome =
            store_write(own != NULL ? own : claimant->store, claim_bed, &claim, &problem);
        claimant->given += outcome == OK;
        claimant->refused += outcome == CONFLICT;
        claimant->other += outcome != OK && outcome != CONFLICT;
    }
    store_close(&own);
    return NULL;
}

static void a_hundred_beds_are_given_a_hundred_times_to_a_thousand_at_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, BEDS);
    pthread_t threads[CLAIMANTS];
    Claimant claimants[CLAIMANTS] = {0};
    size_t given = 0;
    size_t refused = 0;
    for (size_t i = 0; i < CLAIMANTS; i++) {
        claimants[i] = (Claimant){.path = fixture->path, .store = store, .unit = beds.id};
        assert_int_equal(pthread_create(&threads[i], NULL, claim_beds, &claimants[i]), 0);
    }
    for (size_t i = 0; i < CLAIMANTS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        given += claimants[i].given;
        refused += claimants[i].refused;
        assert_int_equal(claimants[i].other, 0);
    }
    (void)printf("%zu claims at once on %d beds: %zu given, %zu refused\n", given + refused,
                 BEDS, given, refused);
    assert_int_equal(given, BEDS);
    assert_true(given + refused >= CLAIMS);
    assert_int_equal(free_tonight(fixture, store, beds), 0);
    assert_int_equal(board(fixture, store, beds, tonight()).slots[0].booking_count, BEDS);
}

/* ------------------------------------------------------------------------- a year replayed */

enum { YEAR = 365, PLACES = 4, VISITORS = 7 };

typedef struct ModelNight {
    size_t taken; /* places somebody has */
    size_t came;
    size_t absent;
    size_t refused;
    bool is_here[VISITORS]; /* who has a bed */
} ModelNight;

typedef struct ReportDeed {
    Unit unit;
    Date first;
    Date last;
    UnitDayList days;
} ReportDeed;

static Outcome refuse_one(Access *access, void *context)
{
    return booking_refuse(access, *(const Id *)context, TEXT("full"));
}

static Outcome report_deed(Access *access, void *context)
{
    ReportDeed *deed = context;
    return unit_report(access, &deed->unit, deed->first, deed->last, &deed->days);
}

/* One visitor on one evening: books, and comes, does not come, or cancels. */
static void live_one(Fixture *fixture, Store *store, const Unit *beds, Random *random,
                     Date night, Id visitor, ModelNight *model, bool *has_bed)
{
    Booking booking = {0};
    const BookingOrder order = {.unit = beds->id, .slot = night, .person = visitor};
    the_time = moment_from_local((LocalTime){.date = night, .minute = 18 * 60});
    const bool may = model->taken < PLACES && !*has_bed;
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking),
                     may ? OK : CONFLICT);
    if (!may) {
        Id unit = beds->id;
        assert_int_equal(acts(fixture, store, desk(), refuse_one, &unit), OK);
        model->refused++;
        return;
    }
    the_time += HOUR;
    switch (random_below(random, 4)) {
    case 0:
        assert_int_equal(move(fixture, store, booking.id, BOOKING_MISS), OK);
        model->absent++;
        break;
    case 1:
        assert_int_equal(move(fixture, store, booking.id, BOOKING_CANCEL), OK);
        break;
    default:
        assert_int_equal(move(fixture, store, booking.id, BOOKING_ARRIVE), OK);
        model->came++;
        model->taken++;
        *has_bed = true;
        break;
    }
}

static void a_year_of_nights_is_counted_as_it_was_lived(void **state)
{
    Fixture *fixture = *state;
    Random random = random_seeded(20261130);
    Id visitors[VISITORS];
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, PLACES);
    ModelNight *model = ARENA_ARRAY(fixture->arena, ModelNight, YEAR);
    size_t nights = 0;
    for (size_t i = 0; i < VISITORS; i++) {
        const PersonDetail name = fact(FACT_ALIAS, "Exemple", "");
        visitors[i] = create_by(fixture, store, desk(), &name, 1);
    }
    for (size_t i = 0; i < YEAR; i++) {
        model[i] = (ModelNight){0};
        for (uint32_t calls = random_below(&random, 6); calls > 0; calls--) {
            const uint32_t who = random_below(&random, VISITORS);
            live_one(fixture, store, &beds, &random, tonight() + (Date)i, visitors[who],
                     &model[i], &model[i].is_here[who]);
        }
        nights += model[i].came;
    }
    ReportDeed deed = {.unit = beds, .first = tonight(), .last = tonight() + YEAR - 1};
    assert_int_equal(acts(fixture, store, desk(), report_deed, &deed), OK);
    assert_int_equal(deed.days.count, YEAR);
    for (size_t i = 0; i < YEAR; i++) {
        assert_int_equal(deed.days.items[i].used, model[i].came);
        assert_int_equal(deed.days.items[i].absent, model[i].absent);
        assert_int_equal(deed.days.items[i].refused, model[i].refused);
        assert_int_equal(deed.days.items[i].offered, PLACES);
    }
    (void)printf("a year replayed: %d nights, %zu slept\n", YEAR, nights);
    the_time = NOON;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_hundred_beds_are_given_a_hundred_times_to_a_thousand_at_once),
        STORE_TEST(a_year_of_nights_is_counted_as_it_was_lived),
    };
    return cmocka_run_group_tests_name("resources occupancy", tests, NULL, NULL);
}
