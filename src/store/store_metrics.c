/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/store_metrics.h"

#include "base/list.h"
#include "store/store_private.h"

StoreMetrics store_metrics = {
    .group_size = {.scale = &SIZE_SCALE},
    .group_duration = {.scale = &LATENCY_SCALE},
};

static void write_connections(Buffer *out, const Family *family)
{
    family_write_level(out, family, TEXT("state=\"idle\""),
                       (double)gauge_get(&store_metrics.readers_idle));
    family_write_level(out, family, TEXT("state=\"in_use\""),
                       (double)gauge_get(&store_metrics.readers_in_use));
}

static const Family families[] = {
    {.kind = FAMILY_GAUGE,
     .name = "seuil_store_writes_waiting",
     .help = "Writes handed to the writer and not settled yet.",
     .gauge = &store_metrics.queue                                  },
    {.kind = FAMILY_HISTOGRAM,
     .name = "seuil_store_group_writes",
     .help = "Writes that one commit made durable together.",
     .histogram = &store_metrics.group_size                         },
    {.kind = FAMILY_HISTOGRAM,
     .name = "seuil_store_group_duration_seconds",
     .unit = "seconds",
     .help = "From the start of a group to its commit.",
     .histogram = &store_metrics.group_duration},
    {.kind = FAMILY_GAUGE,
     .name = "seuil_store_connections",
     .help = "Connections of the readers of all stores, by state.",
     .write = write_connections  },
    {.kind = FAMILY_COUNTER,
     .name = "seuil_store_reconnects",
     .help = "Connections to a store that failed and were replaced.",
     .counter = &store_metrics.reconnects},
};

const MetricTable STORE_METRICS = {families, LENGTH_OF(families)};

void store_metrics_note_group(const struct WriteJob *jobs, int64_t started_nanoseconds)
{
    int64_t size = 0;
    for (const WriteJob *job = jobs; job != NULL; job = job->next) {
        size++;
    }
    gauge_add(&store_metrics.queue, -size);
    histogram_note(&store_metrics.group_size, size);
    histogram_note(&store_metrics.group_duration,
                   monotonic_nanoseconds() - started_nanoseconds);
}
