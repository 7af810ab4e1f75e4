/* SPDX-License-Identifier: EUPL-1.2 */
/* What is read from anybody: fields, paths, addresses, what a client accepts. */
#include "unit/testing.h"

#include "base/list.h"
#include "http/address.h"
#include "http/fields.h"
#include "http/gzip.h"
#include "http/router.h"

static int open_arena(void **state)
{
    *state = arena_new(0);
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static void a_repeated_field_keeps_its_values_in_order(void **state)
{
    FieldList fields = {0};
    Text value = {0};
    size_t at = 0;
    assert_int_equal(fields_read(*state, TEXT("need=food&x=1&need=sleep%20tonight&need="), 10,
                                 "query", &fields, NULL),
                     OK);
    assert_true(field_next(&fields, "need", &at, &value));
    assert_text_equal(value, TEXT("food"));
    assert_true(field_next(&fields, "need", &at, &value));
    assert_text_equal(value, TEXT("sleep tonight"));
    assert_true(field_next(&fields, "need", &at, &value));
    assert_text_equal(value, TEXT(""));
    assert_false(field_next(&fields, "need", &at, &value));
}

static void broken_encodings_are_refused_and_leave_nothing(void **state)
{
    static const Text broken[] = {
        TEXT_INIT("a=%"),         TEXT_INIT("a=%4"),           TEXT_INIT("a=%zz"),
        TEXT_INIT("a=%00"),       TEXT_INIT("%ff=1"),          TEXT_INIT("a=%c0%af"),
        TEXT_INIT("a=%ed%a0%80"), TEXT_INIT("a=%f5%80%80%80"), TEXT_INIT("a=\x80"),
    };
    for (size_t i = 0; i < LENGTH_OF(broken); i++) {
        FieldList fields = {0};
        Problem problem = {.arena = *state};
        assert_int_equal(fields_read(*state, broken[i], 10, "query", &fields, &problem),
                         INVALID);
        assert_int_equal(fields.count, 0);
        assert_text_equal(problem.where, TEXT("query"));
    }
}

static void a_plus_is_a_space_in_a_form_and_a_plus_in_a_path(void **state)
{
    Text text = {0};
    assert_true(percent_decode(*state, TEXT("a+b%2B"), PLUS_IS_SPACE, &text));
    assert_text_equal(text, TEXT("a b+"));
    assert_true(percent_decode(*state, TEXT("a+b"), PLUS_IS_PLUS, &text));
    assert_text_equal(text, TEXT("a+b"));
}

static void the_language_is_the_first_segment_alone(void **state)
{
    Language language = FRENCH;
    Text path = TEXT("/nl/carte");
    (void)state;
    assert_true(path_take_language(&path, &language));
    assert_int_equal(language, DUTCH);
    assert_text_equal(path, TEXT("/carte"));
    path = TEXT("/de");
    assert_true(path_take_language(&path, &language));
    assert_text_equal(path, TEXT("/"));
    path = TEXT("/plan/fr");
    assert_false(path_take_language(&path, &language));
    path = TEXT("/english");
    assert_false(path_take_language(&path, &language));
}

static Outcome nothing(Request *request)
{
    (void)request;
    return OK;
}

static void a_route_is_found_by_its_closest_pattern(void **state)
{
    static const Route routes[] = {
        {GET,  "/{a}/{b}", EVERYONE, nothing, FRESH},
        {GET,  "/s/{b}",   EVERYONE, nothing, FRESH},
        {GET,  "/s/new",   EVERYONE, nothing, FRESH},
        {POST, "/s/{b}",   EVERYONE, nothing, FRESH},
    };
    const RouteTable table = {routes, LENGTH_OF(routes)};
    const Router router = {&table, 1};
    (void)state;
    assert_ptr_equal(router_find(&router, VERB_GET, TEXT("/s/new")).route, &routes[2]);
    assert_ptr_equal(router_find(&router, VERB_GET, TEXT("/s/x")).route, &routes[1]);
    assert_ptr_equal(router_find(&router, VERB_GET, TEXT("/t/x")).route, &routes[0]);
    assert_ptr_equal(router_find(&router, VERB_POST, TEXT("/s/new")).route, &routes[3]);
    assert_null(router_find(&router, VERB_POST, TEXT("/t/x")).route);
    assert_true(router_find(&router, VERB_POST, TEXT("/t/x")).verbs == 1U << VERB_GET);
    assert_false(router_find(&router, VERB_GET, TEXT("/s/x/")).verbs != 0);
    assert_false(router_find(&router, VERB_GET, TEXT("/s/")).verbs != 0);
    assert_false(router_find(&router, VERB_GET, TEXT("//s/x")).verbs != 0);
    assert_false(router_find(&router, VERB_GET, TEXT("")).verbs != 0);
}

static void gzip_is_used_only_where_it_is_accepted(void **state)
{
    (void)state;
    assert_true(gzip_is_accepted(TEXT("gzip")));
    assert_true(gzip_is_accepted(TEXT("br, GZIP;q=0.5, *;q=0")));
    assert_false(gzip_is_accepted(TEXT("gzip;q=0")));
    assert_false(gzip_is_accepted(TEXT("gzip; q=0.000")));
    assert_false(gzip_is_accepted(TEXT("br, deflate")));
    assert_false(gzip_is_accepted(TEXT("")));
}

static void an_address_spends_its_requests_and_gains_them_back(void **state)
{
    AddressBook *book = address_book_new(*state, 64);
    const int64_t second = 1000LL * 1000 * 1000;
    Address address = {{0}};
    assert_true(address_parse(TEXT("192.0.2.7"), &address));
    for (int i = 0; i < 60; i++) {
        assert_true(address_take(book, address, 60, second));
    }
    assert_false(address_take(book, address, 60, second));
    assert_true(address_take(book, address, 60, 3 * second));
    assert_true(address_take(book, address, 60, 3 * second));
    assert_false(address_take(book, address, 60, 3 * second));
}

static void an_address_holds_only_so_many_connections(void **state)
{
    AddressBook *book = address_book_new(*state, 64);
    Address address = {{0}};
    Address neighbour = {{0}};
    Address own = {{0}};
    assert_true(address_parse(TEXT("2001:db8::1"), &address));
    assert_true(address_parse(TEXT("2001:db8::2"), &neighbour));
    assert_true(address_parse(TEXT("127.0.0.1"), &own));
    assert_true(address_connect(book, address, 2, 0));
    assert_true(address_connect(book, neighbour, 2, 0));
    assert_false(address_connect(book, address, 2, 0));
    address_disconnect(book, neighbour);
    assert_true(address_connect(book, address, 2, 0));
    for (int i = 0; i < 10; i++) {
        assert_true(address_connect(book, own, 2, 0));
    }
    assert_false(address_parse(TEXT("300.1.1.1"), &own));
    assert_false(address_parse(TEXT(""), &own));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_repeated_field_keeps_its_values_in_order),
        cmocka_unit_test(broken_encodings_are_refused_and_leave_nothing),
        cmocka_unit_test(a_plus_is_a_space_in_a_form_and_a_plus_in_a_path),
        cmocka_unit_test(the_language_is_the_first_segment_alone),
        cmocka_unit_test(a_route_is_found_by_its_closest_pattern),
        cmocka_unit_test(gzip_is_used_only_where_it_is_accepted),
        cmocka_unit_test(an_address_spends_its_requests_and_gains_them_back),
        cmocka_unit_test(an_address_holds_only_so_many_connections),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
