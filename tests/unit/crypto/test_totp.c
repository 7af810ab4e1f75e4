/* SPDX-License-Identifier: EUPL-1.2 */
/* Codes of the second factor against the vectors of RFC 6238, appendix B, and RFC 4226, D. */
#include "base/list.h"
#include "crypto/totp.h"
#include "unit/testing.h"

static const Text secret = TEXT_INIT("12345678901234567890");

/* The RFC gives eight digits; the last six of them are ours. */
static void the_codes_are_those_of_the_rfc(void **state)
{
    static const struct {
        Moment now;
        const char *code;
    } vectors[] = {
        {59,          "287082"},
        {1111111109,  "081804"},
        {1111111111,  "050471"},
        {1234567890,  "005924"},
        {2000000000,  "279037"},
        {20000000000, "353130"},
    };
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t i = 0; i < LENGTH_OF(vectors); i++) {
        assert_text_equal(totp_code(arena, secret, vectors[i].now / TOTP_STEP_SECONDS),
                          text_from(vectors[i].code));
    }
    assert_text_equal(totp_code(arena, secret, 0), TEXT("755224"));
    assert_text_equal(totp_code(arena, secret, 9), TEXT("520489"));
}

static void a_clock_one_step_off_is_followed_and_no_further(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Moment now = 1234567890;
    const int64_t present = now / TOTP_STEP_SECONDS;
    for (int64_t off = -3; off <= 3; off++) {
        int64_t step = 0;
        const Text code = totp_code(arena, secret, present + off);
        assert_int_equal(totp_find_step(arena, secret, code, now, 0, &step),
                         off >= -1 && off <= 1);
        assert_int_equal(step, off >= -1 && off <= 1 ? present + off : 0);
    }
}

static void a_step_that_served_does_not_serve_again(void **state)
{
    (void)state;
    int64_t step = 0;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Moment now = 1234567890;
    const int64_t present = now / TOTP_STEP_SECONDS;
    const Text code = totp_code(arena, secret, present);
    assert_false(totp_find_step(arena, secret, code, now, present, &step));
    assert_true(totp_find_step(arena, secret, code, now, present - 1, &step));
}

static void a_code_is_read_with_a_space_and_nothing_else(void **state)
{
    static const char *const wrong[] = {"",       "00592",  "0059245",
                                        "00592a", "-05924", "００５９２４"};
    (void)state;
    int64_t step = 0;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    assert_true(totp_find_step(arena, secret, TEXT(" 005 924 "), 1234567890, 0, &step));
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        assert_false(totp_find_step(arena, secret, text_from(wrong[i]), 1234567890, 0, &step));
    }
}

static void a_secret_is_read_back_however_it_is_typed(void **state)
{
    (void)state;
    Text read = {0};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text typed = totp_secret_format(arena, secret);
    assert_text_equal(typed, TEXT("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"));
    assert_true(totp_secret_parse(arena, TEXT("gezdgnbvgy3tqojq gezdgnbvgy3tqojq"), &read));
    assert_text_equal(read, secret);
    for (int i = 0; i < 100; i++) {
        const Text drawn = totp_secret_new(arena);
        assert_true(totp_secret_parse(arena, totp_secret_format(arena, drawn), &read));
        assert_true(text_equal(read, drawn));
    }
}

static void what_is_no_secret_is_refused(void **state)
{
    static const char *const wrong[] = {"", "GEZD", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1",
                                        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ",
                                        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQG"};
    (void)state;
    Text read = {0};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        assert_false(totp_secret_parse(arena, text_from(wrong[i]), &read));
    }
}

static void the_address_names_account_and_secret(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    assert_text_equal(totp_address(arena, TEXT("nadia"), secret),
                      TEXT("otpauth://totp/Seuil:nadia?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                           "&issuer=Seuil&algorithm=SHA1&digits=6&period=30"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_codes_are_those_of_the_rfc),
        cmocka_unit_test(a_clock_one_step_off_is_followed_and_no_further),
        cmocka_unit_test(a_step_that_served_does_not_serve_again),
        cmocka_unit_test(a_code_is_read_with_a_space_and_nothing_else),
        cmocka_unit_test(a_secret_is_read_back_however_it_is_typed),
        cmocka_unit_test(what_is_no_secret_is_refused),
        cmocka_unit_test(the_address_names_account_and_secret),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
