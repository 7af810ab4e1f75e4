/* SPDX-License-Identifier: EUPL-1.2 */
#include "benches/generate_words.h"

#include <math.h>
#include <string.h>

#include "benches/generate.h"

enum { ONSETS = 20, NUCLEI = 10, CODAS = 10, ENDINGS = 8, COMMON = 200, PARTS = 150 };

/* Zipf with an offset, as Mandelbrot has it: no content word stands in every text. */
static const double OFFSET = 8;

static const char *const onsets[LANGUAGE_COUNT][ONSETS] = {
    [FRENCH] = {"b", "c", "d", "f", "g", "l", "m", "n", "p", "r",
                "s", "t", "v", "ch", "j",   "pr",  "tr", "cl", "gr", "qu"},
    [DUTCH] = {"b", "d", "g", "h", "k", "l", "m", "n", "p", "r",
                "s", "t", "v", "w",  "z",   "sch", "st", "kr", "bl", "dr"},
    [GERMAN] = {"b", "d", "f", "g", "h", "k", "l", "m", "n", "r",
                "s", "t", "w", "z",  "sch", "st",  "pf", "br", "kl", "tr"},
    [ENGLISH] = {"b", "c", "d", "f", "g", "h", "l", "m", "n", "p",
                "r", "s", "t", "w",  "sh",  "th",  "st", "br", "cl", "pl"},
};

static const char *const nuclei[LANGUAGE_COUNT][NUCLEI] = {
    [FRENCH] = {"a", "e", "i", "o", "u", "é", "ou", "ai", "è", "oi"},
    [DUTCH] = {"a", "e", "i", "o", "u", "aa", "ee", "oe", "ij", "ui"},
    [GERMAN] = {"a", "e", "i", "o", "u", "ei", "au", "ä", "ie", "ü"},
    [ENGLISH] = {"a", "e", "i", "o", "u", "ea", "oo", "ai", "ou", "ee"},
};

static const char *const codas[LANGUAGE_COUNT][CODAS] = {
    [FRENCH] = {"", "", "",  "n", "r", "l",  "ss", "t",  "m",  "nd"},
    [DUTCH] = {"", "", "n", "r", "l", "k",  "t",  "ng", "st", "m" },
    [GERMAN] = {"", "", "n", "r", "l", "ch", "t",  "ng", "ll", "m" },
    [ENGLISH] = {"", "", "n", "r", "l", "ck", "t",  "ng", "ll", "m" },
};

/* Endings of one stem, the most used first. */
static const char *const endings[LANGUAGE_COUNT][ENDINGS] = {
    [FRENCH] = {"", "s",  "e",   "es", "er",  "ement", "ation", "euse" },
    [DUTCH] = {"", "en", "e",   "s",  "je",  "er",    "ing",   "lijk" },
    [GERMAN] = {"", "en", "e",   "er", "ung", "lich",  "s",     "ungen"},
    [ENGLISH] = {"", "s",  "ing", "ed", "er",  "ly",    "ness",  "ment" },
};

typedef struct Spelling {
    char *to;
    size_t length;
} Spelling;

static void put(Spelling *spelling, const char *part)
{
    const size_t length = strlen(part);
    memcpy(spelling->to + spelling->length, part, length);
    spelling->length += length;
}

/* Rank r is drawn in proportion to 1 / (r + OFFSET). */
static size_t draw_rank(Random *random, size_t count)
{
    const double offset = count < 100 ? 1 : OFFSET;
    const double rank = offset * pow(((double)count + offset) / offset, random_unit(random));
    const double from_zero = rank - offset;
    return from_zero < (double)count ? (size_t)from_zero : count - 1;
}

static void put_stem(Spelling *spelling, Language language, size_t rank)
{
    Random letters = random_seeded(((uint64_t)language << 32) + rank);
    const size_t syllables = rank < COMMON ? 2 : 2 + random_below(&letters, 2);
    for (size_t i = 0; i < syllables; i++) {
        put(spelling, onsets[language][random_below(&letters, ONSETS)]);
        put(spelling, nuclei[language][random_below(&letters, NUCLEI)]);
    }
    put(spelling, codas[language][random_below(&letters, CODAS)]);
}

static void put_ending(Spelling *spelling, Random *random, Language language)
{
    const double unit = random_unit(random);
    put(spelling, endings[language][(size_t)(unit * unit * unit * unit * ENDINGS)]);
}

size_t generate_spelling(Random *random, Language language, size_t vocabulary, char *to)
{
    Spelling spelling = {.to = to};
    const bool has_compounds = (language == DUTCH || language == GERMAN) && vocabulary > PARTS;
    if (has_compounds && random_below(random, 100) < 8) {
        put_stem(&spelling, language, draw_rank(random, PARTS));
        put(&spelling, random_below(random, 3) == 0 ? "s" : "");
        put_stem(&spelling, language, draw_rank(random, PARTS));
    } else {
        put_stem(&spelling, language, draw_rank(random, vocabulary));
    }
    put_ending(&spelling, random, language);
    return spelling.length;
}

Text generate_word(Arena *arena, Random *random, Language language, size_t vocabulary)
{
    return generate_sentence(arena, random, language, vocabulary, 1);
}

Text generate_sentence(Arena *arena, Random *random, Language language, size_t vocabulary,
                       size_t words)
{
    enum { MOST = 64 };
    char text[MOST * GENERATED_WORD_BYTES];
    size_t length = 0;
    for (size_t i = 0; i < words && i < MOST; i++) {
        if (i > 0) {
            text[length++] = ' ';
        }
        length += generate_spelling(random, language, vocabulary, text + length);
    }
    return text_copy(arena, (Text){text, length});
}
