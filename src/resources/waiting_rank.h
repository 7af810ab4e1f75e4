/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who goes first on a waiting list: no score, four rules in this order, each printed with the
 * list.
 * 1. The class, as the network set them (data/resources/waiting.yaml); who was sent away on
 *    WaitingRules.ageing days is one class higher, on twice as many two.
 * 2. The day they asked, the oldest first.
 * 3. Between those of one day, the lot: the digest of the day's seed and of the id of the first
 *    entry that day of the same person for the same unit (of the same house, for those without
 *    a file), the smaller first: who asks again has the lot they had. The seed is drawn the day
 *    before and its digest told then; the seed and the lots are told when the day is over, so
 *    that anyone can run the draw again (waiting_lot).
 * 4. The id, where two lots are the same.
 */
#pragma once

#include "base/moment.h"
#include "base/outcome.h"
#include "crypto/crypto.h"
#include "words/language.h"

enum { WAITING_CLASSES_MOST = 8, WAITING_OFFERS_MOST = 3 };

typedef struct WaitingClass {
    Text key; /* "vital" */
    Text name[LANGUAGE_COUNT];
} WaitingClass;

typedef struct WaitingRules {
    WaitingClass classes[WAITING_CLASSES_MOST]; /* the first goes first */
    size_t class_count;
    int64_t ageing; /* days of refusals that raise by one class */
} WaitingRules;

/* Those of the file, read once, for the life of the program. */
const WaitingRules *waiting_rules(void);
bool waiting_class_find(Text key, size_t *class);

typedef struct WaitingRank {
    size_t class;     /* as it was given */
    int64_t refusals; /* days on which they were sent away */
    Date since;
    Digest lot;
    Id entry;
} WaitingRank;

/* The class that counts now. */
size_t waiting_class_now(const WaitingRules *rules, const WaitingRank *rank);

/* Less than 0 when `a` goes before `b`. */
int waiting_compare(const WaitingRules *rules, const WaitingRank *a, const WaitingRank *b);

typedef struct WaitingSeed {
    uint8_t bytes[32];
} WaitingSeed;

Text waiting_seed_format(Arena *arena, WaitingSeed seed); /* 64 hexadecimal digits */

/* What is told before: the digest of the seed. */
Digest waiting_promise(WaitingSeed seed);
Digest waiting_lot(WaitingSeed seed, Id lot_of);

/* A draw that anyone runs again: what was told of it, and whose lots are to be drawn. */
typedef struct WaitingProof {
    Text seed;          /* 64 hexadecimal digits */
    Text promise;       /* likewise, as it was told before */
    WaitingRank *ranks; /* their `entry` is given; the lots are set, and they are sorted */
    size_t count;
} WaitingProof;

/* INVALID "seed" for what is none, "promise" when the seed is not what was promised. */
MUST_USE Outcome waiting_run_again(Arena *arena, const WaitingProof *proof, Problem *problem);
