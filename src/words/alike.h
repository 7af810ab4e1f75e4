/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How alike two names, two numbers and two addresses are, whether of persons (people/likeness)
 * or of services (directory/twins). A level says what was seen; what it weighs is for whoever
 * compares, but for addresses, whose parts are weighed together here.
 */
#pragma once

#include "words/fold.h"
#include "words/spelling.h"

#define ALIKE_TEXT 512 /* bytes of any one text; the rest is not read */

/* A name, or one of the two parts of a person's, folded and measured. */
typedef struct NamePart {
    Spelling spelling; /* all its words, without spaces */
    WordList words;
    Text stem;  /* phonetic_stem */
    Text sound; /* phonetic key of the stem */
} NamePart;

NamePart name_part_read(Arena *arena, Text text);

typedef enum NameLevel {
    NAME_UNKNOWN, /* of one of them, or an initial that fits */
    NAME_OTHER,
    NAME_ALIKE, /* sounds the same, or two letters differ in a long name */
    NAME_PART,  /* one word of several is the same */
    NAME_CLOSE, /* one letter differs */
    NAME_SAME,
    NAME_LEVEL_COUNT
} NameLevel;

NameLevel name_part_compare(const NamePart *a, const NamePart *b); /* symmetric */

typedef enum FieldLevel {
    FIELD_UNKNOWN,
    FIELD_OTHER,
    FIELD_NEAR,
    FIELD_SAME,
    FIELD_LEVEL_COUNT
} FieldLevel;

FieldLevel spelling_compare(const Spelling *a, const Spelling *b);
FieldLevel digits_compare(const Spelling *a, const Spelling *b); /* one edit is near */

/* Letters and digits alone, small; with DIGITS_ONLY the digits. */
typedef enum SignsKept { DIGITS_ONLY, LETTERS_AND_DIGITS } SignsKept;
Text signs_only(Arena *arena, Text text, SignsKept kept);

/* The last eight digits of a telephone number, since the country's code and the leading 0 are
 * written or not; empty for fewer than six. */
Text phone_end(Arena *arena, Text number);

typedef struct AddressText {
    Text number;
    Text street;
    Text complement; /* box, building, residence */
    Text locality;
    Text postal_code;
    Text region; /* province or country */
} AddressText;

/* An address folded and measured. */
typedef struct AddressRead {
    Text number;
    Text postal_code;
    Text region;
    Spelling number_spelling;
    Spelling postal_spelling;
    Spelling street; /* without rue, avenue, de la */
    Spelling complement;
    Spelling locality;
    Text street_sound; /* of its own words; empty without a street */
} AddressRead;

AddressRead address_read(Arena *arena, const AddressText *given);

/* Evidence that the two are one address, in tenths of a bit (10 log2(m / u), as for persons in
 * docs/topics/same-person.md); what one of them does not know counts for nothing. Symmetric. */
int address_weigh(const AddressRead *a, const AddressRead *b);
