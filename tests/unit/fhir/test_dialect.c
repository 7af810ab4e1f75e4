/* SPDX-License-Identifier: EUPL-1.2 */
/* What states are called, as docs/reference/fhir.md has it, and the acts a status asks for. */
#include "unit/testing.h"

#include "fhir/fhir_dialect.h"
#include "unit/source_file.h"

enum { COLUMNS = 5 };

/* "| `draft` | draft | ... |": the state, then what it is called; false for any other line. */
static bool read_row(Text line, ReferralState *state, Text cells[COLUMNS])
{
    Text rest = text_slice(line, 1, line.length);
    Text cell = {0};
    size_t count = 0;
    if (!text_starts_with(line, TEXT("| `"))) {
        return false;
    }
    while (count < COLUMNS && text_next(&rest, '|', &cell)) {
        cells[count++] = text_trim(cell);
    }
    return count == COLUMNS &&
           referral_state_parse(text_slice(cells[0], 1, cells[0].length - 1), state);
}

static void test_each_state_is_called_what_the_page_says(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Text rest = source_content(arena, "docs/reference/fhir.md");
    Text line = {0};
    size_t rows = 0;
    (void)state;
    while (text_next(&rest, '\n', &line)) {
        ReferralState at = REFERRAL_DRAFT;
        Text cells[COLUMNS] = {{0}};
        if (!read_row(line, &at, cells)) {
            continue;
        }
        rows++;
        assert_text_equal(fhir_task_status(DIALECT_SDOH, at, REFERRAL_SENT), cells[1]);
        assert_text_equal(fhir_task_status(DIALECT_BE, at, REFERRAL_SENT), cells[2]);
        assert_text_equal(fhir_request_status(DIALECT_SDOH, at), cells[3]);
        assert_text_equal(fhir_request_status(DIALECT_BE, at), cells[4]);
    }
    assert_int_equal(rows, REFERRAL_STATE_COUNT);
}

static size_t ask(ClientDialect dialect, ReferralState from, bool is_target, const char *status,
                  ReferralAct acts[FHIR_MOST_ACTS])
{
    const FhirAsked asked = {.dialect = dialect, .state = from, .is_target = is_target};
    return fhir_acts(&asked, text_from(status), acts);
}

static void test_a_belgian_target_accepts_and_begins_at_once(void **state)
{
    ReferralAct acts[FHIR_MOST_ACTS] = {0};
    (void)state;
    assert_int_equal(ask(DIALECT_BE, REFERRAL_SENT, true, "in-progress", acts), 2);
    assert_int_equal(acts[0], REFERRAL_ACCEPT);
    assert_int_equal(acts[1], REFERRAL_START);
}

static void test_who_sent_a_referral_does_not_accept_it(void **state)
{
    ReferralAct acts[FHIR_MOST_ACTS] = {0};
    (void)state;
    assert_int_equal(ask(DIALECT_SDOH, REFERRAL_SENT, false, "accepted", acts),
                     FHIR_MOST_ACTS + 1);
    assert_int_equal(ask(DIALECT_SDOH, REFERRAL_SENT, false, "requested", acts), 0);
}

static void test_a_word_of_the_other_dialect_leads_nowhere(void **state)
{
    ReferralAct acts[FHIR_MOST_ACTS] = {0};
    (void)state;
    assert_int_equal(ask(DIALECT_BE, REFERRAL_SENT, true, "accepted", acts),
                     FHIR_MOST_ACTS + 1);
    assert_int_equal(ask(DIALECT_SDOH, REFERRAL_SENT, true, "ready", acts), FHIR_MOST_ACTS + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_state_is_called_what_the_page_says),
        cmocka_unit_test(test_a_belgian_target_accepts_and_begins_at_once),
        cmocka_unit_test(test_who_sent_a_referral_does_not_accept_it),
        cmocka_unit_test(test_a_word_of_the_other_dialect_leads_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
