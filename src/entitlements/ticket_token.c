/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/ticket_token.h"

#include <string.h>

static const Text prefix = TEXT_INIT("S1");
static const Text purpose = TEXT_INIT("seuil ticket");
static const Text alphabet = TEXT_INIT("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");

/* --------------------------------------------------------------------------------- keys */

/* One pair of keys of one key of the file, always the same. */
static void make_pair(const KeyringKey *key, uint8_t open[crypto_sign_PUBLICKEYBYTES],
                      uint8_t hidden[crypto_sign_SECRETKEYBYTES])
{
    static const Text name = TEXT_INIT("seuil ticket key 1");
    uint8_t seed[crypto_sign_SEEDBYTES];
    (void)crypto_generichash_blake2b(seed, sizeof seed, (const uint8_t *)name.bytes,
                                     name.length, key->bytes, sizeof key->bytes);
    (void)crypto_sign_seed_keypair(open, hidden, seed);
    sodium_memzero(seed, sizeof seed);
}

TicketKey ticket_key(const Keyring *keyring, size_t at)
{
    TicketKey key = {0};
    uint8_t hidden[crypto_sign_SECRETKEYBYTES];
    make_pair(&keyring->keys[at], key.bytes, hidden);
    sodium_memzero(hidden, sizeof hidden);
    memcpy(key.name, keyring->keys[at].name, sizeof key.name);
    return key;
}

/* ----------------------------------------------------------------------------- signatures */

/* What is signed: purpose and territory each end with a NUL, which neither can hold, so that no
 * two things to sign have the same bytes. */
static Text message_of(Arena *arena, Text about, Text territory, Text content)
{
    char *bytes = arena_allocate(arena, about.length + territory.length + content.length + 2);
    size_t at = 0;
    memcpy(bytes, about.bytes, about.length);
    at += about.length;
    bytes[at++] = '\0';
    memcpy(bytes + at, territory.bytes, territory.length);
    at += territory.length;
    bytes[at++] = '\0';
    memcpy(bytes + at, content.bytes, content.length);
    return text_of(bytes, at + content.length);
}

void ticket_sign(const Keyring *keyring, Text about, Text territory, Text content,
                 uint8_t signature[crypto_sign_BYTES])
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    uint8_t open[crypto_sign_PUBLICKEYBYTES];
    uint8_t hidden[crypto_sign_SECRETKEYBYTES];
    const Text message = message_of(arena, about, territory, content);
    make_pair(&keyring->keys[0], open, hidden);
    (void)crypto_sign_detached(signature, NULL, (const uint8_t *)message.bytes, message.length,
                               hidden);
    sodium_memzero(hidden, sizeof hidden);
}

bool ticket_verify(const TicketKey *key, Text about, Text territory, Text content,
                   const uint8_t signature[crypto_sign_BYTES])
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text message = message_of(arena, about, territory, content);
    return crypto_sign_verify_detached(signature, (const uint8_t *)message.bytes,
                                       message.length, key->bytes) == 0;
}

bool ticket_ring_verify(const Keyring *keyring, const uint8_t name[KEYRING_NAME_BYTES],
                        Text about, Text territory, Text content,
                        const uint8_t signature[crypto_sign_BYTES])
{
    for (size_t i = 0; i < keyring->count; i++) {
        if (memcmp(keyring->keys[i].name, name, KEYRING_NAME_BYTES) == 0) {
            const TicketKey key = ticket_key(keyring, i);
            return ticket_verify(&key, about, territory, content, signature);
        }
    }
    return false;
}

/* ---------------------------------------------------------------------------------- base32 */

static Text encode(Arena *arena, const uint8_t bytes[TOKEN_BYTES])
{
    char *letters = arena_allocate(arena, TOKEN_CHARACTERS);
    size_t count = prefix.length;
    uint32_t kept = 0;
    unsigned bits = 0;
    memcpy(letters, prefix.bytes, prefix.length);
    for (size_t i = 0; i < TOKEN_BYTES; i++) {
        kept = (kept << 8) | bytes[i];
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            letters[count++] = alphabet.bytes[(kept >> bits) & 31U];
        }
        kept &= (1U << bits) - 1;
    }
    if (bits > 0) {
        letters[count++] = alphabet.bytes[(kept << (5 - bits)) & 31U];
    }
    return text_of(letters, count);
}

