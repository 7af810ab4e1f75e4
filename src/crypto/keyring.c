/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/keyring.h"

#include <string.h>

/* A sealed thing: [form 1][name of the key 4][nonce 24][content, padded, and its proof]. */
enum {
    FORM = 1,
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    PROOF = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    HEAD = 1 + KEYRING_NAME_BYTES + NONCE,
    LEAST_PADDED = 64,
    LARGE_STEP = 64 * 1024,
    MOST_PURPOSE = 64,
    MOST_TERRITORY = 128,
};

/* What is proved and not kept: each part with its length before it, so that no two places have
 * the same picture. */
typedef struct Picture {
    uint8_t bytes[HEAD + 2 + MOST_PURPOSE + MOST_TERRITORY + sizeof(Id)];
    size_t length;
} Picture;

static void add(Picture *picture, const void *bytes, size_t length)
{
    if (length > 0) {
        memcpy(picture->bytes + picture->length, bytes, length);
        picture->length += length;
    }
}

static void add_text(Picture *picture, Text text)
{
    const uint8_t length = (uint8_t)text.length;
    add(picture, &length, 1);
    add(picture, text.bytes, text.length);
}

static Outcome picture_of(const SealPlace *place, const uint8_t *head, Picture *picture,
                          Problem *problem)
{
    if (place->purpose.length > MOST_PURPOSE || place->territory.length > MOST_TERRITORY) {
        return problem_set(problem, INVALID, TEXT(""), "territory",
                           "a name of %d bytes at most can be sealed for", MOST_TERRITORY);
    }
    picture->length = 0;
    add(picture, head, 1 + KEYRING_NAME_BYTES);
    add_text(picture, place->purpose);
    add_text(picture, place->territory);
    add(picture, place->row.bytes, sizeof place->row.bytes);
    return OK;
}

static Outcome require(const Keyring *keyring, Problem *problem)
{
    if (keyring != NULL && keyring->count > 0) {
        return OK;
    }
    return problem_set(problem, REFUSED, TEXT(""), "keys",
                       "what is sealed can be neither read nor written without its key file: "
                       "`seuil keys make FILE` once, then `seuil serve --keys FILE`, and "
                       "SEUIL_KEYS=FILE for commands");
}

/* The mark after the content is always there, so a length that fits exactly grows. */
static size_t padded_length(size_t length)
{
    size_t padded = LEAST_PADDED;
    while (padded <= length && padded < LARGE_STEP) {
        padded *= 2;
    }
    return padded > length ? padded : (length / LARGE_STEP + 1) * LARGE_STEP;
}

/* Content, a byte 0x80, zeros (ISO/IEC 7816-4). */
static uint8_t *pad(Arena *arena, Text content, size_t padded)
{
    uint8_t *bytes = arena_allocate(arena, padded);
    if (content.length > 0) {
        memcpy(bytes, content.bytes, content.length);
    }
    bytes[content.length] = 0x80;
    return bytes;
}

static bool unpad(const uint8_t *bytes, size_t padded, Text *content)
{
    size_t length = padded;
    while (length > 0 && bytes[length - 1] == 0) {
        length--;
    }
    if (length == 0 || bytes[length - 1] != 0x80) {
        return false;
    }
    *content = text_of((const char *)bytes, length - 1);
    return true;
}

Outcome keyring_seal(const Keyring *keyring, Arena *arena, const SealPlace *place, Text content,
                     Text *sealed, Problem *problem)
{
    Picture picture;
    TRY(require(keyring, problem));
    if (content.length > KEYRING_MOST_CONTENT) {
        return problem_set(problem, INVALID, TEXT(""), "", "%d MiB at most can be sealed",
                           KEYRING_MOST_CONTENT / 1024 / 1024);
    }
    const KeyringKey *key = &keyring->keys[0];
    const size_t padded = padded_length(content.length);
    uint8_t *bytes = arena_allocate(arena, HEAD + padded + PROOF);
    bytes[0] = FORM;
    memcpy(bytes + 1, key->name, KEYRING_NAME_BYTES);
    secret_bytes(bytes + 1 + KEYRING_NAME_BYTES, NONCE);
    TRY(picture_of(place, bytes, &picture, problem));
    uint8_t *plain = pad(arena, content, padded);
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes + HEAD, NULL, plain, padded, picture.bytes, picture.length, NULL,
        bytes + 1 + KEYRING_NAME_BYTES, key->bytes);
    sodium_memzero(plain, padded);
    *sealed = text_of((const char *)bytes, HEAD + padded + PROOF);
    return OK;
}

static const KeyringKey *key_named(const Keyring *keyring, const uint8_t *name)
{
    for (size_t i = 0; i < keyring->count; i++) {
        if (memcmp(keyring->keys[i].name, name, KEYRING_NAME_BYTES) == 0) {
            return &keyring->keys[i];
        }
    }
    return NULL;
}

static Outcome damaged(Problem *problem)
{
    return problem_set(problem, INVALID, TEXT(""), "",
                       "a sealed content was cut, changed or moved: it is not opened");
}

Outcome keyring_open(const Keyring *keyring, Arena *arena, const SealPlace *place, Text sealed,
                     Text *content, Problem *problem)
{
    Picture picture;
    const uint8_t *bytes = (const uint8_t *)sealed.bytes;
    TRY(require(keyring, problem));
    if (sealed.length < HEAD + LEAST_PADDED + PROOF || bytes[0] != FORM) {
        return damaged(problem);
    }
    const KeyringKey *key = key_named(keyring, bytes + 1);
    if (key == NULL) {
        return problem_set(problem, REFUSED, TEXT(""), "keys",
                           "the key file does not hold the key that sealed this");
    }
    const size_t padded = sealed.length - HEAD - PROOF;
    uint8_t *plain = arena_allocate(arena, padded);
    TRY(picture_of(place, bytes, &picture, problem));
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain, NULL, NULL, bytes + HEAD, padded + PROOF, picture.bytes, picture.length,
            bytes + 1 + KEYRING_NAME_BYTES, key->bytes) != 0 ||
        !unpad(plain, padded, content)) {
        return damaged(problem);
    }
    return OK;
}

Outcome keyring_digest(const Keyring *keyring, Text purpose, Text content, Digest *digest,
                       Problem *problem)
{
    crypto_generichash_blake2b_state state;
    const uint8_t length = (uint8_t)purpose.length;
    TRY(require(keyring, problem));
    (void)crypto_generichash_blake2b_init(&state, keyring->lookup, sizeof keyring->lookup,
                                          sizeof digest->bytes);
    (void)crypto_generichash_blake2b_update(&state, &length, 1);
    (void)crypto_generichash_blake2b_update(&state, (const uint8_t *)purpose.bytes,
                                            purpose.length);
    (void)crypto_generichash_blake2b_update(&state, (const uint8_t *)content.bytes,
                                            content.length);
    (void)crypto_generichash_blake2b_final(&state, digest->bytes, sizeof digest->bytes);
    return OK;
}

void keyring_of_key(const uint8_t key[KEYRING_KEY_BYTES], Keyring *keyring)
{
    *keyring = (Keyring){.count = 1};
    memcpy(keyring->keys[0].bytes, key, KEYRING_KEY_BYTES);
}
