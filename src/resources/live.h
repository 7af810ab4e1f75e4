/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is free now, for who looks for a door: a small table in memory, read anew after commits
 * and by the clock, so that a search costs a copy and no query. Counts alone, of units that a
 * service of the directory gives and that are not kept to their house; never a booking.
 */
#pragma once

#include "resources/unit.h"

enum {
    LIVE_UNITS_MOST = UNITS_MOST,
    LIVE_TOLD_SECONDS = 2 * 60 * 60, /* a count told before is to be counted again */
};

typedef struct LiveUnit {
    Id service;
    UnitKind kind;
    Moment told; /* when the count was told; 0: it is kept here */
    int64_t free;
    Moment starts; /* of the first night or slot with a free place; 0 for none */
    Moment until;  /* of the last night or slot this speaks of */
} LiveUnit;

typedef struct LiveList {
    const LiveUnit *items; /* by service */
    size_t count;
} LiveList;

/* Reads it from the store: LIVE_UNITS_MOST at most. A unit whose count nobody told is not of
 * it. */
MUST_USE Outcome live_read(Arena *arena, Session *session, Moment now, LiveList *list,
                           Problem *problem);

/* Those of a service. */
LiveList live_of_service(LiveList list, Id service);

/* The table: written by one thread, copied by any. */
typedef struct LivePlaces LivePlaces;
LivePlaces *live_new(Arena *arena); /* empty */
void live_publish(LivePlaces *places, LiveList list);
LiveList live_copy(LivePlaces *places, Arena *arena); /* empty for NULL */
