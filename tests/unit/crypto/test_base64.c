/* SPDX-License-Identifier: EUPL-1.2 */
/* The vectors are those of RFC 4648, section 10, and of its tables 1 and 2. */
#include <string.h>

#include "crypto/base64.h"
#include "unit/testing.h"

typedef struct Vector {
    const char *bytes;
    const char *padded;
    const char *bare;
} Vector;

static const Vector vectors[] = {
    {"",       "",         ""        },
    {"f",      "Zg==",     "Zg"      },
    {"fo",     "Zm8=",     "Zm8"     },
    {"foo",    "Zm9v",     "Zm9v"    },
    {"foob",   "Zm9vYg==", "Zm9vYg"  },
    {"fooba",  "Zm9vYmE=", "Zm9vYmE" },
    {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
};

static void the_vectors_of_the_standard_are_written_and_read_as_it_says(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        const Text bytes = text_from(vectors[i].bytes);
        assert_text_equal(base64_write(arena, bytes), text_from(vectors[i].padded));
        assert_text_equal(base64url_write(arena, bytes), text_from(vectors[i].bare));
        Text read = TEXT("untouched");
        assert_true(base64url_read(arena, text_from(vectors[i].bare), &read));
        assert_text_equal(read, text_from(vectors[i].bytes));
    }
}

/* The 64 values in their order, as three bytes for four letters. */
static Text every_value(Arena *arena)
{
    uint8_t *bytes = arena_allocate(arena, 48);
    for (uint8_t i = 0; i < 64; i = (uint8_t)(i + 4)) {
        uint8_t *three = bytes + (size_t)i / 4 * 3;
        three[0] = (uint8_t)(i << 2 | (i + 1) >> 4);
        three[1] = (uint8_t)((i + 1) << 4 | (i + 2) >> 2);
        three[2] = (uint8_t)((i + 2) << 6 | (i + 3));
    }
    return text_of((const char *)bytes, 48);
}

static void the_two_alphabets_differ_in_their_last_two_letters(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text bytes = every_value(arena);
    const char *letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const char *standard = text_to_c(arena, text_format(arena, "%s+/", letters));
    const char *address = text_to_c(arena, text_format(arena, "%s-_", letters));
    assert_text_equal(base64_write(arena, bytes), text_from(standard));
    assert_text_equal(base64url_write(arena, bytes), text_from(address));
    Text read = {0};
    assert_true(base64url_read(arena, text_from(address), &read));
    assert_true(text_equal(read, bytes));
    assert_false(base64url_read(arena, text_from(standard), &read));
}

static void any_bytes_come_back_from_an_address_as_they_were(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    char bytes[66];
    memset(bytes, 0, sizeof bytes);
    for (size_t length = 0; length <= sizeof bytes; length++) {
        for (size_t i = 0; i < length; i++) {
            bytes[i] = (char)(length * 37 + i * 101);
        }
        Text read = TEXT("other");
        const Text written = base64url_write(arena, text_of(bytes, length));
        assert_true(base64url_read(arena, written, &read));
        assert_true(text_equal(read, text_of(bytes, length)));
    }
}

/* Two texts that stand for one content would let a signed text be changed without a trace. */
static void what_no_writer_made_is_not_read(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    static const char *const wrong[] = {"Z",    "Zg=",   "Zg==", "Zm9vY", "Zh",         "Zm9",
                                        "Zm 8", "Zm8\n", "Zm+v", "Zm/v",  "\303\251v8", " "};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        Text read = TEXT("untouched");
        assert_false(base64url_read(arena, text_from(wrong[i]), &read));
        assert_text_equal(read, TEXT("untouched"));
    }
    Text read = TEXT("untouched");
    assert_false(base64url_read(arena, TEXT("Zg\0"), &read));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vectors_of_the_standard_are_written_and_read_as_it_says),
        cmocka_unit_test(the_two_alphabets_differ_in_their_last_two_letters),
        cmocka_unit_test(any_bytes_come_back_from_an_address_as_they_were),
        cmocka_unit_test(what_no_writer_made_is_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
