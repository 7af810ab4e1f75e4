/* SPDX-License-Identifier: EUPL-1.2 */
/* Bookings: who gets a place, who loses it, and that none is given twice. */
#include "unit/resources/resources_fixture.h"

#include <string.h>

/* --------------------------------------------------------------------------------- places */

static void a_hold_lets_go_by_itself_after_ten_minutes(void **state)
{
    Fixture *fixture = *state;
    Booking first = {0};
    Booking second = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 1);
    const BookingOrder order = {.unit = beds.id, .slot = tonight()};
    the_time = NOON;
    assert_int_equal(make_one(fixture, store, BOOKING_HOLD, order, &first), OK);
    the_time = NOON + BOOKING_HOLD_SECONDS - 1;
    assert_int_equal(free_tonight(fixture, store, beds), 0);
    assert_int_equal(make_one(fixture, store, BOOKING_HOLD, order, &second), CONFLICT);
    the_time = NOON + BOOKING_HOLD_SECONDS;
    assert_int_equal(free_tonight(fixture, store, beds), 1);
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &second), OK);
    assert_int_equal(move(fixture, store, first.id, BOOKING_CONFIRM), CONFLICT);
    assert_int_equal(booking_state(&first, the_time), BOOKING_LAPSED);
    the_time = NOON;
}

static void what_was_held_and_confirmed_stays(void **state)
{
    Fixture *fixture = *state;
    Booking held = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 1);
    const BookingOrder order = {.unit = beds.id, .slot = tonight()};
    assert_int_equal(make_one(fixture, store, BOOKING_HOLD, order, &held), OK);
    the_time = NOON + 5 * MINUTE;
    assert_int_equal(move(fixture, store, held.id, BOOKING_CONFIRM), OK);
    the_time = NOON + HOUR;
    assert_int_equal(free_tonight(fixture, store, beds), 0);
    the_time = NOON;
}

static void who_cancels_or_does_not_come_gives_the_place_back(void **state)
{
    static const BookingAct acts_that_free[] = {BOOKING_CANCEL, BOOKING_CANCEL_BY_HOUSE,
                                                BOOKING_MISS};
    Fixture *fixture = *state;
    Booking booking = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 1);
    const BookingOrder order = {.unit = beds.id, .slot = tonight()};
    for (size_t i = 0; i < LENGTH_OF(acts_that_free); i++) {
        the_time = NOON;
        assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), OK);
        the_time = NOON + 12 * HOUR;
        assert_int_equal(free_tonight(fixture, store, beds), 0);
        assert_int_equal(move(fixture, store, booking.id, acts_that_free[i]), OK);
        assert_int_equal(free_tonight(fixture, store, beds), 1);
    }
    the_time = NOON;
}

static void a_person_has_one_bed_a_night(void **state)
{
    Fixture *fixture = *state;
    Booking first = {0};
    Booking second = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit here = add_beds(fixture, store, 3);
    const Unit there = add_beds(fixture, store, 3);
    const Id camille = create_camille(fixture, store);
    const BookingOrder order = {.unit = here.id, .slot = tonight(), .person = camille};
    BookingOrder other = {.unit = there.id, .slot = tonight(), .person = camille};
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &first), OK);
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, other, &second), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("person"));
    assert_int_equal(free_tonight(fixture, store, there), 3);
    other.slot++;
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, other, &second), OK);
    assert_int_equal(move(fixture, store, first.id, BOOKING_CANCEL), OK);
    other.slot--;
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, other, &second), OK);
}

static void a_bundle_is_made_whole_or_not_at_all(void **state)
{
    Fixture *fixture = *state;
    Booking booking = {0};
    MakeDeed deed = {.wish = BOOKING_BOOK, .count = 3};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 1);
    for (size_t i = 0; i < deed.count; i++) {
        deed.orders[i] = (BookingOrder){.unit = beds.id, .slot = tonight() + (int64_t)i};
    }
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, deed.orders[2], &booking), OK);
    assert_int_equal(acts(fixture, store, desk(), make_deed, &deed), CONFLICT);
    assert_int_equal(free_tonight(fixture, store, beds), 1);
    assert_int_equal(move(fixture, store, booking.id, BOOKING_CANCEL), OK);
    assert_int_equal(acts(fixture, store, desk(), make_deed, &deed), OK);
    assert_int_equal(deed.made.count, 3);
    assert_true(id_equal(deed.made.items[0].bundle, deed.made.items[2].bundle));
}

