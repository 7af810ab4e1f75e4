/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "people/likeness_private.h"

enum {
    CLOSE_LIKENESS = 930, /* of Jaro-Winkler: one letter in eight, beginning alike */
    ALIKE_LIKENESS = 860,
    SHORTEST_CLOSE = 3, /* letters from which one edit leaves the name close */
    SHORTEST_ALIKE = 7, /* and two edits leave it alike */
    SHORTEST_SOUND = 3,
    SHORTEST_WORD = 3,
    SHORTEST_NUMBER = 3, /* 12 and 13 are no more alike than other numbers */
    DATE_DIGITS = 8
};

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

static void write_digits(int number, size_t width, char *digits)
{
    for (size_t i = width; i > 0; i--) {
        digits[i - 1] = (char)('0' + number % 10);
        number /= 10;
    }
}

static void date_digits(CivilDate date, char *digits)
{
    write_digits(date.year, 4, digits);
    write_digits(date.month, 2, digits + 4);
    write_digits(date.day, 2, digits + 6);
}

/* Two whole dates that are not equal, digit by digit. */
static DateLevel digits_level(CivilDate a, CivilDate b)
{
    char left[DATE_DIGITS];
    char right[DATE_DIGITS];
    date_digits(a, left);
    date_digits(b, right);
    size_t differences = 0;
    size_t first = 0;
    for (size_t i = DATE_DIGITS; i > 0; i--) {
        if (left[i - 1] != right[i - 1]) {
            differences++;
            first = i - 1;
        }
    }
    if (differences == 1) {
        return DATE_ONE_DIGIT;
    }
    const bool transposed =
        differences == 2 && left[first] == right[first + 1] && left[first + 1] == right[first];
    return transposed ? DATE_TRANSPOSED : DATE_OTHER;
}

static DateLevel whole_dates(CivilDate a, CivilDate b)
{
    const bool years = a.year == b.year;
    const bool months = a.month == b.month;
    const bool days = a.day == b.day;
    if (years && months && days) {
        return a.month == 1 && a.day == 1 ? DATE_JANUARY : DATE_SAME;
    }
    if (years && a.month == b.day && a.day == b.month) {
        return DATE_DAY_MONTH;
    }
    const DateLevel level = digits_level(a, b);
    if (level != DATE_OTHER) {
        return level;
    }
    const bool is_january = a.month == 1 && a.day == 1; /* of another year, it says nothing */
    const int parts = (int)years + (int)months + (int)days;
    return parts == 2 && !(months && days && is_january) ? DATE_TWO_PARTS : DATE_OTHER;
}

/* 0 when either part is unknown, 1 when they are equal, -1 when they differ. */
static int part_says(int a, int b)
{
    if (a == 0 || b == 0) {
        return 0;
    }
    return a == b ? 1 : -1;
}

DateLevel birth_compare(CivilDate a, CivilDate b)
{
    const int year = part_says(a.year, b.year);
    const int month = part_says(a.month, b.month);
    const int day = part_says(a.day, b.day);
    if (year != 0 && month != 0 && day != 0) {
        return whole_dates(a, b);
    }
    if (year < 0 || month < 0 || day < 0) {
        return DATE_OTHER;
    }
    if (year > 0 && month > 0) {
        return DATE_YEAR_MONTH;
    }
    return year > 0 ? DATE_SAME_YEAR : DATE_UNKNOWN;
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
