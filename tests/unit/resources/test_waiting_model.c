/* SPDX-License-Identifier: EUPL-1.2 */
/* The waiting list against a model that looks at everybody each time. */
#include "unit/resources/waiting_fixture.h"

#include <string.h>

#include "base/random.h"

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
    /* Nobody of them has a file: those of a day share the lot of their house. */
    const int lots = memcmp(lot_of(model, a->id), lot_of(model, b->id), sizeof(Digest));
    return lots != 0 ? lots < 0 : id_compare(a->id, b->id) < 0;
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
        STORE_TEST(the_list_offers_as_a_model_that_looks_at_everybody_would),
    };
    return cmocka_run_group_tests_name("resources waiting model", tests, NULL, NULL);
}
