/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Under which keys a person is found again. A key is a kind, a colon, and things that are
 * seldom all wrong at once; each kind is blind to errors that others see.
 *   p  the last digits of a telephone          all but the telephone may be wrong
 *   d  the birth date                          names may be wrong or replaced
 *   x  four letters of both names, month, day  the year may
 *   n  both names by sound, and the year       day and month may, and the spelling
 *   t  three letters of one name, the street   the other name, its end and the date may
 *   a  house number and postal code            names and date may
 *   n  both names by sound                     the date may be unknown
 */
#include "people/likeness_private.h"

enum {
    KEY_PHONES = 2,
    LETTERS_OF_NAME = 4, /* with a day: Mart for Martin and Martine */
    LETTERS_OF_STREET = 3
};

static bool goes_on(Text text, size_t at)
{
    return at < text.length && ((unsigned char)text.bytes[at] & 0xC0U) == 0x80U;
}

/* The beginning of a text of so many bytes at most, no letter cut in two. */
static Text first_bytes(Text text, size_t bytes)
{
    size_t end = bytes < text.length ? bytes : text.length;
    while (end > 0 && goes_on(text, end)) {
        end--;
    }
    return text_slice(text, 0, end);
}

static Text first_letters(Text text, size_t count)
{
    size_t end = 0;
    for (size_t i = 0; i < count && end < text.length; i++) {
        end++;
        while (goes_on(text, end)) {
            end++;
        }
    }
    return text_slice(text, 0, end);
}

static void keys_add(LikenessKeys *keys, Text key)
{
    const Text short_key = first_bytes(key, LIKENESS_KEY_BYTES);
    for (size_t i = 0; i < keys->count; i++) {
        if (text_equal(keys->keys[i], short_key)) {
            return;
        }
    }
    if (keys->count < LIKENESS_KEYS) {
        keys->keys[keys->count++] = short_key;
    }
}

/* Of two texts the smaller first: which was called the family name does not matter. */
static Text in_order(Arena *arena, Text a, Text b)
{
    const bool is_ordered = text_compare(a, b) <= 0;
    return text_format(arena, "%.*s.%.*s", TEXT_ARG(is_ordered ? a : b),
                       TEXT_ARG(is_ordered ? b : a));
}

/* Many of those whose day nobody knows are born on 1 January: there a name must help. */
static bool tells_little(CivilDate birth)
{
    return birth.month == 1 && birth.day == 1;
}

static void key_of_date(Arena *arena, const NamePart *part, CivilDate birth, LikenessKeys *keys)
{
    if (birth.year > 0 && birth.month > 0 && birth.day > 0) {
        const Text sound = tells_little(birth) ? part->sound : TEXT("");
        keys_add(keys, text_format(arena, "d:%04d%02d%02d/%.*s", birth.year, birth.month,
                                   birth.day, TEXT_ARG(sound)));
    }
}

static void key_of_letters(Arena *arena, const PreparedName *name, CivilDate birth,
                           LikenessKeys *keys)
{
    if (birth.month > 0 && birth.day > 0 && !tells_little(birth)) {
        const Text letters = in_order(arena, first_letters(name->given.stem, LETTERS_OF_NAME),
                                      first_letters(name->family.stem, LETTERS_OF_NAME));
        keys_add(keys, text_format(arena, "x:%.*s/%02d%02d", TEXT_ARG(letters), birth.month,
                                   birth.day));
    }
}

static void key_of_sounds(Arena *arena, const PreparedName *name, int year, LikenessKeys *keys)
{
    const Text sounds = in_order(arena, name->given.sound, name->family.sound);
    keys_add(keys, year > 0 ? text_format(arena, "n:%.*s/%d", TEXT_ARG(sounds), year)
                            : text_format(arena, "n:%.*s/", TEXT_ARG(sounds)));
}

static void key_of_street(Arena *arena, const NamePart *part, const AddressRead *address,
                          LikenessKeys *keys)
{
    if (part->stem.length > 0 && address->street_sound.length > 0) {
        const Text letters = first_letters(part->stem, LETTERS_OF_STREET);
        const Text street = first_letters(address->street_sound, LETTERS_OF_STREET);
        keys_add(keys, text_format(arena, "t:%.*s/%.*s", TEXT_ARG(letters), TEXT_ARG(street)));
    }
}

static void keys_of_address(Arena *arena, const Likeness *person, LikenessKeys *keys)
{
    if (person->address_count == 0) {
        return;
    }
    const AddressRead *address = &person->addresses[0];
    for (size_t i = 0; i < person->name_count; i++) {
        key_of_street(arena, &person->names[i].given, address, keys);
        key_of_street(arena, &person->names[i].family, address, keys);
    }
    if (address->number.length > 0 && address->postal_code.length > 0) {
        keys_add(keys, text_format(arena, "a:%.*s/%.*s", TEXT_ARG(address->number),
                                   TEXT_ARG(address->postal_code)));
    }
}

static void keys_of_name(Arena *arena, const PreparedName *name, CivilDate birth,
                         LikenessKeys *keys)
{
    key_of_date(arena, &name->given, birth, keys);
    key_of_date(arena, &name->family, birth, keys);
    key_of_letters(arena, name, birth, keys);
    if (birth.year > 0) {
        key_of_sounds(arena, name, birth.year, keys);
    }
    key_of_sounds(arena, name, 0, keys);
}

LikenessKeys likeness_keys(Arena *arena, const Likeness *person)
{
    LikenessKeys keys = {.count = 0};
    for (size_t i = 0; i < person->phone_count && i < KEY_PHONES; i++) {
        keys_add(&keys, text_format(arena, "p:%.*s", TEXT_ARG(person->phones[i])));
    }
    if (person->name_count > 0) {
        keys_of_name(arena, &person->names[0], person->birth, &keys);
    }
    keys_of_address(arena, person, &keys);
    for (size_t i = 1; i < person->name_count; i++) {
        keys_of_name(arena, &person->names[i], person->birth, &keys);
    }
    return keys;
}
