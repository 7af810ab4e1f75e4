/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Words that do not exist, language by language: a stem is spelled from its rank, so that no
 * list is kept. Frequent words are short; forms of one stem share it; Dutch and German write
 * compounds in one word.
 */
#pragma once

#include "base/random.h"
#include "words/language.h"

enum { GENERATED_WORD_BYTES = 96 };

/* Writes a word at `to` (GENERATED_WORD_BYTES) and gives its length. */
size_t generate_spelling(Random *random, Language language, size_t vocabulary, char *to);

/* `words` of them with spaces between, in the arena. */
Text generate_sentence(Arena *arena, Random *random, Language language, size_t vocabulary,
                       size_t words);
