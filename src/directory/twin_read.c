/* SPDX-License-Identifier: EUPL-1.2 */
/* The services of a catalogue, reduced to numbers of words, places and ways to reach them. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "directory/twin_private.h"
#include "words/stop.h"

/* In a directory of two services every word is common, and still tells as in a town's. */
enum { SMALLEST_TELLING = 256, SMALLEST_DIRECTORY = 4096, TENTHS = 10, SHORTEST_NUMBER = 4 };

int twins_bits(const Twins *twins, uint32_t count)
{
    const size_t services = twins->catalogue->service_count;
    const double all = (double)(services > SMALLEST_TELLING ? services : SMALLEST_TELLING);
    const int bits = (int)(TENTHS * log2(all / (double)(count > 0 ? count : 1)));
    return bits > 0 ? bits : 0;
}

int twins_odds(const Twins *twins)
{
    const size_t services = twins->catalogue->service_count;
    const size_t all = services > SMALLEST_DIRECTORY ? services : SMALLEST_DIRECTORY;
    return (int)(TENTHS * log2((double)all));
}

int twins_word_bits(const Twins *twins, uint32_t word)
{
    return twins_bits(twins, twins->words.counts.items[word]);
}

bool twins_has(IndexSpan sorted, uint32_t number)
{
    size_t low = 0;
    size_t high = sorted.count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (sorted.items[middle] < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < sorted.count && sorted.items[low] == number;
}

/* ------------------------------------------------------------------------------------ tables
 */

static TwinTable table_new(Arena *arena, Arena *scratch)
{
    return (TwinTable){.names = name_table(arena, scratch)};
}

static uint32_t table_number(Twins *twins, TwinTable *table, Text name)
{
    const uint32_t number = name_table_number(&table->names, name);
    while (table->counts.count <= number) {
        LIST_APPEND(twins->arena, &table->counts, 0);
    }
    return number;
}

static int number_compare(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a;
    const uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* In order, each once, at their own place in the arena. */
static IndexSpan keep_sorted(Twins *twins, uint32_t *numbers, size_t count)
{
    size_t kept = 0;
    if (count > 1) {
        qsort(numbers, count, sizeof(*numbers), number_compare);
    }
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || numbers[kept - 1] != numbers[i]) {
            numbers[kept++] = numbers[i];
        }
    }
    uint32_t *items = ARENA_ARRAY(twins->arena, uint32_t, kept);
    if (kept > 0) {
        memcpy(items, numbers, kept * sizeof(*numbers));
    }
    return (IndexSpan){items, kept};
}

static void count_once(TwinTable *table, IndexSpan numbers)
{
    for (size_t i = 0; i < numbers.count; i++) {
        table->counts.items[numbers.items[i]]++;
    }
}

IndexSpan twins_words(Twins *twins, Text text, size_t most)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    WordList words = {0};
    fold_words(scratch, text, &words);
    uint32_t *numbers = ARENA_ARRAY(scratch, uint32_t, words.count);
    size_t count = 0;
    for (size_t i = 0; i < words.count && count < most; i++) {
        if (word_weight(words.items[i].folded) != WORD_STOP) {
            numbers[count++] = table_number(twins, &twins->words, words.items[i].folded);
        }
    }
    return keep_sorted(twins, numbers, count);
}

/* ----------------------------------------------------------------------------- organisations
 */

static uint32_t value_number(Twins *twins, const char *kind, Text value)
{
    char bytes[ALIKE_TEXT];
    const Text cut = text_slice(value, 0, ALIKE_TEXT / 2);
    const int length = snprintf(bytes, sizeof bytes, "%s:%.*s", kind, TEXT_ARG(cut));
    return table_number(twins, &twins->values, text_of(bytes, (size_t)length));
}

static TwinOrganization read_organization(Twins *twins, const Organization *organization)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    Text all = TEXT("");
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        all = text_format(scratch, "%.*s %.*s %.*s", TEXT_ARG(all),
                          TEXT_ARG(organization->name.in[i]),
                          TEXT_ARG(organization->alternate_name.in[i]));
    }
    uint32_t *numbers = ARENA_ARRAY(scratch, uint32_t, organization->identifiers.count);
    size_t count = 0;
    for (size_t i = 0; i < organization->identifiers.count; i++) {
        const Text value =
            signs_only(scratch, organization->identifiers.items[i], LETTERS_AND_DIGITS);
        if (value.length >= SHORTEST_NUMBER) {
            numbers[count++] = value_number(twins, "number", value);
        }
    }
    const Text name = phrase_in(&organization->name, FRENCH, NULL);
    return (TwinOrganization){
        .words = twins_words(twins, all, TWIN_TEXT_WORDS),
        .name = value_number(twins, "organization", fold_key(scratch, name)),
        .numbers = keep_sorted(twins, numbers, count),
    };
}

static void read_organizations(Twins *twins)
{
    const Catalogue *catalogue = twins->catalogue;
    TwinOrganization *organizations =
        ARENA_ARRAY(twins->arena, TwinOrganization, catalogue->organization_count);
    for (size_t i = 0; i < catalogue->organization_count; i++) {
        organizations[i] = read_organization(twins, &catalogue->organizations[i]);
    }
    twins->organizations = organizations;
}

