/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The network is what answers: the catalogue, its search index and the compiled conditions of
 * its services, built together from one snapshot of the store and never changed. A handle
 * holds the current one; a writer replaces it, readers keep the one they began with.
 */
#pragma once

#include "directory/hsds.h"
#include "directory/index.h"
#include "directory/record.h"
#include "matching/eligibility.h"
#include "resources/live.h"

struct Store;

/* The conditions of one service, compiled; parallel to the service's own arrays. */
typedef struct ServiceRules {
    const Condition *entry;          /* all conditions of entry together */
    const Condition *const *entries; /* each alone */
    bool is_dated;                   /* one of them holds for a time only */
    const Condition *const *unless;  /* of each way in; NULL where there is none */
} ServiceRules;

typedef struct Network {
    const Catalogue *catalogue;
    const SearchIndex *index;
    const FactVocabulary *facts;
    const ServiceRules *rules; /* one a service */
    const IndexSpan *carriers; /* one a term of "needs": the services that bear it, in order */
    const Hours *office_hours; /* what a desk keeps of which nothing better is known */
    const HsdsGraph *graph;    /* what the HSDS API shows; NULL unless built for serving */
    RecordStamp stamp;         /* of the records it was built from */
    int64_t cold_stamp;        /* of the levels of cold plans it was built with */
    LivePlaces *live;          /* what is free now, changed beside it; NULL: nobody counts */
} Network;

/* Builds from the store's current state, with what is free at `now`. INVALID names the service
 * whose condition does not compile. */
MUST_USE Outcome network_build(Arena *arena, struct Store *store, Moment now,
                               const Network **network, Problem *problem);

/* Of a catalogue that stands in no store, where nobody counts what is free: for measures. The
 * catalogue outlives the network. INVALID as above. */
MUST_USE Outcome network_of_catalogue(Arena *arena, const Catalogue *catalogue,
                                      const Network **network, Problem *problem);

typedef struct NetworkSource {
    struct Store *store;
    Moment now;
    LivePlaces *live; /* outlives the network; filled by network_count_live; may be NULL */
} NetworkSource;

/* The same with the graph of the HSDS API, from the same snapshot, and with what is free as it
 * changes. */
MUST_USE Outcome network_build_to_serve(Arena *arena, const NetworkSource *from,
                                        const Network **network, Problem *problem);

/* Reads what is free now. Costs some queries a unit. */
MUST_USE Outcome network_count_live(const NetworkSource *from, Problem *problem);

/* The conditions of entry in force on the day, together; NULL when there is none. */
const Condition *network_entry(Arena *arena, const Network *network, uint32_t service,
                               Date day);

/* LoadChecks.condition: an expression must compile over the declared facts. */
Outcome network_check_condition(void *context, Text expression, Problem *problem);

typedef struct NetworkHandle NetworkHandle;
typedef struct NetworkVersion NetworkVersion;

NetworkHandle *network_handle_new(void);
void network_handle_free(NetworkHandle *handle); /* no reader may be left */

/* Makes `network` the current one; the handle owns its arena from now on. */
void network_publish(NetworkHandle *handle, Arena *arena, const Network *network);

typedef struct NetworkReference {
    const Network *network; /* NULL before the first publish */
    NetworkVersion *version;
    NetworkHandle *handle;
} NetworkReference;

NetworkReference network_acquire(NetworkHandle *handle);
void network_release(NetworkReference *reference); /* the form for SCOPED(network_release) */
