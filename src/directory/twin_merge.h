/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is done with services that stand twice. A merge is a record, never a rewrite: the kept
 * service shows the fields that were taken from the absorbed one, which leaves the directory
 * with a tombstone, and both stay as their sources have them (twin_source). So an import of
 * either goes on: what it changes shows through the merge, and nothing stands twice again.
 * Undone, all is as the sources have it that day. Each function judges MAY_EDIT_DIRECTORY.
 */
#pragma once

#include "access/access.h"
#include "base/list.h"

typedef struct TwinHit {
    Id one; /* the smaller identifier */
    Id other;
    Text one_name;
    Text other_name;
    int64_t weight; /* tenths of a bit; 0 when the last search did not find them */
    Text verdict;   /* "same", "perhaps"; empty when it did not find them */
    Text reasons;   /* "same_name:130 same_place:70" */
} TwinHit;

typedef LIST_OF(TwinHit) TwinHitList;

enum { TWIN_PAGE = 50 };

typedef struct TwinPage {
    int64_t number; /* from 1 */
    TwinHitList hits;
    int64_t total;
    bool has_more;
} TwinPage;

/* What the last search found and nobody said to be different; the likeliest first. */
MUST_USE Outcome twin_list(Access *access, TwinPage *page);

/* One of the things that both services say, or one of them. */
typedef struct TwinField {
    Text name; /* "name", "phones", "seuil.conditions" */
    Text one;  /* to be read; of a list a line an entry */
    Text other;
    bool is_list; /* taken, its entries are added */
    bool is_equal;
} TwinField;

typedef struct TwinSides {
    TwinHit pair;
    Text one_origin; /* the import or load that brought it */
    Text other_origin;
    bool is_different; /* somebody said so */
    LIST_OF(TwinField) fields;
} TwinSides;

/* Both side by side. NOT_FOUND names the service that is not there. */
MUST_USE Outcome twin_sides(Access *access, Id one, Id other, TwinSides *sides);

/* Remembers that they are two, or forgets it. */
typedef enum TwinSaid { TWINS_DIFFERENT, TWINS_UNSAID } TwinSaid;
MUST_USE Outcome twin_say(Access *access, Id one, Id other, TwinSaid said);

typedef struct TwinOrder {
    Id absorbed;
    Id kept;
    Text taken; /* names of fields with a space between: what holds of the absorbed */
    Id id;      /* out */
} TwinOrder;

/* INVALID for a field the absorbed service has not; CONFLICT when they were said to be two,
 * when others were merged into the absorbed one, or when another record needs it to stand. */
MUST_USE Outcome twin_merge(Access *access, TwinOrder *order);

/* CONFLICT when it was undone before. */
MUST_USE Outcome twin_unmerge(Access *access, Id merge);

typedef struct TwinMerge {
    Id id;
    Id absorbed;
    Id kept;
    Text name; /* of the absorbed */
    Text kept_name;
    Text taken;
    Moment at;
    Moment undone; /* 0 while it holds */
} TwinMerge;

typedef LIST_OF(TwinMerge) TwinMergeList;

/* The newest 200. */
MUST_USE Outcome twin_merges(Access *access, TwinMergeList *merges);

/* The names of services that look like this one, five at most, as anybody may read them: for
 * who reports an error. Asks for no permission. */
MUST_USE Outcome twin_alike(Session *session, Arena *arena, Id service, Text *names,
                            Problem *problem);

/* The service that the directory shows for it: the one it was merged into, or itself. */
MUST_USE Outcome twin_shown(Session *session, Id service, Id *shown, Problem *problem);

typedef LIST_OF(Id) TwinIdList;

/* The services merged into this one. */
MUST_USE Outcome twin_absorbed(Session *session, Arena *arena, Id kept, TwinIdList *absorbed,
                               Problem *problem);
