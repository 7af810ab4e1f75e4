/* SPDX-License-Identifier: EUPL-1.2 */
/* Who asks for a dwelling: what fits, the printed order, reasons, and nobody's name to others.
 */
#include "dwellings/candidature.h"
#include "dwellings/dwellings_forget.h"
#include "resources/resources_clock.h"
#include "unit/dwellings/dwellings_fixture.h"

typedef struct AskDeed {
    CandidatureOrder order;
    Id id;
    Candidature candidature;
    CandidatureMove move;
    Id dwelling;
    CandidateList list;
} AskDeed;

static Outcome ask_deed(Access *access, void *context)
{
    AskDeed *deed = context;
    return candidature_ask(access, &deed->order, &deed->id);
}

static Outcome get_deed(Access *access, void *context)
{
    AskDeed *deed = context;
    return candidature_get(access, deed->id, &deed->candidature);
}

static Outcome candidature_move_deed(Access *access, void *context)
{
    AskDeed *deed = context;
    return candidature_move(access, &deed->move);
}

static Outcome list_deed(Access *access, void *context)
{
    AskDeed *deed = context;
    Dwelling dwelling = {0};
    TRY(dwelling_get(access, deed->dwelling, &dwelling));
    return candidate_list(access, &dwelling, &deed->list);
}

static Id ask(Fixture *fixture, Store *store, const Id *dwellings, size_t count,
              const char *class)
{
    AskDeed deed = {
        .order = {.label = TEXT("Famille E."),
                  .class = text_from(class),
                  .adults = 2,
                  .dwellings = dwellings,
                  .count = count}
    };
    assert_int_equal(acts(fixture, store, desk(), ask_deed, &deed), OK);
    return deed.id;
}

static Candidature sheet(Fixture *fixture, Store *store, Id id)
{
    AskDeed deed = {.id = id};
    assert_int_equal(acts(fixture, store, desk(), get_deed, &deed), OK);
    return deed.candidature;
}

static void somebody_lives_in(Fixture *fixture, Store *store, Id dwelling, Tenancy *tenancy)
{
    assert_int_equal(move_in(fixture, store, dwelling, (Id){{0}}, tenancy), OK);
}

static void a_household_asks_for_several_dwellings_that_fit_or_for_none(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement", 2);
    const Dwelling studio = add_dwelling(fixture, store, "Studio", 0);
    const Id both[] = {flat.unit.id, studio.unit.id};
    AskDeed deed = {
        .order = {.label = TEXT("Famille E."),
                  .class = TEXT("date"),
                  .adults = 2,
                  .dwellings = both,
                  .count = 2}
    };
    assert_int_equal(acts(fixture, store, desk(), ask_deed, &deed), REFUSED);
    assert_text_equal(fixture->problem.field, TEXT("people"));
    deed.dwelling = flat.unit.id;
    assert_int_equal(acts(fixture, store, desk(), list_deed, &deed), OK);
    assert_int_equal(deed.list.count, 0);
    deed.order.adults = 0;
    assert_int_equal(acts(fixture, store, desk(), ask_deed, &deed), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("adults"));
    deed.order.adults = 1;
    assert_int_equal(acts(fixture, store, desk(), ask_deed, &deed), OK);
    assert_int_equal(sheet(fixture, store, deed.id).choices.count, 2);
    const Id twice[] = {flat.unit.id, flat.unit.id};
    deed.order.dwellings = twice;
    assert_int_equal(acts(fixture, store, desk(), ask_deed, &deed), INVALID);
    deed.order.count = 0;
    assert_int_equal(acts(fixture, store, desk(), ask_deed, &deed), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("dwellings"));
}

