/* SPDX-License-Identifier: EUPL-1.2 */
/* The waiting list: who goes first, against a model that looks at everybody each time; and a
 * draw that anyone can run again. */
#include "unit/resources/resources_fixture.h"

#include <string.h>

#include "base/random.h"
#include "resources/waiting.h"

typedef struct JoinDeed {
    WaitingOrder order;
    Id entry;
} JoinDeed;

static Outcome join_deed(Access *access, void *context)
{
    JoinDeed *deed = context;
    return waiting_join(access, &deed->order, &deed->entry);
}

static Id join(Fixture *fixture, Store *store, Unit unit, const char *class)
{
    JoinDeed deed = {
        .order = {.unit = unit.id,
                  .class = text_from(class),
                  .first = tonight() + 90,
                  .last = tonight() + 90}
    };
    assert_int_equal(acts(fixture, store, desk(), join_deed, &deed), OK);
    return deed.entry;
}

typedef struct ListDeed {
    Unit unit;
    WaitingList list;
} ListDeed;

static Outcome list_deed(Access *access, void *context)
{
    ListDeed *deed = context;
    return waiting_list(access, &deed->unit, tonight() + 90, &deed->list);
}

static WaitingList list_of(Fixture *fixture, Store *store, Unit unit)
{
    ListDeed deed = {.unit = unit};
    assert_int_equal(acts(fixture, store, desk(), list_deed, &deed), OK);
    return deed.list;
}

static Outcome refuse_deed(Access *access, void *context)
{
    return waiting_move(access, *(const Id *)context, WAITING_REFUSE);
}

static Outcome leave_deed(Access *access, void *context)
{
    return waiting_move(access, *(const Id *)context, WAITING_LEAVE);
}

/* A full unit, and its bookings. */
static Unit full_house(Fixture *fixture, Store *store, Booking *bookings, size_t count)
{
    const Unit beds = add_beds(fixture, store, (int64_t)count);
    const BookingOrder order = {.unit = beds.id, .slot = tonight() + 90};
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &bookings[i]), OK);
    }
    return beds;
}

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
    the_time = NOON + 2 * DAY;
    assert_int_equal(acts(fixture, store, desk(), draw_deed, &deed), OK);
    assert_true(deed.draw.is_over);
    const Digest kept = waiting_promise(deed.draw.seed);
    assert_memory_equal(&kept, &promised, sizeof kept);
    const Digest lot = waiting_lot(deed.draw.seed, entry);
    assert_memory_equal(&lot, &list_of(fixture, store, beds).items[1].rank.lot, sizeof lot);
    the_time = NOON;
}

/* ---------------------------------------------------------------------------------- model */

enum { MODEL_BEDS = 12, MODEL_DAYS = 30, MODEL_MOST = 120 };

/* One who waits, as a clerk would write it on paper. */
typedef struct Paper {
    Id id;
    int class;
    int refusals;
    int day;
    int offers;
    int offered_on; /* -1 for never */
    bool is_offered;
    bool is_served;
} Paper;

typedef struct Model {
    Paper papers[MODEL_MOST];
    size_t count;
    WaitingList list; /* as the store has it, for the lots */
} Model;

static const Digest *lot_of(const Model *model, Id id)
{
    for (size_t i = 0; i < model->list.count; i++) {
        if (id_equal(model->list.items[i].id, id)) {
            return &model->list.items[i].rank.lot;
        }
    }
    fail_msg("an entry is not on the list");
    return NULL;
}

static int class_now(const Paper *paper)
{
    const int class = paper->class - paper->refusals / 3;
    return class > 0 ? class : 0;
}

static bool goes_before(const Model *model, const Paper *a, const Paper *b)
{
    if (class_now(a) != class_now(b)) {
        return class_now(a) < class_now(b);
    }
    if (a->day != b->day) {
        return a->day < b->day;
    }
    return memcmp(lot_of(model, a->id), lot_of(model, b->id), sizeof(Digest)) < 0;
}

/* Looks at everybody, and offers to who goes before all others. */
static void offer_one(Model *model, int day)
{
    Paper *best = NULL;
    for (size_t i = 0; i < model->count; i++) {
        Paper *paper = &model->papers[i];
        const bool may = !paper->is_served && !paper->is_offered && paper->offers < 3 &&
                         paper->offered_on != day;
        if (may && (best == NULL || goes_before(model, paper, best))) {
            best = paper;
        }
    }
    if (best != NULL) {
        best->offers++;
        best->offered_on = day;
        best->is_offered = true;
    }
}

static Paper *offered_paper(Model *model)
{
    for (size_t i = 0; i < model->count; i++) {
        if (model->papers[i].is_offered) {
            return &model->papers[i];
        }
    }
    return NULL;
}

