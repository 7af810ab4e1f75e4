/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/totp.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include "crypto/crypto.h"

enum { BITS_OF_LETTER = 5, GROUP = 4, DIGEST_BYTES = 20, MOST_TYPED = 64 };

static const Text letters = TEXT_INIT("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");

/* ---------------------------------------------------------------------------------- secret */

Text totp_secret_new(Arena *arena)
{
    uint8_t bytes[TOTP_SECRET_BYTES];
    secret_bytes(bytes, sizeof bytes);
    return text_copy(arena, text_of((const char *)bytes, sizeof bytes));
}

/* Twenty bytes are thirty-two letters exactly, so that nothing is filled up. */
static Text base32(Arena *arena, Text secret)
{
    const size_t count = secret.length * 8 / BITS_OF_LETTER;
    char *out = arena_allocate(arena, count + 1);
    for (size_t i = 0; i < count; i++) {
        unsigned value = 0;
        for (size_t bit = i * BITS_OF_LETTER; bit < (i + 1) * BITS_OF_LETTER; bit++) {
            const unsigned byte = (unsigned char)secret.bytes[bit / 8];
            value = value << 1 | (byte >> (7 - bit % 8) & 1U);
        }
        out[i] = letters.bytes[value];
    }
    return text_of(out, count);
}

Text totp_secret_format(Arena *arena, Text secret)
{
    Text groups[TOTP_SECRET_BYTES];
    size_t count = 0;
    const Text all = base32(arena, secret);
    for (size_t at = 0; at < all.length && count < TOTP_SECRET_BYTES; at += GROUP) {
        groups[count++] = text_slice(all, at, at + GROUP);
    }
    return text_join(arena, groups, count, TEXT(" "));
}

bool totp_secret_parse(Arena *arena, Text typed, Text *secret)
{
    uint8_t *bytes = arena_allocate(arena, TOTP_SECRET_BYTES);
    size_t bits = 0;
    unsigned held = 0;
    for (size_t i = 0; i < typed.length; i++) {
        char letter = typed.bytes[i];
        letter = letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : letter;
        const size_t value = text_find_byte(letters, letter, 0);
        if (letter == ' ') {
            continue;
        }
        if (value == letters.length || bits == (size_t)8 * TOTP_SECRET_BYTES) {
            return false;
        }
        held = held << BITS_OF_LETTER | (unsigned)value;
        bits += BITS_OF_LETTER;
        if (bits / 8 > (bits - BITS_OF_LETTER) / 8) {
            bytes[bits / 8 - 1] = (uint8_t)(held >> bits % 8);
        }
    }
    *secret = text_of((const char *)bytes, TOTP_SECRET_BYTES);
    return bits == (size_t)8 * TOTP_SECRET_BYTES;
}

Text totp_address(Arena *arena, Text account, Text secret)
{
    return text_format(arena,
                       "otpauth://totp/Seuil:%.*s?secret=%.*s&issuer=Seuil&algorithm=SHA1"
                       "&digits=%d&period=%d",
                       TEXT_ARG(account), TEXT_ARG(base32(arena, secret)), TOTP_DIGITS,
                       TOTP_STEP_SECONDS);
}

/* ----------------------------------------------------------------------------------- codes */

/* RFC 4226, 5.3: four bytes of the digest, from where its last half byte says. */
Text totp_code(Arena *arena, Text secret, int64_t step)
{
    uint8_t counter[8];
    uint8_t digest[DIGEST_BYTES] = {0};
    for (size_t i = 0; i < sizeof counter; i++) {
        counter[i] = (uint8_t)((uint64_t)step >> (56 - 8 * i));
    }
    if (gnutls_hmac_fast(GNUTLS_MAC_SHA1, secret.bytes, secret.length, counter, sizeof counter,
                         digest) != 0) {
        return TEXT(""); /* a machine that refuses SHA-1: no code is right on it */
    }
    const uint8_t *from = digest + (digest[DIGEST_BYTES - 1] & 15);
    const uint32_t number = (uint32_t)(from[0] & 127) << 24 | (uint32_t)from[1] << 16 |
                            (uint32_t)from[2] << 8 | from[3];
    return text_format(arena, "%0*u", TOTP_DIGITS, (unsigned)(number % 1000000));
}

static bool read_digits(Text typed, char digits[TOTP_DIGITS])
{
    size_t count = 0;
    for (size_t i = 0; i < typed.length && i < MOST_TYPED; i++) {
        const char byte = typed.bytes[i];
        if (byte == ' ') {
            continue;
        }
        if (byte < '0' || byte > '9' || count == TOTP_DIGITS) {
            return false;
        }
        digits[count++] = byte;
    }
    return count == TOTP_DIGITS;
}

bool totp_find_step(Arena *arena, Text secret, Text typed, Moment now, int64_t after,
                    int64_t *step)
{
    char digits[TOTP_DIGITS];
    bool found = false;
    const int64_t present = now / TOTP_STEP_SECONDS;
    if (!read_digits(typed, digits)) {
        return false;
    }
    for (int64_t i = present - TOTP_DRIFT_STEPS; i <= present + TOTP_DRIFT_STEPS; i++) {
        const Text code = totp_code(arena, secret, i);
        if (secret_equal(code, text_of(digits, TOTP_DIGITS)) && i > after && !found) {
            *step = i;
            found = true;
        }
    }
    return found;
}
