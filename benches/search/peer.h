/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What every engine of the comparison shares: it reads the records and the questions as plain
 * files of one folder, and writes its answers and times there. No part of Seuil is used, so
 * that an engine in C, in C++ and the oracle stand on the same ground.
 *
 * An engine chooses candidates by its own indexes (words, labels, cells of the map) and judges
 * each by its facts: the same 12 lines of arithmetic for all, so that the edge of a circle is
 * the same edge everywhere. Fields of the files: benches/search/files.md.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    PEER_FIELDS = 5, /* name, organisation, description, place, what else is said */
    PEER_LABELS = 24,
    PEER_WORDS = 1024,
    PEER_TOP = 20,
    PEER_LEVELS = 7,
    PEER_FLAGS = 4, /* that are counted */
};

enum {
    PEER_FREE = 1,
    PEER_ACCESSIBLE = 2,
    PEER_ANIMALS = 4,
    PEER_REMOTE = 8,
    PEER_CONFIDENTIAL = 16,
};

#define PEER_NOWHERE 1e9 /* metres of what has no distance */

/* What is known of a door besides its words; a blob that an engine may store as it is. */
typedef struct Facts {
    double x, y, z; /* on the unit sphere */
    int32_t valid_from;
    int32_t valid_to;
    uint16_t hours; /* class of opening hours */
    uint16_t lengths[PEER_FIELDS];
    uint16_t labels[PEER_LABELS];
    uint8_t label_count;
    uint8_t flags;
    uint8_t has_point;
} Facts;

typedef struct PeerRecord {
    uint32_t number;
    double latitude, longitude;
    Facts facts;
    char *fields[PEER_FIELDS]; /* folded words with spaces between */
} PeerRecord;

typedef struct WordImpact {
    const char *word;
    unsigned impact; /* 1 to 255 */
    unsigned fields; /* one bit a field it stands in */
} WordImpact;

typedef struct PeerGroup {
    char kind;     /* R: must be answered; O: need not; P: names the place */
    double weight; /* of the group in the score: rarity included */
    size_t word_count;
    char **words;
    double *qualities;
    size_t need_count;
    uint32_t *needs; /* labels that answer the group */
    double *strengths;
} PeerGroup;

typedef struct PeerQuestion {
    bool is_nearest; /* nearest first; else blended */
    uint32_t moment;
    int32_t date;
    double latitude, longitude;
    double x, y, z;
    double radius;     /* metres; 0: everywhere */
    int32_t labels[3]; /* filters: need, public, language; -1: none */
    uint8_t flags;     /* filters */
    bool is_open;      /* filter */
    bool asks_words;   /* a group is required */
    bool names_place;  /* a group names the place */
    size_t group_count;
    PeerGroup *groups;
} PeerQuestion;

typedef struct PeerShape {
    char *folder;
    uint32_t doors;
    uint32_t labels;
    uint32_t classes;
    uint32_t moments;
    double averages[PEER_FIELDS];
    uint8_t *open; /* by moment, then class: open then */
    size_t question_count;
    PeerQuestion *questions;
    long server; /* process that works for the engine, or 0: its time counts too */
} PeerShape;

/* Ends the program with a message when it is false. */
void peer_must(bool is_right, const char *what);

/* `with_weights`: also the rarities the oracle wrote. */
void peer_open(PeerShape *shape, const char *folder, bool with_weights);
FILE *peer_file(const PeerShape *shape, const char *name, const char *mode);

/* The next record, its texts in a buffer that the next call reuses; false at the end. */
bool peer_next(FILE *records, PeerRecord *record);

/* The distinct words of the record, in byte order, with their BM25F impacts; at most
 * PEER_WORDS. Cuts the fields. */
size_t peer_weigh(const PeerShape *shape, PeerRecord *record, WordImpact *words);
double peer_field_weight(const PeerShape *shape, size_t field, unsigned length);
unsigned peer_impact(double weight);

double peer_seconds(void); /* of the wall */
/* Of this process, and of the one given unless it is 0. */
double peer_cpu_seconds(long also);
/* The clock of one question: the wall, or processor time where SEARCH_CLOCK=processor says that
 * others want the machine. */
double peer_clock(long also);
double peer_tree_bytes(const char *folder);

#ifdef __cplusplus
}
#endif