/* One text alone stands for the bytes: the bits that are left over are nought. */
static bool decode(Text typed, uint8_t bytes[TOKEN_BYTES])
{
    size_t count = 0;
    uint32_t kept = 0;
    unsigned bits = 0;
    if (typed.length != TOKEN_CHARACTERS || !text_starts_with(typed, prefix)) {
        return false;
    }
    for (size_t i = prefix.length; i < typed.length; i++) {
        const size_t value = text_find_byte(alphabet, typed.bytes[i], 0);
        if (value == alphabet.length) {
            return false;
        }
        kept = (kept << 5) | (uint32_t)value;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes[count++] = (uint8_t)(kept >> bits);
            kept &= (1U << bits) - 1;
        }
    }
    return kept == 0;
}

/* ---------------------------------------------------------------------------------- tokens */

static void put_number(uint8_t *bytes, int64_t number)
{
    for (int i = 0; i < 4; i++) {
        bytes[i] = (uint8_t)((uint64_t)number >> (24 - 8 * i));
    }
}

static int64_t number_at(const uint8_t *bytes)
{
    return ((int64_t)bytes[0] << 24) | ((int64_t)bytes[1] << 16) | ((int64_t)bytes[2] << 8) |
           bytes[3];
}

enum {
    AT_TICKET = KEYRING_NAME_BYTES,
    AT_CONVENTION = AT_TICKET + 16,
    AT_DAY = AT_CONVENTION + 16,
    AT_WORTH = AT_DAY + 4,
    AT_UNIT = AT_WORTH + 4
};

Outcome ticket_token_sign(const Keyring *keyring, Arena *arena, Text territory,
                          const TicketToken *token, Text *signed_token, Problem *problem)
{
    uint8_t bytes[TOKEN_BYTES];
    if (keyring == NULL) {
        return problem_set(problem, REFUSED, TEXT(""), "keys",
                           "tickets are signed and this server holds no keys: "
                           "seuil keys make FILE, then serve --keys FILE");
    }
    memcpy(bytes, keyring->keys[0].name, KEYRING_NAME_BYTES);
    memcpy(bytes + AT_TICKET, token->ticket.bytes, sizeof token->ticket.bytes);
    memcpy(bytes + AT_CONVENTION, token->convention.bytes, sizeof token->convention.bytes);
    put_number(bytes + AT_DAY, token->valid_until);
    put_number(bytes + AT_WORTH, token->worth);
    bytes[AT_UNIT] = (uint8_t)token->unit;
    ticket_sign(keyring, purpose, territory, text_of((const char *)bytes, TOKEN_BODY),
                bytes + TOKEN_BODY);
    *signed_token = encode(arena, bytes);
    return OK;
}

static bool is_signed(const Keyring *keyring, Text territory, const uint8_t bytes[TOKEN_BYTES])
{
    return ticket_ring_verify(keyring, bytes, purpose, territory,
                              text_of((const char *)bytes, TOKEN_BODY), bytes + TOKEN_BODY);
}

Outcome ticket_token_open(const Keyring *keyring, Text territory, Text typed,
                          TicketToken *token, Problem *problem)
{
    TicketToken read = {0};
    uint8_t bytes[TOKEN_BYTES];
    if (keyring == NULL || !decode(typed, bytes) || !is_signed(keyring, territory, bytes) ||
        bytes[AT_UNIT] >= TICKET_UNIT_COUNT) {
        return problem_set(problem, INVALID, TEXT(""), "ticket",
                           "this is no ticket of this network");
    }
    memcpy(read.ticket.bytes, bytes + AT_TICKET, sizeof read.ticket.bytes);
    memcpy(read.convention.bytes, bytes + AT_CONVENTION, sizeof read.convention.bytes);
    read.valid_until = (Date)number_at(bytes + AT_DAY);
    read.worth = number_at(bytes + AT_WORTH);
    read.unit = (TicketUnit)bytes[AT_UNIT];
    *token = read;
    return OK;
}
