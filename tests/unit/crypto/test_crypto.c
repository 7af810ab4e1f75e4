/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/code.h"
#include "crypto/crypto.h"
#include "crypto/seal.h"
#include "unit/testing.h"

static void a_digest_is_the_blake2b_of_its_purpose_and_content(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    uint8_t key[64] = "plan";
    uint8_t expected[32];
    assert_int_equal(crypto_generichash(expected, sizeof expected, (const uint8_t *)"abc", 3,
                                        key, sizeof key),
                     0);
    const Digest digest = digest_of(TEXT("plan"), TEXT("abc"));
    assert_memory_equal(digest.bytes, expected, sizeof expected);
    assert_int_equal(digest_format(arena, digest).length, 64);
}

static void a_text_in_pieces_has_the_digest_of_the_whole(void **state)
{
    (void)state;
    Digester digester;
    digester_start(&digester, TEXT("plan"));
    digester_add(&digester, TEXT("a single "));
    digester_add(&digester, TEXT(""));
    digester_add(&digester, TEXT("door"));
    const Digest whole = digest_of(TEXT("plan"), TEXT("a single door"));
    assert_true(digest_equal(digester_end(&digester), whole));
    assert_false(digest_equal(digest_of(TEXT("other"), TEXT("a single door")), whole));
}

static void a_new_identifier_is_of_version_7_and_follows_earlier_ones(void **state)
{
    (void)state;
    const Id first = id_new(1764000000000);
    const Id second = id_new(1764000000001);
    assert_int_equal(first.bytes[6] >> 4, 7);
    assert_int_equal(first.bytes[8] >> 6, 2);
    assert_true(id_compare(first, second) < 0);
    assert_false(id_equal(id_new(0), id_new(0)));
}

/* More than a millisecond has room for, of a clock that lags, with another clock beside it. */
static void identifiers_of_one_second_follow_each_other(void **state)
{
    (void)state;
    Id before = id_new(1764000001000);
    for (size_t i = 0; i < 10000; i++) {
        const Id other = id_new(1793000000000);
        const Id next = id_new(i % 2 == 0 ? 1764000001000 : 1764000000000);
        assert_true(id_compare(next, other) < 0);
        assert_true(id_compare(before, next) < 0);
        before = next;
    }
    assert_true(id_compare(before, id_new(1764000005000)) < 0);
    assert_true(id_compare(id_new(1763000000000), before) < 0);
}

static void a_code_is_read_back_however_it_is_typed(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text code = code_new(arena);
    assert_int_equal(code.length, 9);
    Text read = {0};
    assert_true(code_parse(arena, code, &read));
    assert_text_equal(read, code);
    assert_true(code_parse(arena, TEXT(" 7k3m9 qtr"), &read));
    assert_text_equal(read, TEXT("7K3M-9QTR"));
}

static void what_is_no_code_is_refused(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text wrong[] = {TEXT(""),          TEXT("7K3M-9QT"),  TEXT("7K3M-9QTRR"),
                          TEXT("7K3M-9QT0"), TEXT("7K3M-9QTI"), TEXT("7K3M_9QTR"),
                          TEXT("é7K3M9QT")};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        Text code = TEXT("untouched");
        assert_false(code_parse(arena, wrong[i], &code));
        assert_text_equal(code, TEXT("untouched"));
    }
}

static void ten_thousand_codes_are_all_different(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    enum { SLOTS = 1 << 15, CODES = 10000 };
    Text *seen = ARENA_ARRAY(arena, Text, SLOTS);
    for (size_t i = 0; i < CODES; i++) {
        const Text code = code_new(arena);
        size_t slot = text_hash(code, 0) % SLOTS;
        while (seen[slot].length > 0) {
            assert_false(text_equal(seen[slot], code));
            slot = (slot + 1) % SLOTS;
        }
        seen[slot] = code;
    }
}

static void secrets_are_equal_only_when_every_byte_is(void **state)
{
    (void)state;
    assert_true(secret_equal(TEXT("same"), TEXT("same")));
    assert_false(secret_equal(TEXT("same"), TEXT("some")));
    assert_false(secret_equal(TEXT("same"), TEXT("same ")));
    assert_true(secret_equal(TEXT(""), TEXT("")));
}

static void a_sealed_text_is_read_back_within_its_time_and_not_after(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Sealer sealer;
    Text content = {0};
    sealer_start(&sealer);
    const Text sealed = sealer_close(&sealer, arena, TEXT("need=food&homeless=yes"), 1000);
    assert_true(sealer_open(&sealer, arena, sealed, 1060, 60, &content));
    assert_true(text_equal(content, TEXT("need=food&homeless=yes")));
    assert_false(sealer_open(&sealer, arena, sealed, 1061, 60, &content));
}

static void a_sealed_text_changed_by_a_letter_or_closed_by_another_is_not_read(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Sealer mine;
    Sealer other;
    Text content = {0};
    sealer_start(&mine);
    sealer_start(&other);
    const Text sealed = sealer_close(&mine, arena, TEXT("x"), 0);
    char *changed = (char *)(uintptr_t)text_copy(arena, sealed).bytes;
    assert_false(sealer_open(&other, arena, sealed, 0, 60, &content));
    for (size_t i = 0; i < sealed.length; i++) {
        const char was = changed[i];
        changed[i] = was == 'A' ? 'B' : 'A';
        assert_false(
            sealer_open(&mine, arena, text_of(changed, sealed.length), 0, 60, &content));
        changed[i] = was;
    }
    assert_false(sealer_open(&mine, arena, TEXT(""), 0, 60, &content));
}

static void servers_with_the_same_secret_read_each_other(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Sealer one;
    Sealer two;
    Text content = {0};
    sealer_start_shared(&one, TEXT("sixteen letters!"));
    sealer_start_shared(&two, TEXT("sixteen letters!"));
    assert_true(
        sealer_open(&two, arena, sealer_close(&one, arena, TEXT("x"), 0), 0, 60, &content));
    sealer_start_shared(&two, TEXT("sixteen letters?"));
    assert_false(
        sealer_open(&two, arena, sealer_close(&one, arena, TEXT("x"), 0), 0, 60, &content));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_digest_is_the_blake2b_of_its_purpose_and_content),
        cmocka_unit_test(a_text_in_pieces_has_the_digest_of_the_whole),
        cmocka_unit_test(a_new_identifier_is_of_version_7_and_follows_earlier_ones),
        cmocka_unit_test(identifiers_of_one_second_follow_each_other),
        cmocka_unit_test(a_code_is_read_back_however_it_is_typed),
        cmocka_unit_test(what_is_no_code_is_refused),
        cmocka_unit_test(ten_thousand_codes_are_all_different),
        cmocka_unit_test(secrets_are_equal_only_when_every_byte_is),
        cmocka_unit_test(a_sealed_text_is_read_back_within_its_time_and_not_after),
        cmocka_unit_test(a_sealed_text_changed_by_a_letter_or_closed_by_another_is_not_read),
        cmocka_unit_test(servers_with_the_same_secret_read_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
