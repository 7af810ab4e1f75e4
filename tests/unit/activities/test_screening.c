/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is invited to a screening, how, and what they answered. */
#include "unit/activities/screening_fixture.h"

static Outcome change_it(Access *access, void *context)
{
    ScreeningDeed *deed = context;
    return screening_change(access, &deed->screening, &deed->screening);
}

static Outcome remind_it(Access *access, void *context)
{
    ScreeningDeed *deed = context;
    return invitation_remind(access, deed->invitation.id, deed->way);
}

static Outcome answer_it(Access *access, void *context)
{
    ScreeningDeed *deed = context;
    return invitation_answer(access, deed->invitation.id, deed->answer, deed->done);
}

static Outcome letters_it(Access *access, void *context)
{
    ScreeningDeed *deed = context;
    return invitation_letters(access, deed->screening.id, &deed->letters);
}

/* ------------------------------------------------------------------------------ inviting */

/* Inventory, seed 0 page 49: "Screening appointments, invitation, result hand-over". */
static void a_mammography_invites_women_of_its_age_and_no_others(void **state)
{
    static const struct {
        const char *birth;
        const char *sex;
        Outcome outcome;
        const char *field;
    } cases[] = {
        {"1966-05-17", "female", OK,       ""     },
        {"1966-05-17", "male",   CONFLICT, "sex"  },
        {"1976-09-22", "female", CONFLICT, "age"  }, /* fifty tomorrow */
        {"1976-09-21", "female", OK,       ""     },
        {"1956-09-21", "female", CONFLICT, "age"  }, /* seventy today */
        {"1966-05-17", "",       INVALID,  "sex"  },
        {"",           "female", INVALID,  "birth"},
    };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    ScreeningDeed deed = mammography(fixture, store);
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        PersonDetail facts[3] = {fact(FACT_NAME, "Camille", "Exemple")};
        size_t count = 1;
        if (cases[i].birth[0] != '\0') {
            facts[count++] = fact(FACT_BIRTH, cases[i].birth, "");
        }
        if (cases[i].sex[0] != '\0') {
            facts[count++] = fact(FACT_SEX, cases[i].sex, "");
        }
        deed.order = (InvitationOrder){
            .person = create_by(fixture, store, desk(), facts, count), .way = WAY_PHONE};
        assert_int_equal(acts(fixture, store, desk(), invite_it, &deed), cases[i].outcome);
        if (cases[i].outcome != OK) {
            assert_true(text_equal(fixture->problem.field, text_from(cases[i].field)));
        }
    }
    assert_int_equal(acts(fixture, store, stranger(), list_it, &deed), NOT_FOUND);
}

static void what_is_wrong_of_a_screening_is_named(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const ScreeningDeed good = mammography(fixture, store);
    const Unit beds = add_beds(fixture, store, 2);
    ScreeningDeed wrong[] = {good, good, good, good, good};
    static const char *const fields[] = {"name", "sex", "ageMost", "last", "unit"};
    wrong[0].screening.name = TEXT(" ");
    wrong[1].screening.sex = TEXT("woman");
    wrong[2].screening.age_most = 49;
    wrong[3].screening.last = wrong[3].screening.first - 1;
    wrong[4].screening.unit = beds.id;
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        assert_int_equal(acts(fixture, store, head(), change_it, &wrong[i]), INVALID);
        assert_true(text_equal(fixture->problem.field, text_from(fields[i])));
    }
    assert_int_equal(acts(fixture, store, desk(), add_it, &wrong[0]), REFUSED);
    ScreeningDeed late = good;
    late.screening.revision = 7;
    assert_int_equal(acts(fixture, store, head(), change_it, &late), CONFLICT);
}

static void no_letter_goes_where_the_person_wants_none(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    ScreeningDeed deed = mammography(fixture, store);
    const Id camille = create_woman(fixture, store, "1966-05-17");
    const Id robin = create_woman(fixture, store, "1967-05-17");
    invite(fixture, store, &deed, camille);
    assert_int_equal(acts(fixture, store, desk(), letters_it, &deed), OK);
    assert_int_equal(deed.letters.count, 1);
    assert_true(text_equal(deed.letters.items[0].address, TEXT("rue Exemple 1")));
    /* She says so after she was invited: the next print leaves her out. */
    add_fact(fixture, store, camille, FACT_CONTACT_RULE, "no_mail");
    assert_int_equal(acts(fixture, store, desk(), letters_it, &deed), OK);
    assert_int_equal(deed.letters.count, 0);
    assert_int_equal(deed.letters.withheld.count, 1);
    deed.way = WAY_LETTER;
    assert_int_equal(acts(fixture, store, desk(), remind_it, &deed), CONFLICT);
    deed.way = WAY_PHONE;
    assert_int_equal(acts(fixture, store, desk(), remind_it, &deed), OK);
    add_fact(fixture, store, robin, FACT_CONTACT_RULE, "no_mail");
    deed.order = (InvitationOrder){.person = robin, .way = WAY_LETTER};
    assert_int_equal(acts(fixture, store, desk(), invite_it, &deed), CONFLICT);
    assert_true(text_equal(fixture->problem.field, TEXT("way")));
}

static void a_protected_address_gets_no_letter(void **state)
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
    deed.order =
        (InvitationOrder){.person = create_by(fixture, store, desk(), facts, LENGTH_OF(facts)),
                          .way = WAY_LETTER};
    assert_int_equal(acts(fixture, store, desk(), invite_it, &deed), CONFLICT);
}

/* ----------------------------------------------------------------------------- answering */

