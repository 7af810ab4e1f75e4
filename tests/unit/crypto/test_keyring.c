/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/keyring.h"
#include "unit/testing.h"

typedef struct Sealed {
    Arena *arena;
    Keyring keyring;
    SealPlace place;
    Text bytes;
} Sealed;

static const Text WORDS = TEXT_INIT("Camille Exemple sleeps at the station");

static void sealed_close(Sealed *sealed)
{
    arena_free(sealed->arena);
}

static Sealed seal_words(void)
{
    Sealed sealed = {.arena = arena_new(0)};
    const uint8_t key[KEYRING_KEY_BYTES] = {1, 2, 3};
    keyring_of_key(key, &sealed.keyring);
    sealed.place = (SealPlace){TEXT("wallonie"), TEXT("note"), id_new(1)};
    assert_int_equal(
        keyring_seal(&sealed.keyring, sealed.arena, &sealed.place, WORDS, &sealed.bytes, NULL),
        OK);
    return sealed;
}

static Outcome open_at(const Sealed *sealed, SealPlace place, Text bytes)
{
    Text content = {0};
    return keyring_open(&sealed->keyring, sealed->arena, &place, bytes, &content, NULL);
}

static void what_was_sealed_opens_at_its_place_and_shows_nothing_of_itself(void **state)
{
    (void)state;
    Sealed sealed SCOPED(sealed_close) = seal_words();
    Text content = {0};
    Text again = {0};
    assert_int_equal(keyring_open(&sealed.keyring, sealed.arena, &sealed.place, sealed.bytes,
                                  &content, NULL),
                     OK);
    assert_text_equal(content, WORDS);
    assert_false(text_contains(sealed.bytes, TEXT("Camille")));
    assert_int_equal(
        keyring_seal(&sealed.keyring, sealed.arena, &sealed.place, WORDS, &again, NULL), OK);
    assert_false(text_equal(again, sealed.bytes));
}

static void sealed_content_moved_elsewhere_does_not_open(void **state)
{
    (void)state;
    Sealed sealed SCOPED(sealed_close) = seal_words();
    SealPlace place = sealed.place;
    place.row = id_new(2);
    assert_int_equal(open_at(&sealed, place, sealed.bytes), INVALID);
    place = sealed.place;
    place.territory = TEXT("liege");
    assert_int_equal(open_at(&sealed, place, sealed.bytes), INVALID);
    place = sealed.place;
    place.purpose = TEXT("goal");
    assert_int_equal(open_at(&sealed, place, sealed.bytes), INVALID);
    /* The same letters, cut elsewhere. */
    place = (SealPlace){TEXT("ewallonie"), TEXT("not"), sealed.place.row};
    assert_int_equal(open_at(&sealed, place, sealed.bytes), INVALID);
}

static void sealed_content_with_any_byte_changed_does_not_open(void **state)
{
    (void)state;
    Sealed sealed SCOPED(sealed_close) = seal_words();
    char *changed = arena_allocate(sealed.arena, sealed.bytes.length);
    for (size_t i = 0; i < sealed.bytes.length; i++) {
        memcpy(changed, sealed.bytes.bytes, sealed.bytes.length);
        changed[i] ^= 0x40;
        assert_int_not_equal(
            open_at(&sealed, sealed.place, text_of(changed, sealed.bytes.length)), OK);
    }
}

static void sealed_content_cut_anywhere_does_not_open(void **state)
{
    (void)state;
    Sealed sealed SCOPED(sealed_close) = seal_words();
    for (size_t length = 0; length < sealed.bytes.length; length++) {
        assert_int_equal(open_at(&sealed, sealed.place, text_slice(sealed.bytes, 0, length)),
                         INVALID);
    }
}

static void another_key_does_not_open_even_under_the_same_name(void **state)
{
    (void)state;
    Sealed sealed SCOPED(sealed_close) = seal_words();
    sealed.keyring.keys[0].bytes[5] ^= 1;
    assert_int_equal(open_at(&sealed, sealed.place, sealed.bytes), INVALID);
    sealed.keyring.keys[0].name[0] = 9;
    assert_int_equal(open_at(&sealed, sealed.place, sealed.bytes), REFUSED);
}

static void without_a_key_file_the_refusal_says_how_to_make_one(void **state)
{
    (void)state;
    Sealed sealed SCOPED(sealed_close) = seal_words();
    Text out = {0};
    Digest digest;
    Problem problem = {.arena = sealed.arena};
    assert_int_equal(keyring_seal(NULL, sealed.arena, &sealed.place, WORDS, &out, &problem),
                     REFUSED);
    assert_true(text_contains(problem.detail, TEXT("seuil keys make")));
    assert_int_equal(keyring_open(NULL, sealed.arena, &sealed.place, sealed.bytes, &out, NULL),
                     REFUSED);
    assert_int_equal(keyring_digest(NULL, TEXT("niss"), WORDS, &digest, NULL), REFUSED);
}

static void contents_of_near_lengths_are_sealed_at_one_length(void **state)
{
    (void)state;
    Sealed sealed SCOPED(sealed_close) = seal_words();
    static char letters[200000];
    size_t lengths = 0;
    size_t last = 0;
    for (size_t length = 0; length < sizeof letters; length += 61) {
        const ArenaMark mark = arena_mark(sealed.arena);
        Text out = {0};
        Text back = {0};
        const Text content = text_of(letters, length);
        assert_int_equal(
            keyring_seal(&sealed.keyring, sealed.arena, &sealed.place, content, &out, NULL),
            OK);
        assert_int_equal(
            keyring_open(&sealed.keyring, sealed.arena, &sealed.place, out, &back, NULL), OK);
        assert_int_equal(back.length, length);
        lengths += out.length != last;
        last = out.length;
        arena_rewind(sealed.arena, mark);
    }
    assert_in_range(lengths, 2, 14);
}

