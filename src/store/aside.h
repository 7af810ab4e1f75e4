/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A store that is read and must stay as it is: a backup, what a copy is made from. A file of an
 * older program is brought up in a temporary copy, which goes when it is closed; a server is
 * brought up where it is.
 */
#pragma once

#include "store/store.h"

typedef struct Aside {
    Arena *arena;
    Store *store;
    Text folder; /* of the temporary copy; empty without one */
} Aside;

/* As store_open does to read. The copy stands below TMPDIR, or /var/tmp. */
MUST_USE Outcome aside_open(Text path, Aside *aside, Problem *problem);
void aside_close(Aside *aside);
