/* SPDX-License-Identifier: EUPL-1.2 */
/* Which addresses may be called, and that a name which leads to another is not. */
#include "unit/testing.h"

#include "base/list.h"
#include "http/post.h"
#include "http/reach.h"

static Reach reach_of(const char *text)
{
    Address address = {{0}};
    assert_true(address_parse(text_from(text), &address));
    return address_reach(address);
}

static void assert_reach(Reach reach, const char *const *addresses, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (reach_of(addresses[i]) != reach) {
            fail_msg("%s", addresses[i]);
        }
    }
}

static void test_an_address_of_the_world_is_public(void **state)
{
    static const char *const addresses[] = {
        "1.1.1.1",     "9.255.255.255", "11.0.0.0",    "100.63.255.255",     "100.128.0.0",
        "172.15.0.1",  "172.32.0.1",    "192.167.0.1", "193.190.0.1",        "223.255.255.255",
        "2a02:2788::", "2606:4700::1",  "3fff:ffff::", "::ffff:193.190.0.1",
    };
    (void)state;
    assert_reach(REACH_PUBLIC, addresses, LENGTH_OF(addresses));
}

static void test_an_address_of_a_house_is_private(void **state)
{
    static const char *const addresses[] = {
        "10.0.0.1",     "10.255.255.255",  "127.0.0.1",    "127.255.0.9", "172.16.0.1",
        "172.31.255.1", "192.168.1.1",     "100.64.0.1",   "192.0.2.9",   "198.18.0.1",
        "::1",          "::ffff:10.0.0.1", "fc00::1",      "fdab::1",     "2001:db8::1",
        "198.51.100.1", "203.0.113.1",     "::ffff:7f00:1"};
    (void)state;
    assert_reach(REACH_PRIVATE, addresses, LENGTH_OF(addresses));
}

static void test_metadata_link_local_and_translated_addresses_are_never_called(void **state)
{
    static const char *const addresses[] = {"169.254.169.254", "169.254.0.1",
                                            "0.0.0.0",         "0.1.2.3",
                                            "224.0.0.1",       "255.255.255.255",
                                            "240.0.0.1",       "192.0.0.192",
                                            "100.100.100.200", "::",
                                            "fe80::1",         "ff02::1",
                                            "fd00:ec2::254",   "64:ff9b::a00:1",
                                            "2002:7f00:1::1",  "2001::1",
                                            "fec0::1",         "::127.0.0.1",
                                            "::ffff:0:7f00:1", "::ffff:169.254.169.254"};
    (void)state;
    assert_reach(REACH_NEVER, addresses, LENGTH_OF(addresses));
}

static void test_a_name_of_this_machine_is_not_called(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    int status = 0;
    const Post post = {.host = TEXT("localhost"),
                       .port = 9,
                       .path = TEXT("/"),
                       .type = TEXT("application/json"),
                       .body = TEXT("{}")};
    (void)state;
    assert_int_equal(post_send(arena, &post, &status, &problem), UNAVAILABLE);
    assert_text_equal(problem.detail,
                      TEXT("this name leads to an address that may not be called"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_address_of_the_world_is_public),
        cmocka_unit_test(test_an_address_of_a_house_is_private),
        cmocka_unit_test(test_metadata_link_local_and_translated_addresses_are_never_called),
        cmocka_unit_test(test_a_name_of_this_machine_is_not_called),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
