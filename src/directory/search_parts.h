/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A question on its way to an answer, for search*.c alone: words are read, understood (their
 * relatives in the dictionary, the needs they mean, the place they name), matched and ranked.
 */
#pragma once

#include "directory/index_parts.h"
#include "directory/search.h"
#include "words/stop.h"

/* A word of the dictionary that answers a word of the question, and how well (0 to 1). */
typedef struct Expansion {
    uint32_t word;
    float quality;
    bool is_correction;
    uint32_t at; /* portion of its list the search has come to */
    uint32_t end;
} Expansion;

typedef LIST_OF(Expansion) ExpansionList;

/* One word of the question with all that answers it. */
typedef struct Group {
    const Word *word;
    WordWeight weight;
    bool is_place;    /* part of the name of the place */
    bool is_required; /* a door must answer it, unless any word is enough */
    ExpansionList expansions;
    uint64_t answering; /* doors, counted once a word of the directory and once a need */
    double rarity;
    double most; /* what it can add to the score of a door */
} Group;

/* A need the words were understood as. */
typedef struct NeedMatch {
    uint32_t need;
    uint32_t groups; /* one bit a word that says so */
    uint32_t phrase; /* those of them its best expression uses */
    float strength;  /* how much of what people call it was said: 0 to 1 */
    float share;     /* how much of the question says it: 0 to 1 */
    float merit;     /* both, for comparing */
} NeedMatch;

typedef LIST_OF(NeedMatch) NeedMatchList;

typedef struct Query {
    const SearchIndex *index;
    Arena *arena;
    const SearchRequest *request;
    DoorClock clock;
    WordList words;
    Group groups[SEARCH_QUERY_WORDS];
    size_t group_count;
    bool last_is_open; /* the last word may be the beginning of a longer one */
    const PlaceName *place;
    NeedMatchList needs;
    bool relaxed[RELAXATION_COUNT];
} Query;

/* search_query.c: the words and the place. */
MUST_USE Outcome query_check(const SearchIndex *index, const SearchRequest *request,
                             Problem *problem);
MUST_USE Outcome query_read(Query *query, Text text, Problem *problem);

/* search_expand.c: the relatives of each word; with spelling mistakes when relaxed. */
void query_expand(Query *query);
Text query_corrected(const Query *query); /* the question with its words put right, or empty */

/* search_concepts.c: the needs meant, best first. */
void query_understand(Query *query);
void query_widen_needs(Query *query); /* each need becomes one above it that has doors */

/* search.c: the answer without a proposal. */
MUST_USE Outcome query_answer(const SearchIndex *index, Arena *arena,
                              const SearchRequest *request, SearchResult *result,
                              Problem *problem);

/* search_wider.c: the need itself when a door answers it, else the closest above it that has
 * one, else the general one, or NONE. */
uint32_t need_with_door(const SearchIndex *index, uint32_t need);

/* The closest need above that has a door, else the general one, else itself. */
uint32_t need_widen(const SearchIndex *index, uint32_t need);
