/* SPDX-License-Identifier: EUPL-1.2 */
/* A result that doctors and nurses alone open, handed over, and forgotten. */
#include "access/erasure.h"
#include "activities/screening_forget.h"
#include "unit/activities/screening_fixture.h"

static Outcome write_it(Access *access, void *context)
{
    ScreeningDeed *deed = context;
    deed->written.invitation = deed->invitation.id;
    return result_write(access, &deed->written);
}

static Outcome read_it(Access *access, void *context)
{
    ScreeningDeed *deed = context;
    return result_read(access, deed->invitation.id, &deed->result);
}

static Outcome hand_it(Access *access, void *context)
{
    ScreeningDeed *deed = context;
    deed->handing.invitation = deed->invitation.id;
    return result_hand_over(access, &deed->handing);
}

static Outcome await_it(Access *access, void *context)
{
    ScreeningDeed *deed = context;
    return result_awaited(access, &deed->awaited);
}

static Caller nurse(void)
{
    return worker(8, house_of_exemple, team_of_desk, "clinician");
}

/* She came on 22 September; it is the day after. */
static ScreeningDeed somebody_came(Fixture *fixture, Store *store, Id *person)
{
    ScreeningDeed deed = mammography(fixture, store);
    *person = create_woman(fixture, store, "1966-05-17");
    invite(fixture, store, &deed, *person);
    assert_int_equal(acts(fixture, store, desk(), book_it, &deed), OK);
    the_time = at("2026-09-22T09:25");
    deed.came = CAME_YES;
    assert_int_equal(acts(fixture, store, desk(), attend_it, &deed), OK);
    the_time = at("2026-09-23T10:00");
    deed.written = (ResultOrder){.found = day_of("2026-09-23"),
                                 .words = TEXT("Rien à signaler MARKERwords"),
                                 .doctor = TEXT("Dr MARKERdoctor")};
    return deed;
}

/* ------------------------------------------------------------------------------- results */

static void a_result_opens_to_doctors_and_nurses_alone(void **state)
{
    static const char *const others[] = {
        "desk_worker", "social_worker", "street_worker",   "head_of_service",
        "partner",     "accountant",    "coordinator",     "data_protection_officer",
        "steward",     "administrator", "medical_control", "connected_system"};
    Fixture *fixture = *state;
    Id person = {{0}};
    Store *store SCOPED(store_close) = open_store(fixture);
    ScreeningDeed deed = somebody_came(fixture, store, &person);
    assert_int_equal(acts(fixture, store, nurse(), read_it, &deed), NOT_FOUND);
    assert_int_equal(acts(fixture, store, nurse(), write_it, &deed), OK);
    assert_int_equal(acts(fixture, store, nurse(), read_it, &deed), OK);
    assert_true(text_equal(deed.result.words, TEXT("Rien à signaler MARKERwords")));
    assert_true(text_equal(deed.result.doctor, TEXT("Dr MARKERdoctor")));
    for (size_t i = 0; i < LENGTH_OF(others); i++) {
        const Caller caller = worker(9, house_of_exemple, team_of_desk, others[i]);
        assert_int_equal(acts(fixture, store, caller, read_it, &deed), REFUSED);
        assert_int_equal(acts(fixture, store, caller, write_it, &deed), REFUSED);
        assert_int_equal(acts(fixture, store, caller, hand_it, &deed), REFUSED);
        assert_int_equal(acts(fixture, store, caller, await_it, &deed), REFUSED);
    }
    const Caller elsewhere = worker(9, house_of_others, team_of_others, "clinician");
    assert_int_equal(acts(fixture, store, elsewhere, read_it, &deed), NOT_FOUND);
    assert_int_equal(acts(fixture, store, elsewhere, await_it, &deed), OK);
    assert_int_equal(deed.awaited.count, 0);
    the_time = NOON;
}

static void a_result_waits_until_the_person_and_their_doctor_have_it(void **state)
{
    Fixture *fixture = *state;
    Id person = {{0}};
    Store *store SCOPED(store_close) = open_store(fixture);
    ScreeningDeed deed = somebody_came(fixture, store, &person);
    deed.written.found = day_of("2026-09-21");
    assert_int_equal(acts(fixture, store, nurse(), write_it, &deed), INVALID);
    deed.written.found = day_of("2026-09-23");
    assert_int_equal(acts(fixture, store, nurse(), write_it, &deed), OK);
    the_time = at("2026-09-30T10:00");
    assert_int_equal(acts(fixture, store, nurse(), await_it, &deed), OK);
    assert_int_equal(deed.awaited.count, 1);
    assert_int_equal(deed.awaited.items[0].days, 7);
    assert_true(deed.awaited.items[0].is_for_person && deed.awaited.items[0].is_for_doctor);
    add_fact(fixture, store, person, FACT_CONTACT_RULE, "no_mail");
    deed.handing =
        (ResultHanding){.to = RESULT_TO_PERSON, .way = WAY_LETTER, .day = day_of("2026-09-30")};
    assert_int_equal(acts(fixture, store, nurse(), hand_it, &deed), CONFLICT);
    deed.handing.way = WAY_IN_PERSON;
    assert_int_equal(acts(fixture, store, nurse(), hand_it, &deed), OK);
    assert_int_equal(acts(fixture, store, nurse(), hand_it, &deed), CONFLICT);
    assert_int_equal(acts(fixture, store, nurse(), write_it, &deed), CONFLICT);
    assert_int_equal(acts(fixture, store, nurse(), await_it, &deed), OK);
    assert_false(deed.awaited.items[0].is_for_person);
    deed.handing.to = RESULT_TO_DOCTOR;
    deed.handing.way = WAY_LETTER;
    deed.handing.day = day_of("2026-10-01");
    assert_int_equal(acts(fixture, store, nurse(), hand_it, &deed), INVALID);
    deed.handing.day = day_of("2026-09-30");
    assert_int_equal(acts(fixture, store, nurse(), hand_it, &deed), OK);
    assert_int_equal(acts(fixture, store, nurse(), await_it, &deed), OK);
    assert_int_equal(deed.awaited.count, 0);
    the_time = NOON;
}

