/* SPDX-License-Identifier: EUPL-1.2 */
/* Decimals, limits and refusals of FEEL. What expressions are worth is in feel-cases.jsonl. */
#include "base/random.h"
#include "matching/feel.h"
#include "matching/feel_regex.h"
#include "unit/testing.h"

static Decimal decimal(const char *text)
{
    Decimal number = {0};
    assert_true(decimal_parse(text_from(text), &number));
    return number;
}

static void assert_decimal(Arena *arena, Decimal number, const char *expected)
{
    assert_text_equal(decimal_format(arena, number), text_from(expected));
}

static void a_decimal_is_what_was_written(void **state)
{
    static const char *const same[] = {
        "0", "-1", "0.001", "1234567890123456789012345678901234", "-0.5", "100000"};
    static const char *const wrong[] = {"",      "-", ".",  "1.2.3",    "1e",
                                        "1e+-2", "x", "1 ", "1e9999999"};
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t i = 0; i < LENGTH_OF(same); i++) {
        assert_decimal(arena, decimal(same[i]), same[i]);
    }
    Decimal number;
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        assert_false(decimal_parse(text_from(wrong[i]), &number));
    }
    assert_decimal(arena, decimal("1.50"), "1.5");
    assert_decimal(arena, decimal("12e3"), "12000");
    assert_decimal(arena, decimal("-0.0"), "0");
}

static void rounding_knows_all_its_ways(void **state)
{
    static const struct {
        DecimalRounding rounding;
        const char *positive; /* of 2.5 */
        const char *negative; /* of -2.5 */
    } ways[] = {
        {ROUND_FLOOR,     "2", "-3"},
        {ROUND_CEILING,   "3", "-2"},
        {ROUND_UP,        "3", "-3"},
        {ROUND_DOWN,      "2", "-2"},
        {ROUND_HALF_UP,   "3", "-3"},
        {ROUND_HALF_DOWN, "2", "-2"},
        {ROUND_HALF_EVEN, "2", "-2"},
    };
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t i = 0; i < LENGTH_OF(ways); i++) {
        Decimal result;
        assert_true(decimal_round(decimal("2.5"), 0, ways[i].rounding, &result));
        assert_decimal(arena, result, ways[i].positive);
        assert_true(decimal_round(decimal("-2.5"), 0, ways[i].rounding, &result));
        assert_decimal(arena, result, ways[i].negative);
    }
    Decimal result;
    assert_true(decimal_round(decimal("1234"), -2, ROUND_HALF_EVEN, &result));
    assert_decimal(arena, result, "1200");
    assert_true(decimal_round(decimal("1e-40"), 0, ROUND_UP, &result));
    assert_decimal(arena, result, "1");
    assert_false(decimal_round(decimal("1"), 10000, ROUND_UP, &result));
}

/* Whole numbers below 10^18 have their exact results in 128-bit integers. */
static void arithmetic_is_exact_within_34_digits(void **state)
{
    (void)state;
    Random random = random_seeded(34);
    for (int i = 0; i < 20000; i++) {
        const int64_t a =
            (int64_t)(random_next(&random) % 1000000000000000ULL) - 500000000000000;
        const int64_t b =
            (int64_t)(random_next(&random) % 1000000000000000ULL) - 500000000000000;
        const Decimal x = decimal_from_integer(a);
        const Decimal y = decimal_from_integer(b);
        Decimal result;
        Decimal back;
        assert_true(decimal_add(x, y, &result));
        assert_int_equal(decimal_compare(result, decimal_from_integer(a + b)), 0);
        assert_int_equal(decimal_compare(x, y), (a > b) - (a < b));
        assert_true(decimal_multiply(x, y, &result));
        if (b != 0) {
            assert_true(decimal_divide(result, y, &back));
            assert_int_equal(decimal_compare(back, x), 0);
            assert_true(decimal_modulo(x, y, &back));
            const int64_t rest = a % b;
            const int64_t floored = rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
            assert_int_equal(decimal_compare(back, decimal_from_integer(floored)), 0);
        }
    }
}

static void roots_and_powers_carry_34_digits(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Decimal result;
    assert_true(decimal_square_root(decimal("2"), &result));
    assert_decimal(arena, result, "1.414213562373095048801688724209698");
    assert_true(decimal_divide(decimal("2"), decimal("3"), &result));
    assert_decimal(arena, result, "0.6666666666666666666666666666666667");
    assert_true(decimal_power(decimal("1.1"), decimal("20"), &result));
    assert_decimal(arena, result, "6.72749994932560009201");
    assert_false(decimal_power(decimal("10"), decimal("7000"), &result));
    assert_false(decimal_divide(decimal("1"), decimal("0"), &result));
}

