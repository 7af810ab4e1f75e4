/* SPDX-License-Identifier: EUPL-1.2 */
/* The waiting list: who goes first, and a draw that anyone can run again. */
#include "unit/resources/waiting_fixture.h"

static void assert_next(Fixture *fixture, Store *store, Unit unit, Id first)
{
    const WaitingList list = list_of(fixture, store, unit);
    assert_true(id_equal(list.items[0].id, first));
}

/* ---------------------------------------------------------------------------------- rules */

static void the_class_goes_before_the_day(void **state)
{
    Fixture *fixture = *state;
    Booking bookings[1];
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = full_house(fixture, store, bookings, 1);
    const Id old = join(fixture, store, beds, "date");
    the_time = NOON + DAY;
    const Id child = join(fixture, store, beds, "child");
    assert_next(fixture, store, beds, child);
    the_time = NOON + 2 * DAY;
    const Id vital = join(fixture, store, beds, "vital");
    assert_next(fixture, store, beds, vital);
    assert_true(id_equal(list_of(fixture, store, beds).items[2].id, old));
    the_time = NOON;
}

static void who_was_sent_away_on_three_days_is_a_class_higher(void **state)
{
    Fixture *fixture = *state;
    Booking bookings[1];
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = full_house(fixture, store, bookings, 1);
    const Id discharge = join(fixture, store, beds, "discharge");
    the_time = NOON - DAY;
    Id waits = join(fixture, store, beds, "date");
    the_time = NOON;
    assert_next(fixture, store, beds, discharge);
    for (int day = 0; day < 3; day++) {
        the_time = NOON + day * DAY;
        assert_next(fixture, store, beds, discharge);
        assert_int_equal(acts(fixture, store, desk(), refuse_deed, &waits), OK);
        assert_int_equal(acts(fixture, store, desk(), refuse_deed, &waits), CONFLICT);
    }
    assert_next(fixture, store, beds, waits);
    the_time = NOON;
}

static void who_leaves_waits_no_more(void **state)
{
    Fixture *fixture = *state;
    Booking bookings[1];
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = full_house(fixture, store, bookings, 1);
    Id first = join(fixture, store, beds, "vital");
    const Id second = join(fixture, store, beds, "date");
    assert_int_equal(acts(fixture, store, desk(), leave_deed, &first), OK);
    assert_int_equal(acts(fixture, store, desk(), leave_deed, &first), CONFLICT);
    assert_next(fixture, store, beds, second);
    assert_int_equal(list_of(fixture, store, beds).items[1].state, WAITING_LEFT);
}

static void a_house_sees_its_own_entries_and_their_places(void **state)
{
    Fixture *fixture = *state;
    Booking bookings[1];
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = full_house(fixture, store, bookings, 1);
    Id first = join(fixture, store, beds, "vital");
    JoinDeed theirs = {
        .order = {.unit = beds.id,
                  .class = TEXT("date"),
                  .first = tonight() + 90,
                  .last = tonight() + 90}
    };
    ListDeed seen = {.unit = beds};
    assert_int_equal(acts(fixture, store, stranger(), join_deed, &theirs), OK);
    assert_int_equal(acts(fixture, store, stranger(), list_deed, &seen), OK);
    assert_int_equal(seen.list.count, 1);
    assert_int_equal(seen.list.items[0].place, 2);
    assert_int_equal(acts(fixture, store, stranger(), leave_deed, &first), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), refuse_deed, &theirs.entry), REFUSED);
}

static void what_is_wrong_of_an_entry_is_named(void **state)
{
    static const struct {
        const char *class;
        int64_t last;
        const char *field;
    } wrong[] = {
        {"rich", 90, "class"},
        {"date", 89, "last" },
    };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 1);
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        JoinDeed deed = {
            .order = {.unit = beds.id,
                      .class = text_from(wrong[i].class),
                      .first = tonight() + 90,
                      .last = tonight() + wrong[i].last}
        };
        assert_int_equal(acts(fixture, store, desk(), join_deed, &deed), INVALID);
        assert_text_equal(fixture->problem.field, text_from(wrong[i].field));
    }
}

/* --------------------------------------------------------------------------------- offers */

