/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The signed link by which a partner without an account answers one referral: the code read
 * aloud, and a keyed BLAKE2b digest (128 bits) of the territory and the referral. It serves
 * that referral alone, while the referral's own row says that its link answers; nobody without
 * the keys makes one, whoever holds the store included.
 */
#pragma once

#include "referral/referral.h"

/* "7K3M9QTR-0123456789abcdef0123456789abcdef"; REFUSED without a keyring. */
MUST_USE Outcome referral_link_sign(Arena *arena, const Keyring *keyring, Text territory,
                                    const Referral *referral, Text *link, Problem *problem);

/* Finds the referral of a link and makes the caller its target, who can do nothing else.
 * NOT_FOUND alike for a link that is none, was changed, or answers no more. */
MUST_USE Outcome referral_link_open(Access *access, Text link, Referral *referral);