/* -------------------------------------------------------------------------------- the file */

static Text file_in(Arena *arena, char *folder)
{
    assert_non_null(mkdtemp(folder));
    return text_format(arena, "%s/keys", folder);
}

static void a_made_key_file_is_its_owners_alone_and_is_made_once(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    char folder[] = "/tmp/seuil-keys-XXXXXX";
    const Text path = file_in(arena, folder);
    const char *name = text_to_c(arena, path);
    struct stat status;
    Keyring *keyring SCOPED(keyring_close) = NULL;
    assert_int_equal(keyring_make(path, NULL), OK);
    assert_int_equal(keyring_make(path, NULL), CONFLICT);
    assert_int_equal(stat(name, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(keyring_read(path, &keyring, NULL), OK);
    assert_int_equal(keyring->count, 1);
    assert_int_equal(unlink(name), 0);
    assert_int_equal(rmdir(folder), 0);
}

static void a_key_file_others_may_read_is_refused(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    char folder[] = "/tmp/seuil-keys-XXXXXX";
    const Text path = file_in(arena, folder);
    const char *name = text_to_c(arena, path);
    Keyring *keyring = NULL;
    assert_int_equal(keyring_read(path, &keyring, NULL), NOT_FOUND);
    assert_int_equal(keyring_make(path, NULL), OK);
    assert_int_equal(chmod(name, 0640), 0);
    assert_int_equal(keyring_read(path, &keyring, NULL), REFUSED);
    assert_int_equal(unlink(name), 0);
    assert_int_equal(rmdir(folder), 0);
}

static void an_added_key_seals_and_the_older_still_opens(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    char folder[] = "/tmp/seuil-keys-XXXXXX";
    const Text path = file_in(arena, folder);
    const SealPlace place = {TEXT("wallonie"), TEXT("note"), id_new(1)};
    Text sealed = {0};
    Text content = {0};
    Digest before;
    Digest after;
    Keyring *old SCOPED(keyring_close) = NULL;
    Keyring *new SCOPED(keyring_close) = NULL;
    assert_int_equal(keyring_make(path, NULL), OK);
    assert_int_equal(keyring_read(path, &old, NULL), OK);
    assert_int_equal(keyring_seal(old, arena, &place, WORDS, &sealed, NULL), OK);
    assert_int_equal(keyring_add_key(path, NULL), OK);
    assert_int_equal(keyring_read(path, &new, NULL), OK);
    assert_int_equal(new->count, 2);
    assert_int_equal(keyring_open(new, arena, &place, sealed, &content, NULL), OK);
    assert_int_equal(keyring_seal(new, arena, &place, WORDS, &sealed, NULL), OK);
    assert_int_equal(keyring_open(old, arena, &place, sealed, &content, NULL), REFUSED);
    assert_int_equal(keyring_digest(old, TEXT("niss"), WORDS, &before, NULL), OK);
    assert_int_equal(keyring_digest(new, TEXT("niss"), WORDS, &after, NULL), OK);
    assert_true(digest_equal(before, after));
    assert_int_equal(unlink(text_to_c(arena, path)), 0);
    assert_int_equal(rmdir(folder), 0);
}

#define KEY_A "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static void a_key_file_that_is_wrong_names_its_line_and_not_the_key(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    static const struct {
        const char *text;
        const char *said;
    } wrong[] = {
        {"",                                                                     "are expected"},
        {"seal 01020304 " KEY_A "\n",                                            "are expected"},
        {"lookup " KEY_A "\n",                                                   "are expected"},
        {"# one\nseal 0102030 " KEY_A "\n",                                      "line 2"      },
        {"seal 01020304 " KEY_A "00\n",                                          "line 1"      },
        {"seal 01020304 " KEY_A "\nseal 01020304 " KEY_A "\nlookup " KEY_A "\n", "line 2"      },
        {"lookup " KEY_A "\nlookup " KEY_A "\n",                                 "line 2"      },
        {"lookup abc\n",                                                         "line 1"      },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        Keyring keyring;
        Problem problem = {.arena = arena};
        assert_int_equal(keyring_parse(text_from(wrong[i].text), &keyring, &problem), INVALID);
        assert_true(text_contains(problem.detail, text_from(wrong[i].said)));
        assert_false(text_contains(problem.detail, TEXT("00112233")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_sealed_opens_at_its_place_and_shows_nothing_of_itself),
        cmocka_unit_test(sealed_content_moved_elsewhere_does_not_open),
        cmocka_unit_test(sealed_content_with_any_byte_changed_does_not_open),
        cmocka_unit_test(sealed_content_cut_anywhere_does_not_open),
        cmocka_unit_test(another_key_does_not_open_even_under_the_same_name),
        cmocka_unit_test(without_a_key_file_the_refusal_says_how_to_make_one),
        cmocka_unit_test(contents_of_near_lengths_are_sealed_at_one_length),
        cmocka_unit_test(a_made_key_file_is_its_owners_alone_and_is_made_once),
        cmocka_unit_test(a_key_file_others_may_read_is_refused),
        cmocka_unit_test(an_added_key_seals_and_the_older_still_opens),
        cmocka_unit_test(a_key_file_that_is_wrong_names_its_line_and_not_the_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