static void who_comes_later_does_not_pass_who_waits(void **state)
{
    Fixture *fixture = *state;
    Booking bookings[1];
    Booking passer = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = full_house(fixture, store, bookings, 1);
    const BookingOrder order = {.unit = beds.id, .slot = tonight() + 90};
    (void)join(fixture, store, beds, "date");
    assert_int_equal(move(fixture, store, bookings[0].id, BOOKING_CANCEL), OK);
    assert_int_equal(list_of(fixture, store, beds).items[0].state, WAITING_OFFERED);
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &passer), CONFLICT);
    the_time = NOON + WAITING_OFFER_SECONDS;
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &passer), OK);
    the_time = NOON;
}

static ResourcesTicks tick(Fixture *fixture, Store *store)
{
    ResourcesTicks ticks = {0};
    assert_int_equal(
        resources_clock(store, fixture->arena, the_time, &ticks, &fixture->problem), OK);
    return ticks;
}

static void an_offer_that_lapses_goes_on_by_the_clock(void **state)
{
    Fixture *fixture = *state;
    Booking bookings[1];
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = full_house(fixture, store, bookings, 1);
    (void)join(fixture, store, beds, "vital");
    (void)join(fixture, store, beds, "date");
    assert_int_equal(move(fixture, store, bookings[0].id, BOOKING_CANCEL), OK);
    the_time = NOON + WAITING_OFFER_SECONDS - 1;
    assert_int_equal(tick(fixture, store).offered, 0);
    the_time = NOON + WAITING_OFFER_SECONDS;
    assert_int_equal(tick(fixture, store).offered, 1);
    assert_int_equal(tick(fixture, store).offered, 0);
    const WaitingList list = list_of(fixture, store, beds);
    assert_int_equal(list.items[0].state, WAITING_OPEN);
    assert_int_equal(list.items[1].state, WAITING_OFFERED);
    the_time = NOON + 2 * DAY;
    assert_int_equal(tick(fixture, store).offered, 1);
    the_time = NOON;
}

static void what_a_list_called_somebody_is_forgotten(void **state)
{
    Fixture *fixture = *state;
    Booking booking = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 1);
    const BookingOrder order = {.unit = beds.id, .slot = tonight(), .label = TEXT("Robin")};
    JoinDeed waits = {
        .order = {.unit = beds.id,
                  .label = TEXT("Sacha"),
                  .class = TEXT("date"),
                  .first = tonight(),
                  .last = tonight()}
    };
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), OK);
    assert_int_equal(acts(fixture, store, desk(), join_deed, &waits), OK);
    the_time = booking.ends + (Moment)(BOOKING_LABEL_DAYS - 1) * DAY;
    assert_int_equal(tick(fixture, store).forgotten, 0);
    the_time += 2 * DAY;
    assert_int_equal(tick(fixture, store).forgotten, 2);
    assert_int_equal(tick(fixture, store).forgotten, 0);
    the_time = NOON;
    assert_int_equal(board(fixture, store, beds, tonight()).slots[0].bookings[0].label.length,
                     0);
}

/* ---------------------------------------------------------------------------------- draw */

typedef struct DrawDeed {
    Date day;
    WaitingDraw draw;
} DrawDeed;

static Outcome draw_deed(Access *access, void *context)
{
    DrawDeed *deed = context;
    return waiting_draw(access, deed->day, &deed->draw);
}

static void a_draw_is_promised_the_day_before_and_told_the_day_after(void **state)
{
    Fixture *fixture = *state;
    static const WaitingSeed nothing;
    Booking bookings[1];
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = full_house(fixture, store, bookings, 1);
    DrawDeed deed = {.day = tonight() + 1};
    assert_int_equal(acts(fixture, store, desk(), draw_deed, &deed), NOT_FOUND);
    (void)join(fixture, store, beds, "date");
    assert_int_equal(acts(fixture, store, desk(), draw_deed, &deed), OK);
    const Digest promised = deed.draw.promise;
    assert_false(deed.draw.is_over);
    assert_memory_equal(&deed.draw.seed, &nothing, sizeof nothing);
    the_time = NOON + DAY;
    const Id entry = join(fixture, store, beds, "date");
    assert_int_equal(acts(fixture, store, desk(), draw_deed, &deed), OK);
    assert_false(deed.draw.is_over);
    assert_memory_equal(&list_of(fixture, store, beds).items[1].rank.lot, &nothing,
                        sizeof nothing);
    the_time = NOON + 2 * DAY;
    assert_int_equal(acts(fixture, store, desk(), draw_deed, &deed), OK);
    assert_true(deed.draw.is_over);
    const Digest kept = waiting_promise(deed.draw.seed);
    assert_memory_equal(&kept, &promised, sizeof kept);
    const Digest lot = waiting_lot(deed.draw.seed, entry);
    assert_memory_equal(&lot, &list_of(fixture, store, beds).items[1].rank.lot, sizeof lot);
    the_time = NOON;
}

