/* SPDX-License-Identifier: EUPL-1.2 */
#include "words/phonetic.h"

#include <string.h>

enum { KEY_LETTERS = 6, SHORTEST_STEM = 4, SHORTEST_AFTER_ARTICLE = 6 };

typedef enum Where { ANYWHERE, AT_START, INSIDE, AT_END } Where;
typedef enum Next { BEFORE_ANY, BEFORE_VOWEL, BEFORE_FRONT, BEFORE_OTHER } Next;

/* The letters at a place in a word, and the sounds they stand for. */
typedef struct SoundRule {
    const char *letters;
    Where where;
    Next next; /* BEFORE_FRONT: e, i, y; BEFORE_OTHER: a consonant or the end */
    const char *sounds;
} SoundRule;

/*
 * The first rule that fits is taken. P is also b; T also d; K also g, q and a hard c; F also v
 * and w; S every hiss (sh, sch, ch, sz, tz): voiced or not is heard badly and lost at the end
 * of Dutch and German words.
 */
static const SoundRule rules[] = {
    {"dh",   AT_START, BEFORE_ANY,   ""  }, /* Dhondt, D'Hondt: folding has cut the d' off */
    {"lh",   AT_START, BEFORE_ANY,   ""  }, /* Lhoest, L'Hoest */
    {"mb",   AT_START, BEFORE_ANY,   "P" }, /* Mbala, M'Bala */
    {"mp",   AT_START, BEFORE_ANY,   "P" },
    {"nd",   AT_START, BEFORE_ANY,   "T" }, /* Ndiaye, N'Diaye, Diaye */
    {"nt",   AT_START, BEFORE_ANY,   "T" },
    {"ng",   AT_START, BEFORE_ANY,   "K" }, /* Ngoma, N'Goma */
    {"nk",   AT_START, BEFORE_ANY,   "K" },
    {"ns",   AT_START, BEFORE_ANY,   "S" },
    {"nz",   AT_START, BEFORE_ANY,   "S" },
    {"ou",   AT_START, BEFORE_VOWEL, "F" }, /* Oualid, Walid */
    {"y",    AT_START, BEFORE_VOWEL, "J" }, /* Youssef, Joussef */
    {"i",    AT_START, BEFORE_VOWEL, "J" }, /* Iosif */
    {"gu",   AT_START, BEFORE_FRONT, "K" },
    {"g",    AT_START, BEFORE_FRONT, "J" }, /* Georges, Jorge */
    {"dz",   AT_START, BEFORE_ANY,   "J" }, /* Džemal, Djemal */
    {"ault", AT_END,   BEFORE_ANY,   "T" }, /* Renault, Renaud */
    {"auld", AT_END,   BEFORE_ANY,   "T" },
    {"ckx",  AT_END,   BEFORE_ANY,   "K" }, /* Hendrickx, Hendrix, Hendriks */
    {"ux",   AT_END,   BEFORE_ANY,   ""  }, /* Delvaux */
    {"x",    AT_END,   BEFORE_ANY,   "K" },
    {"tsch", ANYWHERE, BEFORE_ANY,   "S" },
    {"tch",  ANYWHERE, BEFORE_ANY,   "S" },
    {"sch",  ANYWHERE, BEFORE_ANY,   "S" },
    {"sh",   ANYWHERE, BEFORE_ANY,   "S" },
    {"sz",   ANYWHERE, BEFORE_ANY,   "S" },
    {"sj",   ANYWHERE, BEFORE_ANY,   "S" },
    {"sc",   ANYWHERE, BEFORE_FRONT, "S" },
    {"tz",   ANYWHERE, BEFORE_ANY,   "S" },
    {"ts",   ANYWHERE, BEFORE_ANY,   "S" },
    {"dz",   ANYWHERE, BEFORE_ANY,   "S" },
    {"cz",   ANYWHERE, BEFORE_ANY,   "S" },
    {"cs",   ANYWHERE, BEFORE_ANY,   "S" }, /* Kovács */
    {"ch",   ANYWHERE, BEFORE_VOWEL, "S" }, /* Chaima, Shaima */
    {"ch",   ANYWHERE, BEFORE_OTHER, "K" }, /* Christophe, Bach */
    {"s",    AT_END,   BEFORE_ANY,   ""  }, /* Willems, Willem: a genitive, or silent in French */
    {"z",    AT_END,   BEFORE_ANY,   ""  },
    {"dj",   ANYWHERE, BEFORE_ANY,   "J" }, /* Djamila, Jamila */
    {"tj",   ANYWHERE, BEFORE_ANY,   "T" },
    {"th",   ANYWHERE, BEFORE_ANY,   "T" },
    {"pf",   ANYWHERE, BEFORE_ANY,   "F" },
    {"ph",   ANYWHERE, BEFORE_ANY,   "F" },
    {"kh",   ANYWHERE, BEFORE_ANY,   "K" },
    {"gh",   ANYWHERE, BEFORE_ANY,   "K" },
    {"gn",   ANYWHERE, BEFORE_VOWEL, "N" },
    {"ck",   ANYWHERE, BEFORE_ANY,   "K" },
    {"cq",   ANYWHERE, BEFORE_ANY,   "K" },
    {"c",    ANYWHERE, BEFORE_FRONT, "S" },
    {"j",    AT_START, BEFORE_ANY,   "J" },
    {"j",    INSIDE,   BEFORE_VOWEL, "J" }, /* Najat, Nadjat */
    {"j",    ANYWHERE, BEFORE_ANY,   ""  }, /* Dutch ij */
    {"x",    ANYWHERE, BEFORE_ANY,   "KS"},
};

