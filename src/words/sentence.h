/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A sentence in each language, as tools/wordsgen.c writes it from a folder of po/. Each is an
 * array of one, so that its name alone (SAY_HOME_TITLE) is a Sentence.
 */
#pragma once

#include "words/language.h"

typedef struct SentenceForms {
    Phrase text;
    Phrase plural; /* empty for one that does not count */
} SentenceForms;

typedef const SentenceForms *Sentence;
