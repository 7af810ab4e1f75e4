/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One walk over the doors, for search*.c alone: a question that was understood
 * (directory/search_parts.h) meets the lists of the index chunk by chunk.
 */
#pragma once

#include "directory/search_parts.h"

#define DISTANCE_NONE 1e9

/* What says most for a door: a word of the question by a word of the directory, or a need. */
typedef struct Evidence {
    double weight; /* 0: nothing */
    uint32_t need; /* position in the needs understood, or NONE */
    uint16_t group;
    uint32_t expansion;
} Evidence;

/* A door found, before pages are cut. */
typedef struct Found {
    double score;
    double distance; /* metres; DISTANCE_NONE without one */
    uint32_t door;   /* of the catalogue */
    uint32_t position;
    Evidence evidence;
} Found;

/* A heap of the best doors so far, the last of them on top. */
typedef struct Podium {
    Found *items;
    size_t count;
    size_t limit;
    SearchOrder order;
} Podium;

/* Where doors may be. A chord is the straight way between two points of the unit sphere. */
typedef struct Reach {
    bool has_origin;
    bool has_radius;
    Direction origin;
    double radius;  /* metres */
    double chord;   /* of the radius */
    bool has_place; /* doors that name the place in their text are there, however far */
} Reach;

/* The doors of one chunk that answer so far, and where they lie. */
typedef struct ChunkFound {
    uint32_t chunk;
    ChunkSet set;
} ChunkFound;

/* All that one walk over the chunks needs and finds. */
typedef struct Pass {
    Query *query;
    const struct Filters *filters;
    Reach reach;
    Podium podium;
    uint32_t *counts; /* by label */
    uint8_t *states;  /* by timetable: HoursState + 1; 0: not asked yet */
    struct Scores *scores;
    SearchFacets flags; /* only the plain numbers of it */
    double most;        /* the words of no door can tell more */
    size_t total;
} Pass;

/* search_filter.c: all that is asked beside the words. */
typedef struct Filters Filters;
MUST_USE Outcome filters_read(const Query *query, const Filters **filters, Problem *problem);
void filters_keep(const Pass *pass, ChunkFound *found);      /* as far as sets tell */
void filters_keep_each(const Pass *pass, ChunkFound *found); /* what is asked one by one */

/* search_reach.c */
Reach reach_of(const Query *query);
bool reach_touches(const Reach *reach, const Ball *ball);
double reach_nearest(const Reach *reach, const Ball *ball); /* chord to the nearest there */
void reach_keep(const Pass *pass, ChunkFound *found);
double chord_to(const Reach *reach, const Direction *there);
double meters_of(double chord);

/* search_words.c: the doors of a chunk that answer a word. */
void group_union(const Query *query, size_t number, uint32_t chunk, ChunkSet *set);
void groups_rewind(Query *query); /* before chunks are visited from the first on */
const Portion *expansion_portion(const Query *query, Expansion *expansion, uint32_t chunk);

/* search_match.c: one walk over the directory. */
MUST_USE Outcome query_match(Query *query, Pass *pass, Problem *problem);

/* search_rank.c: scores the doors of a chunk, and the page asked for. */
void podium_open(Pass *pass);
void rank_chunk(Pass *pass, const ChunkFound *found);
bool podium_is_closed_to(const Pass *pass, const Ball *ball); /* to all the doors there */
bool asks_words(const Query *query);                          /* or only browses */
double group_worth(const Group *group);                       /* of a full answer to it */
void query_show(const Query *query, Pass *pass, SearchResult *result);

/* search_facets.c */
void count_chunk(Pass *pass, const ChunkFound *found);
void query_count(const Pass *pass, SearchFacets *facets);
HoursState state_of(const Pass *pass, uint32_t position); /* at the moment asked */

/* search_reason.c */
SearchReason query_reason(const Query *query, const Found *found);

static inline void chunk_keep(ChunkSet *set, const ChunkSet *other)
{
    for (size_t i = 0; i < CHUNK_BLOCKS; i++) {
        set->words[i] &= other->words[i];
    }
}

static inline void chunk_join(ChunkSet *set, const ChunkSet *more)
{
    for (size_t i = 0; i < CHUNK_BLOCKS; i++) {
        set->words[i] |= more->words[i];
    }
}

static inline bool chunk_is_empty(const ChunkSet *set)
{
    uint64_t any = 0;
    for (size_t i = 0; i < CHUNK_BLOCKS; i++) {
        any |= set->words[i];
    }
    return any == 0;
}

/* What the need adds to the score of a door that answers it, beside a rarity of 1. */
#define NEED_IMPACT 0.8
