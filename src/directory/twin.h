/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whether two services of the directory are one that stands twice (docs/topics/twins.md). As
 * for persons, each thing known of both adds or takes bits of evidence, log2 of how much more
 * often it is so for one service than for two (Fellegi and Sunter 1969); what a word, a number
 * or a place tells follows from how many services have it. An answer proposes; it never merges.
 *
 * Services are compared only with those they share a key with (twin_keys.c): memory and time
 * grow with the directory, not with its square.
 */
#pragma once

#include "base/list.h"
#include "directory/catalogue.h"

#define TWIN_REASONS 12

typedef enum TwinVerdict {
    TWIN_DIFFERENT,
    TWIN_PERHAPS, /* to be looked at by someone */
    TWIN_SAME,    /* shown as a likely double; still for someone to say */
} TwinVerdict;

/* What was found, in the order of the table of twin_words.c. */
typedef enum TwinReason {
    TWIN_SAME_NAME,
    TWIN_CLOSE_NAME,
    TWIN_PART_NAME,
    TWIN_OTHER_NAME,
    TWIN_SAME_TEXT,
    TWIN_PART_TEXT,
    TWIN_OTHER_TEXT,
    TWIN_SAME_ORGANIZATION,
    TWIN_SAME_NUMBER, /* of enterprise: two records of one organisation */
    TWIN_NAMESAKE_ORGANIZATION,
    TWIN_OTHER_ORGANIZATION,
    TWIN_SAME_PLACE,
    TWIN_NEAR_PLACE,
    TWIN_FAR_PLACE,
    TWIN_SAME_CONTACT, /* telephone, e-mail, site */
    TWIN_SAME_NEEDS,
    TWIN_OTHER_NEEDS,
    TWIN_OTHER_KIND,
    TWIN_REASON_COUNT
} TwinReason;

typedef struct TwinFound {
    TwinReason reason;
    int weight; /* tenths of a bit */
} TwinFound;

typedef struct TwinAnswer {
    TwinVerdict verdict;
    int weight; /* the sum, in tenths of a bit */
    TwinFound found[TWIN_REASONS];
    size_t found_count;
} TwinAnswer;

typedef struct TwinPair {
    uint32_t one; /* of the catalogue; the smaller number first */
    uint32_t other;
    TwinAnswer answer;
} TwinPair;

typedef LIST_OF(TwinPair) TwinPairList;

/* What is compared of each service of a catalogue: some 600 bytes a service. */
typedef struct Twins Twins;

/* The catalogue must outlive the result. */
const Twins *twins_read(Arena *arena, const Catalogue *catalogue);

/* Symmetric. */
TwinAnswer twins_compare(const Twins *twins, uint32_t one, uint32_t other);

/* The keys that were not looked into, since more services share them than tell anything. */
typedef struct TwinEffort {
    size_t pairs;   /* compared */
    size_t crowded; /* keys left out */
} TwinEffort;

/* Appends all pairs that are not different, the likeliest first; `effort` may be NULL. */
void twins_find(const Twins *twins, Arena *arena, TwinPairList *pairs, TwinEffort *effort);

/* The same of one service. */
void twins_of(const Twins *twins, Arena *arena, uint32_t service, TwinPairList *pairs);

/* Whether two services share a key that is looked into: what no comparison can find later. */
bool twins_meet(const Twins *twins, uint32_t one, uint32_t other);

/* "same", "perhaps", "different"; "same_name"...: fixed for the API. */
Text twin_verdict_code(TwinVerdict verdict);
Text twin_reason_code(TwinReason reason);
Text twin_reason_say(Language language, TwinReason reason); /* "même nom" */
