/* SPDX-License-Identifier: EUPL-1.2 */
/* Everybody gets a fair share: by the address that asks, or that a named proxy says is asking.
 */
#include "unit/testing.h"

#include "base/list.h"
#include "http/address.h"
#include "http/server.h"

enum { A_MINUTE = 3 };

static Address address(const char *name)
{
    Address found = {{0}};
    assert_true(address_parse(text_from(name), &found));
    return found;
}

static void an_address_has_a_share_of_its_own(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    AddressBook *book = address_book_new(arena, 16);
    (void)state;
    for (int i = 0; i < A_MINUTE; i++) {
        assert_true(address_take(book, address("192.0.2.7"), A_MINUTE, 1));
    }
    assert_false(address_take(book, address("192.0.2.7"), A_MINUTE, 1));
    assert_true(address_take(book, address("192.0.2.8"), A_MINUTE, 1));
}

static void only_this_machine_and_named_proxies_are_believed(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    AddressBook *book = address_book_new(arena, 16);
    (void)state;
    assert_true(address_is_proxy(book, address("127.0.0.1")));
    assert_true(address_is_proxy(book, address("::1")));
    assert_false(address_is_proxy(book, address("192.0.2.9")));
    assert_true(address_trust(book, address("192.0.2.9")));
    assert_true(address_is_proxy(book, address("192.0.2.9")));
    assert_false(address_is_proxy(book, address("192.0.2.10")));
}

static void a_named_proxy_is_not_limited(void **state)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    AddressBook *book = address_book_new(arena, 16);
    (void)state;
    assert_true(address_trust(book, address("192.0.2.9")));
    for (int i = 0; i < 2 * A_MINUTE; i++) {
        assert_true(address_take(book, address("192.0.2.9"), A_MINUTE, 1));
        assert_true(address_connect(book, address("192.0.2.9"), 1, 1));
    }
    assert_true(address_connect(book, address("192.0.2.7"), 1, 1));
    assert_false(address_connect(book, address("192.0.2.7"), 1, 1));
}

static void what_is_no_address_is_no_proxy(void **state)
{
    static const char *const wrong[] = {"proxy.example", "192.0.2.9,,", ",", "192.0.2.0/24"};
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        Arena *arena SCOPED(arena_close) = arena_new(0);
        Problem problem = {.arena = arena};
        Server *server = NULL;
        const ServerSettings settings = {.address = TEXT("127.0.0.1"),
                                         .proxies = text_from(wrong[i])};
        assert_int_equal(server_open(&settings, &server, &problem), INVALID);
        assert_true(text_equal(problem.field, TEXT("proxies")));
        assert_null(server);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_has_a_share_of_its_own),
        cmocka_unit_test(only_this_machine_and_named_proxies_are_believed),
        cmocka_unit_test(a_named_proxy_is_not_limited),
        cmocka_unit_test(what_is_no_address_is_no_proxy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
