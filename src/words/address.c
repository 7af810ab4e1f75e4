/* SPDX-License-Identifier: EUPL-1.2 */
#include "words/alike.h"
#include "words/phonetic.h"

static Text within_limit(Text text)
{
    return text_slice(text, 0, ALIKE_TEXT);
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

AddressRead address_read(Arena *arena, const AddressText *given)
{
    const Text street = street_name(arena, within_limit(given->street));
    AddressRead address = {
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

/* Each is 10 log2(m / u), reckoned as docs/topics/same-person.md says. */
typedef int FieldWeights[FIELD_LEVEL_COUNT];
static const FieldWeights number_weights = {0, -5, 15, 40};
static const FieldWeights street_weights = {0, -10, 45, 70};
static const FieldWeights complement_weights = {0, -5, 25, 40};
static const FieldWeights locality_weights = {0, -10, 25, 30};
static const FieldWeights postal_weights = {0, -10, 20, 40};
static const FieldWeights region_weights = {0, -5, 0, 10};

int address_weigh(const AddressRead *a, const AddressRead *b)
{
    const int straight = street_weights[spelling_compare(&a->street, &b->street)] +
                         complement_weights[spelling_compare(&a->complement, &b->complement)];
    const FieldLevel across = spelling_compare(&a->street, &b->complement);
    const FieldLevel back = spelling_compare(&a->complement, &b->street);
    const int swapped = across > FIELD_OTHER || back > FIELD_OTHER
                            ? (street_weights[across] + complement_weights[across] +
                               street_weights[back] + complement_weights[back]) /
                                  2
                            : straight;
    const int weight =
        (straight > swapped ? straight : swapped) +
        number_weights[digits_compare(&a->number_spelling, &b->number_spelling)] +
        locality_weights[spelling_compare(&a->locality, &b->locality)] +
        postal_weights[digits_compare(&a->postal_spelling, &b->postal_spelling)];
    if (a->region.length == 0 || b->region.length == 0) {
        return weight;
    }
    return weight + region_weights[text_equal(a->region, b->region) ? FIELD_SAME : FIELD_OTHER];
}
