/* SPDX-License-Identifier: EUPL-1.2 */
/* waiver: file length: the private parts of one index, which its files share. */
/*
 * The parts of the search index, for index*.c and search*.c alone. Words are numbered in byte
 * order, doors as in the catalogue, needs as in their vocabulary. A set of doors is a row of
 * bits: a directory of 100,000 doors makes rows of 12 KB, and AND, OR and counting them costs
 * less than any cleverer form would at this size (docs/decisions).
 */
#pragma once

#include "directory/index_dictionary.h"
#include "directory/search.h"

/* Where each word occurs: for word w the entries starts[w] to starts[w + 1]. */
typedef struct Postings {
    const uint32_t *starts;
    const uint32_t *doors;
    const uint8_t *impacts; /* 0 to 255: how much the word tells of the door */
    const uint8_t *fields;  /* MatchField of the weightiest place it stands in */
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
    uint64_t *const *doors; /* by label: the set of its doors */
    size_t count;
    size_t kind_starts[LABEL_KINDS + 1];
    const uint32_t *starts; /* by door: its labels are numbers[starts[d]] onwards */
    const uint32_t *numbers;
} Labels;

typedef enum Flag {
    FLAG_FREE,
    FLAG_ACCESSIBLE,
    FLAG_ANIMALS,
    FLAG_REMOTE,
    FLAG_CONFIDENTIAL,
    FLAG_DATED, /* has a first or last day */
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

typedef struct WeekHours {
    const WeekChange *changes; /* in order; the first is at minute 0 */
    size_t count;
} WeekHours;

typedef struct DoorTable {
    size_t count;
    size_t set_words; /* 64-bit words of a set */
    uint64_t *flags[FLAG_COUNT];
    const Direction *directions;
    const bool *has_direction; /* false for remote, unknown and confidential places */
    const Text *towns;         /* folded; empty where there is no place or it is confidential */
    const Date *valid_from;
    const Date *valid_to;
    const WeekHours *weeks; /* count 0: ask the hours themselves */
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
void index_build_postings(Arena *arena, Arena *scratch, const RecordWords *words,
                          SearchIndex *index);
void index_build_expressions(Arena *arena, Arena *scratch, const NeedWords *words,
                             SearchIndex *index);
void index_build_labels(Arena *arena, Arena *scratch, SearchIndex *index);
void index_build_doors(Arena *arena, SearchIndex *index);
void index_build_places(Arena *arena, SearchIndex *index);

Direction direction_of(GeoPoint point);
const PlaceName *place_find(const PlaceNames *places, Text key);
uint32_t label_find(const Labels *labels, LabelKind kind, Text code); /* or NONE */

/* A moment made ready to be asked of many doors. */
typedef struct DoorClock {
    Moment at;
    int minute;    /* of the week */
    bool is_plain; /* false in the hour that comes twice in October */
} DoorClock;

DoorClock door_clock(Moment at);
HoursState door_state(const SearchIndex *index, uint32_t door, const DoorClock *clock);

static inline void set_add(uint64_t *set, uint32_t door)
{
    set[door / 64] |= UINT64_C(1) << (door % 64);
}

static inline bool set_has(const uint64_t *set, uint32_t door)
{
    return (set[door / 64] >> (door % 64) & 1) != 0;
}
