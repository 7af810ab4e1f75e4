/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/seal.h"

#include <string.h>

#include "crypto/base64.h"

enum {
    NONCE = crypto_secretbox_NONCEBYTES,
    OVERHEAD = NONCE + crypto_secretbox_MACBYTES,
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
    return base64url_write(arena, text_of((const char *)bytes, length));
}

bool sealer_open(const Sealer *sealer, Arena *arena, Text sealed, Moment now, int64_t seconds,
                 Text *content)
{
    Text opened = {0};
    if (!base64url_read(arena, sealed, &opened) || opened.length < OVERHEAD + sizeof now) {
        return false;
    }
    const uint8_t *bytes = (const uint8_t *)opened.bytes;
    const size_t length = opened.length;
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