static void
who_cannot_take_stairs_is_not_put_on_the_list_of_a_dwelling_with_stairs(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    DwellingDeed change = {.made = add_dwelling(fixture, store, "Mansarde", 2)};
    change.made.entry = ENTRY_STAIRS;
    assert_int_equal(acts(fixture, store, head(), dwelling_change_deed, &change), OK);
    AskDeed deed = {
        .order = {.label = TEXT("Famille E."),
                  .class = TEXT("date"),
                  .adults = 1,
                  .needs_level = true,
                  .dwellings = &change.dwelling.unit.id,
                  .count = 1}
    };
    assert_int_equal(acts(fixture, store, desk(), ask_deed, &deed), REFUSED);
    assert_text_equal(fixture->problem.field, TEXT("level"));
}

static void the_list_goes_by_class_then_day_and_says_so_of_each(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement", 2);
    somebody_lives_in(fixture, store, flat.unit.id, &tenancy);
    const Id first = ask(fixture, store, &flat.unit.id, 1, "date");
    the_time = NOON + DAY;
    const Id second = ask(fixture, store, &flat.unit.id, 1, "date");
    const Id child = ask(fixture, store, &flat.unit.id, 1, "child");
    the_time = NOON + (Moment)2 * DAY;
    AskDeed deed = {.dwelling = flat.unit.id};
    assert_int_equal(acts(fixture, store, desk(), list_deed, &deed), OK);
    assert_int_equal(deed.list.count, 3);
    assert_true(id_equal(deed.list.items[0].candidature, child));
    assert_true(id_equal(deed.list.items[1].candidature, first));
    assert_true(id_equal(deed.list.items[2].candidature, second));
    assert_int_equal(deed.list.items[0].adults, 2);
    assert_int_equal(sheet(fixture, store, second).choices.items[0].entry.place, 3);
    the_time = NOON;
}

static void refusals_on_three_days_raise_by_a_class_and_keep_their_reasons(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement", 2);
    somebody_lives_in(fixture, store, flat.unit.id, &tenancy);
    const Id other = ask(fixture, store, &flat.unit.id, 1, "discharge");
    AskDeed deed = {
        .move = {ask(fixture, store, &flat.unit.id, 1, "date"), flat.unit.id,
                 CANDIDATURE_REFUSE, TEXT("unlucky")}
    };
    assert_int_equal(acts(fixture, store, desk(), candidature_move_deed, &deed), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("reason"));
    deed.move.reason = TEXT("papers");
    assert_int_equal(acts(fixture, store, stranger(), candidature_move_deed, &deed), NOT_FOUND);
    for (int i = 0; i < 6; i++) {
        the_time = NOON + (Moment)i * DAY;
        assert_int_equal(acts(fixture, store, desk(), candidature_move_deed, &deed), OK);
        assert_int_equal(acts(fixture, store, desk(), candidature_move_deed, &deed), CONFLICT);
    }
    const Candidature risen = sheet(fixture, store, deed.move.candidature);
    assert_int_equal(risen.choices.items[0].entry.place, 1);
    assert_int_equal(risen.choices.items[0].entry.rank.refusals, 6);
    assert_int_equal(risen.choices.items[0].events.count, 6);
    assert_text_equal(risen.choices.items[0].events.items[0].reason, TEXT("papers"));
    assert_int_equal(sheet(fixture, store, other).choices.items[0].entry.place, 2);
    the_time = NOON;
}