static void fewer_places_take_nobody_s_away_and_give_no_more(void **state)
{
    Fixture *fixture = *state;
    Booking bookings[3] = {0};
    Booking more = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    UnitDeed deed = {.made = add_beds(fixture, store, 3)};
    const BookingOrder order = {.unit = deed.made.id, .slot = tonight()};
    for (size_t i = 0; i < LENGTH_OF(bookings); i++) {
        assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &bookings[i]), OK);
    }
    deed.made.capacity = 2;
    assert_int_equal(acts(fixture, store, head(), change_deed, &deed), OK);
    assert_int_equal(move(fixture, store, bookings[0].id, BOOKING_CANCEL), OK);
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &more), CONFLICT);
    assert_int_equal(move(fixture, store, bookings[2].id, BOOKING_CANCEL), OK);
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &more), OK);
    assert_int_equal(more.place.number, 1);
}

/* ---------------------------------------------------------------------------------- slots */

static void slots_follow_the_hours_and_leave_the_time_to_clean(void **state)
{
    static const char *const starts[] = {
        "2026-09-21T09:00:00+02:00", "2026-09-21T09:40:00+02:00", "2026-09-21T10:20:00+02:00",
        "2026-09-21T14:00:00+02:00"};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit showers = add_unit(fixture, store,
                                  (Unit){.kind = UNIT_SHOWER,
                                         .name = TEXT("Douches"),
                                         .capacity = 2,
                                         .slot_minutes = 30,
                                         .gap_minutes = 10,
                                         .hours = TEXT("Mo 09:00-11:00,14:00-14:30")});
    const BoardUnit shown = board(fixture, store, showers, tonight());
    assert_int_equal(shown.slot_count, LENGTH_OF(starts));
    for (size_t i = 0; i < LENGTH_OF(starts); i++) {
        assert_text_equal(slot_key_format(fixture->arena, &showers, shown.slots[i].slot.key),
                          text_from(starts[i]));
    }
    assert_int_equal(board(fixture, store, showers, tonight() + 1).slot_count, 0);
}

static void a_slot_the_unit_does_not_have_is_refused(void **state)
{
    Fixture *fixture = *state;
    Booking booking = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit chair = add_unit(fixture, store,
                                (Unit){.kind = UNIT_CHAIR,
                                       .name = TEXT("Infirmerie"),
                                       .capacity = 1,
                                       .slot_minutes = 20,
                                       .hours = TEXT("Mo-Fr 14:00-16:00")});
    const Moment start = moment_from_local((LocalTime){.date = tonight(), .minute = 14 * 60});
    BookingOrder order = {.unit = chair.id, .slot = start + MINUTE};
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("slot"));
    order.slot = start - 7 * DAY;
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), INVALID);
    order.slot = start;
    the_time = start - HOUR;
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), OK);
    the_time = NOON;
}

static void hours_stay_while_somebody_was_promised_a_slot_of_them(void **state)
{
    Fixture *fixture = *state;
    Booking booking = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    UnitDeed deed = {.made = add_unit(fixture, store,
                                      (Unit){.kind = UNIT_WASHER,
                                             .name = TEXT("Lavoir"),
                                             .capacity = 1,
                                             .slot_minutes = 60,
                                             .hours = TEXT("Mo-Su 08:00-20:00")})};
    const Date day = tonight() + 1;
    const BookingOrder order = {
        .unit = deed.made.id,
        .slot = moment_from_local((LocalTime){.date = day, .minute = 10 * 60})};
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), OK);
    deed.made.hours = TEXT("Mo-Su 08:30-20:00");
    assert_int_equal(acts(fixture, store, head(), change_deed, &deed), CONFLICT);
    assert_int_equal(move(fixture, store, booking.id, BOOKING_CANCEL), OK);
    assert_int_equal(acts(fixture, store, head(), change_deed, &deed), OK);
}

static void what_is_wrong_of_a_unit_is_named(void **state)
{
    Fixture *fixture = *state;
    static const struct {
        Unit unit;
        const char *field;
    } wrong[] = {
        {{.kind = UNIT_BED, .capacity = 1},                                              "name"       },
        {{.kind = UNIT_BED, .name = {"a", 1}, .capacity = 1001},                         "capacity"   },
        {{.kind = UNIT_BED, .name = {"a", 1}, .slot_minutes = 30},                       "slotMinutes"},
        {{.kind = UNIT_SHOWER, .name = {"a", 1}},                                        "slotMinutes"},
        {{.kind = UNIT_SHOWER, .name = {"a", 1}, .slot_minutes = 4},                     "slotMinutes"},
        {{.kind = UNIT_SHOWER, .name = {"a", 1}, .slot_minutes = 30, .gap_minutes = -1},
         "gapMinutes"                                                                                 },
        {{.kind = UNIT_BED, .name = {"a", 1}, .rule = {"rich = true", 11}},              "rule"       },
        {{.kind = UNIT_BED, .name = {"a", 1}, .hours = {"Mo 25:00-99", 11}},             "hours"      },
    };
    Store *store SCOPED(store_close) = open_store(fixture);
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        UnitDeed deed = {.made = wrong[i].unit};
        assert_int_equal(acts(fixture, store, head(), add_deed, &deed), INVALID);
        assert_text_equal(fixture->problem.field, text_from(wrong[i].field));
    }
}