static void without_a_doctor_named_the_person_alone_is_told(void **state)
{
    Fixture *fixture = *state;
    Id person = {{0}};
    Store *store SCOPED(store_close) = open_store(fixture);
    ScreeningDeed deed = somebody_came(fixture, store, &person);
    deed.written.doctor = TEXT("");
    assert_int_equal(acts(fixture, store, nurse(), write_it, &deed), OK);
    deed.handing =
        (ResultHanding){.to = RESULT_TO_DOCTOR, .way = WAY_PHONE, .day = day_of("2026-09-23")};
    assert_int_equal(acts(fixture, store, nurse(), hand_it, &deed), CONFLICT);
    deed.handing.to = RESULT_TO_PERSON;
    assert_int_equal(acts(fixture, store, nurse(), hand_it, &deed), OK);
    assert_int_equal(acts(fixture, store, nurse(), await_it, &deed), OK);
    assert_int_equal(deed.awaited.count, 0);
    the_time = NOON;
}

/* The desk marks who comes on the board; the nurse then says so of the invitation. */
static void who_was_marked_on_the_board_has_come_to_the_screening_too(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    ScreeningDeed deed = mammography(fixture, store);
    invite(fixture, store, &deed, create_woman(fixture, store, "1966-05-17"));
    assert_int_equal(acts(fixture, store, desk(), book_it, &deed), OK);
    the_time = at("2026-09-22T09:25");
    assert_int_equal(move(fixture, store, deed.booking.id, BOOKING_ARRIVE), OK);
    deed.came = CAME_NO;
    assert_int_equal(acts(fixture, store, desk(), attend_it, &deed), CONFLICT);
    assert_int_equal(move(fixture, store, deed.booking.id, BOOKING_LEAVE), OK);
    deed.came = CAME_YES;
    assert_int_equal(acts(fixture, store, desk(), attend_it, &deed), OK);
    assert_int_equal(acts(fixture, store, desk(), attend_it, &deed), CONFLICT);
    deed.written = (ResultOrder){.found = day_of("2026-09-22"), .words = TEXT("Rien")};
    assert_int_equal(acts(fixture, store, nurse(), write_it, &deed), OK);
    the_time = NOON;
}

/* The desk marks them as not come; nobody cancelled, and another appointment may be given. */
static void who_was_marked_absent_on_the_board_did_not_come_and_cancelled_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    ScreeningDeed deed = mammography(fixture, store);
    invite(fixture, store, &deed, create_woman(fixture, store, "1966-05-17"));
    assert_int_equal(acts(fixture, store, desk(), book_it, &deed), OK);
    the_time = at("2026-09-22T10:30");
    assert_int_equal(move(fixture, store, deed.booking.id, BOOKING_MISS), OK);
    assert_int_equal(acts(fixture, store, desk(), list_it, &deed), OK);
    assert_int_equal(deed.list.items[0].came, CAME_NO);
    assert_int_equal(deed.list.items[0].starts, 0);
    deed.came = CAME_NO;
    assert_int_equal(acts(fixture, store, desk(), attend_it, &deed), CONFLICT);
    the_time = NOON;
}

static void no_result_goes_by_letter_to_a_protected_address(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    ScreeningDeed deed = mammography(fixture, store);
    PersonDetail facts[] = {
        fact(FACT_NAME, "Camille", "Exemple"),
        fact(FACT_BIRTH, "1966-05-17", ""),
        fact(FACT_SEX, "female", ""),
        fact(FACT_ADDRESS, "refuge 2", "4000 Liège"),
    };
    facts[3].class = FACT_PROTECTED;
    deed.order = (InvitationOrder){
        .person = create_by(fixture, store, desk(), facts, LENGTH_OF(facts)), .way = WAY_PHONE};
    assert_int_equal(acts(fixture, store, desk(), invite_it, &deed), OK);
    assert_int_equal(acts(fixture, store, desk(), book_it, &deed), OK);
    the_time = at("2026-09-22T09:25");
    deed.came = CAME_YES;
    assert_int_equal(acts(fixture, store, desk(), attend_it, &deed), OK);
    deed.written = (ResultOrder){.found = day_of("2026-09-22"), .words = TEXT("Rien")};
    assert_int_equal(acts(fixture, store, nurse(), write_it, &deed), OK);
    deed.handing =
        (ResultHanding){.to = RESULT_TO_PERSON, .way = WAY_LETTER, .day = day_of("2026-09-22")};
    assert_int_equal(acts(fixture, store, nurse(), hand_it, &deed), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("way"));
    deed.handing.way = WAY_PHONE;
    assert_int_equal(acts(fixture, store, nurse(), hand_it, &deed), OK);
    the_time = NOON;
}

