/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a device is given: the persons its holder follows, as far as the holder may read them
 * now (people/relation.h), and of those who were given before what changed since. Who is no
 * longer followed, or no longer open to the holder, comes as gone and is to be forgotten.
 *
 * The cursor is the count of the territory's commits (people/change.h): nothing that commits
 * later stands below it. A page lost on the way is given again to who asks from the same
 * cursor. docs/decisions/2026-11-30-offline.md.
 */
#pragma once

#include "access/access.h"
#include "offline/device.h"
#include "json/json.h"

enum {
    PULL_PERSONS = 25, /* of a page with something to say */
    PULL_NOTES = 50,   /* the newest of a case, when a person is given whole */
    /* Somebody a holder met and made a file of stays on the device this long without a case. */
    PULL_LATELY = 72 * 60 * 60,
};

typedef struct PullOrder {
    Id device;
    int64_t since; /* the cursor of the last whole pull; 0 for the first */
    int64_t until; /* of the first page of this pull; 0 on that page */
    Id after;      /* the last person of the page before; nil on the first */
} PullOrder;

/* What the device holds once it has the page. */
typedef struct Hold {
    Id person;
    bool is_gone;
    bool is_told; /* it said that it forgot: nothing is kept of it */
    Text sight;   /* what the holder could see, in codes */
} Hold;

typedef struct Pulled {
    Id device;
    bool is_revoked; /* out, on REFUSED */
    bool is_anew;    /* the store remembers less than the device: it forgets all first */
    bool has_more;
    Id after;       /* of the next page */
    int64_t cursor; /* to be kept once the last page is there; `until` of the next one */
    LIST_OF(Hold) holds;
} Pulled;

/* Writes the members of the page into the object that is open. NOT_FOUND for a device that is
 * not the caller's, REFUSED for a revoked one; INVALID for a cursor nobody handed out. */
MUST_USE Outcome pull_write(Access *access, const PullOrder *order, JsonWriter *writer,
                            Pulled *pulled);

/* Remembers it, before the page leaves, in a transaction of its own. */
MUST_USE Outcome pull_keep(Store *store, Access *access, const Pulled *pulled);
