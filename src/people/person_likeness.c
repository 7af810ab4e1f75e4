/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/person_likeness.h"

#include <ctype.h>

#include "words/fold.h"
#include "words/phonetic.h"

/* ------------------------------------------------------------------------------ comparing */

/* The digits a text starts with. */
static size_t digits_at_start(Text text)
{
    size_t end = 0;
    while (end < text.length && isdigit((unsigned char)text.bytes[end])) {
        end++;
    }
    return end;
}

/* "Rue de l'Exemple 12 bte 3": the street ends where a word starts with a digit. */
static AddressText read_address(const PersonDetail *fact)
{
    const Text line = fact->value;
    AddressText address = {.street = line};
    for (size_t i = 1; i < line.length; i++) {
        if (line.bytes[i - 1] == ' ' && isdigit((unsigned char)line.bytes[i])) {
            const size_t end = text_find_byte(line, ' ', i);
            address.street = text_trim(text_slice(line, 0, i));
            address.number = text_slice(line, i, end);
            address.complement = text_trim(text_slice(line, end, line.length));
            break;
        }
    }
    const size_t code = digits_at_start(fact->extra);
    address.postal_code = text_slice(fact->extra, 0, code);
    address.locality = text_trim(text_slice(fact->extra, code, fact->extra.length));
    return address;
}

static LikenessSex read_sex(Text code)
{
    if (text_equal(code, TEXT("female"))) {
        return SEX_FEMALE;
    }
    return text_equal(code, TEXT("male")) ? SEX_MALE : SEX_OTHER;
}

/* Room for what is compared; what goes past is left out. */
typedef struct Room {
    LikenessName names[LIKENESS_NAMES];
    Text phones[LIKENESS_CONTACTS];
    Text mails[LIKENESS_CONTACTS];
    AddressText addresses[LIKENESS_ADDRESSES];
} Room;

static void add(Room *room, const PersonDetail *fact, LikenessFacts *facts)
{
    switch (fact->kind) {
    case FACT_NAME:
    case FACT_ALIAS:
        if (facts->name_count < LIKENESS_NAMES) {
            room->names[facts->name_count++] = (LikenessName){fact->value, fact->extra};
        }
        break;
    case FACT_BIRTH:
        if (facts->birth.year == 0 && fact->extra.length == 0) { /* else a guess */
            facts->birth = fact_birth(fact);
        }
        break;
    case FACT_SEX:
        facts->sex = facts->sex == SEX_UNSAID ? read_sex(fact->value) : facts->sex;
        break;
    case FACT_PHONE:
        if (facts->phone_count < LIKENESS_CONTACTS) {
            room->phones[facts->phone_count++] = fact->value;
        }
        break;
    case FACT_MAIL:
        if (facts->mail_count < LIKENESS_CONTACTS) {
            room->mails[facts->mail_count++] = fact->value;
        }
        break;
    case FACT_ADDRESS:
        if (facts->address_count < LIKENESS_ADDRESSES) {
            room->addresses[facts->address_count++] = read_address(fact);
        }
        break;
    case FACT_DESCRIPTION:
    case FACT_IDENTIFIER:
    case FACT_NATIONALITY:
    case FACT_LANGUAGE:
    case FACT_INTERPRETER:
    case FACT_CONTACT_RULE:
    case FACT_HELPER:
    case FACT_KIND_COUNT:
        break;
    }
}

LikenessFacts person_likeness_facts(Arena *arena, const PersonFactList *facts)
{
    Room *room = ARENA_NEW(arena, Room);
    LikenessFacts out = {.names = room->names,
                         .phones = room->phones,
                         .mails = room->mails,
                         .addresses = room->addresses};
    for (size_t i = 0; i < facts->count; i++) {
        const PersonFact *fact = &facts->items[i];
        if (fact->state == FACT_CURRENT && !fact_class_is_sealed(fact->what.class)) {
            add(room, &fact->what, &out);
        }
    }
    return out;
}

/* ----------------------------------------------------------------------------------- keys */

static void keys_add(PersonKeys *keys, Text key)
{
    for (size_t i = 0; i < keys->count; i++) {
        if (text_equal(keys->keys[i], key)) {
            return;
        }
    }
    if (keys->count < PERSON_KEYS_MOST) {
        keys->keys[keys->count++] = key;
    }
}

