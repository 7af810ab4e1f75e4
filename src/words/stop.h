/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How much a word of a question tells. People write sentences: "je ne sais pas où dormir ce
 * soir" asks for a place to sleep, and only one of its words says so.
 */
#pragma once

#include "base/text.h"

typedef enum WordWeight {
    WORD_STRONG, /* says what is looked for */
    WORD_WEAK,   /* may say it, or be politeness: help, look for, tonight */
    WORD_STOP,   /* grammar: the, and, with */
} WordWeight;

/* The weight of a folded word, the four languages together. */
WordWeight word_weight(Text folded);

/* True for the small words that stand before a place: à, in, te, near, bei... */
bool word_announces_place(Text folded);
