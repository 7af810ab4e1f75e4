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

/* ------------------------------------------------------------------------------- layout */

/* The lists of all words one after the other, before they are cut into portions. */
typedef struct Lists {
    uint32_t *starts; /* by word */
    uint32_t *positions;
    uint8_t *impacts;
    uint8_t *fields;
    size_t count;
} Lists;

static void forget_door(Tally *tally)
{
    for (size_t i = 0; i < tally->touched_count; i++) {
        tally->weights[tally->touched[i]] = 0;
    }
    tally->touched_count = 0;
}

typedef struct Walk {
    const SearchIndex *index;
    const RecordWords *words;
    Tally tally;
} Walk;

static void tally_position(Walk *walk, uint32_t position)
{
    const DoorRecords records =
        records_of(walk->index->catalogue, walk->words, walk->index->doors.doors[position]);
    tally_door(&walk->tally, &records);
}

/* How many doors each word has, then where its list begins. */
static void measure_lists(Arena *scratch, Walk *walk, Lists *lists)
{
    const size_t words = walk->index->dictionary.count;
    lists->starts = ARENA_ARRAY(scratch, uint32_t, words + 2);
    for (uint32_t i = 0; i < walk->index->doors.count; i++) {
        tally_position(walk, i);
        for (size_t j = 0; j < walk->tally.touched_count; j++) {
            lists->starts[walk->tally.touched[j] + 2]++;
        }
        forget_door(&walk->tally);
    }
    for (size_t i = 2; i < words + 2; i++) {
        lists->starts[i] += lists->starts[i - 1];
    }
    lists->count = lists->starts[words + 1];
}

/* Doors come by position, so each list is in order. */
static void fill_lists(Arena *scratch, Walk *walk, Lists *lists)
{
    lists->positions = ARENA_ARRAY(scratch, uint32_t, lists->count);
    lists->impacts = ARENA_ARRAY(scratch, uint8_t, lists->count);
    lists->fields = ARENA_ARRAY(scratch, uint8_t, lists->count);
    for (uint32_t i = 0; i < walk->index->doors.count; i++) {
        tally_position(walk, i);
        for (size_t j = 0; j < walk->tally.touched_count; j++) {
            const uint32_t word = walk->tally.touched[j];
            const uint32_t at = lists->starts[word + 1]++;
            lists->positions[at] = i;
            lists->impacts[at] = impact_of(walk->tally.weights[word]);
            lists->fields[at] = walk->tally.fields[word];
        }
        forget_door(&walk->tally);
    }
}

/* The end of the part of a list that lies in the chunk of its posting `from`. */
static uint32_t chunk_end(const Lists *lists, uint32_t from, uint32_t to)
{
    const uint32_t next = (lists->positions[from] / CHUNK_DOORS + 1) * CHUNK_DOORS;
    uint32_t end = from;
    while (end < to && lists->positions[end] < next) {
        end++;
    }
    return end;
}

/* A dense portion begins where a ChunkSet may stand. */
static uint32_t aligned(uint32_t at, uint32_t count)
{
    const uint32_t places_a_word = sizeof(uint64_t) / sizeof(uint16_t);
    return count >= DENSE_PORTION ? (at + places_a_word - 1) / places_a_word * places_a_word
                                  : at;
}

typedef struct Extent {
    size_t portions;
    uint32_t postings;
} Extent;

static Extent extent_of(const Lists *lists, size_t words)
{
    Extent extent = {0};
    for (size_t word = 0; word < words; word++) {
        for (uint32_t at = lists->starts[word]; at < lists->starts[word + 1];) {
            const uint32_t end = chunk_end(lists, at, lists->starts[word + 1]);
            extent.postings = aligned(extent.postings, end - at) + (end - at);
            extent.portions++;
            at = end;
        }
    }
    return extent;
}

typedef struct Layout {
    uint32_t *starts;
    Portion *portions;
    uint16_t *places;
    uint8_t *impacts;
    uint8_t *fields;
    uint32_t *doors;
    uint8_t *strongest;
    size_t portion_count;
    uint32_t posting_count;
} Layout;

static void write_portion(Layout *layout, const Lists *lists, uint32_t from, uint32_t to)
{
    const uint32_t count = to - from;
    const uint32_t first = aligned(layout->posting_count, count);
    layout->portions[layout->portion_count++] = (Portion){
        .chunk = (uint16_t)(lists->positions[from] / CHUNK_DOORS),
        .count = (uint16_t)count,
        .first = first,
    };
    ChunkSet *set = (ChunkSet *)(void *)(layout->places + first);
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t place = lists->positions[from + i] % CHUNK_DOORS;
        if (count >= DENSE_PORTION) {
            chunk_add(set, place);
        } else {
            layout->places[first + i] = (uint16_t)place;
        }
        layout->impacts[first + i] = lists->impacts[from + i];
        layout->fields[first + i] = lists->fields[from + i];
    }
    layout->posting_count = first + count;
}

