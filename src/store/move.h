/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Moving one territory from a store to another, while both serve. The store it leaves takes no
 * write for it from the first step on and goes on answering; the other answers from the moment
 * all of it is there and verified. A move that was stopped goes on when it is asked for again.
 */
#pragma once

#include "store/store.h"

typedef struct TerritoryMove {
    Store *from; /* both open for writing; views serve as well */
    Store *to;
    Text territory;
    Text to_name; /* what the store it leaves calls the other: the name of a cell */
    Moment now;
} TerritoryMove;

typedef struct TerritoryReport {
    int64_t rows; /* moved and verified, the same on both sides */
    size_t tables;
} TerritoryReport;

/* CONFLICT when it is on its way to another place, or the target holds it already; NOT_FOUND
 * when the store holds nothing of it. Writers are told UNAVAILABLE meanwhile. */
MUST_USE Outcome store_move_territory(const TerritoryMove *move, TerritoryReport *report,
                                      Problem *problem);
