/* SPDX-License-Identifier: EUPL-1.2 */
/* What the kinds of identifiers share, between the files of src/territory/identifier*.c only.
 */
#pragma once

#include "territory/identifier.h"

/* What was written, without separators and in capitals. */
typedef struct Written {
    Arena *arena;
    Text text; /* A-Z, 0-9, and the marks its kind allows */
} Written;

/* Each fills the identifier, whose kind is set; identifier_refuse() and identifier_accept()
 * settle it. */
void niss_read(const Written *written, Date today, Identifier *identifier);
void bce_read(const Written *written, Identifier *identifier);
void nihii_read(const Written *written, Identifier *identifier);
void iban_read(const Written *written, Identifier *identifier);
void reference_read(const Written *written, Identifier *identifier);
void phone_read(const Written *written, Identifier *identifier);
void card_read(const Written *written, Identifier *identifier);

/* `value` is what the sentence names, or an empty text. */
void identifier_refuse(Identifier *identifier, Sentence because, Text value);
void identifier_accept(Identifier *identifier, Sentence because, Text value);

bool is_all_digits(Text text);

/* The number of at most 18 digits that stand in [from, to). */
int64_t digits_value(Text text, size_t from, size_t to);

/* ISO 7064 of letters (A = 10) and digits, the first four characters taken last: 1 is right. */
int iso_remainder(Text text);

/* The two check digits most Belgian numbers end with: 97 - n mod 97, or n mod 97 with 97 for
 * 0. */
int check_complement(int64_t number);
int check_remainder(int64_t number);

/* "BE68 5390 0754 7034". */
Text in_fours(Arena *arena, Text text);

/* The pattern with each '#' replaced by the next character: "##.##.##-###.##". */
Text in_pattern(Arena *arena, const char *pattern, Text text);
