/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is kept sealed: notes, numbers and addresses that whoever holds the store, its backups
 * or its disk must not read. The keys stand in a file of their own, outside the store
 * (docs/decisions/2026-11-29-secrecy.md). The first key of the file seals, every key opens, so
 * that a new one can be put in front at any time.
 *
 * XChaCha20-Poly1305-IETF, whose nonce of 24 bytes may be drawn at random
 * (draft-irtf-cfrg-xchacha-03). Territory, purpose and row are part of what is proved: a sealed
 * thing moved to another row, column or territory does not open.
 */
#pragma once

#include "base/outcome.h"
#include "crypto/crypto.h"

enum {
    KEYRING_KEY_BYTES = crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
    KEYRING_NAME_BYTES = 4,
    KEYRING_MOST_KEYS = 32,
    KEYRING_MOST_FILE_BYTES = 8192,
    KEYRING_MOST_CONTENT = 32 * 1024 * 1024,
};

typedef struct KeyringKey {
    uint8_t name[KEYRING_NAME_BYTES]; /* says which key sealed; drawn, and no secret */
    uint8_t bytes[KEYRING_KEY_BYTES];
} KeyringKey;

/* One read from a file is held apart from other memory: locked, between two guarded pages, kept
 * out of core dumps. */
typedef struct Keyring {
    KeyringKey keys[KEYRING_MOST_KEYS]; /* the first seals */
    size_t count;
    uint8_t lookup[KEYRING_KEY_BYTES]; /* of keyring_digest; stays when keys are added */
} Keyring;

/* Where a sealed thing stands. */
typedef struct SealPlace {
    Text territory;
    Text purpose; /* "note", "national number": one word a column */
    Id row;
} SealPlace;

/* Seals for that place: other bytes each time, whose length says only between which powers of
 * two the content's lies (64 bytes at least; steps of 64 KiB above that). REFUSED, with the
 * command that mends it, without a keyring (NULL); INVALID past KEYRING_MOST_CONTENT. */
MUST_USE Outcome keyring_seal(const Keyring *keyring, Arena *arena, const SealPlace *place,
                              Text content, Text *sealed, Problem *problem);

/* Opens what a key of this ring sealed for that very place. REFUSED without a keyring, or when
 * none of its keys has the name; INVALID when the bytes were cut, changed or moved. */
MUST_USE Outcome keyring_open(const Keyring *keyring, Arena *arena, const SealPlace *place,
                              Text sealed, Text *content, Problem *problem);

/* The keyed digest of a number, to find it again without keeping it: who has the store alone
 * cannot try all numbers. REFUSED without a keyring. */
MUST_USE Outcome keyring_digest(const Keyring *keyring, Text purpose, Text content,
                                Digest *digest, Problem *problem);

/* A ring of one key that stands in no file: the key of a case, itself sealed in the store. */
void keyring_of_key(const uint8_t key[KEYRING_KEY_BYTES], Keyring *keyring);

/* ------------------------------------------------------------------------------ the file */

/* Makes the file with a first key, readable by its owner alone and durable before this
 * returns. CONFLICT when it exists. */
MUST_USE Outcome keyring_make(Text path, Problem *problem);

/* Puts a new key in front; the file is replaced whole. CONFLICT when it holds the most. */
MUST_USE Outcome keyring_add_key(Text path, Problem *problem);

/* Reads the file; close with keyring_close. NOT_FOUND without one; REFUSED when others than
 * its owner may read or change it; INVALID names the line that is wrong. */
MUST_USE Outcome keyring_read(Text path, Keyring **keyring, Problem *problem);
void keyring_close(Keyring **keyring);

/* The text of such a file, as keyring_read takes it. INVALID names the line. */
MUST_USE Outcome keyring_parse(Text text, Keyring *keyring, Problem *problem);