static void an_offer_that_is_declined_goes_to_the_next_and_counts(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement", 2);
    somebody_lives_in(fixture, store, flat.unit.id, &tenancy);
    const Id child = ask(fixture, store, &flat.unit.id, 1, "child");
    const Id next = ask(fixture, store, &flat.unit.id, 1, "date");
    DwellingDeed leaving = {
        .id = tenancy.booking.id, .act = TENANCY_LEAVE, .day = day_of("2026-09-21")};
    assert_int_equal(acts(fixture, store, desk(), tenancy_move_deed, &leaving), OK);
    assert_int_equal(sheet(fixture, store, child).choices.items[0].entry.state,
                     WAITING_OFFERED);
    AskDeed deed = {
        .move = {next, flat.unit.id, CANDIDATURE_DECLINE, TEXT("rent")}
    };
    assert_int_equal(acts(fixture, store, desk(), candidature_move_deed, &deed), CONFLICT);
    deed.move.candidature = child;
    assert_int_equal(acts(fixture, store, desk(), candidature_move_deed, &deed), OK);
    const Candidature declined = sheet(fixture, store, child);
    assert_int_equal(declined.choices.items[0].entry.state, WAITING_OPEN);
    assert_int_equal(declined.choices.items[0].entry.offers, 1);
    assert_text_equal(declined.choices.items[0].events.items[0].act, TEXT("decline"));
    assert_int_equal(sheet(fixture, store, next).choices.items[0].entry.state, WAITING_OFFERED);
    deed.move = (CandidatureMove){next, flat.unit.id, CANDIDATURE_LEAVE, TEXT("found")};
    assert_int_equal(acts(fixture, store, desk(), candidature_move_deed, &deed), OK);
    assert_int_equal(sheet(fixture, store, next).choices.items[0].entry.state, WAITING_LEFT);
    assert_int_equal(dwelling_for(fixture, store, desk(), flat.unit.id).state, DWELLING_FREE);
}

static void another_house_sees_the_ranks_of_those_it_asked_for_and_nobody_else(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement", 2);
    somebody_lives_in(fixture, store, flat.unit.id, &tenancy);
    AskDeed deed = {.id = ask(fixture, store, &flat.unit.id, 1, "child"),
                    .dwelling = flat.unit.id};
    assert_int_equal(acts(fixture, store, stranger(), get_deed, &deed), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), list_deed, &deed), OK);
    assert_int_equal(deed.list.count, 0);
    deed.order = (CandidatureOrder){.label = TEXT("Sacha"),
                                    .class = TEXT("date"),
                                    .adults = 1,
                                    .dwellings = &flat.unit.id,
                                    .count = 1};
    assert_int_equal(acts(fixture, store, stranger(), ask_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, stranger(), get_deed, &deed), OK);
    assert_int_equal(deed.candidature.choices.items[0].entry.place, 2);
    assert_int_equal(acts(fixture, store, stranger(), list_deed, &deed), OK);
    assert_int_equal(deed.list.count, 1);
    assert_text_equal(deed.list.items[0].entry.label, TEXT("Sacha"));
}

static void the_name_of_who_asks_no_more_is_forgotten_and_of_who_waits_it_is_not(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    ResourcesTicks ticks = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement", 2);
    somebody_lives_in(fixture, store, flat.unit.id, &tenancy);
    AskDeed deed = {
        .move = {ask(fixture, store, &flat.unit.id, 1, "date"), flat.unit.id, CANDIDATURE_LEAVE,
                 TEXT("found")},
        .dwelling = flat.unit.id
    };
    (void)ask(fixture, store, &flat.unit.id, 1, "date");
    assert_int_equal(acts(fixture, store, desk(), candidature_move_deed, &deed), OK);
    the_time = NOON + (Moment)(BOOKING_LABEL_DAYS + 1) * DAY;
    assert_int_equal(
        resources_clock(store, fixture->arena, the_time, &ticks, &fixture->problem), OK);
    assert_int_equal(ticks.forgotten, 1);
    assert_int_equal(acts(fixture, store, desk(), list_deed, &deed), OK);
    assert_text_equal(deed.list.items[0].entry.label, TEXT("Famille E."));
    assert_text_equal(deed.list.items[1].entry.label, TEXT(""));
    the_time = NOON;
}

static Outcome forget_deed(Session *session, void *context, Problem *problem)
{
    (void)context;
    return dwellings_forget(session, the_time, problem);
}