/* ----------------------------------------------------------------------------------- rules */

static Outcome make_with(Fixture *fixture, Store *store, Caller caller, Id unit,
                         const char *facts, const char *override)
{
    Problem problem = {.arena = fixture->arena};
    json_t *known SCOPED(json_close) = NULL;
    assert_int_equal(json_read(text_from(facts), JSON_REQUEST_LIMITS, &known, &problem), OK);
    MakeDeed deed = {.wish = BOOKING_BOOK,
                     .orders = {{.unit = unit,
                                 .slot = tonight(),
                                 .answers = {known, text_from(override), ENGLISH}}},
                     .count = 1};
    return acts(fixture, store, caller, make_deed, &deed);
}

static void a_rule_is_answered_before_a_place_is_given(void **state)
{
    static const struct {
        const char *rule;
        const char *yes;
        const char *no;
        const char *because;
    } rules[] = {
        {"woman = true",                                 "{\"woman\":true}",        "{\"woman\":false}",   "not a woman"       },
        {"has_dog = true",                               "{\"has_dog\":true}",      "{\"has_dog\":false}", "no animal"         },
        {"children >= 1",                                "{\"children\":2}",        "{\"children\":0}",    "0"                 },
        {"leaving_prison = true or leaving_care = true", "{\"leaving_care\":true}",
         "{\"leaving_prison\":false,\"leaving_care\":false}",                                              "not leaving prison"},
    };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    for (size_t i = 0; i < LENGTH_OF(rules); i++) {
        const Id beds = add_unit(fixture, store,
                                 (Unit){.kind = UNIT_BED,
                                        .name = TEXT("Lits"),
                                        .capacity = 3,
                                        .rule = text_from(rules[i].rule)})
                            .id;
        assert_int_equal(make_with(fixture, store, desk(), beds, rules[i].no, ""), REFUSED);
        assert_text_equal(fixture->problem.field, TEXT("facts"));
        assert_non_null(
            strstr(text_to_c(fixture->arena, fixture->problem.detail), rules[i].because));
        assert_int_equal(make_with(fixture, store, desk(), beds, "{}", ""), INVALID);
        assert_text_equal(fixture->problem.field, TEXT("facts"));
        assert_int_equal(make_with(fixture, store, desk(), beds, rules[i].yes, ""), OK);
    }
}

static void a_rule_is_passed_over_by_who_keeps_the_unit_for_a_reason(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id beds = add_unit(fixture, store,
                             (Unit){.kind = UNIT_BED,
                                    .name = TEXT("Lits"),
                                    .capacity = 3,
                                    .rule = TEXT("woman = true")})
                        .id;
    const char *no = "{\"woman\":false}";
    assert_int_equal(make_with(fixture, store, desk(), beds, no, "vital"), REFUSED);
    assert_text_equal(fixture->problem.field, TEXT("override"));
    assert_int_equal(make_with(fixture, store, head(), beds, no, "because"), INVALID);
    assert_int_equal(make_with(fixture, store, head(), beds, no, "vital"), OK);
}

/* ----------------------------------------------------------------------------- who may what */

static void a_house_sees_what_is_free_of_another_and_only_its_own_bookings(void **state)
{
    Fixture *fixture = *state;
    Booking booking = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 3);
    const BookingOrder order = {.unit = beds.id, .slot = tonight()};
    BoardDeed looking = {.unit = beds, .day = tonight()};
    MakeDeed theirs = {.wish = BOOKING_BOOK, .orders = {order}, .count = 1};
    MoveDeed moving = {0};
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), OK);
    assert_int_equal(acts(fixture, store, stranger(), make_deed, &theirs), OK);
    assert_int_equal(acts(fixture, store, stranger(), board_deed, &looking), OK);
    assert_int_equal(looking.shown.slots[0].free, 1);
    assert_int_equal(looking.shown.slots[0].booking_count, 1);
    assert_int_equal(board(fixture, store, beds, tonight()).slots[0].booking_count, 2);
    moving.move = (BookingMove){.booking = booking.id, .act = BOOKING_CANCEL};
    assert_int_equal(acts(fixture, store, stranger(), move_deed, &moving), NOT_FOUND);
    moving.move = (BookingMove){.booking = theirs.made.items[0].id, .act = BOOKING_ARRIVE};
    assert_int_equal(acts(fixture, store, stranger(), move_deed, &moving), REFUSED);
    moving.move.act = BOOKING_CANCEL;
    assert_int_equal(acts(fixture, store, stranger(), move_deed, &moving), OK);
}