static void an_appointment_is_a_slot_of_the_unit_and_is_given_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    ScreeningDeed deed = mammography(fixture, store);
    invite(fixture, store, &deed, create_woman(fixture, store, "1966-05-17"));
    assert_int_equal(acts(fixture, store, desk(), book_it, &deed), OK);
    ScreeningDeed other = deed;
    invite(fixture, store, &other, create_woman(fixture, store, "1967-05-17"));
    assert_int_equal(acts(fixture, store, desk(), book_it, &other), CONFLICT);
    other.slot = at("2026-09-22T09:30");
    assert_int_equal(acts(fixture, store, desk(), book_it, &other), INVALID);
    other.slot = at("2027-01-05T09:20");
    assert_int_equal(acts(fixture, store, desk(), book_it, &other), INVALID);
    assert_int_equal(acts(fixture, store, desk(), book_it, &deed), CONFLICT);
    deed.answer = ANSWER_DECLINED;
    assert_int_equal(acts(fixture, store, desk(), answer_it, &deed), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), attend_it, &deed), CONFLICT);
    assert_int_equal(move(fixture, store, deed.booking.id, BOOKING_CANCEL), OK);
    assert_int_equal(acts(fixture, store, desk(), answer_it, &deed), OK);
    assert_int_equal(acts(fixture, store, desk(), list_it, &deed), OK);
    assert_int_equal(deed.list.items[0].answer, ANSWER_DECLINED);
    assert_int_equal(deed.list.items[0].starts, 0);
}

/* Inventory, seed 3 page 17: "Preventive check-up appointment"; the rhythm counts by kind, and
 * what was done elsewhere counts. */
static void who_was_seen_is_not_invited_again_before_the_years_are_over(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    ScreeningDeed deed = mammography(fixture, store);
    const Id person = create_woman(fixture, store, "1966-05-17");
    invite(fixture, store, &deed, person);
    deed.answer = ANSWER_ELSEWHERE;
    assert_int_equal(acts(fixture, store, desk(), answer_it, &deed), INVALID);
    deed.done = day_of("2025-03-04");
    assert_int_equal(acts(fixture, store, desk(), answer_it, &deed), OK);
    ScreeningDeed next = deed;
    next.screening.last = day_of("2027-12-31");
    assert_int_equal(acts(fixture, store, head(), add_it, &next), OK);
    next.order = (InvitationOrder){.person = person, .way = WAY_PHONE};
    assert_int_equal(acts(fixture, store, desk(), invite_it, &next), CONFLICT);
    the_time = at("2027-03-03T12:00");
    assert_int_equal(acts(fixture, store, desk(), invite_it, &next), CONFLICT);
    the_time = at("2027-03-04T12:00");
    assert_int_equal(acts(fixture, store, desk(), invite_it, &next), OK);
    ScreeningDeed check_up = next;
    check_up.screening.kind = SCREENING_CHECK_UP;
    check_up.screening.name = TEXT("Bilan de santé préventif");
    assert_int_equal(acts(fixture, store, head(), add_it, &check_up), OK);
    assert_int_equal(acts(fixture, store, desk(), invite_it, &check_up), OK);
    assert_int_equal(acts(fixture, store, desk(), invite_it, &check_up), CONFLICT);
    the_time = NOON;
}

/* A head of another house, who is of a team that keeps the file. */
static Caller head_elsewhere(void)
{
    return worker(8, house_of_others, team_of_desk, "head_of_service");
}

static void the_day_on_which_another_house_saw_somebody_is_not_told(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    ScreeningDeed deed = mammography(fixture, store);
    const Id person = create_woman(fixture, store, "1966-05-17");
    invite(fixture, store, &deed, person);
    deed.answer = ANSWER_ELSEWHERE;
    deed.done = day_of("2025-03-04");
    assert_int_equal(acts(fixture, store, desk(), answer_it, &deed), OK);
    ScreeningDeed own = deed;
    assert_int_equal(acts(fixture, store, head(), add_it, &own), OK);
    assert_int_equal(acts(fixture, store, desk(), invite_it, &own), CONFLICT);
    assert_true(text_contains(fixture->problem.detail, TEXT("2025-03-04")));
    UnitDeed unit = {
        .made = {.kind = UNIT_APPOINTMENT,
                 .reach = UNIT_FOR_NETWORK,
                 .is_kept_here = true,
                 .name = TEXT("Mammographies"),
                 .capacity = 1,
                 .hours = TEXT("Mo-Fr 09:00-12:00"),
                 .slot_minutes = 20}
    };
    assert_int_equal(acts(fixture, store, head_elsewhere(), add_deed, &unit), OK);
    ScreeningDeed theirs = deed;
    theirs.screening.unit = unit.unit.id;
    assert_int_equal(acts(fixture, store, head_elsewhere(), add_it, &theirs), OK);
    assert_int_equal(acts(fixture, store, head_elsewhere(), invite_it, &theirs), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("rhythm"));
    assert_false(text_contains(fixture->problem.detail, TEXT("2025")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_mammography_invites_women_of_its_age_and_no_others),
        STORE_TEST(what_is_wrong_of_a_screening_is_named),
        STORE_TEST(no_letter_goes_where_the_person_wants_none),
        STORE_TEST(a_protected_address_gets_no_letter),
        STORE_TEST(an_appointment_is_a_slot_of_the_unit_and_is_given_once),
        STORE_TEST(who_was_seen_is_not_invited_again_before_the_years_are_over),
        STORE_TEST(the_day_on_which_another_house_saw_somebody_is_not_told),
    };
    return cmocka_run_group_tests_name("activities screening", tests, NULL, NULL);
}
