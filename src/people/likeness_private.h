/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of likeness share: the facts folded, and the comparison of one field. */
#pragma once

#include "people/likeness.h"

typedef struct PreparedName {
    NamePart given;
    NamePart family;
} PreparedName;

struct Likeness {
    PreparedName *names;
    size_t name_count;
    CivilDate birth;
    LikenessSex sex;
    Text phones[LIKENESS_CONTACTS]; /* the last digits */
    size_t phone_count;
    Text mails[LIKENESS_CONTACTS]; /* in small letters */
    size_t mail_count;
    AddressRead *addresses;
    size_t address_count;
    LikenessIdentifier *identifiers; /* kind folded, value without signs */
    size_t identifier_count;
    Text national_number;
};

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

DateLevel birth_compare(CivilDate a, CivilDate b);
