/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/likeness.h"

#include "people/likeness_private.h"

static size_t at_most(size_t count, size_t limit)
{
    return count < limit ? count : limit;
}

static void prepare_names(Arena *arena, const LikenessFacts *facts, Likeness *person)
{
    const size_t count = at_most(facts->name_count, LIKENESS_NAMES);
    person->names = ARENA_ARRAY(arena, PreparedName, count);
    for (size_t i = 0; i < count; i++) {
        const PreparedName name = {name_part_read(arena, facts->names[i].given),
                                   name_part_read(arena, facts->names[i].family)};
        if (name.given.spelling.count > 0 || name.family.spelling.count > 0) {
            person->names[person->name_count++] = name;
        }
    }
}

static void prepare_phones(Arena *arena, const LikenessFacts *facts, Likeness *person)
{
    for (size_t i = 0; i < at_most(facts->phone_count, LIKENESS_CONTACTS); i++) {
        const Text digits = phone_end(arena, facts->phones[i]);
        if (digits.length > 0) {
            person->phones[person->phone_count++] = digits;
        }
    }
}

static void prepare_mails(Arena *arena, const LikenessFacts *facts, Likeness *person)
{
    for (size_t i = 0; i < at_most(facts->mail_count, LIKENESS_CONTACTS); i++) {
        const Text mail = text_trim(text_slice(facts->mails[i], 0, LIKENESS_TEXT));
        if (text_find_byte(mail, '@', 0) < mail.length) {
            person->mails[person->mail_count++] = text_lower_ascii(arena, mail);
        }
    }
}

static void prepare_identifiers(Arena *arena, const LikenessFacts *facts, Likeness *person)
{
    const size_t count = at_most(facts->identifier_count, LIKENESS_IDENTIFIERS);
    person->identifiers = ARENA_ARRAY(arena, LikenessIdentifier, count);
    for (size_t i = 0; i < count; i++) {
        const LikenessIdentifier identifier = {
            fold_key(arena, text_slice(facts->identifiers[i].kind, 0, LIKENESS_TEXT)),
            signs_only(arena, facts->identifiers[i].value, LETTERS_AND_DIGITS),
        };
        if (identifier.value.length > 0) {
            person->identifiers[person->identifier_count++] = identifier;
        }
    }
}

const Likeness *likeness_prepare(Arena *arena, const LikenessFacts *facts)
{
    Likeness *person = ARENA_NEW(arena, Likeness);
    person->birth = facts->birth;
    person->sex = facts->sex;
    prepare_names(arena, facts, person);
    prepare_phones(arena, facts, person);
    prepare_mails(arena, facts, person);
    person->address_count = at_most(facts->address_count, LIKENESS_ADDRESSES);
    person->addresses = ARENA_ARRAY(arena, AddressRead, person->address_count);
    for (size_t i = 0; i < person->address_count; i++) {
        person->addresses[i] = address_read(arena, &facts->addresses[i]);
    }
    prepare_identifiers(arena, facts, person);
    person->national_number = signs_only(arena, facts->national_number, DIGITS_ONLY);
    return person;
}
