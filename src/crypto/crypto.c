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

/* The last identifier made by one clock: 48 bits of milliseconds, 12 of a count, which carries
 * into them when it is full. Several clocks run side by side: that of the machine, that of an
 * answer for another moment. */
typedef struct Clock {
    uint64_t last;
    uint64_t used; /* the turn in which it was */
} Clock;

enum {
    CLOCK_COUNT = 4,
    COUNT_BITS = 12,
    COUNT_START = 1u << (COUNT_BITS - 1), /* below it, so that there is room to count */
    LAG_MILLISECONDS = 10 * 1000          /* further apart they are two clocks */
};

static pthread_mutex_t clocks_lock = PTHREAD_MUTEX_INITIALIZER;
static Clock clocks[CLOCK_COUNT];

/* The clock that stands near the moment, else the one that was not used for the longest. */
static Clock *clock_near(uint64_t milliseconds)
{
    Clock *oldest = &clocks[0];
    for (size_t i = 0; i < CLOCK_COUNT; i++) {
        const uint64_t reached = clocks[i].last >> COUNT_BITS;
        const uint64_t apart =
            reached > milliseconds ? reached - milliseconds : milliseconds - reached;
        if (apart < LAG_MILLISECONDS) {
            return &clocks[i];
        }
        oldest = clocks[i].used < oldest->used ? &clocks[i] : oldest;
    }
    oldest->last = 0;
    return oldest;
}

static uint64_t next_made(uint64_t milliseconds)
{
    static uint64_t turn;
    const uint64_t fresh = milliseconds << COUNT_BITS | secret_below(COUNT_START);
    (void)pthread_mutex_lock(&clocks_lock);
    Clock *clock = clock_near(milliseconds);
    clock->last = milliseconds > clock->last >> COUNT_BITS ? fresh : clock->last + 1;
    clock->used = ++turn;
    const uint64_t made = clock->last;
    (void)pthread_mutex_unlock(&clocks_lock);
    return made;
}

Id id_new(int64_t unix_milliseconds)
{
    uint8_t random[10];
    const uint64_t made =
        next_made(unix_milliseconds < 0 ? 0 : (uint64_t)unix_milliseconds & UINT64_MAX >> 16);
    secret_bytes(random, sizeof random);
    random[0] = (uint8_t)(made >> 8 & 0x0f); /* the version stands in the other half */
    random[1] = (uint8_t)made;
    return id_from_time((int64_t)(made >> COUNT_BITS), random);
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

Text bytes_format(Arena *arena, const uint8_t *bytes, size_t count)
{
    char *digits = arena_allocate(arena, 2 * count + 1);
    (void)sodium_bin2hex(digits, 2 * count + 1, bytes, count);
    return text_of(digits, 2 * count);
}

Text digest_format(Arena *arena, Digest digest)
{
    return bytes_format(arena, digest.bytes, sizeof digest.bytes);
}

bool digest_equal(Digest a, Digest b)
{
    return sodium_memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

bool secret_equal(Text a, Text b)
{
    return a.length == b.length && sodium_memcmp(a.bytes, b.bytes, a.length) == 0;
}
