/* SPDX-License-Identifier: EUPL-1.2 */
/* The names of places people write in a question: named points, communes, villages. */
#include "directory/index_parts.h"
#include "words/fold.h"
#include "words/stop.h"

typedef struct PlaceReader {
    Arena *arena;
    const SearchIndex *index;
    LIST_OF(PlaceName) names;
    uint32_t *slots;
    size_t slot_count;
    size_t longest;
} PlaceReader;

static size_t words_in(Text key)
{
    size_t words = key.length > 0;
    for (size_t i = 0; i < key.length; i++) {
        words += key.bytes[i] == ' ';
    }
    return words;
}

/* "Ans" and "Spa" are communes, and words: alone they are read as what people need. */
static bool is_common_word(const SearchIndex *index, Text key)
{
    const uint32_t word = dictionary_find(&index->dictionary, key);
    const Expressions *expressions = &index->expressions;
    const bool is_of_a_need =
        word != NONE && expressions->starts[word] < expressions->starts[word + 1];
    return key.length <= 2 || is_of_a_need || word_weight(key) != WORD_STRONG;
}

static void add_key(PlaceReader *reader, Text key, Text name, GeoPoint point)
{
    if (key.length == 0) {
        return;
    }
    size_t slot = text_hash(key, 0) & (reader->slot_count - 1);
    for (; reader->slots[slot] != 0; slot = (slot + 1) & (reader->slot_count - 1)) {
        if (text_equal(reader->names.items[reader->slots[slot] - 1].key, key)) {
            return; /* the first to bear the name keeps it */
        }
    }
    const PlaceName place = {key, name, point, is_common_word(reader->index, key)};
    LIST_APPEND(reader->arena, &reader->names, place);
    reader->slots[slot] = (uint32_t)reader->names.count;
    const size_t words = words_in(key);
    reader->longest = words > reader->longest ? words : reader->longest;
}

/* "Lüttich" is also written "Luettich". */
static Text umlaut_key(Arena *arena, Text name)
{
    WordList words = {0};
    fold_words(arena, name, &words);
    Text *spelt = ARENA_ARRAY(arena, Text, words.count);
    for (size_t i = 0; i < words.count; i++) {
        const Word *word = &words.items[i];
        spelt[i] = word->umlauts.length > 0 ? word->umlauts : word->folded;
    }
    return text_join(arena, spelt, words.count, TEXT(" "));
}

static void add_name(PlaceReader *reader, Text name, GeoPoint point)
{
    add_key(reader, fold_key(reader->arena, name), name, point);
    add_key(reader, umlaut_key(reader->arena, name), name, point);
}

static void add_phrase(PlaceReader *reader, const Phrase *phrase, GeoPoint point)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        add_name(reader, phrase->in[language], point);
    }
}

static void add_named_points(PlaceReader *reader, const Catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->place_count; i++) {
        const Place *place = &catalogue->places[i];
        add_phrase(reader, &place->name, place->point);
        for (size_t j = 0; j < place->synonyms.count; j++) {
            add_name(reader, place->synonyms.items[j], place->point);
        }
    }
}

/* Who says "Liège" means the town, not the middle of its territory: the village that bears the
 * commune's name stands for it, in every language. */
static void add_town(PlaceReader *reader, const PostalPlace *village)
{
    const Commune *commune = gazetteer_commune_by_nis(village->nis);
    if (commune == NULL) {
        return;
    }
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        if (text_equal(commune->name.in[language], village->name)) {
            add_phrase(reader, &commune->name, village->centre);
            return;
        }
    }
}

static size_t named_points(const Catalogue *catalogue)
{
    size_t names = catalogue->place_count * LANGUAGE_COUNT;
    for (size_t i = 0; i < catalogue->place_count; i++) {
        names += catalogue->places[i].synonyms.count;
    }
    return names;
}

void index_build_places(Arena *arena, SearchIndex *index)
{
    const size_t communes = gazetteer_commune_count();
    const size_t villages = gazetteer_place_count();
    PlaceReader reader = {.arena = arena, .index = index, .slot_count = 64};
    const size_t most = communes * LANGUAGE_COUNT + villages + named_points(index->catalogue);
    while (reader.slot_count < most * 2) {
        reader.slot_count *= 2;
    }
    reader.slots = ARENA_ARRAY(arena, uint32_t, reader.slot_count);
    add_named_points(&reader, index->catalogue);
    for (size_t i = 0; i < villages; i++) {
        add_town(&reader, gazetteer_place(i));
    }
    for (size_t i = 0; i < communes; i++) {
        add_phrase(&reader, &gazetteer_commune(i)->name, gazetteer_commune(i)->centre);
    }
    for (size_t i = 0; i < villages; i++) {
        add_name(&reader, gazetteer_place(i)->name, gazetteer_place(i)->centre);
    }
    index->places = (PlaceNames){
        .items = reader.names.items,
        .count = reader.names.count,
        .slots = reader.slots,
        .slot_count = reader.slot_count,
        .longest = reader.longest,
    };
}

const PlaceName *place_find(const PlaceNames *places, Text key)
{
    size_t slot = text_hash(key, 0) & (places->slot_count - 1);
    while (places->slots[slot] != 0) {
        const PlaceName *place = &places->items[places->slots[slot] - 1];
        if (text_equal(place->key, key)) {
            return place;
        }
        slot = (slot + 1) & (places->slot_count - 1);
    }
    return NULL;
}

bool index_find_place(const SearchIndex *index, Arena *arena, Text words, Text *name,
                      GeoPoint *point)
{
    const PlaceName *place = place_find(&index->places, fold_key(arena, words));
    if (place == NULL) {
        return false;
    }
    *name = place->name;
    *point = place->point;
    return true;
}
