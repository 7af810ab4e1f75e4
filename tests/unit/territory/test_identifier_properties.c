/* SPDX-License-Identifier: EUPL-1.2 */
/* Random right numbers, made here from the rules: what is shown reads back, and what a hand
 * mistypes is found. */
#include <string.h>

#include "base/list.h"
#include "base/random.h"
#include "territory/identifier.h"
#include "unit/testing.h"

enum { NUMBERS = 2000, MODULUS = 97 };

static Date today(void)
{
    return date_from_civil((CivilDate){2026, 11, 22});
}

static Identifier read_number(Arena *arena, IdentifierKind kind, Text number)
{
    Identifier identifier = {0};
    identifier_read(arena, kind, number, today(), &identifier);
    return identifier;
}

/* ------------------------------------------------------------------------- right numbers */

static Text random_niss(Arena *arena, Random *random)
{
    const bool is_young = random_below(random, 2) == 1;
    const int year = (int)random_below(random, is_young ? 26 : 100);
    const int month = (int)random_below(random, 12) + 1;
    const int added = (int)random_below(random, 3) * 20;
    const int day =
        (int)random_below(random,
                          (uint32_t)month_length(is_young ? 2000 + year : 1900 + year, month)) +
        1;
    const long base = (((year * 100L + month + added) * 100 + day) * 1000) +
                      (long)random_below(random, 998) + 1;
    const long check = MODULUS - (is_young ? 2000000000L + base : base) % MODULUS;
    return text_format(arena, "%09ld%02ld", base, check);
}

static Text random_bce(Arena *arena, Random *random)
{
    const long base = (long)random_below(random, 89999998) + 1;
    return text_format(arena, "%08ld%02ld", base, MODULUS - base % MODULUS);
}

static Text random_nihii(Arena *arena, Random *random)
{
    const long base = (long)random_below(random, 999998) + 1;
    return text_format(arena, "%06ld%02ld%03u", base, MODULUS - base % MODULUS,
                       random_below(random, 1000));
}

static long with_97(long remainder)
{
    return remainder == 0 ? MODULUS : remainder;
}

static Text random_iban(Arena *arena, Random *random)
{
    const long account = (long)(random_next(random) % 10000000000U);
    const long check = with_97(account % MODULUS);
    /* B is 11, E is 14: BE00 goes to the end as 111400. */
    const long whole =
        ((account % MODULUS * 100 + check) % MODULUS * 1000000 + 111400) % MODULUS;
    return text_format(arena, "BE%02ld%010ld%02ld", MODULUS + 1 - whole, account, check);
}

static Text random_reference(Arena *arena, Random *random)
{
    const long base = (long)(random_next(random) % 10000000000U);
    return text_format(arena, "%010ld%02ld", base, with_97(base % MODULUS));
}

static Text random_card(Arena *arena, Random *random)
{
    const long base = (long)(random_next(random) % 9999999999U) + 1;
    return text_format(arena, "%010ld%02ld", base, with_97(base % MODULUS));
}

static Text random_phone(Arena *arena, Random *random)
{
    static const char *const starts[] = {"02", "03", "042", "043", "081", "087", "070", "078"};
    if (random_below(random, 2) == 1) {
        return text_format(arena, "04%u%07u", 5 + random_below(random, 5),
                           random_below(random, 10000000));
    }
    Text number = text_from(starts[random_below(random, LENGTH_OF(starts))]);
    while (number.length < 9) {
        number = text_format(arena, "%.*s%u", TEXT_ARG(number), random_below(random, 10));
    }
    return number;
}

typedef struct Maker {
    IdentifierKind kind;
    Text (*make)(Arena *arena, Random *random);
} Maker;

static const Maker makers[] = {
    {IDENTIFIER_NISS,      random_niss     },
    {IDENTIFIER_BCE,       random_bce      },
    {IDENTIFIER_NIHII,     random_nihii    },
    {IDENTIFIER_IBAN,      random_iban     },
    {IDENTIFIER_REFERENCE, random_reference},
    {IDENTIFIER_CARD,      random_card     },
    {IDENTIFIER_PHONE,     random_phone    },
};

/* ------------------------------------------------------------------------------ properties */