static void days_pass(Fixture *fixture, Store *store, int64_t days)
{
    ResourcesTicks ticks = {0};
    the_time += days * DAY;
    assert_int_equal(
        resources_clock(store, fixture->arena, the_time, &ticks, &fixture->problem), OK);
    assert_int_equal(store_write(store, forget_deed, NULL, &fixture->problem), OK);
}

static Candidate only_candidate(Fixture *fixture, Store *store, Id dwelling)
{
    AskDeed deed = {.dwelling = dwelling};
    assert_int_equal(acts(fixture, store, desk(), list_deed, &deed), OK);
    assert_int_equal(deed.list.count, 1);
    return deed.list.items[0];
}

/* Offers lapse after a week; three of them and a household is offered no more. */
static void who_let_three_offers_go_by_is_forgotten_as_who_withdrew(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement", 2);
    const Id camille = create_camille(fixture, store);
    AskDeed deed = {
        .order = {.person = camille,
                  .label = TEXT("Famille E."),
                  .class = TEXT("date"),
                  .adults = 2,
                  .dwellings = &flat.unit.id,
                  .count = 1}
    };
    assert_int_equal(acts(fixture, store, desk(), ask_deed, &deed), OK);
    for (int i = 0; i < 3; i++) {
        days_pass(fixture, store, 8);
    }
    assert_int_equal(only_candidate(fixture, store, flat.unit.id).entry.state, WAITING_SPENT);
    assert_text_equal(only_candidate(fixture, store, flat.unit.id).entry.label,
                      TEXT("Famille E."));
    days_pass(fixture, store, BOOKING_LABEL_DAYS + 1);
    assert_text_equal(only_candidate(fixture, store, flat.unit.id).entry.label, TEXT(""));
    assert_true(id_equal(only_candidate(fixture, store, flat.unit.id).entry.person, camille));
    days_pass(fixture, store, 365);
    assert_true(id_is_nil(only_candidate(fixture, store, flat.unit.id).entry.person));
    the_time = NOON;
}

static void who_waits_for_years_is_not_forgotten(void **state)
{
    Fixture *fixture = *state;
    Tenancy tenancy = {0};
    Store *store SCOPED(store_close) = open_store(fixture);
    const Dwelling flat = add_dwelling(fixture, store, "Appartement", 2);
    somebody_lives_in(fixture, store, flat.unit.id, &tenancy);
    const Id camille = create_camille(fixture, store);
    AskDeed deed = {
        .order = {.person = camille,
                  .label = TEXT("Famille E."),
                  .class = TEXT("date"),
                  .adults = 2,
                  .dwellings = &flat.unit.id,
                  .count = 1}
    };
    assert_int_equal(acts(fixture, store, desk(), ask_deed, &deed), OK);
    days_pass(fixture, store, 800);
    assert_true(id_equal(only_candidate(fixture, store, flat.unit.id).entry.person, camille));
    assert_text_equal(only_candidate(fixture, store, flat.unit.id).entry.label,
                      TEXT("Famille E."));
    the_time = NOON;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_household_asks_for_several_dwellings_that_fit_or_for_none),
        STORE_TEST(who_cannot_take_stairs_is_not_put_on_the_list_of_a_dwelling_with_stairs),
        STORE_TEST(the_list_goes_by_class_then_day_and_says_so_of_each),
        STORE_TEST(refusals_on_three_days_raise_by_a_class_and_keep_their_reasons),
        STORE_TEST(an_offer_that_is_declined_goes_to_the_next_and_counts),
        STORE_TEST(another_house_sees_the_ranks_of_those_it_asked_for_and_nobody_else),
        STORE_TEST(the_name_of_who_asks_no_more_is_forgotten_and_of_who_waits_it_is_not),
        STORE_TEST(who_let_three_offers_go_by_is_forgotten_as_who_withdrew),
        STORE_TEST(who_waits_for_years_is_not_forgotten),
    };
    return cmocka_run_group_tests_name("dwellings candidature", tests, NULL, NULL);
}
