/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a client may ask to be told. */
#include "unit/testing.h"

#include "base/list.h"
#include "fhir/fhir_endpoint.h"

static bool allows(const char *hooks, const char *url)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Client client = {.hooks = text_from(hooks)};
    Endpoint endpoint = {0};
    return endpoint_parse(arena, text_from(url), &endpoint) &&
           endpoint_is_allowed(&client, &endpoint);
}

static void test_a_named_host_is_told_at_its_port(void **state)
{
    (void)state;
    assert_true(allows("his.example", "https://his.example"));
    assert_true(allows("his.example", "https://HIS.example:443/hook?a=1"));
    assert_true(allows("a.example his.example:8443", "https://his.example:8443/hook"));
    assert_false(allows("his.example", "https://his.example:8443/hook"));
    assert_false(allows("his.example:8443", "https://his.example/hook"));
    assert_false(allows("", "https://his.example/hook"));
}

static void test_a_host_that_only_looks_like_a_named_one_is_not_told(void **state)
{
    static const char *const urls[] = {"https://his.example.evil.example/",
                                       "https://evil.example/his.example",
                                       "https://his.example@evil.example/",
                                       "https://evil.example#his.example",
                                       "https://evil.example\\@his.example",
                                       "https://evil.example?his.example",
                                       "https://his.example:443@evil/",
                                       "https://xhis.example/",
                                       "http://his.example/",
                                       "//his.example/",
                                       "https:his.example",
                                       "https:///his.example",
                                       "https://his.example:0/",
                                       "https://his.example:65979/",
                                       "https://his.example:+443/",
                                       "https://his.example: 443/",
                                       "https://his.example:/",
                                       "https://[::1]/",
                                       "https://his.example /",
                                       "https://his.example/a\r\nX: y",
                                       "HTTPS://his.example/",
                                       "https://his.example%2f@evil.example/"};
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(urls); i++) {
        if (allows("his.example", urls[i])) {
            fail_msg("%s", urls[i]);
        }
    }
}

static void test_a_header_does_not_speak_for_the_message(void **state)
{
    static const char *const wrong[] = {"Host: evil.example",
                                        "content-LENGTH: 0",
                                        "Transfer-Encoding: chunked",
                                        "X: a\r\nY: b",
                                        "X",
                                        ": value",
                                        "X Y: z",
                                        "X\n: y",
                                        "Connection: keep-alive"};
    (void)state;
    assert_true(endpoint_header_is_plain(TEXT("Authorization: Bearer abc.def")));
    assert_true(endpoint_header_is_plain(TEXT("X-Of-The-House: yes")));
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        assert_false(endpoint_header_is_plain(text_from(wrong[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_named_host_is_told_at_its_port),
        cmocka_unit_test(test_a_host_that_only_looks_like_a_named_one_is_not_told),
        cmocka_unit_test(test_a_header_does_not_speak_for_the_message),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
