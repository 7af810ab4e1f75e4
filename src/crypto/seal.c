/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/seal.h"

#include <string.h>

enum {
    NONCE = crypto_secretbox_NONCEBYTES,
    OVERHEAD = NONCE + crypto_secretbox_MACBYTES,
    VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING,
};

void sealer_start(Sealer *sealer)
{
    secret_bytes(sealer->key, sizeof sealer->key);
}

void sealer_start_shared(Sealer *sealer, Text secret)
{
    const Digest digest = digest_of(TEXT("seal"), secret);
    _Static_assert(sizeof digest.bytes == sizeof sealer->key, "a digest is a key");
    memcpy(sealer->key, digest.bytes, sizeof sealer->key);
}

/* The moment, then the content, under one seal: [nonce][box of both]. */
Text sealer_close(const Sealer *sealer, Arena *arena, Text content, Moment now)
{
    const size_t plain_length = sizeof now + content.length;
    uint8_t *plain = arena_allocate(arena, plain_length);
    memcpy(plain, &now, sizeof now);
    if (content.length > 0) {
        memcpy(plain + sizeof now, content.bytes, content.length);
    }
    const size_t length = OVERHEAD + plain_length;
    uint8_t *bytes = arena_allocate(arena, length);
    secret_bytes(bytes, NONCE);
    (void)crypto_secretbox_easy(bytes + NONCE, plain, plain_length, bytes, sealer->key);
    const size_t room = sodium_base64_ENCODED_LEN(length, VARIANT);
    char *text = arena_allocate(arena, room);
    sodium_bin2base64(text, room, bytes, length, VARIANT);
    return text_from(text);
}

bool sealer_open(const Sealer *sealer, Arena *arena, Text sealed, Moment now, int64_t seconds,
                 Text *content)
{
    uint8_t *bytes = arena_allocate(arena, sealed.length + 1);
    size_t length = 0;
    if (sodium_base642bin(bytes, sealed.length, sealed.bytes, sealed.length, NULL, &length,
                          NULL, VARIANT) != 0 ||
        length < OVERHEAD + sizeof now) {
        return false;
    }
    const size_t plain_length = length - OVERHEAD;
    uint8_t *plain = arena_allocate(arena, plain_length);
    if (crypto_secretbox_open_easy(plain, bytes + NONCE, length - NONCE, bytes, sealer->key) !=
        0) {
        return false;
    }
    Moment closed = 0;
    memcpy(&closed, plain, sizeof closed);
    if (now - closed > seconds) {
        return false;
    }
    *content = text_of((const char *)plain + sizeof closed, plain_length - sizeof closed);
    return true;
}