static Outcome to_team_deed(Access *access, void *context)
{
    Person person = {0};
    TRY(person_get(access, *(const Id *)context, &person));
    return person_set_reach(access, person.id, person.revision, REACH_TEAM);
}

typedef struct JournalDeed {
    Id person;
    size_t of_unit;
    Id unit;
} JournalDeed;

static Outcome journal_deed(Access *access, void *context)
{
    JournalDeed *deed = context;
    JournalPage page = {0};
    TRY(journal_of_person(access->session, access->arena, deed->person, 0, &page,
                          access->problem));
    deed->of_unit = 0;
    for (size_t i = 0; i < page.count; i++) {
        deed->of_unit += id_equal(page.items[i].subject, deed->unit);
    }
    return OK;
}

static void a_list_tells_whose_file_it_is_to_who_may_read_it_and_writes_it_down(void **state)
{
    Fixture *fixture = *state;
    Booking booking = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    Id camille = create_camille(fixture, store);
    const Unit beds = add_beds(fixture, store, 1);
    const BookingOrder order = {.unit = beds.id, .slot = tonight(), .person = camille};
    BoardDeed looking = {.unit = beds, .day = tonight()};
    JournalDeed journal = {.person = camille, .unit = beds.id};
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), OK);
    assert_true(id_equal(
        board(fixture, store, beds, tonight()).slots[0].bookings[0].place.person, camille));
    assert_int_equal(acts(fixture, store, desk(), journal_deed, &journal), OK);
    assert_int_equal(journal.of_unit, 1);
    assert_int_equal(acts(fixture, store, desk(), to_team_deed, &camille), OK);
    assert_int_equal(acts(fixture, store, care(), board_deed, &looking), OK);
    assert_true(id_is_nil(looking.shown.slots[0].bookings[0].place.person));
    assert_int_equal(acts(fixture, store, desk(), journal_deed, &journal), OK);
    assert_int_equal(journal.of_unit, 1);
}

static void a_unit_kept_to_its_house_is_not_there_for_another(void **state)
{
    Fixture *fixture = *state;
    UnitDeed deed = {
        .made = {.kind = UNIT_BED,
                 .name = TEXT("Lits"),
                 .capacity = 1,
                 .is_kept_here = true,
                 .reach = UNIT_FOR_HOUSE}
    };
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_int_equal(acts(fixture, store, head(), add_deed, &deed), OK);
    MakeDeed theirs = {.orders = {{.unit = deed.unit.id, .slot = tonight()}}, .count = 1};
    assert_int_equal(acts(fixture, store, stranger(), make_deed, &theirs), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), make_deed, &theirs), OK);
    assert_int_equal(acts(fixture, store, desk(), change_deed, &deed), REFUSED);
}

/* A told count is a claim; where bookings are kept, nobody claims anything. */
static Outcome tell_six(Access *access, void *context)
{
    return unit_tell(access, *(const Id *)context, 6);
}

static void a_count_told_by_telephone_keeps_its_time(void **state)
{
    Fixture *fixture = *state;
    UnitDeed deed = {
        .made = {
                 .kind = UNIT_BED, .name = TEXT("Abri"), .capacity = 20, .reach = UNIT_FOR_NETWORK}
    };
    Booking booking = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_int_equal(acts(fixture, store, head(), add_deed, &deed), OK);
    the_time = NOON + 7 * MINUTE;
    assert_int_equal(acts(fixture, store, desk(), tell_six, &deed.unit.id), OK);
    the_time = NOON + HOUR;
    const BoardUnit shown = board(fixture, store, deed.unit, tonight());
    assert_int_equal(shown.told.free, 6);
    assert_int_equal(shown.told.at, NOON + 7 * MINUTE);
    const BookingOrder order = {.unit = deed.unit.id, .slot = tonight()};
    assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), CONFLICT);
    const Unit kept = add_beds(fixture, store, 1);
    Id id = kept.id;
    assert_int_equal(acts(fixture, store, desk(), tell_six, &id), CONFLICT);
    the_time = NOON;
}

