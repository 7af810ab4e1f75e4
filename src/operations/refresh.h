/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Keeps the network in memory in step with the store: after a commit that touched the
 * directory, a thread of its own builds a new one and puts it in the place of the former.
 */
#pragma once

#include "matching/network.h"
#include "metrics/metrics.h"

typedef struct Refresher Refresher;

/* Builds the first network, then follows the store's commits. */
MUST_USE Outcome refresher_start(struct Store *store, NetworkHandle *handle,
                                 Refresher **refresher, Problem *problem);
void refresher_stop(Refresher **refresher);

/* How long the first commit that the network does not show has waited; 0 when none waits. */
int64_t refresher_lag(void); /* nanoseconds */

/* The age of the network and how far it is behind. */
extern const MetricTable INDEX_METRICS;