static void compare(Fixture *fixture, Store *store, Unit beds, Model *model)
{
    model->list = list_of(fixture, store, beds);
    assert_int_equal(model->list.count, model->count);
    for (size_t i = 0; i < model->count; i++) {
        const Paper *paper = &model->papers[i];
        const WaitingEntry *entry = NULL;
        for (size_t j = 0; j < model->list.count; j++) {
            entry =
                id_equal(model->list.items[j].id, paper->id) ? &model->list.items[j] : entry;
        }
        assert_non_null(entry);
        assert_int_equal(entry->offers, paper->offers);
        assert_int_equal(entry->rank.refusals, paper->refusals);
        assert_int_equal(entry->state == WAITING_OFFERED, paper->is_offered);
        assert_int_equal(entry->state == WAITING_SERVED, paper->is_served);
    }
}

/* The booking that holds the offer: the newest held of the night. */
static Id held_booking(Fixture *fixture, Store *store, Unit beds)
{
    const BoardUnit shown = board(fixture, store, beds, tonight() + 90);
    for (size_t i = 0; i < shown.slots[0].booking_count; i++) {
        const Booking *booking = &shown.slots[0].bookings[i];
        if (booking_state(booking, the_time) == BOOKING_HELD) {
            return booking->id;
        }
    }
    fail_msg("nothing is held");
    return (Id){{0}};
}

/* The offers of a day, until one is taken or nobody is left to be offered anything. */
static void answer_offers(Fixture *fixture, Store *store, Unit beds, Random *random,
                          Model *model, int day)
{
    for (Paper *paper = offered_paper(model); paper != NULL; paper = offered_paper(model)) {
        const Id held = held_booking(fixture, store, beds);
        paper->is_offered = false;
        if (random_below(random, 3) == 0) {
            assert_int_equal(move(fixture, store, held, BOOKING_CONFIRM), OK);
            paper->is_served = true;
            compare(fixture, store, beds, model);
            return;
        }
        assert_int_equal(move(fixture, store, held, BOOKING_CANCEL), OK);
        offer_one(model, day);
        compare(fixture, store, beds, model);
    }
    /* Nobody is left to be offered anything today: who comes by gets the bed. */
    Booking passer = {0};
    const BookingOrder order = {.unit = beds.id, .slot = tonight() + 90};
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &passer), OK);
}

static void some_join_and_some_are_sent_away(Fixture *fixture, Store *store, Unit beds,
                                             Random *random, Model *model, int day)
{
    static const char *const classes[] = {"vital", "child", "discharge", "date"};
    for (uint32_t i = random_below(random, 4); i > 0; i--) {
        const int class = (int)random_below(random, 4);
        model->papers[model->count++] = (Paper){
            .id = join(fixture, store, beds, classes[class]),
            .class = class,
            .day = day,
            .offered_on = -1,
        };
    }
    for (size_t i = 0; i < model->count; i++) {
        Paper *paper = &model->papers[i];
        const bool waits = !paper->is_served && paper->offers < 3;
        if (waits && random_below(random, 3) == 0) {
            assert_int_equal(acts(fixture, store, desk(), refuse_deed, &paper->id), OK);
            paper->refusals++;
        }
    }
}

static void the_list_offers_as_a_model_that_looks_at_everybody_would(void **state)
{
    Fixture *fixture = *state;
    size_t served = 0;
    Booking bookings[MODEL_BEDS];
    Random random = random_seeded(20261130);
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = full_house(fixture, store, bookings, MODEL_BEDS);
    Model *model = ARENA_NEW(fixture->arena, Model);
    *model = (Model){0};
    for (int day = 0; day < MODEL_DAYS; day++) {
        the_time = NOON + day * DAY;
        if (day % 3 != 1 || day / 3 >= MODEL_BEDS) {
            some_join_and_some_are_sent_away(fixture, store, beds, &random, model, day);
            compare(fixture, store, beds, model);
            continue;
        }
        compare(fixture, store, beds, model);
        assert_int_equal(move(fixture, store, bookings[day / 3].id, BOOKING_CANCEL), OK);
        offer_one(model, day);
        compare(fixture, store, beds, model);
        answer_offers(fixture, store, beds, &random, model, day);
    }
    for (size_t i = 0; i < model->count; i++) {
        assert_true(model->papers[i].offers <= WAITING_OFFERS_MOST);
        served += model->papers[i].is_served;
    }
    (void)printf(
        "a waiting list lived for %d days: %zu waited, %zu served, each as the model\n",
        MODEL_DAYS, model->count, served);
    assert_true(served > 0);
    the_time = NOON;
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
        STORE_TEST(a_draw_is_promised_the_day_before_and_told_the_day_after),
        STORE_TEST(the_list_offers_as_a_model_that_looks_at_everybody_would),
    };
    return cmocka_run_group_tests_name("resources waiting", tests, NULL, NULL);
}
