/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What in a text may name somebody: a national number, a telephone number, a date, a name. A
 * national number is proved by its check digits (territory/identifier.h); the others are
 * guesses, to be shown to who wrote it and never held against them.
 */
#pragma once

#include "territory/identifier.h"

typedef enum NamingMark {
    NAMING_NATIONAL_NUMBER = 1,
    NAMING_PHONE = 2,
    NAMING_DATE = 4, /* of the past: of a birth, perhaps */
    NAMING_NAME = 8, /* two words with capitals within a sentence, or one after "Madame" */
} NamingMark;
enum { NAMING_MARK_COUNT = 4 };

/* The marks that are found in UTF-8, a bit each; 0 for none. */
unsigned naming_find(Arena *arena, Text text, Date today);

/* The code of one mark: "national_number", "phone", "date", "name". */
Text naming_mark_code(NamingMark mark);