/* One to three separators at random places of what is written. */
static Text with_separators(Arena *arena, Random *random, Text number)
{
    static const char *const marks[] = {" ", ".", "/", "-", "\xC2\xA0"};
    for (uint32_t left = 1 + random_below(random, 3); left > 0; left--) {
        const size_t at = random_below(random, (uint32_t)number.length);
        const Text before = text_slice(number, 0, at);
        const Text after = text_slice(number, at, number.length);
        /* Never within a character of two bytes. */
        if (at == 0 || (after.bytes[0] & 0x80) != 0) {
            continue;
        }
        number = text_format(arena, "%.*s%s%.*s", TEXT_ARG(before),
                             marks[random_below(random, LENGTH_OF(marks))], TEXT_ARG(after));
    }
    return number;
}

static void what_is_shown_or_stored_reads_back_as_the_same(void **state)
{
    (void)state;
    Random random = random_seeded(41);
    for (size_t i = 0; i < NUMBERS * LENGTH_OF(makers); i++) {
        Arena *arena SCOPED(arena_close) = arena_new(4096);
        const Maker *maker = &makers[i % LENGTH_OF(makers)];
        const Text number = maker->make(arena, &random);
        const Identifier first = read_number(arena, maker->kind, number);
        if (!first.is_valid) {
            fail_msg("%.*s: %.*s", TEXT_ARG(number),
                     TEXT_ARG(identifier_because(arena, &first, ENGLISH)));
        }
        const Text forms[] = {first.normalized, first.formatted,
                              with_separators(arena, &random, number)};
        for (size_t form = 0; form < LENGTH_OF(forms); form++) {
            const Identifier again = read_number(arena, maker->kind, forms[form]);
            assert_text_equal(again.normalized, first.normalized);
            assert_text_equal(again.formatted, first.formatted);
            assert_int_equal(again.because, first.because);
        }
    }
}

/* A NISS proves its digits against one of two centuries: an error that fits the other one
 * shows as another birth date, which is all these digits can do. */
static bool is_found(const Identifier *mistyped, const Identifier *right)
{
    const bool is_other_century =
        right->kind == IDENTIFIER_NISS && mistyped->birth.year / 100 != right->birth.year / 100;
    return !mistyped->is_valid || is_other_century;
}

/* Not the qualification of a NIHII number, which nothing proves. */
static size_t proved_length(const Maker *maker, Text number)
{
    return maker->kind == IDENTIFIER_NIHII ? 8 : number.length;
}

static void every_wrong_digit_is_found(void **state)
{
    (void)state;
    Random random = random_seeded(42);
    for (size_t i = 0; i < NUMBERS / 10 * (LENGTH_OF(makers) - 1); i++) {
        Arena *arena SCOPED(arena_close) = arena_new(4096);
        const Maker *maker = &makers[i % (LENGTH_OF(makers) - 1)];
        const Text number = maker->make(arena, &random);
        const Identifier right = read_number(arena, maker->kind, number);
        for (size_t at = 0; at < proved_length(maker, number); at++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                char bytes[IDENTIFIER_BYTES];
                memcpy(bytes, number.bytes, number.length);
                bytes[at] = digit;
                const Text text = text_of(bytes, number.length);
                const Identifier mistyped = read_number(arena, maker->kind, text);
                if (digit != number.bytes[at] && !is_found(&mistyped, &right)) {
                    fail_msg("%.*s for %.*s", TEXT_ARG(text), TEXT_ARG(number));
                }
            }
        }
    }
}

/* Within the base every swap is found; between the base and the check digits a few are not. */
static void nearly_every_swap_of_neighbours_is_found(void **state)
{
    (void)state;
    Random random = random_seeded(43);
    size_t swaps = 0;
    size_t missed = 0;
    for (size_t i = 0; i < NUMBERS * (LENGTH_OF(makers) - 1); i++) {
        Arena *arena SCOPED(arena_close) = arena_new(4096);
        const Maker *maker = &makers[i % (LENGTH_OF(makers) - 1)];
        const Text number = maker->make(arena, &random);
        const Identifier right = read_number(arena, maker->kind, number);
        for (size_t at = 0; at + 1 < proved_length(maker, number); at++) {
            char bytes[IDENTIFIER_BYTES];
            memcpy(bytes, number.bytes, number.length);
            bytes[at] = number.bytes[at + 1];
            bytes[at + 1] = number.bytes[at];
            const Identifier mistyped =
                read_number(arena, maker->kind, text_of(bytes, number.length));
            if (bytes[at] != bytes[at + 1]) {
                swaps++;
                missed += is_found(&mistyped, &right) ? 0 : 1;
            }
        }
    }
    assert_true(missed * 200 < swaps);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shown_or_stored_reads_back_as_the_same),
        cmocka_unit_test(every_wrong_digit_is_found),
        cmocka_unit_test(nearly_every_swap_of_neighbours_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
