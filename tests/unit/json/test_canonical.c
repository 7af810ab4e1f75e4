/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/testing.h"
#include "json/canonical.h"
#include "json/json.h"

static void members_come_as_they_stand(void **state)
{
    const Text object = TEXT("{\"a\":\"x,\\\"}\",\"b\":{\"c\":[1,{}]},\"d\":-1.5e3,\"e\":[]}");
    const char *values[] = {"\"x,\\\"}\"", "{\"c\":[1,{}]}", "-1.5e3", "[]"};
    JsonMember member = {0};
    size_t at = 0;
    size_t count = 0;
    (void)state;
    while (json_member_next(object, &at, &member)) {
        assert_text_equal(member.value, text_from(values[count++]));
    }
    assert_int_equal(count, 4);
    assert_text_equal(json_member_value(object, "d"), TEXT("-1.5e3"));
    assert_true(text_is_empty(json_member_value(object, "f")));
}

static void a_plain_text_is_one_without_escapes(void **state)
{
    (void)state;
    assert_text_equal(json_plain_text(TEXT("\"4000\"")), TEXT("4000"));
    assert_true(text_is_empty(json_plain_text(TEXT("\"a\\n\""))));
    assert_true(text_is_empty(json_plain_text(TEXT("4000"))));
    assert_true(text_is_empty(json_plain_text(TEXT("\""))));
}

static void what_is_of_another_form_ends_the_walk(void **state)
{
    static const char *const others[] = {
        "", "{", "{}", "[1]", "{\"a\"", "{\"a\":", "{\"a\":\"", "{ \"a\":1}", "{a:1}", "\""};
    JsonMember member = {0};
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        size_t at = 0;
        size_t count = 0;
        while (json_member_next(text_from(others[i]), &at, &member)) {
            count++;
        }
        assert_true(count <= 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_come_as_they_stand),
        cmocka_unit_test(a_plain_text_is_one_without_escapes),
        cmocka_unit_test(what_is_of_another_form_ends_the_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
