/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The signed link by which a partner without an account answers one referral: the code read
 * aloud, and a keyed BLAKE2b digest (128 bits) of the territory and the referral. It serves
 * that referral alone, while the referral's own row says that its link answers; nobody without
 * the key makes one, whoever holds the store included.
 */
#pragma once

#include "people/referral.h"

typedef struct LinkKey {
    uint8_t bytes[32];
} LinkKey;

/* The key of all servers and commands that hold the same secret. */
LinkKey link_key_of(Text secret);

/* "7K3M9QTR-0123456789abcdef0123456789abcdef" */
Text referral_link_sign(Arena *arena, const LinkKey *key, Text territory,
                        const Referral *referral);

/* Finds the referral of a link and makes the caller its target, who can do nothing else.
 * NOT_FOUND alike for a link that is none, was changed, or answers no more. */
MUST_USE Outcome referral_link_open(Access *access, const LinkKey *key, Text link,
                                    Referral *referral);