static uint8_t strongest_of(const Lists *lists, size_t word)
{
    uint8_t strongest = 0;
    for (uint32_t i = lists->starts[word]; i < lists->starts[word + 1]; i++) {
        strongest = lists->impacts[i] > strongest ? lists->impacts[i] : strongest;
    }
    return strongest;
}

static Layout write_lists(Arena *arena, const Lists *lists, size_t words)
{
    const Extent extent = extent_of(lists, words);
    Layout layout = {
        .starts = ARENA_ARRAY(arena, uint32_t, words + 1),
        .portions = ARENA_ARRAY(arena, Portion, extent.portions),
        .places = ARENA_ARRAY(arena, uint16_t, extent.postings),
        .impacts = ARENA_ARRAY(arena, uint8_t, extent.postings),
        .fields = ARENA_ARRAY(arena, uint8_t, extent.postings),
        .doors = ARENA_ARRAY(arena, uint32_t, words),
        .strongest = ARENA_ARRAY(arena, uint8_t, words),
    };
    for (size_t word = 0; word < words; word++) {
        layout.starts[word] = (uint32_t)layout.portion_count;
        layout.doors[word] = lists->starts[word + 1] - lists->starts[word];
        layout.strongest[word] = strongest_of(lists, word);
        for (uint32_t at = lists->starts[word]; at < lists->starts[word + 1];) {
            const uint32_t end = chunk_end(lists, at, lists->starts[word + 1]);
            write_portion(&layout, lists, at, end);
            at = end;
        }
    }
    layout.starts[words] = (uint32_t)layout.portion_count;
    return layout;
}

void index_build_postings(Arena *arena, Arena *scratch, const RecordWords *words,
                          SearchIndex *index)
{
    const size_t word_count = index->dictionary.count;
    Walk walk = {
        .index = index,
        .words = words,
        .tally = {.weights = ARENA_ARRAY(scratch, double, word_count),
                  .fields = ARENA_ARRAY(scratch, uint8_t, word_count),
                  .touched = ARENA_ARRAY(scratch, uint32_t, word_count)},
    };
    Lists lists = {0};
    find_averages(index->catalogue, words, &walk.tally);
    measure_lists(scratch, &walk, &lists);
    fill_lists(scratch, &walk, &lists);
    const Layout layout = write_lists(arena, &lists, word_count);
    index->postings = (Postings){
        .starts = layout.starts,
        .portions = layout.portions,
        .places = layout.places,
        .impacts = layout.impacts,
        .fields = layout.fields,
        .doors = layout.doors,
        .strongest = layout.strongest,
        .count = lists.count,
    };
}

uint32_t portion_from(const Portion *portions, uint32_t low, uint32_t high, uint32_t chunk)
{
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const bool is_before = portions[middle].chunk < chunk;
        low = is_before ? middle + 1 : low;
        high = is_before ? high : middle;
    }
    return low;
}

const Portion *posting_portion(const Postings *postings, uint32_t word, uint32_t chunk)
{
    const uint32_t end = postings->starts[word + 1];
    const uint32_t at = portion_from(postings->portions, postings->starts[word], end, chunk);
    return at < end && postings->portions[at].chunk == chunk ? &postings->portions[at] : NULL;
}

static uint32_t find_in_set(const ChunkSet *set, uint32_t place)
{
    if (!chunk_has(set, place)) {
        return NONE;
    }
    uint32_t before = 0;
    for (size_t i = 0; i < place / 64; i++) {
        before += (uint32_t)__builtin_popcountll(set->words[i]);
    }
    const uint64_t below = set->words[place / 64] & ((UINT64_C(1) << (place % 64)) - 1);
    return before + (uint32_t)__builtin_popcountll(below);
}

static uint32_t find_in_list(const uint16_t *places, uint32_t count, uint32_t place)
{
    uint32_t low = 0;
    uint32_t high = count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const bool is_before = places[middle] < place;
        low = is_before ? middle + 1 : low;
        high = is_before ? high : middle;
    }
    return low < count && places[low] == place ? low : NONE;
}

uint32_t portion_find(const Postings *postings, const Portion *portion, uint32_t place)
{
    const uint32_t at =
        portion_is_dense(portion)
            ? find_in_set(portion_set(postings, portion), place)
            : find_in_list(postings->places + portion->first, portion->count, place);
    return at == NONE ? NONE : portion->first + at;
}
