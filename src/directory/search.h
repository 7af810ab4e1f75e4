/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Search: from a few words in any of the four languages, a place and filters to the doors that
 * match, ranked, counted and explained. It reads an immutable SearchIndex (directory/index.h)
 * and writes only in the arena it is given, so any number of threads may search at once.
 * docs/topics/search.md tells how the order comes about.
 */
#pragma once

#include "directory/index.h"

#define SEARCH_QUERY_BYTES 400
#define SEARCH_QUERY_WORDS 32
#define SEARCH_PAGE_LIMIT  1000

typedef enum SearchOrder { BY_RELEVANCE, BY_DISTANCE } SearchOrder;

/* Codes of one filter are alternatives; the filters hold together. An empty filter asks
 * nothing. A zeroed request with `at` set asks for everything. */
typedef struct SearchRequest {
    Text text;         /* what the person wrote; empty: browse */
    Language language; /* of the interface: words of this language weigh a little more */
    TextSpan needs;    /* need codes; a need covers the needs below it */
    TextSpan publics;
    TextSpan modes;
    TextSpan languages; /* ISO 639: spoken at the door */
    Text postal_code;   /* doors of this postal code */
    Text commune;       /* doors of this commune, by name in any language or NIS code */
    bool only_free;
    bool only_accessible;
    bool only_with_animals;
    bool only_remote;
    bool only_open;           /* open at `at` */
    const uint64_t *eligible; /* one bit a door, door 0 lowest; NULL: every door */
    GeoPoint origin;          /* where the person is; a place written in `text` wins */
    bool has_origin;
    double radius; /* metres; 0: none. Needs an origin. Remote doors are always inside */
    Moment at;     /* the clock; MOMENT_NONE: no opening, no validity */
    SearchOrder order;
    bool only_page;   /* neither total nor facets are wanted: the nearest few come sooner */
    size_t page;      /* from 0 */
    size_t page_size; /* 0: 20 */
} SearchRequest;

/* Where the best match of a hit was found, in the order of their weight. */
typedef enum MatchField {
    MATCH_NOTHING, /* browsing: no words were given */
    MATCH_NAME,
    MATCH_NEED, /* label, synonym, acronym or phrase of a need the door answers */
    MATCH_ORGANIZATION,
    MATCH_DESCRIPTION,
    MATCH_PLACE,
    MATCH_ORGANIZATION_DESCRIPTION,
} MatchField;

typedef struct SearchReason {
    MatchField field;
    uint32_t need;  /* the need the words were understood as, or NONE */
    Text word;      /* the word of the directory that matched, folded; may be empty */
    Text corrected; /* what the person wrote when `word` corrects it; else empty */
} SearchReason;

typedef struct SearchHit {
    uint32_t door;
    double score;
    double distance; /* metres; -1 when hidden (confidential), unknown or remote */
    Known open;      /* at `at` */
    bool is_confidential;
    SearchReason reason;
} SearchHit;

typedef enum Relaxation {
    RELAXED_TYPOS,    /* spelling was corrected */
    RELAXED_WORDS,    /* some of the words were enough */
    RELAXED_NEEDS,    /* wider needs were taken */
    RELAXED_DISTANCE, /* further away than asked */
    RELAXATION_COUNT,
} Relaxation;

typedef struct FacetCount {
    Text code;
    size_t count; /* of the doors found, over all pages */
} FacetCount;

typedef struct FacetCounts {
    const FacetCount *items; /* in order of code, without zeros */
    size_t count;
} FacetCounts;

typedef struct SearchFacets {
    FacetCounts needs; /* a need counts the doors of the needs below it, once each */
    FacetCounts publics;
    FacetCounts modes;
    FacetCounts languages;
    size_t free;
    size_t accessible;
    size_t with_animals;
    size_t remote;
    size_t open; /* 0 without a clock */
} SearchFacets;

/* Doors to propose instead: at most three, one a service. */
typedef struct SearchProposal {
    uint32_t need; /* they answer it; NONE: there is nothing to propose */
    const SearchHit *hits;
    size_t hit_count;
} SearchProposal;

typedef struct SearchResult {
    const SearchHit *hits;
    size_t hit_count;
    size_t total;
    SearchFacets facets;
    Text did_you_mean;    /* the query with its words corrected; empty: nothing better */
    bool place_was_found; /* a place was read in the text */
    Text place_name;
    GeoPoint place_point;
    uint32_t needs[4]; /* needs the words were understood as, best first */
    size_t need_count;
    bool relaxed[RELAXATION_COUNT]; /* all false: exactly what was asked */
    bool is_gap;                    /* nothing before relaxing: the caller may record it */
    uint32_t doorless;              /* the need meant, when it has no door at all; else NONE */
    SearchProposal wider;           /* when nothing was found: doors that welcome everybody */
} SearchResult;

/* INVALID with the field's name for a text that is not UTF-8 or too long, an unknown code, a
 * point that is nowhere. Finding nothing is OK with a total of 0. */
MUST_USE Outcome search(const SearchIndex *index, Arena *arena, const SearchRequest *request,
                        SearchResult *result, Problem *problem);

/* One sentence saying why the hit is there, for a page or a terminal. */
Text search_reason_sentence(const SearchIndex *index, Arena *arena, const SearchHit *hit,
                            Language language);

/* For a need without any door: doors of the closest need above that has one, else of the
 * general one ("be welcomed and guided"). With NONE, of the general one. Of `request` the
 * place, the clock and the language hold. A need that has a door gets no proposal. */
MUST_USE Outcome search_propose(const SearchIndex *index, Arena *arena,
                                const SearchRequest *request, uint32_t need,
                                SearchProposal *proposal, Problem *problem);
