/* SPDX-License-Identifier: EUPL-1.2 */
/* waiver: file length: the private parts of one index, which its files share. */
/*
 * The parts of the search index, for index*.c and search*.c alone. Words are numbered in byte
 * order, needs as in their vocabulary. Doors are numbered anew, by *position*: neighbours on
 * the ground are neighbours in number, so that a question about a town touches the memory of
 * that town alone, however large the country is (docs/topics/search.md). Positions are cut into
 * chunks of 4096 and blocks of 64; a set of doors of one chunk is 64 words of 64 bits.
 */
#pragma once

#include "directory/index_dictionary.h"
#include "directory/search.h"

enum {
    BLOCK_DOORS = 64,
    CHUNK_BLOCKS = 64,
    CHUNK_DOORS = BLOCK_DOORS * CHUNK_BLOCKS,
};

/* A set of doors of one chunk: bit p % 64 of word p / 64 is the door at place p of it. */
typedef struct ChunkSet {
    uint64_t words[CHUNK_BLOCKS];
} ChunkSet;

/* A set of doors of the whole directory, chunk by chunk. */
typedef ChunkSet *DoorSet;

/* The part of a word's list that lies in one chunk. */
typedef struct Portion {
    uint16_t chunk;
    uint16_t count; /* 1 to 4096 */
    uint32_t first; /* posting */
} Portion;

/* A portion this long is kept as a set, in the very memory its places would take. */
enum { DENSE_PORTION = 256 };

/* Where each word occurs: for word w the portions starts[w] to starts[w + 1], by chunk. */
typedef struct Postings {
    const uint32_t *starts;
    const Portion *portions;
    const uint16_t *places;   /* by posting: its place in the chunk; or, dense, a ChunkSet */
    const uint8_t *impacts;   /* 0 to 255: how much the word tells of the door */
    const uint8_t *fields;    /* MatchField of the weightiest place it stands in */
    const uint32_t *doors;    /* by word: how many doors it occurs at */
    const uint8_t *strongest; /* by word: its greatest impact */
    size_t count;
} Postings;

/* One label, synonym, acronym or phrase of a need. */
typedef struct Expression {
    uint32_t need;
    float weight; /* sum of the weights of its words */
} Expression;

typedef struct ExpressionWord {
    uint32_t expression;
    float weight;
} ExpressionWord;

/* What people call needs: for word w the entries starts[w] to starts[w + 1]. */
typedef struct Expressions {
    const Expression *items;
    size_t count;
    const uint32_t *starts;
    const ExpressionWord *words;
    const float *word_weights; /* by word: how much it tells one need from another */
    float unknown_weight;      /* of a word no need uses */
} Expressions;

typedef enum LabelKind {
    LABEL_NEED,
    LABEL_PUBLIC,
    LABEL_MODE,
    LABEL_LANGUAGE,
    LABEL_KINDS,
} LabelKind;

/* The values of the filters that are codes; those of one kind stand together, in order. */
typedef struct Labels {
    const Text *codes;
    DoorSet *doors;         /* by label: the set of its doors */
    const uint32_t *totals; /* by label: how many doors have it */
    size_t count;
    size_t kind_starts[LABEL_KINDS + 1];
    const uint32_t *starts; /* by position: its labels are numbers[starts[p]] onwards */
    const uint32_t *numbers;
} Labels;

typedef enum Flag {
    FLAG_FREE,
    FLAG_ACCESSIBLE,
    FLAG_ANIMALS,
    FLAG_REMOTE,
    FLAG_CONFIDENTIAL,
    FLAG_DATED,   /* has a first or last day */
    FLAG_PLACED,  /* has a place, which may be confidential */
    FLAG_POINTED, /* its place has a point that may be told */
    FLAG_COUNT,
} Flag;

typedef struct Direction {
    double x, y, z; /* on the unit sphere */
} Direction;

/* What holds from this minute of the week on. */
typedef struct WeekChange {
    uint16_t minute;
    uint8_t state; /* HoursState */
} WeekChange;

typedef struct Week {
    const WeekChange *changes; /* in order; the first is at minute 0 */
    size_t count;
} Week;

/* Weeks read in advance of hours that are not the same every week. */
enum { WEEKS_AHEAD = 8 };

/* One way of being open. Thousands of doors share each: the clock is asked once for all. */
typedef struct Timetable {
    Week week;          /* count 0: not the same every week */
    const Week *ahead;  /* then: WEEKS_AHEAD weeks from the index's first Monday on */
    const Hours *hours; /* NULL: unknown */
} Timetable;

/* Balls around the doors of each block of a chunk, in the space of directions: chords of the
 * sphere, in units of its radius. A ball of ANYWHERE holds doors without a point, one of
 * NOWHERE no others. */
typedef struct BlockBalls {
    float x[CHUNK_BLOCKS];
    float y[CHUNK_BLOCKS];
    float z[CHUNK_BLOCKS];
    float radius[CHUNK_BLOCKS];
} BlockBalls;

typedef struct Ball {
    float x, y, z, radius;
} Ball;

#define ANYWHERE 8.0F
#define NOWHERE  16.0F