/* Of the entries, by when they were made. */
static Digest lot_told(Fixture *fixture, Store *store, Unit beds, Id entry)
{
    const WaitingList list = list_of(fixture, store, beds);
    for (size_t i = 0; i < list.count; i++) {
        if (id_equal(list.items[i].id, entry)) {
            return list.items[i].rank.lot;
        }
    }
    fail_msg("an entry is not on the list");
    return (Digest){{0}};
}

static void who_joins_a_hundred_times_has_one_lot(void **state)
{
    Fixture *fixture = *state;
    Booking bookings[1];
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = full_house(fixture, store, bookings, 1);
    JoinDeed deed = {
        .order = {.unit = beds.id,
                  .person = create_camille(fixture, store),
                  .class = TEXT("date"),
                  .first = tonight() + 90,
                  .last = tonight() + 90}
    };
    assert_int_equal(acts(fixture, store, desk(), join_deed, &deed), OK);
    const Id first = deed.entry;
    assert_int_equal(acts(fixture, store, desk(), join_deed, &deed), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("person"));
    assert_int_equal(acts(fixture, store, desk(), leave_deed, &deed.entry), OK);
    assert_int_equal(acts(fixture, store, desk(), join_deed, &deed), OK);
    const Id nobody[] = {join(fixture, store, beds, "date"),
                         join(fixture, store, beds, "date")};
    the_time = NOON + DAY;
    const Digest lots[] = {
        lot_told(fixture, store, beds, first), lot_told(fixture, store, beds, deed.entry),
        lot_told(fixture, store, beds, nobody[0]), lot_told(fixture, store, beds, nobody[1])};
    assert_memory_equal(&lots[0], &lots[1], sizeof(Digest));
    assert_memory_equal(&lots[2], &lots[3], sizeof(Digest));
    assert_memory_not_equal(&lots[0], &lots[2], sizeof(Digest));
    the_time = NOON;
}

/* Of a seed of zeros, for all time: what was told of a draw stays true. */
static void a_draw_is_run_again_from_what_was_told_of_it(void **state)
{
    Fixture *fixture = *state;
    Problem problem = {.arena = fixture->arena};
    const WaitingSeed zeros = {{0}};
    WaitingRank ranks[] = {{.entry = {{1}}}, {.entry = {{2}}}, {.entry = {{3}}}};
    WaitingProof proof = {waiting_seed_format(fixture->arena, zeros),
                          digest_format(fixture->arena, waiting_promise(zeros)), ranks,
                          LENGTH_OF(ranks)};
    assert_int_equal(waiting_run_again(fixture->arena, &proof, &problem), OK);
    for (size_t i = 0; i < LENGTH_OF(ranks); i++) {
        const Digest lot = waiting_lot(zeros, ranks[i].entry);
        assert_memory_equal(&ranks[i].lot, &lot, sizeof lot);
        assert_true(i == 0 || waiting_compare(waiting_rules(), &ranks[i - 1], &ranks[i]) < 0);
    }
    proof.promise = digest_format(fixture->arena, waiting_lot(zeros, ranks[0].entry));
    assert_int_equal(waiting_run_again(fixture->arena, &proof, &problem), INVALID);
    assert_text_equal(problem.field, TEXT("promise"));
    proof.seed = TEXT("00");
    assert_int_equal(waiting_run_again(fixture->arena, &proof, &problem), INVALID);
    assert_text_equal(problem.field, TEXT("seed"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(the_class_goes_before_the_day),
        STORE_TEST(who_was_sent_away_on_three_days_is_a_class_higher),
        STORE_TEST(who_leaves_waits_no_more),
        STORE_TEST(a_house_sees_its_own_entries_and_their_places),
        STORE_TEST(what_is_wrong_of_an_entry_is_named),
        STORE_TEST(who_comes_later_does_not_pass_who_waits),
        STORE_TEST(an_offer_that_lapses_goes_on_by_the_clock),
        STORE_TEST(what_a_list_called_somebody_is_forgotten),
        STORE_TEST(a_draw_is_promised_the_day_before_and_told_the_day_after),
        STORE_TEST(a_draw_is_run_again_from_what_was_told_of_it),
        STORE_TEST(who_joins_a_hundred_times_has_one_lot),
    };
    return cmocka_run_group_tests_name("resources waiting", tests, NULL, NULL);
}
