/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A copy of the public directory in another store, kept by reading the changes of its home in
 * the order of their commits. A reader of the replica sees a state that the home had.
 */
#pragma once

#include "base/moment.h"
#include "base/outcome.h"

struct Store;

/* Brings `replica` up to what `home` is now, in one transaction; `moved` counts the records put
 * or removed. Where the counts then differ (the home was restored from a backup), everything is
 * read anew. Memory does not grow with the directory. */
MUST_USE Outcome replica_follow(struct Store *home, struct Store *replica, Moment now,
                                int64_t *moved, Problem *problem);
