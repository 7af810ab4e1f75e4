/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Search first, create last. Whoever looks sees by name the persons of their own house, and
 * those a restricted team keeps when it is theirs. Of all others an answer says one thing at
 * most: that someone in the network may know this person. It says so only to who gave a whole
 * name and a whole birth date, or the code of a card: what only somebody who has the person
 * before them has at hand. It never says how many, where, or which; nothing is read of them, so
 * that no time tells either; restricted and protected persons are left out of it. Each look
 * leaves a line, also on the person it found blindly
 * (docs/decisions/2026-11-29-look-up.md).
 */
#pragma once

#include "people/likeness.h"
#include "people/person.h"

enum { LOOKUP_HITS = 20, LOOKUP_WORDS_MOST = 200 };

/* What is known of who is looked for; empty members count for nothing. */
typedef struct LookupQuery {
    Text words; /* as typed in one field: names, a birth date or year, a telephone, a code */
    Text given;
    Text family;
    Text birth; /* 1985-07-30, 1985-07 or 1985 */
    Text phone;
    Text code;
    Text helper;      /* who helps the person */
    Text number_kind; /* niss, card, file...; asked of who may read numbers alone */
    Text number;
} LookupQuery;

enum { LOOKUP_REASONS = 4 };

typedef struct LookupHit {
    Id person;
    Text name;
    Text birth;
    int age;        /* -1 when unknown */
    bool is_merged; /* it turned out to be another, who is shown instead when opened */
    LikenessVerdict verdict;
    int weight;
    LikenessReason reasons[LOOKUP_REASONS]; /* what speaks for it, the most telling first */
    size_t reason_count;
} LookupHit;

typedef struct LookupAnswer {
    LookupHit hits[LOOKUP_HITS]; /* the likeliest first */
    size_t count;
    bool has_more;         /* more of the own house: say more of the person */
    bool someone_may_know; /* in another house: ask */
} LookupAnswer;

/* INVALID names the field of the query that is wrong, or says that it is empty. */
MUST_USE Outcome lookup_find(Access *access, const LookupQuery *query, LookupAnswer *answer);

/* The likely doubles of a person about to be created: hits that are SAME, and the blind word.
 */
MUST_USE Outcome lookup_doubles(Access *access, const PersonDetail *facts, size_t count,
                                LookupAnswer *answer);

/* The one file that `typed` means: of the code of a card, or whose name has every word that was
 * typed, as it was typed. A name that only sounds like it is somebody else's, until it is seen.
 * INVALID "person" for none and for several. */
MUST_USE Outcome lookup_one(Access *access, Text typed, Id *person);

/* The part of the own house and teams alone, for facts that stand in the store. */
MUST_USE Outcome lookup_near(Access *access, const PersonFactList *facts, LookupAnswer *answer);
