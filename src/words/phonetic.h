/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How a name sounds, for finding a person whose name was written by ear. One key for French,
 * Dutch and German names and for Arabic, Turkish, African and Slavic names in Latin letters:
 * the rules are ours and stand in phonetic.c; that a sound is a class of consonants and vowels
 * count only at the start is the idea of Soundex (Russell 1918) and of the Kölner Phonetik
 * (Postel 1969). A key finds; it never decides: unlike names may share one.
 */
#pragma once

#include "words/fold.h"

#define PHONETIC_BYTES 24 /* a key is never longer; six letters when the name is Latin */

/* The key of one folded word: six of A F J K L M N P R S T, A standing for a first vowel.
 * Letters that are not Latin stay as they are. Empty for a word of silent letters alone. */
Text phonetic_word(Arena *arena, Text folded);

/* The word a name is known by, without spaces: "Van den Berghe" gives "berghe", "De Man"
 * "deman", "Abd el Kader" "abdelkader", "Jean-Pierre" "jean". `words` are the folded words. */
Text phonetic_stem(Arena *arena, const WordList *words);

/* The key of the stem of a name as written, in any case and with any accents. */
Text phonetic_name(Arena *arena, Text name);
