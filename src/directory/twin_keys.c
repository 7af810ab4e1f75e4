/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Under which keys a service is found again. A key is a kind and things that are seldom all
 * wrong at once; each is blind to errors that others see.
 *   contact  a telephone, an e-mail address, a site    all else may be wrong
 *   house    the organisation and the place            name and text may
 *   number   an enterprise's number and the postal code  two records of one organisation
 *   sound    how a telling word of the name sounds, and the postal code
 *   cell     the same and the square of some 2 km      the postal code may be wrong or missing
 *   name     two telling words of the name             the place may be another
 *   text     two telling words of the description      name and place may
 *   own      one telling word of it, and the organisation
 */
#include <stdlib.h>

#include "directory/twin_private.h"
#include "words/phonetic.h"

enum { TELLING = 3, CELLS_A_DEGREE = 50, KIND_BITS = 8 };

typedef enum KeyKind {
    KEY_CONTACT = 1,
    KEY_HOUSE,
    KEY_NUMBER,
    KEY_SOUND,
    KEY_CELL,
    KEY_NAME,
    KEY_TEXT,
    KEY_OWN
} KeyKind;

typedef struct KeyMaker {
    Twins *twins;
    Arena *scratch; /* of the service */
    uint32_t service;
    uint64_t made[TWIN_KEYS];
    size_t count;
    LIST_OF(TwinKey) all; /* in the arena of the twins */
} KeyMaker;

static uint64_t mix(uint64_t hash, uint64_t value)
{
    char bytes[sizeof value];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)(value >> (i * KIND_BITS) & 0xFFU);
    }
    return text_hash(text_of(bytes, sizeof bytes), hash);
}

static void add_key(KeyMaker *maker, KeyKind kind, uint64_t first, uint64_t second)
{
    const uint64_t key = mix(mix((uint64_t)kind, first), second);
    for (size_t i = 0; i < maker->count; i++) {
        if (maker->made[i] == key) {
            return;
        }
    }
    if (maker->count < TWIN_KEYS) {
        maker->made[maker->count++] = key;
        LIST_APPEND(maker->twins->scratch, &maker->all, (TwinKey){key, maker->service});
    }
}

/* The words that the fewest services have, rarest first; of two as rare the smaller number. */
typedef struct Telling {
    uint32_t words[TELLING];
    size_t count;
} Telling;

static bool tells_more(const Twins *twins, uint32_t a, uint32_t b)
{
    const uint32_t of_a = twins->words.counts.items[a];
    const uint32_t of_b = twins->words.counts.items[b];
    return of_a != of_b ? of_a < of_b : a < b;
}

static Telling telling_words(const Twins *twins, IndexSpan words)
{
    Telling telling = {.count = 0};
    for (size_t i = 0; i < words.count; i++) {
        size_t at = telling.count;
        while (at > 0 && tells_more(twins, words.items[i], telling.words[at - 1])) {
            at--;
        }
        if (at == TELLING) {
            continue;
        }
        for (size_t j = telling.count < TELLING ? telling.count++ : TELLING - 1; j > at; j--) {
            telling.words[j] = telling.words[j - 1];
        }
        telling.words[at] = words.items[i];
    }
    return telling;
}

static uint64_t sound_of(const KeyMaker *maker, uint32_t word)
{
    return text_hash(phonetic_word(maker->scratch, maker->twins->words.names.items[word]), 0);
}

static uint64_t cell_of(GeoPoint point)
{
    const uint64_t row = (uint64_t)((point.latitude + 90) * CELLS_A_DEGREE);
    const uint64_t column = (uint64_t)((point.longitude + 180) * CELLS_A_DEGREE);
    return row << 32U | column;
}

static void keys_of_place(KeyMaker *maker, const Telling *telling, const Location *place)
{
    for (size_t i = 0; i < telling->count; i++) {
        const uint64_t sound = sound_of(maker, telling->words[i]);
        if (place->postal_code.length > 0) {
            add_key(maker, KEY_SOUND, sound, text_hash(place->postal_code, 0));
        }
        if (place->has_point && !place->point_is_centre) {
            add_key(maker, KEY_CELL, sound, cell_of(place->point));
        }
    }
}

static void keys_of_organization(KeyMaker *maker, uint32_t organization, const Location *place,
                                 uint32_t number)
{
    if (organization == NONE) {
        return;
    }
    const IndexSpan numbers = maker->twins->organizations[organization].numbers;
    add_key(maker, KEY_HOUSE, organization, number);
    for (size_t i = 0; place != NULL && i < numbers.count; i++) {
        add_key(maker, KEY_NUMBER, numbers.items[i], text_hash(place->postal_code, 0));
    }
}

