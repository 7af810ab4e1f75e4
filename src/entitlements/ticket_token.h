/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the square code of a ticket holds: which ticket, of which convention, how much it is
 * worth and until when, signed so that a terminal without a network knows it for ours. Nothing
 * of a person is in it.
 *
 * Ed25519 (RFC 8032) by libsodium. The keys that sign come from the key file
 * (crypto/keyring.h): each of its keys makes one pair by BLAKE2b (RFC 7693) with a name of its
 * own, so that a new key put in front signs from then on, the older ones still verify, and
 * nothing else need be kept. A token names its key.
 *
 *     "S1" then base32 of RFC 4648 without padding of
 *     key name 4, ticket 16, convention 16, last day 4, worth 4, unit 1, signature 64 bytes
 *
 * Numbers are big-endian. Capital letters and digits alone, for a square code in its
 * alphanumeric mode (ISO/IEC 18004), which is a third smaller.
 */
#pragma once

#include "crypto/keyring.h"
#include "entitlements/convention.h"

enum {
    TOKEN_BODY = KEYRING_NAME_BYTES + 16 + 16 + 4 + 4 + 1,
    TOKEN_BYTES = TOKEN_BODY + crypto_sign_BYTES,
    TOKEN_PREFIX = 2,
    TOKEN_CHARACTERS = TOKEN_PREFIX + (TOKEN_BYTES * 8 + 4) / 5,
    TICKET_KEY_BYTES = crypto_sign_PUBLICKEYBYTES,
};

typedef struct TicketToken {
    Id ticket;
    Id convention;
    Date valid_until;
    int64_t worth; /* 0: as often as one comes */
    TicketUnit unit;
} TicketToken;

/* Signed for the territory by the first key. REFUSED without a key file. */
MUST_USE Outcome ticket_token_sign(const Keyring *keyring, Arena *arena, Text territory,
                                   const TicketToken *token, Text *signed_token,
                                   Problem *problem);

/* INVALID when it is no token, when no key of the ring has its name, or when the signature is
 * not that of this territory: one sentence for all, for who forges learns nothing from it. */
MUST_USE Outcome ticket_token_open(const Keyring *keyring, Text territory, Text typed,
                                   TicketToken *token, Problem *problem);

/* What verifies: a key of the ring, by its place. */
typedef struct TicketKey {
    uint8_t name[KEYRING_NAME_BYTES];
    uint8_t bytes[TICKET_KEY_BYTES];
} TicketKey;

TicketKey ticket_key(const Keyring *keyring, size_t at);

/* Signs anything else with the first key, for a purpose of its own: the allowance of a
 * terminal, the link to a listing. The signature is crypto_sign_BYTES long. */
void ticket_sign(const Keyring *keyring, Text purpose, Text territory, Text content,
                 uint8_t signature[crypto_sign_BYTES]);
bool ticket_verify(const TicketKey *key, Text purpose, Text territory, Text content,
                   const uint8_t signature[crypto_sign_BYTES]);

/* The same by the key of the ring that has this name; false when none has it. */
bool ticket_ring_verify(const Keyring *keyring, const uint8_t name[KEYRING_NAME_BYTES],
                        Text purpose, Text territory, Text content,
                        const uint8_t signature[crypto_sign_BYTES]);
