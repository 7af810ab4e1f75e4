/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whether two descriptions may be of one person (docs/topics/same-person.md). Each thing known
 * of both adds or takes bits of evidence, log2 of how much more often it is so for one person
 * than for two (Fellegi and Sunter 1969), with weights fixed in likeness_compare.c. What one of
 * them does not know counts for nothing. An answer proposes; it never merges.
 */
#pragma once

#include "base/moment.h"
#include "words/alike.h"
#include "words/language.h"

#define LIKENESS_NAMES       6 /* what goes past these is not compared */
#define LIKENESS_CONTACTS    6 /* telephones; e-mail addresses */
#define LIKENESS_ADDRESSES   4
#define LIKENESS_IDENTIFIERS 8
#define LIKENESS_TEXT        ALIKE_TEXT /* bytes of any one field; the rest is not read */
#define LIKENESS_KEYS        12 /* 8 at most for one name, two telephones and one address */
#define LIKENESS_KEY_BYTES   64
#define LIKENESS_CROWD       64 /* a key of more persons tells nothing of any: not to be read */
#define LIKENESS_REASONS     16

typedef struct LikenessName {
    Text given;  /* either may be empty */
    Text family; /* "man, red coat" is no name: leave it out */
} LikenessName;

typedef enum LikenessSex { SEX_UNSAID, SEX_FEMALE, SEX_MALE, SEX_OTHER } LikenessSex;

/* A card, a file number: one value of a kind belongs to one person, who may have several. */
typedef struct LikenessIdentifier {
    Text kind;
    Text value;
} LikenessIdentifier;

typedef struct LikenessFacts {
    const LikenessName *names; /* the usual one first, then maiden names, aliases */
    size_t name_count;
    CivilDate birth; /* 0 for an unknown part; parts that no calendar has are taken as typed */
    LikenessSex sex;
    const Text *phones;
    size_t phone_count;
    const Text *mails;
    size_t mail_count;
    const AddressText *addresses;
    size_t address_count;
    const LikenessIdentifier *identifiers;
    size_t identifier_count;
    Text national_number; /* NISS or bis number, digits; empty when unknown or not to be used */
} LikenessFacts;

/* The facts folded and measured, ready for many comparisons. */
typedef struct Likeness Likeness;

/* The result lives in `arena` and keeps no view of `facts`. */
const Likeness *likeness_prepare(Arena *arena, const LikenessFacts *facts);

typedef enum LikenessVerdict {
    LIKENESS_DIFFERENT,
    LIKENESS_PERHAPS, /* to be looked at by someone */
    LIKENESS_SAME,    /* shown as a likely double; still for someone to say */
} LikenessVerdict;

/* What was found, in the order of the tables of likeness_words.c. */
typedef enum LikenessReason {
    SAME_NATIONAL_NUMBER,
    NEAR_NATIONAL_NUMBER,
    OTHER_NATIONAL_NUMBER,
    SAME_IDENTIFIER,
    SAME_FAMILY_NAME,
    CLOSE_FAMILY_NAME,
    PART_FAMILY_NAME,
    ALIKE_FAMILY_NAME,
    OTHER_FAMILY_NAME,
    SAME_GIVEN_NAME,
    CLOSE_GIVEN_NAME,
    PART_GIVEN_NAME,
    ALIKE_GIVEN_NAME,
    OTHER_GIVEN_NAME,
    SWAPPED_NAMES,
    SAME_BIRTH_DATE,
    SAME_FIRST_OF_JANUARY,
    SWAPPED_DAY_MONTH,
    TRANSPOSED_BIRTH_DATE,
    ONE_DIGIT_BIRTH_DATE,
    SAME_YEAR_MONTH,
    TWO_PARTS_BIRTH_DATE,
    SAME_BIRTH_YEAR,
    OTHER_BIRTH_DATE,
    SAME_SEX,
    OTHER_SEX,
    SAME_PHONE,
    NEAR_PHONE,
    SAME_MAIL,
    SAME_ADDRESS,
    NEAR_ADDRESS,
    OTHER_ADDRESS,
    LIKENESS_REASON_COUNT
} LikenessReason;

typedef struct LikenessFound {
    LikenessReason reason;
    int weight; /* tenths of a bit */
} LikenessFound;

typedef struct LikenessAnswer {
    LikenessVerdict verdict;
    int weight; /* the sum, in tenths of a bit */
    LikenessFound found[LIKENESS_REASONS];
    size_t found_count;
} LikenessAnswer;

/* Symmetric in `a` and `b`; asks for no memory. */
LikenessAnswer likeness_compare(const Likeness *a, const Likeness *b);

/* The sums from which a pair is proposed as a double, and as one to look at. */
int likeness_same_from(void);
int likeness_perhaps_from(void);

/* "same", "perhaps", "different"; "same_phone"...: fixed for the API. */
Text likeness_verdict_code(LikenessVerdict verdict);
Text likeness_reason_code(LikenessReason reason);
Text likeness_reason_say(Language language, LikenessReason reason); /* "même téléphone" */

typedef struct LikenessKeys {
    Text keys[LIKENESS_KEYS]; /* LIKENESS_KEY_BYTES at most, none twice */
    size_t count;
} LikenessKeys;

/* The keys a person is stored under: two descriptions of one person nearly always share one.
 * Swapped names give the same keys. They are as confidential as what they are made of. */
LikenessKeys likeness_keys(Arena *arena, const Likeness *person);
