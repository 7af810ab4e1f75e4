/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/base64.h"

#include <sodium.h>

static Text encode(Arena *arena, Text bytes, int variant)
{
    const size_t size = sodium_base64_encoded_len(bytes.length, variant);
    char *out = arena_allocate(arena, size);
    (void)sodium_bin2base64(out, size, (const unsigned char *)bytes.bytes, bytes.length,
                            variant);
    return text_of(out, size - 1);
}

Text base64_write(Arena *arena, Text bytes)
{
    return encode(arena, bytes, sodium_base64_VARIANT_ORIGINAL);
}

Text base64url_write(Arena *arena, Text bytes)
{
    return encode(arena, bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* libsodium 1.0.18 takes bytes above 0x7f for letters where char is signed. */
static bool is_ascii(Text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.bytes[i] > 0x7f) {
            return false;
        }
    }
    return true;
}

bool base64url_read(Arena *arena, Text text, Text *bytes)
{
    if (!is_ascii(text)) {
        return false;
    }
    size_t length = 0;
    uint8_t *out = arena_allocate(arena, text.length + 1);
    if (sodium_base642bin(out, text.length + 1, text.bytes, text.length, NULL, &length, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0) {
        return false;
    }
    *bytes = text_of((const char *)out, length);
    return true;
}
