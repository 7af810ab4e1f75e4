/* SPDX-License-Identifier: EUPL-1.2 */
#include "words/alike.h"

#include <string.h>

#include "words/phonetic.h"

enum {
    CLOSE_LIKENESS = 930, /* of Jaro-Winkler: one letter in eight, beginning alike */
    ALIKE_LIKENESS = 860,
    SHORTEST_CLOSE = 3, /* letters from which one edit leaves the name close */
    SHORTEST_ALIKE = 7, /* and two edits leave it alike */
    SHORTEST_SOUND = 3,
    SHORTEST_WORD = 3,
    SHORTEST_NUMBER = 3, /* 12 and 13 are no more alike than other numbers */
    PHONE_DIGITS = 8,
    SHORTEST_PHONE = 6
};

static Text within_limit(Text text)
{
    return text_slice(text, 0, ALIKE_TEXT);
}

NamePart name_part_read(Arena *arena, Text text)
{
    NamePart part = {0};
    const Text name = within_limit(text);
    fold_words(arena, name, &part.words);
    spelling_read(fold_key(arena, name), &part.spelling);
    part.stem = phonetic_stem(arena, &part.words);
    part.sound = phonetic_word(arena, part.stem);
    return part;
}

Text signs_only(Arena *arena, Text text, SignsKept kept)
{
    const Text source = within_limit(text);
    char *bytes = arena_allocate(arena, source.length);
    size_t length = 0;
    for (size_t i = 0; i < source.length; i++) {
        const char byte = source.bytes[i];
        const bool is_capital = byte >= 'A' && byte <= 'Z';
        const bool is_letter = is_capital || (byte >= 'a' && byte <= 'z');
        if ((byte >= '0' && byte <= '9') || (kept == LETTERS_AND_DIGITS && is_letter)) {
            bytes[length++] = (char)(is_capital ? byte + ('a' - 'A') : byte);
        }
    }
    return text_of(bytes, length);
}

Text phone_end(Arena *arena, Text number)
{
    const Text digits = signs_only(arena, number, DIGITS_ONLY);
    if (digits.length < SHORTEST_PHONE) {
        return TEXT("");
    }
    const size_t from = digits.length > PHONE_DIGITS ? digits.length - PHONE_DIGITS : 0;
    return text_slice(digits, from, digits.length);
}

static bool spelling_same(const Spelling *a, const Spelling *b)
{
    return a->count == b->count &&
           memcmp(a->letters, b->letters, a->count * sizeof(a->letters[0])) == 0;
}

static bool shares_word(const NamePart *a, const NamePart *b)
{
    for (size_t i = 0; i < a->words.count; i++) {
        const Text word = a->words.items[i].folded;
        for (size_t j = 0; j < b->words.count; j++) {
            if (word.length >= SHORTEST_WORD && text_equal(word, b->words.items[j].folded)) {
                return true;
            }
        }
    }
    return text_equal(a->stem, b->stem) && a->stem.length >= SHORTEST_WORD;
}

/* "M." for Marie says nothing against it, and little for it. */
static bool is_initial_of(const Spelling *a, const Spelling *b)
{
    return (a->count == 1 || b->count == 1) && a->letters[0] == b->letters[0];
}

NameLevel name_part_compare(const NamePart *a, const NamePart *b)
{
    const Spelling *left = &a->spelling;
    const Spelling *right = &b->spelling;
    if (left->count == 0 || right->count == 0) {
        return NAME_UNKNOWN;
    }
    if (spelling_same(left, right)) {
        return NAME_SAME;
    }
    if (is_initial_of(left, right)) {
        return NAME_UNKNOWN;
    }
    const size_t edits = spelling_distance(left, right, 2);
    const size_t shorter = left->count < right->count ? left->count : right->count;
    const int likeness = spelling_likeness(left, right);
    if ((edits <= 1 && shorter >= SHORTEST_CLOSE) || likeness >= CLOSE_LIKENESS) {
        return NAME_CLOSE;
    }
    if (shares_word(a, b)) {
        return NAME_PART;
    }
    const bool sounds_alike =
        text_equal(a->sound, b->sound) && a->sound.length >= SHORTEST_SOUND;
    if (sounds_alike || (edits <= 2 && shorter >= SHORTEST_ALIKE) ||
        likeness >= ALIKE_LIKENESS) {
        return NAME_ALIKE;
    }
    return NAME_OTHER;
}

FieldLevel spelling_compare(const Spelling *a, const Spelling *b)
{
    if (a->count == 0 || b->count == 0) {
        return FIELD_UNKNOWN;
    }
    if (spelling_same(a, b)) {
        return FIELD_SAME;
    }
    return spelling_likeness(a, b) >= ALIKE_LIKENESS ? FIELD_NEAR : FIELD_OTHER;
}

FieldLevel digits_compare(const Spelling *a, const Spelling *b)
{
    if (a->count == 0 || b->count == 0) {
        return FIELD_UNKNOWN;
    }
    if (spelling_same(a, b)) {
        return FIELD_SAME;
    }
    const size_t shorter = a->count < b->count ? a->count : b->count;
    const bool is_near = shorter >= SHORTEST_NUMBER && spelling_distance(a, b, 1) <= 1;
    return is_near ? FIELD_NEAR : FIELD_OTHER;
}