typedef struct DoorTable {
    size_t count;
    size_t chunks;
    const uint32_t *doors;     /* by position: number in the catalogue */
    const uint32_t *positions; /* by number in the catalogue */
    DoorSet everyone;
    DoorSet flags[FLAG_COUNT];
    const Direction *directions; /* by position; zero without FLAG_POINTED */
    const Ball *balls;           /* by chunk */
    const BlockBalls *block_balls;
    const Date *valid_from; /* by position, as all below */
    const Date *valid_to;
    const uint32_t *towns;        /* number in town_names */
    const uint32_t *postal_codes; /* number in postal_names */
    const uint32_t *timetables;   /* number in timetable_items */
    const Text *town_names;       /* folded; the first is empty: none, or confidential */
    size_t town_count;
    const Text *postal_names;
    size_t postal_count;
    const Timetable *timetable_items; /* the first is unknown */
    size_t timetable_count;
    Date first_monday; /* of the weeks read in advance */
} DoorTable;

typedef struct PlaceName {
    Text key; /* folded words */
    Text name;
    GeoPoint point;
    bool is_common; /* also a word of the trade: read as a place only after "à", "in"... */
} PlaceName;

typedef struct PlaceNames {
    const PlaceName *items;
    size_t count;
    const uint32_t *slots; /* open addressing, item + 1; 0 is free */
    size_t slot_count;
    size_t longest; /* words of the longest name */
} PlaceNames;

struct SearchIndex {
    const Catalogue *catalogue;
    Dictionary dictionary;
    Postings postings;
    Expressions expressions;
    Labels labels;
    DoorTable doors;
    PlaceNames places;
    size_t bytes;
};

/* Words of the needs as they are collected: they enter the dictionary before it is closed. */
typedef struct NeedWord {
    uint32_t expression;
    uint32_t word; /* of the draft */
    float share;   /* 1, less for a small or polite word */
} NeedWord;

typedef struct NeedWords {
    LIST_OF(NeedWord) words;
    LIST_OF(Expression) expressions;
} NeedWords;

/* A word of a record and where it stands. */
typedef struct FieldWord {
    uint32_t word;
    uint8_t field;
} FieldWord;

typedef LIST_OF(FieldWord) FieldWordList;

/* The words of the records, each read once however many doors it has. */
typedef struct RecordWords {
    FieldWordList *organizations;
    FieldWordList *services;
    FieldWordList *locations;
    FieldWordList *doors;
} RecordWords;

/* The parts, in the order they are built. */
void index_read_needs(DictionaryDraft *draft, const Catalogue *catalogue, NeedWords *words);
void index_read_records(DictionaryDraft *draft, const Catalogue *catalogue, RecordWords *words);
void index_number_doors(Arena *arena, Arena *scratch, SearchIndex *index);
void index_build_postings(Arena *arena, Arena *scratch, const RecordWords *words,
                          SearchIndex *index);
void index_build_expressions(Arena *arena, Arena *scratch, const NeedWords *words,
                             SearchIndex *index);
void index_build_labels(Arena *arena, Arena *scratch, SearchIndex *index);
void index_build_doors(Arena *arena, Arena *scratch, SearchIndex *index);
void index_build_hours(Arena *arena, Arena *scratch, SearchIndex *index);
void index_build_places(Arena *arena, SearchIndex *index);

Direction direction_of(GeoPoint point);
const PlaceName *place_find(const PlaceNames *places, Text key);
uint32_t label_find(const Labels *labels, LabelKind kind, Text code); /* or NONE */

/* A moment made ready to be asked of many doors. */
typedef struct DoorClock {
    Moment at;
    int minute;    /* of the week */
    int week;      /* of those read in advance; negative or past them: none */
    bool is_plain; /* false in the hour that comes twice in October */
} DoorClock;

DoorClock door_clock(const SearchIndex *index, Moment at);
HoursState timetable_state(const Timetable *timetable, const DoorClock *clock);

/* The first portion in [low, high) that lies in the chunk or behind it, else `high`. */
uint32_t portion_from(const Portion *portions, uint32_t low, uint32_t high, uint32_t chunk);

/* The portion of word `word` in `chunk`, or NULL. */
const Portion *posting_portion(const Postings *postings, uint32_t word, uint32_t chunk);

/* The posting of the door at that place of the portion's chunk, or NONE. */
uint32_t portion_find(const Postings *postings, const Portion *portion, uint32_t place);

static inline bool portion_is_dense(const Portion *portion)
{
    return portion->count >= DENSE_PORTION;
}

/* The doors of a dense portion. */
static inline const ChunkSet *portion_set(const Postings *postings, const Portion *portion)
{
    return (const ChunkSet *)(const void *)(postings->places + portion->first);
}

/* An empty set of the doors of all chunks. */
DoorSet door_set_new(Arena *arena, const DoorTable *doors);

static inline void chunk_add(ChunkSet *set, uint32_t place)
{
    set->words[place / 64] |= UINT64_C(1) << (place % 64);
}

static inline bool chunk_has(const ChunkSet *set, uint32_t place)
{
    return (set->words[place / 64] >> (place % 64) & 1) != 0;
}

static inline void set_add(DoorSet set, uint32_t position)
{
    chunk_add(&set[position / CHUNK_DOORS], position % CHUNK_DOORS);
}

static inline bool set_has(const ChunkSet *set, uint32_t position)
{
    return chunk_has(&set[position / CHUNK_DOORS], position % CHUNK_DOORS);
}
