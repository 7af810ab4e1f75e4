/* SPDX-License-Identifier: EUPL-1.2 */
/* The register of unmet needs, as it is told to who reads counts. */
#include "referral/queries.h"
#include "unit/referral/referral_fixture.h"

/* One refusal more, as the register keeps it. */
static Outcome count_refusal(Access *access, void *context)
{
    const Referral *refused = context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &UNMET_NEED_COUNT, &statement, access->problem));
    bind_text(statement, "day", TEXT("2026-09-21"));
    bind_text(statement, "need", refused->need);
    bind_text(statement, "postal_code", TEXT("4000"));
    bind_text(statement, "reason", TEXT("full"));
    bind_text(statement, "barrier", TEXT(""));
    bind_id(statement, "service", refused->service);
    return statement_run(statement, NULL, access->problem);
}

static void five_refusals_alike_are_counted_and_fewer_are_not_told(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Referral one = send_shelter(fixture, store);
    for (int i = 1; i <= COUNT_FEW; i++) {
        assert_int_equal(does(fixture, store, stranger(), count_refusal, &one), OK);
        const UnmetList unmet = unmet_of(fixture, store);
        assert_int_equal(unmet.count, 1);
        assert_int_equal(unmet.items[0].is_few, i < COUNT_FEW);
        assert_int_equal(unmet.items[0].count, i < COUNT_FEW ? 0 : COUNT_FEW);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(five_refusals_alike_are_counted_and_fewer_are_not_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
