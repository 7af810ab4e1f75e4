/* SPDX-License-Identifier: EUPL-1.2 */
/* Stems of folded words by the Snowball rules of their language. */
#pragma once

#include "words/language.h"

typedef struct Stemmers Stemmers;

/* Belongs to one thread at a time. `stemmers_close` is the form for SCOPED(stemmers_close). */
Stemmers *stemmers_new(void);
void stemmers_close(Stemmers **stemmers);

/* The stemmers of this thread, made when it first asks and freed when it ends. */
Stemmers *stemmers_of_thread(void);

/* The stem of a folded word: a view valid until the next call on the same stemmers. */
Text stem_word(Stemmers *stemmers, Language language, Text folded);
