/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/result.h"
#include "unit/casework/case_fixture.h"

static void the_results_that_are_offered_have_a_name_in_each_language(void **state)
{
    (void)state;
    const CaseResultList list = case_results();
    assert_true(list.count >= 7);
    for (size_t i = 0; i < list.count; i++) {
        assert_int_equal(list.items[i].until.length, 0);
        assert_ptr_equal(case_result_find(list.items[i].key), &list.items[i]);
        for (int j = 0; j < LANGUAGE_COUNT; j++) {
            assert_true(list.items[i].name.in[j].length > 0);
        }
    }
    assert_text_equal(case_result_words(TEXT("lost"), FRENCH), TEXT("plus de contact"));
    assert_text_equal(case_result_words(TEXT("of old"), FRENCH), TEXT("of old"));
}

static void a_case_closes_with_a_result_of_the_file_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    story.result = TEXT("well");
    assert_int_equal(acts(fixture, store, desk(), close_case, &story), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("result"));
    story.result = TEXT("partly");
    assert_int_equal(acts(fixture, store, desk(), close_case, &story), OK);
    assert_int_equal(acts(fixture, store, desk(), read_case, &story), OK);
    assert_text_equal(story.read.result, TEXT("partly"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_results_that_are_offered_have_a_name_in_each_language),
        on_a_store(a_case_closes_with_a_result_of_the_file_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