static void assert_refused(const char *expression, const char *where, const char *detail)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    const FeelNode *root = NULL;
    assert_int_equal(feel_parse(arena, text_from(expression), NULL, &root, &problem), INVALID);
    assert_text_equal(problem.where, text_from(where));
    assert_text_equal(problem.detail, text_from(detail));
}

static void a_refusal_names_the_column_and_what_was_expected(void **state)
{
    (void)state;
    assert_refused("1 +", "column 4", "expected a value, found the end");
    assert_refused("[1, 2", "column 6", "expected “,” or “]”, found the end");
    assert_refused("é + )", "column 5", "expected a value, found “)”");
    assert_refused("if true then 1", "column 15", "expected “else”, found the end");
    assert_refused("\"abc", "column 1",
                   "expected a string with its closing quote, found “\"abc”");
    assert_refused("1 2", "column 3", "expected an operator or the end, found “2”");
}

/* `count` times `part`, then `middle`. */
static Text repeated(Arena *arena, const char *part, int count, const char *middle)
{
    Buffer out = buffer_new(arena, 100000);
    for (int i = 0; i < count; i++) {
        buffer_append(&out, text_from(part));
    }
    buffer_append(&out, text_from(middle));
    return buffer_text(&out);
}

static void what_is_too_large_is_refused(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    const FeelNode *root = NULL;
    const Text large[] = {
        repeated(arena, "(", 5000, "1"),
        repeated(arena, "-", 5000, "1"),
        repeated(arena, "[", 5000, "1"),
        repeated(arena, "1+", 5000, "1"),
        repeated(arena, "not(", 3000, "true"),
        repeated(arena, " ", 20000, "1"),
        repeated(arena, "1 instance of list<", 1, "list<list<list<list<list<list<list<"),
    };
    for (size_t i = 0; i < LENGTH_OF(large); i++) {
        assert_int_equal(feel_parse(arena, large[i], NULL, &root, &problem), INVALID);
    }
    assert_int_equal(
        feel_parse(arena, repeated(arena, "(", 40, "1))))))))))))))))))))))))))))))))))))))))"),
                   NULL, &root, &problem),
        OK);
}

static void a_regular_expression_takes_linear_time(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Regex *regex = NULL;
    const char *reason = NULL;
    RegexMatch match;
    const RegexText text = regex_text(arena, repeated(arena, "a", 20000, "!"));
    assert_true(regex_compile(arena, TEXT("(a*)*(a|aa)+$"), TEXT(""), &regex, &reason));
    int64_t work = 5000000;
    assert_int_equal(regex_find(arena, regex, &text, 0, &work, &match), REGEX_NONE);
    assert_true(regex_compile(arena, TEXT("(a+)(!)"), TEXT(""), &regex, &reason));
    assert_int_equal(regex_find(arena, regex, &text, 0, &work, &match), REGEX_FOUND);
    assert_int_equal(match.groups[2].from, 20000);
    work = 100;
    assert_int_equal(regex_find(arena, regex, &text, 0, &work, &match), REGEX_TOO_LONG);
}

static void a_wrong_regular_expression_says_why(void **state)
{
    static const char *const wrong[] = {
        "(a",  "a)", "[a",     "[]",    "*a",      "a{2,1}",  "a{x}",
        "\\q", "\\", "(a)\\1", "[z-a]", "\\p{Xx}", "a{2000}", "((((a{500}){500}){500}){500})"};
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        Arena *arena SCOPED(arena_close) = arena_new(0);
        const Regex *regex = NULL;
        const char *reason = NULL;
        assert_false(regex_compile(arena, text_from(wrong[i]), TEXT(""), &regex, &reason));
        assert_non_null(reason);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_decimal_is_what_was_written),
        cmocka_unit_test(rounding_knows_all_its_ways),
        cmocka_unit_test(arithmetic_is_exact_within_34_digits),
        cmocka_unit_test(roots_and_powers_carry_34_digits),
        cmocka_unit_test(a_refusal_names_the_column_and_what_was_expected),
        cmocka_unit_test(what_is_too_large_is_refused),
        cmocka_unit_test(a_regular_expression_takes_linear_time),
        cmocka_unit_test(a_wrong_regular_expression_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
