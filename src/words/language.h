/* SPDX-License-Identifier: EUPL-1.2 */
/* The languages of the interface, and texts that exist in several of them. */
#pragma once

#include "base/text.h"

/* French first: it is the language of the sources and the fallback of every text. */
typedef enum Language { FRENCH, DUTCH, GERMAN, ENGLISH, LANGUAGE_COUNT } Language;

/* A text in several languages; an empty member is missing. */
typedef struct Phrase {
    Text in[LANGUAGE_COUNT];
} Phrase;

/* A phrase of literals, in static tables. */
#define PHRASE_INIT(fr, nl, de, en)                                                            \
    {                                                                                          \
        {                                                                                      \
            TEXT_INIT(fr), TEXT_INIT(nl), TEXT_INIT(de), TEXT_INIT(en)                         \
        }                                                                                      \
    }

/* "fr", "nl", "de", "en"; false and untouched on anything else. */
bool language_parse(Text code, Language *language);
Text language_code(Language language);
Text language_own_name(Language language); /* "Nederlands", whoever reads it */

/* Of any language, ISO 639: two small letters, or three where a language has no two. */
bool language_code_is_valid(Text code);

/* The text in the language, else in French, else in any language that has one. `shown` (may be
 * NULL) receives the language really given, for lang="..." on a fallback. */
Text phrase_in(const Phrase *phrase, Language wanted, Language *shown);