/* The sound of each letter alone, a to z; a vowel has none, nor has h. */
static const char single[] = " PKT FK  JKLMN PKRST FFK S"; /* a space: silent */

/* Cut off in front of a name when another word follows. */
static const Text dropped[] = {
    TEXT_INIT("van"), TEXT_INIT("von"),  TEXT_INIT("vom"), TEXT_INIT("zu"),  TEXT_INIT("zum"),
    TEXT_INIT("zur"), TEXT_INIT("der"),  TEXT_INIT("den"), TEXT_INIT("het"), TEXT_INIT("ten"),
    TEXT_INIT("ter"), TEXT_INIT("te"),   TEXT_INIT("el"),  TEXT_INIT("al"),  TEXT_INIT("ibn"),
    TEXT_INIT("bin"), TEXT_INIT("bint"),
};

/* Written together with the next word as often as apart. */
static const Text joined[] = {
    TEXT_INIT("de"),  TEXT_INIT("da"),    TEXT_INIT("do"),  TEXT_INIT("dos"), TEXT_INIT("di"),
    TEXT_INIT("du"),  TEXT_INIT("des"),   TEXT_INIT("la"),  TEXT_INIT("le"),  TEXT_INIT("les"),
    TEXT_INIT("ben"), TEXT_INIT("abou"),  TEXT_INIT("abu"), TEXT_INIT("ait"), TEXT_INIT("mac"),
    TEXT_INIT("mc"),  TEXT_INIT("saint"), TEXT_INIT("st"),  TEXT_INIT("san"), TEXT_INIT("ould"),
};

/* The same in front of a name written in one word, longest first. */
static const Text heads[] = {
    TEXT_INIT("vanden"), TEXT_INIT("vander"), TEXT_INIT("van"),
    TEXT_INIT("von"),    TEXT_INIT("el"),     TEXT_INIT("al"),
};

static bool is_among(Text word, const Text *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(word, words[i])) {
            return true;
        }
    }
    return false;
}

static bool is_vowel(char letter)
{
    return letter != '\0' && strchr("aeiouy", letter) != NULL;
}

static bool next_fits(Next next, Text word, size_t at)
{
    const char letter = at < word.length ? word.bytes[at] : '\0';
    switch (next) {
    case BEFORE_ANY:
        return true;
    case BEFORE_VOWEL:
        return is_vowel(letter);
    case BEFORE_FRONT:
        return letter == 'e' || letter == 'i' || letter == 'y';
    case BEFORE_OTHER:
        return !is_vowel(letter);
    }
    return false;
}

static bool where_fits(Where where, Text word, size_t at, size_t end)
{
    switch (where) {
    case ANYWHERE:
        return true;
    case AT_START:
        return at == 0;
    case INSIDE:
        return at > 0 && is_vowel(word.bytes[at - 1]);
    case AT_END:
        return at > 1 && end == word.length;
    }
    return false;
}

/* Where the letters end in the word, 0 when they do not stand there. */
static size_t letters_end(Text word, size_t at, const char *letters)
{
    size_t end = at;
    for (; *letters != '\0'; letters++, end++) {
        if (end >= word.length || word.bytes[end] != *letters) {
            return 0;
        }
    }
    return end;
}

