/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whether this server can do its work, known before anybody asks: a thread looks each second,
 * so that an answer costs nothing and waits for nothing.
 */
#pragma once

#include "store/store.h"

typedef enum HealthState { HEALTH_UP, HEALTH_DEGRADED, HEALTH_DOWN } HealthState;

typedef enum HealthPart {
    HEALTH_STORE, /* DEGRADED: a copy answers and the store itself does not */
    HEALTH_INDEX, /* DEGRADED: search and plans are late behind the store */
    HEALTH_DISK,  /* DEGRADED: little room beside the store */
    HEALTH_PART_COUNT
} HealthPart;

typedef struct HealthWatch HealthWatch;

/* The state of the parts is the process's own: one server a process. */
MUST_USE Outcome health_watch_start(Store *store, HealthWatch **watch, Problem *problem);
void health_watch_stop(HealthWatch **watch);

/* A server that stops is DOWN, so that nothing more is sent to it. */
void health_set_stopping(void);

Text health_state_name(HealthState state); /* "UP", "DEGRADED", "DOWN", as Belgif writes them */
Text health_part_name(HealthPart part);
HealthState health_of(HealthPart part);
HealthState health_of_all(void); /* the worst of the parts */
