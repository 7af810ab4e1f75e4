/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of likeness share: the facts folded, and the comparison of one field. */
#pragma once

#include "people/likeness.h"
#include "people/spelling.h"
#include "words/fold.h"

/* One of the two parts of a name. */
typedef struct NamePart {
    Spelling spelling; /* all its words, without spaces */
    WordList words;
    Text stem;  /* phonetic_stem */
    Text sound; /* phonetic key of the stem */
} NamePart;

typedef struct PreparedName {
    NamePart given;
    NamePart family;
} PreparedName;

typedef struct PreparedAddress {
    Text number;
    Text postal_code;
    Text region;
    Spelling number_spelling;
    Spelling postal_spelling;
    Spelling street; /* without rue, avenue, de la */
    Spelling complement;
    Spelling locality;
    Text street_sound; /* of its own words; empty without a street */
} PreparedAddress;

struct Likeness {
    PreparedName *names;
    size_t name_count;
    CivilDate birth;
    LikenessSex sex;
    Text phones[LIKENESS_CONTACTS]; /* the last digits */
    size_t phone_count;
    Text mails[LIKENESS_CONTACTS]; /* in small letters */
    size_t mail_count;
    PreparedAddress *addresses;
    size_t address_count;
    LikenessIdentifier *identifiers; /* kind folded, value without signs */
    size_t identifier_count;
    Text national_number;
};

typedef enum NameLevel {
    NAME_UNKNOWN, /* of one of them, or an initial that fits */
    NAME_OTHER,
    NAME_ALIKE, /* sounds the same, or two letters differ in a long name */
    NAME_PART,  /* one word of several is the same */
    NAME_CLOSE, /* one letter differs */
    NAME_SAME,
    NAME_LEVEL_COUNT
} NameLevel;

typedef enum DateLevel {
    DATE_UNKNOWN,
    DATE_OTHER,
    DATE_SAME_YEAR,  /* all that both know */
    DATE_TWO_PARTS,  /* of day, month and year */
    DATE_YEAR_MONTH, /* all that both know */
    DATE_ONE_DIGIT,
    DATE_TRANSPOSED, /* two neighbouring digits */
    DATE_DAY_MONTH,  /* one's day is the other's month */
    DATE_JANUARY,    /* the same 1 January, which often stands for an unknown day */
    DATE_SAME,
    DATE_LEVEL_COUNT
} DateLevel;

typedef enum FieldLevel {
    FIELD_UNKNOWN,
    FIELD_OTHER,
    FIELD_NEAR,
    FIELD_SAME,
    FIELD_LEVEL_COUNT
} FieldLevel;

NameLevel name_part_compare(const NamePart *a, const NamePart *b);
DateLevel birth_compare(CivilDate a, CivilDate b);
FieldLevel spelling_compare(const Spelling *a, const Spelling *b);
FieldLevel digits_compare(const Spelling *a, const Spelling *b); /* one edit is near */
