/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From the words of the records to the doors of each word. The weight of a word for a door is
 * that of BM25F: a place in the name counts more than one in the description, a short text
 * more than a long one, and a second mention less than the first.
 */
#include "directory/index_parts.h"

enum { FIELD_COUNT = MATCH_ORGANIZATION_DESCRIPTION + 1 };

static const double field_weights[FIELD_COUNT] = {
    [MATCH_NAME] = 8,
    [MATCH_ORGANIZATION] = 4,
    [MATCH_DESCRIPTION] = 2,
    [MATCH_PLACE] = 1.5,
    [MATCH_ORGANIZATION_DESCRIPTION] = 1,
};

static const double SATURATION = 4; /* the weight at which half of the impact is reached */

typedef struct Entry {
    uint32_t word;
    uint32_t door;
    uint8_t impact;
    uint8_t field;
} Entry;

typedef LIST_OF(Entry) EntryList;

/* Work space to add up the words of one door. */
typedef struct Tally {
    double *weights; /* by word; 0 between two doors */
    uint8_t *fields;
    uint32_t *touched;
    size_t touched_count;
    double average[FIELD_COUNT];
} Tally;

/* The records a door takes its words from. */
typedef struct DoorRecords {
    const FieldWordList *lists[4];
    size_t count;
} DoorRecords;

static DoorRecords records_of(const Catalogue *catalogue, const RecordWords *words, size_t door)
{
    const Door *found = &catalogue->doors[door];
    const uint32_t organization = catalogue->services[found->service].organization;
    DoorRecords records = {0};
    records.lists[records.count++] = &words->doors[door];
    records.lists[records.count++] = &words->services[found->service];
    if (organization != NONE) {
        records.lists[records.count++] = &words->organizations[organization];
    }
    if (found->location != NONE) {
        records.lists[records.count++] = &words->locations[found->location];
    }
    return records;
}

static void count_lengths(const DoorRecords *records, double lengths[FIELD_COUNT])
{
    for (size_t i = 0; i < records->count; i++) {
        for (size_t j = 0; j < records->lists[i]->count; j++) {
            lengths[records->lists[i]->items[j].field] += 1;
        }
    }
}

static void find_averages(const Catalogue *catalogue, const RecordWords *words, Tally *tally)
{
    for (size_t i = 0; i < catalogue->door_count; i++) {
        const DoorRecords records = records_of(catalogue, words, i);
        count_lengths(&records, tally->average);
    }
    for (size_t i = 0; i < FIELD_COUNT && catalogue->door_count > 0; i++) {
        tally->average[i] = tally->average[i] / (double)catalogue->door_count + 1;
    }
}

static void tally_word(Tally *tally, const FieldWord *word, double weight)
{
    if (tally->weights[word->word] == 0) {
        tally->touched[tally->touched_count++] = word->word;
        tally->fields[word->word] = word->field;
    }
    tally->weights[word->word] += weight;
    const bool is_weightier =
        field_weights[word->field] > field_weights[tally->fields[word->word]];
    tally->fields[word->word] = is_weightier ? word->field : tally->fields[word->word];
}

static void tally_door(Tally *tally, const DoorRecords *records)
{
    double lengths[FIELD_COUNT] = {0};
    double weights[FIELD_COUNT] = {0};
    count_lengths(records, lengths);
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        weights[i] = field_weights[i] / (0.5 + 0.5 * lengths[i] / tally->average[i]);
    }
    for (size_t i = 0; i < records->count; i++) {
        for (size_t j = 0; j < records->lists[i]->count; j++) {
            const FieldWord *word = &records->lists[i]->items[j];
            tally_word(tally, word, weights[word->field]);
        }
    }
}

static uint8_t impact_of(double weight)
{
    const double impact = 255 * weight / (weight + SATURATION);
    return impact < 1 ? 1 : (uint8_t)impact;
}

static void take_entries(Arena *scratch, Tally *tally, uint32_t door, EntryList *entries)
{
    for (size_t i = 0; i < tally->touched_count; i++) {
        const uint32_t word = tally->touched[i];
        const Entry entry = {word, door, impact_of(tally->weights[word]), tally->fields[word]};
        LIST_APPEND(scratch, entries, entry);
        tally->weights[word] = 0;
    }
    tally->touched_count = 0;
}

/* Entries come door by door; counting by word keeps that order within a word. */
static void sort_entries(Arena *arena, const EntryList *entries, SearchIndex *index)
{
    uint32_t *starts = ARENA_ARRAY(arena, uint32_t, index->dictionary.count + 2);
    uint32_t *doors = ARENA_ARRAY(arena, uint32_t, entries->count);
    uint8_t *impacts = ARENA_ARRAY(arena, uint8_t, entries->count);
    uint8_t *fields = ARENA_ARRAY(arena, uint8_t, entries->count);
    for (size_t i = 0; i < entries->count; i++) {
        starts[entries->items[i].word + 2]++;
    }
    for (size_t i = 2; i < index->dictionary.count + 2; i++) {
        starts[i] += starts[i - 1];
    }
    for (size_t i = 0; i < entries->count; i++) {
        const Entry *entry = &entries->items[i];
        const uint32_t at = starts[entry->word + 1]++;
        doors[at] = entry->door;
        impacts[at] = entry->impact;
        fields[at] = entry->field;
    }
    index->postings = (Postings){starts, doors, impacts, fields, entries->count};
}

void index_build_postings(Arena *arena, Arena *scratch, const RecordWords *words,
                          SearchIndex *index)
{
    const Catalogue *catalogue = index->catalogue;
    Tally tally = {
        .weights = ARENA_ARRAY(scratch, double, index->dictionary.count),
        .fields = ARENA_ARRAY(scratch, uint8_t, index->dictionary.count),
        .touched = ARENA_ARRAY(scratch, uint32_t, index->dictionary.count),
    };
    find_averages(catalogue, words, &tally);
    EntryList entries = {0};
    for (size_t i = 0; i < catalogue->door_count; i++) {
        const DoorRecords records = records_of(catalogue, words, i);
        tally_door(&tally, &records);
        take_entries(scratch, &tally, (uint32_t)i, &entries);
    }
    sort_entries(arena, &entries, index);
}
