/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/crypto.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PURPOSE = crypto_generichash_blake2b_KEYBYTES_MAX };

static pthread_once_t started = PTHREAD_ONCE_INIT;

static void start(void)
{
    if (sodium_init() < 0) {
        (void)fprintf(stderr, "seuil: this machine has no source of randomness\n");
        abort();
    }
}

void secret_bytes(void *bytes, size_t length)
{
    (void)pthread_once(&started, start);
    randombytes_buf(bytes, length);
}

uint32_t secret_below(uint32_t limit)
{
    (void)pthread_once(&started, start);
    return randombytes_uniform(limit);
}

Id id_new(int64_t unix_milliseconds)
{
    uint8_t random[10];
    secret_bytes(random, sizeof random);
    return id_from_time(unix_milliseconds, random);
}

/* The purpose is the key of the digest, filled up with zeros to the length a key may have. */
void digester_start(Digester *digester, Text purpose)
{
    uint8_t key[MOST_PURPOSE] = {0};
    (void)pthread_once(&started, start);
    memcpy(key, purpose.bytes, purpose.length < sizeof key ? purpose.length : sizeof key);
    (void)crypto_generichash_blake2b_init(&digester->state, key, sizeof key, sizeof(Digest));
}

void digester_add(Digester *digester, Text piece)
{
    (void)crypto_generichash_blake2b_update(&digester->state, (const uint8_t *)piece.bytes,
                                            piece.length);
}

Digest digester_end(Digester *digester)
{
    Digest digest = {0};
    (void)crypto_generichash_blake2b_final(&digester->state, digest.bytes, sizeof digest.bytes);
    return digest;
}

Digest digest_of(Text purpose, Text content)
{
    Digester digester;
    digester_start(&digester, purpose);
    digester_add(&digester, content);
    return digester_end(&digester);
}

Text digest_format(Arena *arena, Digest digest)
{
    const size_t size = sizeof digest.bytes * 2 + 1;
    char *digits = arena_allocate(arena, size);
    (void)sodium_bin2hex(digits, size, digest.bytes, sizeof digest.bytes);
    return text_of(digits, size - 1);
}

bool digest_equal(Digest a, Digest b)
{
    return sodium_memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

bool secret_equal(Text a, Text b)
{
    return a.length == b.length && sodium_memcmp(a.bytes, b.bytes, a.length) == 0;
}
