/* SPDX-License-Identifier: EUPL-1.2 */
/* An identifier of the caller's is taken only where it is one. */
#include "unit/testing.h"

#include "base/id.h"
#include "base/list.h"
#include "http/trace.h"

static const Text GIVEN = TEXT_INIT("0af76519-16cd-43dd-8448-eb211c80319c");

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

static void a_well_formed_identifier_is_kept(void **state)
{
    const Incoming incoming[] = {
        {.request_id = TEXT("0AF76519-16cd-43dd-8448-eb211c80319c")},
        {.request_id = TEXT("0af7651916cd43dd8448eb211c80319c")},
        {.traceparent = TEXT("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")},
    };
    for (size_t i = 0; i < LENGTH_OF(incoming); i++) {
        assert_text_equal(trace_id_of(*state, &incoming[i]), GIVEN);
    }
}

static void anything_else_gets_a_new_one(void **state)
{
    static const Text odd[] = {
        TEXT_INIT(""),
        TEXT_INIT("marie.dupont@example.org"),
        TEXT_INIT("0af7651916cd43dd8448eb211c80319"),
        TEXT_INIT("0af7651916cd43dd8448eb211c80319cc"),
        TEXT_INIT("0af7651916cd43dd8448eb211c80319g"),
        TEXT_INIT("00000000000000000000000000000000"),
        TEXT_INIT("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        TEXT_INIT("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"),
        TEXT_INIT("00-00000000000000000000000000000000-b7ad6b7169203331-01"),
        TEXT_INIT("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01"),
        TEXT_INIT("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x"),
        TEXT_INIT("00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01"),
        TEXT_INIT("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"),
    };
    for (size_t i = 0; i < LENGTH_OF(odd); i++) {
        const Incoming incoming = {.request_id = odd[i], .traceparent = odd[i]};
        const Text made = trace_id_of(*state, &incoming);
        Id id = {{0}};
        assert_true(id_parse(made, &id));
        assert_int_equal(made.bytes[14], '7'); /* the version of those we make */
        assert_false(text_equal(made, GIVEN));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_well_formed_identifier_is_kept, open_arena,
                                        close_arena),
        cmocka_unit_test_setup_teardown(anything_else_gets_a_new_one, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
