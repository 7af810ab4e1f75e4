/* SPDX-License-Identifier: EUPL-1.2 */
#include "person_random.h"

#include "base/list.h"

static const char *const given_names[] = {
    "Mohamed", "Marie",    "Jean",    "Fatima",  "Ahmed", "Sarah",   "Luc",      "Nathalie",
    "Youssef", "Philippe", "Amina",   "Ibrahim", "Sofie", "Jan",     "Ayşe",     "Mehmet",
    "Olena",   "Ivan",     "Aminata", "Mamadou", "Hans",  "Ursula",  "Khadija",  "Yassine",
    "Pierre",  "Michel",   "Claire",  "Thomas",  "Julie", "Nicolas", "Abdullah", "Zahra",
};
static const char *const family_names[] = {
    "Dubois",    "Lambert",   "Peeters", "Janssens", "El Amrani", "Diallo",  "Martin",
    "Dupont",    "Van Damme", "Maes",    "Yılmaz",   "Bah",       "Kabongo", "Müller",
    "Nguyen",    "Ben Ali",   "Renard",  "Lejeune",  "Willems",   "Barry",   "Haddad",
    "Kovalenko", "Popescu",   "Nowak",   "Jacobs",   "Simon",     "Delvaux", "Hassan",
    "Traoré",    "Noël",      "Schmitz", "Wouters",
};
static const char *const street_names[] = {
    "de l'Église",  "de la Station",    "du Moulin", "des Combattants", "Saint-Gilles",
    "de Bruxelles", "du Général Leman", "Haute",     "Neuve",           "des Écoles",
};
static const char *const syllables[] = {
    "ba", "cor",  "del", "fra",  "ga",  "hou", "ja",   "ker", "lan",
    "mo", "ne",   "pi",  "quer", "ri",  "sa",  "tour", "va",  "wil",
    "zo", "bert", "din", "mont", "nou", "oui", "sel",  "tre", "vin",
};

enum {
    COMMON_GIVEN = 35, /* in a hundred; somewhat more than in Belgium */
    COMMON_FAMILY = 8,
    COMMON_STREET = 10,
    CITIES = 12,
    OLDEST = 1935,
    YOUNGEST = 2024
};

#define PICK(random, table) (table)[random_zipf((random), LENGTH_OF(table))]

/* The first is drawn most often, the others less and less. */
static size_t random_zipf(Random *random, size_t count)
{
    const double unit = random_unit(random);
    return (size_t)(unit * unit * (double)count);
}

static Text random_word(Arena *arena, Random *random, size_t parts)
{
    Text word = TEXT("");
    for (size_t i = 0; i < parts; i++) {
        word = text_format(arena, "%.*s%s", TEXT_ARG(word),
                           syllables[random_below(random, (uint32_t)LENGTH_OF(syllables))]);
    }
    return word;
}

static bool happens(Random *random, uint32_t percent)
{
    return random_below(random, 100) < percent;
}

static CivilDate random_birth(Random *random)
{
    const int year = OLDEST + (int)random_below(random, YOUNGEST - OLDEST);
    if (happens(random, 3)) {
        return (CivilDate){0, 0, 0};
    }
    if (happens(random, 6)) {
        return (CivilDate){year, 1, 1};
    }
    const int month = 1 + (int)random_below(random, 12);
    return (CivilDate){year, month,
                       1 + (int)random_below(random, (uint32_t)month_length(year, month))};
}

static Text random_phone(Arena *arena, Random *random)
{
    return happens(random, 25)
               ? TEXT("")
               : text_format(arena, "+32 4%08u", random_below(random, 99999999));
}

static AddressText random_address(Arena *arena, Random *random)
{
    const Text street = happens(random, COMMON_STREET) ? text_from(PICK(random, street_names))
                                                       : random_word(arena, random, 3);
    const size_t commune = random_zipf(random, CITIES) * 20 + random_zipf(random, 20);
    return (AddressText){
        .number = text_format(arena, "%zu", 1 + random_zipf(random, 200)),
        .street = text_format(arena, "rue %.*s", TEXT_ARG(street)),
        .postal_code = text_format(arena, "%zu", 4000 + 10 * commune),
        .locality = text_format(arena, "commune %zu", commune),
    };
}

RandomPerson person_random(Arena *arena, Random *random)
{
    RandomPerson person = {.phone = random_phone(arena, random)};
    person.name.given = happens(random, COMMON_GIVEN) ? text_from(PICK(random, given_names))
                                                      : random_word(arena, random, 2);
    person.name.family = happens(random, COMMON_FAMILY) ? text_from(PICK(random, family_names))
                                                        : random_word(arena, random, 3);
    person.address = random_address(arena, random);
    person.birth = random_birth(random);
    return person;
}

/* In the middle of a word, as fingers err; the first letter is mostly right. */
static Text random_typo(Arena *arena, Random *random, Text word)
{
    if (word.length < 4) {
        return word;
    }
    const size_t at = 1 + random_below(random, (uint32_t)word.length - 2);
    if ((unsigned char)word.bytes[at] >= 0x80 || (unsigned char)word.bytes[at + 1] >= 0x80) {
        return word;
    }
    const Text before = text_slice(word, 0, at);
    const Text after = text_slice(word, at + 1, word.length);
    const char letter = (char)('a' + random_below(random, 26));
    switch (random_below(random, 3)) {
    case 0:
        return text_format(arena, "%.*s%.*s", TEXT_ARG(before), TEXT_ARG(after));
    case 1:
        return text_format(arena, "%.*s%c%.*s", TEXT_ARG(before), letter, TEXT_ARG(after));
    default:
        return text_format(arena, "%.*s%c%c%.*s", TEXT_ARG(before), word.bytes[at], letter,
                           TEXT_ARG(after));
    }
}

static void spoil_date(Random *random, RandomPerson *person, PersonError error)
{
    CivilDate *birth = &person->birth;
    if (error == ERROR_DATE_UNKNOWN) {
        *birth = (CivilDate){0, 0, 0};
    } else if (error == ERROR_DAY_MONTH && birth->day <= 12) {
        *birth = (CivilDate){birth->year, birth->day, birth->month};
    } else if (error == ERROR_DATE_DIGIT && birth->year > 0) {
        birth->year = birth->year / 10 * 10 + (int)random_below(random, 10);
    }
}

RandomPerson person_spoil(Arena *arena, Random *random, const RandomPerson *person,
                          PersonError error)
{
    RandomPerson spoilt = *person;
    if (error == ERROR_TYPO_GIVEN) {
        spoilt.name.given = random_typo(arena, random, person->name.given);
    } else if (error == ERROR_TYPO_FAMILY) {
        spoilt.name.family = random_typo(arena, random, person->name.family);
    } else if (error == ERROR_SWAPPED_NAMES) {
        spoilt.name = (LikenessName){person->name.family, person->name.given};
    } else if (error == ERROR_MOVED) {
        spoilt.address = random_address(arena, random);
        spoilt.phone = random_phone(arena, random);
    }
    spoil_date(random, &spoilt, error);
    return spoilt;
}

LikenessFacts person_facts(const RandomPerson *person)
{
    LikenessFacts facts = {.birth = person->birth};
    facts.names = &person->name;
    facts.name_count = 1;
    facts.phones = &person->phone;
    facts.phone_count = person->phone.length > 0;
    facts.addresses = &person->address;
    facts.address_count = 1;
    return facts;
}