static void a_result_is_sealed_and_needs_the_keys(void **state)
{
    Fixture *fixture = *state;
    Id person = {{0}};
    Store *store SCOPED(store_close) = open_store(fixture);
    ScreeningDeed deed = somebody_came(fixture, store, &person);
    keys_are_at_hand = false;
    assert_int_equal(acts(fixture, store, nurse(), write_it, &deed), REFUSED);
    keys_are_at_hand = true;
    assert_int_equal(acts(fixture, store, nurse(), write_it, &deed), OK);
    keys_are_at_hand = false;
    assert_int_equal(acts(fixture, store, nurse(), read_it, &deed), REFUSED);
    keys_are_at_hand = true;
    the_time = NOON;
}

/* ---------------------------------------------------------------------------- forgetting */

typedef struct Forgetting {
    Moment now;
} Forgetting;

static Outcome forget(Session *session, void *context, Problem *problem)
{
    const Forgetting *forgetting = context;
    return screening_forget(session, forgetting->now, problem);
}

static size_t shown_after(Fixture *fixture, Store *store, ScreeningDeed *deed, const char *when)
{
    Forgetting forgetting = {at(when)};
    assert_int_equal(store_write(store, forget, &forgetting, &fixture->problem), OK);
    assert_int_equal(acts(fixture, store, desk(), list_it, deed), OK);
    return deed->list.count;
}

static void who_was_invited_is_forgotten_and_who_has_a_result_later(void **state)
{
    Fixture *fixture = *state;
    Id person = {{0}};
    Store *store SCOPED(store_close) = open_store(fixture);
    ScreeningDeed deed = somebody_came(fixture, store, &person);
    assert_int_equal(acts(fixture, store, nurse(), write_it, &deed), OK);
    const ScreeningDeed kept = deed;
    invite(fixture, store, &deed, create_woman(fixture, store, "1967-05-17"));
    assert_int_equal(shown_after(fixture, store, &deed, "2029-12-01T03:00"), 2);
    assert_int_equal(shown_after(fixture, store, &deed, "2030-02-01T03:00"), 1);
    assert_memory_equal(deed.list.items[0].id.bytes, kept.invitation.id.bytes, 16);
    assert_int_equal(shown_after(fixture, store, &deed, "2057-01-01T03:00"), 0);
    assert_int_equal(acts(fixture, store, nurse(), read_it, &deed), NOT_FOUND);
    the_time = NOON;
}

static Outcome erase_it(Access *access, void *context)
{
    const ScreeningDeed *deed = context;
    return erasure_run(access, deed->order.person);
}

static void nothing_of_a_result_stays_once_the_person_is_erased(void **state)
{
    Fixture *fixture = *state;
    Id person = {{0}};
    Store *store SCOPED(store_close) = open_store(fixture);
    ScreeningDeed deed = somebody_came(fixture, store, &person);
    assert_int_equal(acts(fixture, store, nurse(), write_it, &deed), OK);
    deed.order.person = person;
    assert_int_equal(acts(fixture, store, nurse(), erase_it, &deed), OK);
    assert_int_equal(acts(fixture, store, nurse(), read_it, &deed), NOT_FOUND);
    assert_int_equal(acts(fixture, store, nurse(), await_it, &deed), OK);
    assert_int_equal(deed.awaited.count, 0);
    assert_int_equal(acts(fixture, store, desk(), list_it, &deed), OK);
    assert_int_equal(deed.list.count, 0);
    assert_int_equal(deed.list.withheld, 1); /* still counted, of nobody */
    the_time = NOON;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_result_opens_to_doctors_and_nurses_alone),
        STORE_TEST(a_result_waits_until_the_person_and_their_doctor_have_it),
        STORE_TEST(without_a_doctor_named_the_person_alone_is_told),
        STORE_TEST(who_was_marked_on_the_board_has_come_to_the_screening_too),
        STORE_TEST(who_was_marked_absent_on_the_board_did_not_come_and_cancelled_nothing),
        STORE_TEST(no_result_goes_by_letter_to_a_protected_address),
        STORE_TEST(a_result_is_sealed_and_needs_the_keys),
        STORE_TEST(who_was_invited_is_forgotten_and_who_has_a_result_later),
        STORE_TEST(nothing_of_a_result_stays_once_the_person_is_erased),
    };
    return cmocka_run_group_tests_name("activities screening result", tests, NULL, NULL);
}
