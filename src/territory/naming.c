/* SPDX-License-Identifier: EUPL-1.2 */
#include "territory/naming.h"

#include <string.h>

Text naming_mark_code(NamingMark mark)
{
    switch (mark) {
    case NAMING_NATIONAL_NUMBER:
        return TEXT("national_number");
    case NAMING_PHONE:
        return TEXT("phone");
    case NAMING_DATE:
        return TEXT("date");
    case NAMING_NAME:
        return TEXT("name");
    }
    return TEXT("");
}

/* -------------------------------------------------------------------------------- numbers */

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* What may stand between the groups of one number. */
static bool is_joint(char byte)
{
    return byte == ' ' || byte == '.' || byte == '-' || byte == '/';
}

enum { MOST_GROUPS = 16 };

/* A run of groups of digits with joints between: the groups, as places in the text. */
typedef struct Groups {
    size_t starts[MOST_GROUPS];
    size_t ends[MOST_GROUPS];
    size_t count;
} Groups;

/* One joint between two groups: two of them part two numbers, but for ". " and " - ". */
static size_t skip_joints(Text text, size_t at)
{
    const size_t start = at;
    while (at < text.length && at - start < 3 && is_joint(text.bytes[at])) {
        at++;
    }
    return at;
}

/* The groups from `at` on, which stands on a digit; gives where the run ends. */
static size_t read_groups(Text text, size_t at, Groups *groups)
{
    groups->count = 0;
    while (at < text.length && is_digit(text.bytes[at]) && groups->count < MOST_GROUPS) {
        groups->starts[groups->count] = at;
        while (at < text.length && is_digit(text.bytes[at])) {
            at++;
        }
        groups->ends[groups->count++] = at;
        const size_t next = skip_joints(text, at);
        if (next >= text.length || !is_digit(text.bytes[next])) {
            break;
        }
        at = next;
    }
    return groups->count == 0 ? at : groups->ends[groups->count - 1];
}

static size_t count_digits(const Groups *groups, size_t from, size_t to)
{
    size_t count = 0;
    for (size_t i = from; i <= to; i++) {
        count += groups->ends[i] - groups->starts[i];
    }
    return count;
}

static bool reads_as(Arena *arena, IdentifierKind kind, Text text, Date today)
{
    Identifier identifier = {0};
    identifier_read(arena, kind, text, today, &identifier);
    return identifier.is_valid && identifier.type != TYPE_SHORT;
}

/* "30.07.1985", "30/7/85", "1985-07-30": a day that was. */
static bool is_past_day(Text text, const Groups *groups, size_t i, Date today)
{
    int64_t parts[3] = {0};
    if (i + 2 >= groups->count) {
        return false;
    }
    for (size_t j = 0; j < 3; j++) {
        const Text group = text_slice(text, groups->starts[i + j], groups->ends[i + j]);
        if (group.length > 4 || !text_to_integer(group, &parts[j])) {
            return false;
        }
    }
    const bool year_first = parts[0] > 31;
    const int64_t year = year_first ? parts[0] : parts[2];
    const CivilDate day = {.year = (int)(year < 100 ? 1900 + year : year),
                           .month = (int)parts[1],
                           .day = (int)(year_first ? parts[2] : parts[0])};
    return day.year >= 1900 && day.year <= 2999 && date_is_valid(day) &&
           date_from_civil(day) < today;
}

static unsigned find_in_groups(Arena *arena, Text text, const Groups *groups, Date today)
{
    unsigned found = 0;
    for (size_t i = 0; i < groups->count; i++) {
        found |= is_past_day(text, groups, i, today) ? NAMING_DATE : 0;
        for (size_t j = i; j < groups->count; j++) {
            const size_t digits = count_digits(groups, i, j);
            const size_t start = groups->starts[i];
            const size_t plus = start > 0 && text.bytes[start - 1] == '+' ? 1 : 0;
            if (digits == 11 && reads_as(arena, IDENTIFIER_NISS,
                                         text_slice(text, start, groups->ends[j]), today)) {
                found |= NAMING_NATIONAL_NUMBER;
            }
            if (digits >= 8 && digits <= 15 &&
                reads_as(arena, IDENTIFIER_PHONE,
                         text_slice(text, start - plus, groups->ends[j]), today)) {
                found |= NAMING_PHONE;
            }
        }
    }
    return found;
}

static unsigned find_numbers(Arena *arena, Text text, Date today)
{
    unsigned found = 0;
    for (size_t at = 0; at < text.length;) {
        Groups groups = {0};
        if (!is_digit(text.bytes[at])) {
            at++;
            continue;
        }
        at = read_groups(text, at, &groups);
        found |= find_in_groups(arena, text, &groups, today);
    }
    return found;
}

/* ---------------------------------------------------------------------------------- names */

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (unsigned char)byte >= 0x80 || byte == '\'' || byte == '-';
}

/* Of ASCII and of Latin-1's letters, "É": what names here begin with. */
static bool has_capital(Text word)
{
    if (word.length == 0) {
        return false;
    }
    if (word.bytes[0] >= 'A' && word.bytes[0] <= 'Z') {
        return true;
    }
    return word.length > 1 && (unsigned char)word.bytes[0] == 0xC3 &&
           (unsigned char)word.bytes[1] >= 0x80 && (unsigned char)word.bytes[1] <= 0x9E;
}

static bool is_title(Text word)
{
    static const char *const titles[] = {"Monsieur", "Madame", "Mademoiselle", "M",    "Mme",
                                         "Mlle",     "Mr",     "Mrs",          "Frau", "Herr",
                                         "Mevrouw",  "Meneer", "Mijnheer",     "Dhr",  "Mw"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        if (text_equal(word, text_from(titles[i]))) {
            return true;
        }
    }
    return false;
}

/* A name is two words with capitals that no sentence begins with, or one after a title. All
 * capitals ("CPAS") is an abbreviation. */
static unsigned find_names(Text text)
{
    bool was_title = false;
    bool was_name = false;
    bool starts_sentence = true;
    for (size_t at = 0; at < text.length;) {
        const size_t start = at;
        while (at < text.length && is_letter(text.bytes[at])) {
            at++;
        }
        const Text word = text_slice(text, start, at);
        if (word.length == 0) {
            const char byte = text.bytes[at++];
            starts_sentence |=
                byte == '!' || byte == '?' || byte == '\n' || (byte == '.' && !was_title);
            was_name = was_name && byte == ' ';
            continue;
        }
        const bool is_abbreviation =
            word.length > 1 && word.bytes[1] >= 'A' && word.bytes[1] <= 'Z';
        const bool is_name = has_capital(word) && word.length > 1 && !is_abbreviation;
        if (is_name && (was_title || was_name)) {
            return NAMING_NAME;
        }
        was_title = is_title(word);
        was_name = is_name && !starts_sentence && !was_title;
        starts_sentence = false;
    }
    return 0;
}

unsigned naming_find(Arena *arena, Text text, Date today)
{
    return find_numbers(arena, text, today) | find_names(text);
}
