/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/likeness.h"

#include "people/likeness_private.h"
#include "people/phonetic.h"

enum { PHONE_DIGITS = 8, SHORTEST_PHONE = 6 };

static Text within_limit(Text text)
{
    return text_slice(text, 0, LIKENESS_TEXT);
}

static size_t at_most(size_t count, size_t limit)
{
    return count < limit ? count : limit;
}

static NamePart prepare_part(Arena *arena, Text text)
{
    NamePart part = {0};
    const Text name = within_limit(text);
    fold_words(arena, name, &part.words);
    spelling_read(fold_key(arena, name), &part.spelling);
    part.stem = phonetic_stem(arena, &part.words);
    part.sound = phonetic_word(arena, part.stem);
    return part;
}

static void prepare_names(Arena *arena, const LikenessFacts *facts, Likeness *person)
{
    const size_t count = at_most(facts->name_count, LIKENESS_NAMES);
    person->names = ARENA_ARRAY(arena, PreparedName, count);
    for (size_t i = 0; i < count; i++) {
        const PreparedName name = {prepare_part(arena, facts->names[i].given),
                                   prepare_part(arena, facts->names[i].family)};
        if (name.given.spelling.count > 0 || name.family.spelling.count > 0) {
            person->names[person->name_count++] = name;
        }
    }
}

/* Letters and digits alone, small. */
static Text only_signs(Arena *arena, Text text, bool letters_too)
{
    const Text source = within_limit(text);
    char *bytes = arena_allocate(arena, source.length);
    size_t length = 0;
    for (size_t i = 0; i < source.length; i++) {
        const char byte = source.bytes[i];
        const bool is_capital = byte >= 'A' && byte <= 'Z';
        const bool is_letter = is_capital || (byte >= 'a' && byte <= 'z');
        if ((byte >= '0' && byte <= '9') || (letters_too && is_letter)) {
            bytes[length++] = (char)(is_capital ? byte + ('a' - 'A') : byte);
        }
    }
    return text_of(bytes, length);
}

/* The country's code and the leading 0 are written or not: the last digits tell. */
static void prepare_phones(Arena *arena, const LikenessFacts *facts, Likeness *person)
{
    for (size_t i = 0; i < at_most(facts->phone_count, LIKENESS_CONTACTS); i++) {
        const Text digits = only_signs(arena, facts->phones[i], false);
        if (digits.length >= SHORTEST_PHONE) {
            const size_t from = digits.length > PHONE_DIGITS ? digits.length - PHONE_DIGITS : 0;
            person->phones[person->phone_count++] = text_slice(digits, from, digits.length);
        }
    }
}

static void prepare_mails(Arena *arena, const LikenessFacts *facts, Likeness *person)
{
    for (size_t i = 0; i < at_most(facts->mail_count, LIKENESS_CONTACTS); i++) {
        const Text mail = text_trim(within_limit(facts->mails[i]));
        if (text_find_byte(mail, '@', 0) < mail.length) {
            person->mails[person->mail_count++] = text_lower_ascii(arena, mail);
        }
    }
}

/* What streets are called beside their own name, in the four languages. */
static const Text street_words[] = {
    TEXT_INIT("rue"),     TEXT_INIT("avenue"),    TEXT_INIT("av"),     TEXT_INIT("chaussee"),
    TEXT_INIT("ch"),      TEXT_INIT("chee"),      TEXT_INIT("place"),  TEXT_INIT("pl"),
    TEXT_INIT("bd"),      TEXT_INIT("boulevard"), TEXT_INIT("quai"),   TEXT_INIT("route"),
    TEXT_INIT("impasse"), TEXT_INIT("allee"),     TEXT_INIT("square"), TEXT_INIT("clos"),
    TEXT_INIT("chemin"),  TEXT_INIT("sentier"),   TEXT_INIT("ruelle"), TEXT_INIT("cite"),
    TEXT_INIT("de"),      TEXT_INIT("du"),        TEXT_INIT("des"),    TEXT_INIT("la"),
    TEXT_INIT("le"),      TEXT_INIT("les"),       TEXT_INIT("den"),    TEXT_INIT("der"),
    TEXT_INIT("van"),     TEXT_INIT("het"),       TEXT_INIT("r"),      TEXT_INIT("st"),
};

static bool is_street_word(Text word)
{
    for (size_t i = 0; i < LENGTH_OF(street_words); i++) {
        if (text_equal(word, street_words[i])) {
            return true;
        }
    }
    return false;
}

/* "rue de la Limite" is called "limite"; its words run together, since they are cut at will. */
static Text street_name(Arena *arena, Text street)
{
    WordList words = {0};
    fold_words(arena, street, &words);
    Text name = TEXT("");
    for (size_t i = 0; i < words.count; i++) {
        const Text word = words.items[i].folded;
        if (!is_street_word(word)) {
            name = text_format(arena, "%.*s%.*s", TEXT_ARG(name), TEXT_ARG(word));
        }
    }
    return name.length > 0 ? name : fold_key(arena, street);
}

static PreparedAddress prepare_address(Arena *arena, const LikenessAddress *given)
{
    const Text street = street_name(arena, within_limit(given->street));
    PreparedAddress address = {
        .number = fold_key(arena, within_limit(given->number)),
        .postal_code = fold_key(arena, within_limit(given->postal_code)),
        .region = fold_key(arena, within_limit(given->region)),
        .street_sound = phonetic_word(arena, street),
    };
    spelling_read(address.number, &address.number_spelling);
    spelling_read(address.postal_code, &address.postal_spelling);
    spelling_read(street, &address.street);
    spelling_read(fold_key(arena, within_limit(given->complement)), &address.complement);
    spelling_read(fold_key(arena, within_limit(given->locality)), &address.locality);
    return address;
}

static void prepare_identifiers(Arena *arena, const LikenessFacts *facts, Likeness *person)
{
    const size_t count = at_most(facts->identifier_count, LIKENESS_IDENTIFIERS);
    person->identifiers = ARENA_ARRAY(arena, LikenessIdentifier, count);
    for (size_t i = 0; i < count; i++) {
        const LikenessIdentifier identifier = {
            fold_key(arena, within_limit(facts->identifiers[i].kind)),
            only_signs(arena, facts->identifiers[i].value, true),
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
    person->addresses = ARENA_ARRAY(arena, PreparedAddress, person->address_count);
    for (size_t i = 0; i < person->address_count; i++) {
        person->addresses[i] = prepare_address(arena, &facts->addresses[i]);
    }
    prepare_identifiers(arena, facts, person);
    person->national_number = only_signs(arena, facts->national_number, false);
    return person;
}