static const SoundRule *rule_at(Text word, size_t at)
{
    for (size_t i = 0; i < LENGTH_OF(rules); i++) {
        if (rules[i].letters[0] != word.bytes[at]) {
            continue;
        }
        const size_t end = letters_end(word, at, rules[i].letters);
        if (end > 0 && where_fits(rules[i].where, word, at, end) &&
            next_fits(rules[i].next, word, end)) {
            return &rules[i];
        }
    }
    return NULL;
}

typedef struct SoundKey {
    char bytes[PHONETIC_BYTES];
    size_t length;
    size_t letters;
    bool is_open; /* a vowel came after the last sound: the same sound counts again */
} SoundKey;

static void sound_add(SoundKey *key, char sound)
{
    const bool repeats =
        key->length > 0 && !key->is_open && key->bytes[key->length - 1] == sound;
    if (!repeats && key->letters < KEY_LETTERS) {
        key->bytes[key->length++] = sound;
        key->letters++;
    }
    key->is_open = false;
}

/* A first vowel is a sound; later ones only part two equal consonants. */
static void sound_vowel(SoundKey *key, char letter)
{
    if (key->length == 0 && is_vowel(letter)) {
        sound_add(key, 'A');
    }
    key->is_open = true;
}

/* A letter of another script, whole: its bytes are its sound. Returns its length. */
static size_t sound_foreign(SoundKey *key, Text word, size_t at)
{
    size_t end = at + 1;
    while (end < word.length && ((unsigned char)word.bytes[end] & 0xC0U) == 0x80U) {
        end++;
    }
    if (key->letters < KEY_LETTERS && key->length + (end - at) <= PHONETIC_BYTES) {
        memcpy(key->bytes + key->length, word.bytes + at, end - at);
        key->length += end - at;
        key->letters++;
    }
    key->is_open = true;
    return end - at;
}

static size_t sound_single(SoundKey *key, Text word, size_t at)
{
    const char letter = word.bytes[at];
    if ((unsigned char)letter >= 0x80) {
        return sound_foreign(key, word, at);
    }
    const char sound = letter >= 'a' && letter <= 'z' ? single[letter - 'a'] : letter;
    if (sound == ' ') {
        sound_vowel(key, letter);
    } else {
        sound_add(key, sound);
    }
    return 1;
}

Text phonetic_word(Arena *arena, Text folded)
{
    SoundKey key = {.is_open = true};
    for (size_t at = 0; at < folded.length;) {
        const SoundRule *rule = rule_at(folded, at);
        if (rule == NULL) {
            at += sound_single(&key, folded, at);
            continue;
        }
        for (const char *sound = rule->sounds; *sound != '\0'; sound++) {
            sound_add(&key, *sound);
        }
        at += strlen(rule->letters);
    }
    return text_copy(arena, text_of(key.bytes, key.length));
}

static Text without_head(Text stem)
{
    for (size_t i = 0; i < LENGTH_OF(heads); i++) {
        const size_t least = heads[i].length == 2 ? SHORTEST_AFTER_ARTICLE : SHORTEST_STEM;
        if (text_starts_with(stem, heads[i]) && stem.length >= heads[i].length + least) {
            return text_slice(stem, heads[i].length, stem.length);
        }
    }
    return stem;
}

/* Abd el Kader, Abdul Rahman: what follows belongs to the name. */
static bool is_servant(Text word)
{
    return text_equal(word, TEXT("abd")) || text_equal(word, TEXT("abdel")) ||
           text_equal(word, TEXT("abdul"));
}

Text phonetic_stem(Arena *arena, const WordList *words)
{
    const Text *pieces[8];
    size_t count = 0;
    bool goes_on = true;
    for (size_t i = 0; i < words->count && goes_on && count < LENGTH_OF(pieces); i++) {
        const Text *word = &words->items[i].folded;
        const bool is_last = i + 1 == words->count;
        const bool after_servant = count > 0 && is_servant(*pieces[0]);
        const bool is_article = is_among(*word, dropped, LENGTH_OF(dropped));
        if (is_article && !is_last && !after_servant) {
            continue;
        }
        pieces[count++] = word;
        goes_on = is_article || word->length == 1 || is_servant(*word) ||
                  is_among(*word, joined, LENGTH_OF(joined));
    }
    Text stem = TEXT("");
    for (size_t i = 0; i < count; i++) {
        stem = count == 1
                   ? *pieces[0]
                   : text_format(arena, "%.*s%.*s", TEXT_ARG(stem), TEXT_ARG(*pieces[i]));
    }
    return without_head(stem);
}

Text phonetic_name(Arena *arena, Text name)
{
    WordList words = {0};
    fold_words(arena, name, &words);
    return phonetic_word(arena, phonetic_stem(arena, &words));
}
