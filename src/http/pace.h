/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How often one address may do what takes something from others, such as keeping a place: so
 * many times an hour. Counted in this process's memory, by a digest that only it can make:
 * no address is written anywhere. Who asks from this machine itself is not limited, as by
 * http/address.h; so a proxy must name whom it speaks for.
 */
#pragma once

#include <pthread.h>

#include "base/moment.h"
#include "base/text.h"

enum { PACE_ROWS = 4096 };

typedef struct PaceRow {
    uint64_t visitor; /* digest; 0 for a row that is free */
    Moment since;     /* when its hour began */
    unsigned count;
} PaceRow;

typedef struct Pace {
    pthread_mutex_t lock;
    uint64_t seed; /* drawn at the first use */
    PaceRow rows[PACE_ROWS];
} Pace;

/* A Pace of static storage starts as { PTHREAD_MUTEX_INITIALIZER }. */

/* Counts one; false, and not counted, when `an_hour` were counted since the hour began. Always
 * true for an empty one. Request.visitor holds the bytes of who asks, as http/address.h tells
 * them apart; empty for this machine and for a proxy that names nobody. From any thread. */
bool pace_take(Pace *pace, Text visitor, unsigned an_hour, Moment now);