/* -------------------------------------------------------------------------------- states */

static void each_act_is_done_from_the_states_that_allow_it(void **state)
{
    /* A way to a state a row, an act of BookingAct a column. */
    static const struct {
        BookingWish wish;
        size_t steps;
        BookingAct way[2];
        const char *allowed;
    } rows[] = {
        {BOOKING_HOLD, 0, {0},                             "1...11"},
        {BOOKING_BOOK, 0, {0},                             ".1.111"},
        {BOOKING_BOOK, 1, {BOOKING_ARRIVE},                "..1..."},
        {BOOKING_BOOK, 2, {BOOKING_ARRIVE, BOOKING_LEAVE}, "......"},
        {BOOKING_BOOK, 1, {BOOKING_MISS},                  "......"},
        {BOOKING_BOOK, 1, {BOOKING_CANCEL},                "......"},
    };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 40);
    const BookingOrder order = {.unit = beds.id, .slot = tonight()};
    the_time = NOON + 10 * HOUR;
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        for (size_t act = 0; act < BOOKING_ACT_COUNT; act++) {
            Booking booking = {0};
            assert_int_equal(make_one(fixture, store, rows[i].wish, order, &booking), OK);
            for (size_t step = 0; step < rows[i].steps; step++) {
                assert_int_equal(move(fixture, store, booking.id, rows[i].way[step]), OK);
            }
            assert_int_equal(move(fixture, store, booking.id, (BookingAct)act),
                             rows[i].allowed[act] == '1' ? OK : CONFLICT);
        }
    }
    the_time = NOON;
}

static Outcome read_history(Access *access, void *context)
{
    static const char *const acts_told[] = {"hold", "confirm", "arrive", "leave"};
    BookingEventList events = {0};
    TRY(booking_history(access, *(const Id *)context, &events));
    assert_int_equal(events.count, LENGTH_OF(acts_told));
    for (size_t i = 0; i < LENGTH_OF(acts_told); i++) {
        assert_text_equal(events.items[i].act, text_from(acts_told[i]));
    }
    return OK;
}

static void each_act_leaves_a_line(void **state)
{
    Fixture *fixture = *state;
    Booking booking = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Unit beds = add_beds(fixture, store, 1);
    const BookingOrder order = {.unit = beds.id, .slot = tonight()};
    assert_int_equal(make_one(fixture, store, BOOKING_HOLD, order, &booking), OK);
    assert_int_equal(move(fixture, store, booking.id, BOOKING_CONFIRM), OK);
    the_time = NOON + 10 * HOUR;
    assert_int_equal(move(fixture, store, booking.id, BOOKING_ARRIVE), OK);
    assert_int_equal(move(fixture, store, booking.id, BOOKING_LEAVE), OK);
    assert_int_equal(acts(fixture, store, desk(), read_history, &booking.id), OK);
    the_time = NOON;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_hold_lets_go_by_itself_after_ten_minutes),
        STORE_TEST(what_was_held_and_confirmed_stays),
        STORE_TEST(who_cancels_or_does_not_come_gives_the_place_back),
        STORE_TEST(a_person_has_one_bed_a_night),
        STORE_TEST(a_bundle_is_made_whole_or_not_at_all),
        STORE_TEST(fewer_places_take_nobody_s_away_and_give_no_more),
        STORE_TEST(slots_follow_the_hours_and_leave_the_time_to_clean),
        STORE_TEST(a_slot_the_unit_does_not_have_is_refused),
        STORE_TEST(hours_stay_while_somebody_was_promised_a_slot_of_them),
        STORE_TEST(what_is_wrong_of_a_unit_is_named),
        STORE_TEST(a_rule_is_answered_before_a_place_is_given),
        STORE_TEST(a_rule_is_passed_over_by_who_keeps_the_unit_for_a_reason),
        STORE_TEST(a_house_sees_what_is_free_of_another_and_only_its_own_bookings),
        STORE_TEST(a_list_tells_whose_file_it_is_to_who_may_read_it_and_writes_it_down),
        STORE_TEST(a_unit_kept_to_its_house_is_not_there_for_another),
        STORE_TEST(a_count_told_by_telephone_keeps_its_time),
        STORE_TEST(each_act_is_done_from_the_states_that_allow_it),
        STORE_TEST(each_act_leaves_a_line),
    };
    return cmocka_run_group_tests_name("resources booking", tests, NULL, NULL);
}