/* ---------------------------------------------------------------------------------- services
 */

static void add_name(Twins *twins, TwinService *service, Text name)
{
    const IndexSpan words = twins_words(twins, name, TWIN_TEXT_WORDS);
    if (words.count > 0 && service->name_count < TWIN_NAMES) {
        service->names[service->name_count++] = words;
    }
}

typedef struct Contacts {
    Arena *scratch;
    LIST_OF(uint32_t) numbers;
} Contacts;

static void add_contact(Twins *twins, Contacts *contacts, const char *kind, Text value)
{
    if (value.length > 0) {
        LIST_APPEND(contacts->scratch, &contacts->numbers, value_number(twins, kind, value));
    }
}

static void add_phones(Twins *twins, Contacts *contacts, PhoneSpan phones)
{
    for (size_t i = 0; i < phones.count; i++) {
        if (!text_equal(phones.items[i].type, TEXT("fax"))) {
            add_contact(twins, contacts, "phone",
                        phone_end(contacts->scratch, phones.items[i].number));
        }
    }
}

/* Without "https://www." and the stroke at its end. */
static Text bare_site(Arena *arena, Text site)
{
    Text bare = text_lower_ascii(arena, text_trim(site));
    const size_t scheme = text_find(bare, TEXT("://"), 0);
    if (scheme < bare.length) {
        bare = text_slice(bare, scheme + 3, bare.length);
    }
    if (text_starts_with(bare, TEXT("www."))) {
        bare = text_slice(bare, 4, bare.length);
    }
    return text_ends_with(bare, TEXT("/")) ? text_slice(bare, 0, bare.length - 1) : bare;
}

static IndexSpan read_contacts(Twins *twins, const Service *service)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    Contacts contacts = {.scratch = scratch};
    add_phones(twins, &contacts, service->phones);
    for (size_t i = 0; i < service->doors.count; i++) {
        add_phones(twins, &contacts, twins->catalogue->doors[service->doors.items[i]].phones);
    }
    add_contact(twins, &contacts, "mail", text_lower_ascii(scratch, text_trim(service->email)));
    add_contact(twins, &contacts, "site", bare_site(scratch, service->url));
    return keep_sorted(twins, contacts.numbers.items, contacts.numbers.count);
}

static void read_places(const Twins *twins, const Service *source, TwinService *service,
                        uint32_t *crowds)
{
    for (size_t i = 0; i < source->doors.count && service->place_count < TWIN_PLACES; i++) {
        const uint32_t place = twins->catalogue->doors[source->doors.items[i]].location;
        if (place != NONE) {
            service->places[service->place_count++] = place;
            crowds[place]++;
        }
    }
}

/* Each word counts once a service, wherever it stands in it. */
static void count_words(Twins *twins, const TwinService *service)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    size_t most = service->text.count;
    size_t count = 0;
    for (size_t i = 0; i < service->name_count; i++) {
        most += service->names[i].count;
    }
    uint32_t *all = ARENA_ARRAY(scratch, uint32_t, most);
    for (size_t i = 0; i < service->name_count; i++) {
        for (size_t j = 0; j < service->names[i].count; j++) {
            all[count++] = service->names[i].items[j];
        }
    }
    for (size_t j = 0; j < service->text.count; j++) {
        all[count++] = service->text.items[j];
    }
    if (count > 1) {
        qsort(all, count, sizeof(*all), number_compare);
    }
    for (size_t i = 0; i < count; i++) {
        twins->words.counts.items[all[i]] += i == 0 || all[i] != all[i - 1];
    }
}

static void read_service(Twins *twins, const Service *source, TwinService *service,
                         uint32_t *crowds)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        add_name(twins, service, source->name.in[language]);
    }
    add_name(twins, service, phrase_in(&source->alternate_name, FRENCH, NULL));
    service->text =
        twins_words(twins, phrase_in(&source->description, FRENCH, NULL), TWIN_TEXT_WORDS);
    service->contacts = read_contacts(twins, source);
    read_places(twins, source, service, crowds);
    count_words(twins, service);
    count_once(&twins->values, service->contacts);
}

const Twins *twins_read(Arena *arena, const Catalogue *catalogue)
{
    Arena *scratch SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Twins *twins = ARENA_NEW(arena, Twins);
    *twins = (Twins){.catalogue = catalogue, .arena = arena, .scratch = scratch};
    twins->words = table_new(arena, scratch);
    twins->values = table_new(arena, scratch);
    read_organizations(twins);
    TwinService *services = ARENA_ARRAY(arena, TwinService, catalogue->service_count);
    uint32_t *crowds = ARENA_ARRAY(arena, uint32_t, catalogue->location_count);
    for (size_t i = 0; i < catalogue->service_count; i++) {
        read_service(twins, &catalogue->services[i], &services[i], crowds);
    }
    twins->services = services;
    twins->crowds = crowds;
    twins_block(twins);
    twins->scratch = NULL;
    return twins;
}