/* Each word by its sound: who remembers one of the names finds the person. */
static void add_words(Arena *arena, const char *kind, Text name, PersonKeys *keys)
{
    WordList words = {0};
    fold_words(arena, name, &words);
    for (size_t i = 0; i < words.count; i++) {
        const Text sound = phonetic_word(arena, words.items[i].folded);
        if (sound.length > 0) {
            keys_add(keys, text_format(arena, "%s:%.*s", kind, TEXT_ARG(sound)));
        }
    }
}

/* The code and the numbers, which are of one person. */
static void add_sure(Arena *arena, const PersonFactList *facts, Text code, PersonKeys *keys)
{
    if (code.length > 0) {
        keys_add(keys, text_format(arena, "c:%.*s", TEXT_ARG(code)));
    }
    for (size_t i = 0; i < facts->count; i++) {
        const PersonFact *fact = &facts->items[i];
        if (fact->state == FACT_CURRENT && fact->digest.length > 0) {
            keys_add(keys, text_format(arena, "i:%.*s", TEXT_ARG(fact->digest)));
        }
    }
}

static void add_fact(Arena *arena, const PersonDetail *fact, PersonKeys *keys)
{
    const bool is_name = fact->kind == FACT_NAME || fact->kind == FACT_ALIAS;
    if (is_name || fact->kind == FACT_HELPER) {
        add_words(arena, is_name ? "w" : "h", fact->value, keys);
        add_words(arena, is_name ? "w" : "h", fact->extra, keys);
    }
}

/* One name by sound and how the other starts: a slip of the pen in one of them is no loss. */
static void add_halves(Arena *arena, const LikenessName *name, PersonKeys *keys)
{
    const Text given = phonetic_name(arena, name->given);
    const Text family = phonetic_name(arena, name->family);
    if (given.length > 0 && family.length > 0) {
        keys_add(keys, text_format(arena, "g:%.*s.%c", TEXT_ARG(given), family.bytes[0]));
        keys_add(keys, text_format(arena, "g:%.*s.%c", TEXT_ARG(family), given.bytes[0]));
    }
}

/* What is sure comes first: where many share the rest, there is no room for all. */
void person_keys_near(Arena *arena, const PersonFactList *facts, Text code, PersonKeys *keys)
{
    const LikenessFacts known = person_likeness_facts(arena, facts);
    const LikenessKeys found = likeness_keys(arena, likeness_prepare(arena, &known));
    add_sure(arena, facts, code, keys);
    for (size_t i = 0; i < found.count; i++) {
        keys_add(keys, found.keys[i]);
    }
    for (size_t i = 0; i < known.name_count; i++) {
        add_halves(arena, &known.names[i], keys);
    }
    for (size_t i = 0; i < facts->count; i++) {
        if (facts->items[i].state == FACT_CURRENT) {
            add_fact(arena, &facts->items[i].what, keys);
        }
    }
}

static bool has_protected(const PersonFactList *facts)
{
    for (size_t i = 0; i < facts->count; i++) {
        if (facts->items[i].what.class == FACT_PROTECTED) {
            return true;
        }
    }
    return false;
}

static void add_blind_name(Arena *arena, const LikenessName *name, CivilDate birth,
                           PersonKeys *keys)
{
    const Text given = phonetic_name(arena, name->given);
    const Text family = phonetic_name(arena, name->family);
    const bool is_ordered = text_compare(given, family) <= 0;
    if (given.length > 0 && family.length > 0) {
        keys_add(keys, text_format(arena, "b:%.*s.%.*s/%04d%02d%02d",
                                   TEXT_ARG(is_ordered ? given : family),
                                   TEXT_ARG(is_ordered ? family : given), birth.year,
                                   birth.month, birth.day));
    }
}

void person_keys_blind(Arena *arena, const PersonFactList *facts, Text code, PersonKeys *keys)
{
    const LikenessFacts known = person_likeness_facts(arena, facts);
    const bool has_day = known.birth.year > 0 && known.birth.month > 0 && known.birth.day > 0;
    if (has_protected(facts)) {
        return;
    }
    for (size_t i = 0; has_day && i < known.name_count; i++) {
        add_blind_name(arena, &known.names[i], known.birth, keys);
    }
    if (code.length > 0) {
        keys_add(keys, text_format(arena, "bc:%.*s", TEXT_ARG(code)));
    }
}
