/* SPDX-License-Identifier: EUPL-1.2 */
/* Spoken codes and signed tokens: what is mistyped, forged or of another network is refused. */
#include "unit/testing.h"

#include <stdio.h>
#include <string.h>

#include "base/list.h"
#include "entitlements/ticket_code.h"
#include "entitlements/ticket_token.h"

static const char alphabet[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/* -------------------------------------------------------------------------- spoken codes */

static bool is_code(Arena *arena, const char letters[TICKET_CODE_CHARACTERS])
{
    Text code = {0};
    return ticket_code_parse(arena, text_of(letters, TICKET_CODE_CHARACTERS), &code);
}

static void letters_of(Text code, char letters[TICKET_CODE_CHARACTERS])
{
    size_t count = 0;
    for (size_t i = 0; i < code.length; i++) {
        if (code.bytes[i] != '-') {
            letters[count++] = code.bytes[i];
        }
    }
    assert_int_equal(count, TICKET_CODE_CHARACTERS);
}

static void a_code_is_read_however_it_is_typed(void **state)
{
    (void)state;
    Text read = {0};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text code = ticket_code_new(arena);
    const Text typed =
        text_format(arena, " %.3s %.3s--%.3s\t", code.bytes, code.bytes + 4, code.bytes + 8);
    assert_true(ticket_code_parse(arena, text_lower_ascii(arena, typed), &read));
    assert_text_equal(read, code);
    assert_false(ticket_code_parse(arena, text_slice(code, 0, code.length - 1), &read));
    assert_false(ticket_code_parse(arena, text_format(arena, "%.*s2", TEXT_ARG(code)), &read));
}

static void every_single_slip_in_a_code_is_found(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    char letters[TICKET_CODE_CHARACTERS];
    letters_of(ticket_code_new(arena), letters);
    for (size_t i = 0; i < TICKET_CODE_CHARACTERS; i++) {
        const char right = letters[i];
        for (size_t j = 0; j + 1 < sizeof alphabet; j++) {
            letters[i] = alphabet[j];
            assert_int_equal(is_code(arena, letters), alphabet[j] == right);
        }
        letters[i] = right;
    }
}

static void two_characters_that_changed_places_are_found(void **state)
{
    (void)state;
    enum { CODES = 50 };
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t n = 0; n < CODES; n++) {
        char letters[TICKET_CODE_CHARACTERS];
        letters_of(ticket_code_new(arena), letters);
        for (size_t i = 0; i < TICKET_CODE_CHARACTERS; i++) {
            for (size_t j = i + 1; j < TICKET_CODE_CHARACTERS; j++) {
                char turned[TICKET_CODE_CHARACTERS];
                memcpy(turned, letters, sizeof turned);
                turned[i] = letters[j];
                turned[j] = letters[i];
                assert_int_equal(is_code(arena, turned), letters[i] == letters[j]);
            }
        }
    }
}

/* ---------------------------------------------------------------------------------- tokens */

static const Keyring ring = {.keys = {{{'o', 'n', 'e'}, {7}}}, .count = 1, .lookup = {9}};
static const Keyring turned = {
    .keys = {{{'t', 'w', 'o'}, {8}}, {{'o', 'n', 'e'}, {7}}},
      .count = 2, .lookup = {9                     }
};
static const Keyring foreign = {.keys = {{{'o', 'n', 'e'}, {6}}}, .count = 1, .lookup = {9}};
static const TicketToken meal = {{{1, 2, 3}}, {{4, 5, 6}}, 20800, 12, UNIT_CENT};

static Text signed_by(Arena *arena, const Keyring *keyring)
{
    Text token = {0};
    Problem problem = {.arena = arena};
    assert_int_equal(
        ticket_token_sign(keyring, arena, TEXT("wallonie"), &meal, &token, &problem), OK);
    return token;
}

static Outcome opened(const Keyring *keyring, const char *territory, Text token,
                      TicketToken *read)
{
    return ticket_token_open(keyring, text_from(territory), token, read, NULL);
}

static void a_token_says_what_was_signed(void **state)
{
    (void)state;
    TicketToken read = {0};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text token = signed_by(arena, &ring);
    assert_int_equal(token.length, TOKEN_CHARACTERS);
    assert_int_equal(opened(&ring, "wallonie", token, &read), OK);
    assert_true(id_equal(read.ticket, meal.ticket));
    assert_true(id_equal(read.convention, meal.convention));
    assert_int_equal(read.valid_until, meal.valid_until);
    assert_int_equal(read.worth, meal.worth);
    assert_int_equal(read.unit, meal.unit);
}

static void a_new_key_in_front_leaves_older_tokens_good(void **state)
{
    (void)state;
    TicketToken read = {0};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    assert_int_equal(opened(&turned, "wallonie", signed_by(arena, &ring), &read), OK);
    assert_int_equal(opened(&ring, "wallonie", signed_by(arena, &turned), &read), INVALID);
}

static void a_token_of_another_key_or_territory_is_refused(void **state)
{
    (void)state;
    TicketToken read = {0};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    assert_int_equal(opened(&foreign, "wallonie", signed_by(arena, &ring), &read), INVALID);
    assert_int_equal(opened(&ring, "flandre", signed_by(arena, &ring), &read), INVALID);
    assert_int_equal(opened(NULL, "wallonie", signed_by(arena, &ring), &read), INVALID);
}

static void a_token_changed_in_any_character_is_refused(void **state)
{
    (void)state;
    static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    size_t tried = 0;
    TicketToken read = {0};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text token = signed_by(arena, &ring);
    char *changed = arena_allocate(arena, token.length);
    memcpy(changed, token.bytes, token.length);
    for (size_t i = 0; i < token.length; i++) {
        for (size_t j = 0; base32[j] != '\0'; j++) {
            changed[i] = base32[j];
            if (changed[i] != token.bytes[i]) {
                const Text forged = text_of(changed, token.length);
                assert_int_equal(opened(&ring, "wallonie", forged, &read), INVALID);
                tried++;
            }
        }
        changed[i] = token.bytes[i];
    }
    (void)printf("%zu forged tokens: 0 accepted\n", tried);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_read_however_it_is_typed),
        cmocka_unit_test(every_single_slip_in_a_code_is_found),
        cmocka_unit_test(two_characters_that_changed_places_are_found),
        cmocka_unit_test(a_token_says_what_was_signed),
        cmocka_unit_test(a_new_key_in_front_leaves_older_tokens_good),
        cmocka_unit_test(a_token_of_another_key_or_territory_is_refused),
        cmocka_unit_test(a_token_changed_in_any_character_is_refused),
    };
    return cmocka_run_group_tests_name("entitlements code", tests, NULL, NULL);
}
