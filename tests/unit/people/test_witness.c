/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"
#include "people/consent.h"
#include "unit/people/people_fixture.h"

typedef struct Naming {
    Text login;
    Id witness;
    Text detail;
} Naming;

static Outcome name_witness(Access *access, void *context)
{
    Naming *naming = context;
    const Outcome outcome = consent_find_witness(access, naming->login, &naming->witness);
    naming->detail =
        outcome == OK ? TEXT("") : text_copy(access->arena, access->problem->detail);
    return outcome;
}

static Outcome add_accounts(Access *access, void *context)
{
    Id id = {{0}};
    (void)context;
    const NewAccount near = {
        .login = TEXT_INIT("lea"), .name = TEXT_INIT("Lea Exemple"), .house = house_of_exemple};
    const NewAccount far = {.login = TEXT_INIT("omar"),
                            .name = TEXT_INIT("Omar Exemple"),
                            .house = house_of_others};
    TRY(account_add(access->session, access->arena, &near, access->now, &id, access->problem));
    return account_add(access->session, access->arena, &far, access->now, &id, access->problem);
}

static void a_witness_of_another_house_is_told_as_nobody_is(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Naming near = {.login = TEXT_INIT("lea")};
    Naming far = {.login = TEXT_INIT("omar")};
    Naming nobody = {.login = TEXT_INIT("personne")};
    assert_int_equal(acts(fixture, store, desk(), add_accounts, NULL), OK);
    assert_int_equal(acts(fixture, store, desk(), name_witness, &near), OK);
    assert_false(id_is_nil(near.witness));
    assert_int_equal(acts(fixture, store, desk(), name_witness, &far), INVALID);
    assert_int_equal(acts(fixture, store, desk(), name_witness, &nobody), INVALID);
    assert_true(id_is_nil(far.witness));
    assert_text_equal(far.detail, nobody.detail);
}

static Outcome read_consents(Access *access, void *context)
{
    const Id *person = context;
    ConsentList list = {0};
    TRY(consent_list(access, *person, &list));
    assert_text_equal(access->notes.items[access->notes.count - 1].act, TEXT("consent.read"));
    return OK;
}

static void reading_the_consents_stands_in_the_journal_as_a_reading(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Id person = create_camille(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), read_consents, &person), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_witness_of_another_house_is_told_as_nobody_is, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(reading_the_consents_stands_in_the_journal_as_a_reading,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