static void keys_of_words(KeyMaker *maker, KeyKind kind, const Telling *telling)
{
    for (size_t i = 0; i < telling->count; i++) {
        for (size_t j = i + 1; j < telling->count; j++) {
            const uint32_t a = telling->words[i];
            const uint32_t b = telling->words[j];
            add_key(maker, kind, a < b ? a : b, a < b ? b : a);
        }
    }
    if (telling->count == 1) {
        add_key(maker, kind, telling->words[0], telling->words[0]);
    }
}

static void keys_of_service(KeyMaker *maker)
{
    const Twins *twins = maker->twins;
    const TwinService *service = &twins->services[maker->service];
    const Service *source = &twins->catalogue->services[maker->service];
    const IndexSpan nothing = {NULL, 0};
    const Telling name =
        telling_words(twins, service->name_count > 0 ? service->names[0] : nothing);
    const Telling text = telling_words(twins, service->text);
    for (size_t i = 0; i < service->contacts.count && i < TELLING; i++) {
        add_key(maker, KEY_CONTACT, service->contacts.items[i], 0);
    }
    for (size_t i = 0; i < service->place_count && i < 2; i++) {
        const Location *place = &twins->catalogue->locations[service->places[i]];
        keys_of_organization(maker, source->organization, place, service->places[i]);
        keys_of_place(maker, &name, place);
    }
    if (service->place_count == 0) {
        keys_of_organization(maker, source->organization, NULL, NONE);
    }
    keys_of_words(maker, KEY_NAME, &name);
    keys_of_words(maker, KEY_TEXT, &text);
    for (size_t i = 0; i < text.count && source->organization != NONE; i++) {
        add_key(maker, KEY_OWN, text.words[i], source->organization);
    }
}

static int key_compare(const void *a, const void *b)
{
    const TwinKey *left = a;
    const TwinKey *right = b;
    if (left->key != right->key) {
        return left->key < right->key ? -1 : 1;
    }
    return (left->service > right->service) - (left->service < right->service);
}

static size_t block_end(const Twins *twins, size_t first)
{
    size_t end = first + 1;
    while (end < twins->key_count && twins->keys[end].key == twins->keys[first].key) {
        end++;
    }
    return end;
}

/* What a key alone has, or a crowd, is no block. */
static bool is_block(size_t count)
{
    return count > 1 && count <= TWIN_CROWD;
}

/* The blocks of each service side by side: counted first, then filled. */
static void fill_blocks(Twins *twins)
{
    const size_t services = twins->catalogue->service_count;
    uint32_t *starts = ARENA_ARRAY(twins->arena, uint32_t, services + 1);
    for (size_t first = 0, end = 0; first < twins->key_count; first = end) {
        end = block_end(twins, first);
        twins->crowded += end - first > TWIN_CROWD;
        for (size_t i = first; i < end && is_block(end - first); i++) {
            starts[twins->keys[i].service + 1]++;
        }
    }
    for (size_t i = 0; i < services; i++) {
        starts[i + 1] += starts[i];
    }
    TwinBlock *blocks = ARENA_ARRAY(twins->arena, TwinBlock, starts[services]);
    uint32_t *next = ARENA_ARRAY(twins->scratch, uint32_t, services);
    for (size_t first = 0, end = 0; first < twins->key_count; first = end) {
        end = block_end(twins, first);
        for (size_t i = first; i < end && is_block(end - first); i++) {
            const uint32_t service = twins->keys[i].service;
            blocks[starts[service] + next[service]++] =
                (TwinBlock){(uint32_t)first, (uint32_t)(end - first)};
        }
    }
    twins->blocks = blocks;
    twins->block_starts = starts;
}

void twins_block(Twins *twins)
{
    KeyMaker maker = {.twins = twins};
    for (size_t i = 0; i < twins->catalogue->service_count; i++) {
        Arena *scratch SCOPED(arena_close) = arena_new(4096);
        maker.scratch = scratch;
        maker.service = (uint32_t)i;
        maker.count = 0;
        keys_of_service(&maker);
    }
    twins->keys = ARENA_ARRAY(twins->arena, TwinKey, maker.all.count);
    twins->key_count = maker.all.count;
    for (size_t i = 0; i < maker.all.count; i++) {
        twins->keys[i] = maker.all.items[i];
    }
    if (twins->key_count > 1) {
        qsort(twins->keys, twins->key_count, sizeof(TwinKey), key_compare);
    }
    fill_blocks(twins);
}
