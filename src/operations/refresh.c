/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/refresh.h"

#include <malloc.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/list.h"
#include "base/log.h"
#include "base/ticker.h"
#include "resources/cold/cold_service.h"
#include "store/store.h"

struct Refresher {
    Store *store;
    NetworkHandle *handle;
    Ticker *ticker;
    int64_t seen;         /* the change count of the last look */
    atomic_bool is_stale; /* a commit of this process has not been looked at */
    bool is_late;         /* the last look or build failed: another is due soon */
    Arena *arena;         /* of what is free now */
    LivePlaces *live;
    bool live_is_stale; /* a commit came after the last count */
    int64_t counted_at; /* monotonic */
};

/* What is free is counted at most once a second, and by the clock alone (a hold that lapses, a
 * night that begins) each minute. */
static const int64_t COUNT_LEAST = 1000000000;
static const int64_t COUNT_MOST = 60000000000;

/* How often the writes of other servers are looked for: a reader elsewhere sees them within a
 * second, the time to build the network included. */
enum { LOOK_MILLISECONDS = 250 };

/* ---------------------------------------------------------------------------------- counting
 */

/* Moments of the monotonic clock, 0 for none. A commit waits until a look begins after it; that
 * look then stands for it until it has succeeded. */
static Gauge built_at;
static Gauge commit_waits_since;
static Gauge look_stands_since;
static Gauge commits_waiting;
static Gauge commits_looked_at;
static Histogram build_duration = {.scale = &LATENCY_SCALE};

static void count_commit(void)
{
    gauge_add(&commits_waiting, 1);
    if (gauge_get(&commit_waits_since) == 0) {
        gauge_set(&commit_waits_since, monotonic_nanoseconds());
    }
}

static void count_look(void)
{
    if (gauge_get(&look_stands_since) == 0) {
        gauge_set(&look_stands_since, gauge_get(&commit_waits_since));
    }
    gauge_set(&commit_waits_since, 0);
    gauge_add(&commits_looked_at, gauge_get(&commits_waiting));
    gauge_set(&commits_waiting, 0);
}

static void count_success(void)
{
    gauge_set(&look_stands_since, 0);
    gauge_set(&commits_looked_at, 0);
}

static void count_build(int64_t started)
{
    const int64_t now = monotonic_nanoseconds();
    gauge_set(&built_at, now);
    histogram_note(&build_duration, now - started);
}

int64_t refresher_lag(void)
{
    const int64_t standing = gauge_get(&look_stands_since);
    const int64_t since = standing != 0 ? standing : gauge_get(&commit_waits_since);
    return since == 0 ? 0 : monotonic_nanoseconds() - since;
}

static const double NANOSECONDS = 1e9;

static void write_age(Buffer *out, const Family *family)
{
    const int64_t age = monotonic_nanoseconds() - gauge_get(&built_at);
    family_write_level(out, family, TEXT(""), (double)age / NANOSECONDS);
}

static void write_lag(Buffer *out, const Family *family)
{
    family_write_level(out, family, TEXT(""), (double)refresher_lag() / NANOSECONDS);
}

static void write_behind(Buffer *out, const Family *family)
{
    const int64_t behind = gauge_get(&commits_waiting) + gauge_get(&commits_looked_at);
    family_write_level(out, family, TEXT(""), (double)behind);
}

static const Family families[] = {
    {.kind = FAMILY_GAUGE,
     .name = "seuil_index_age_seconds",
     .unit = "seconds",
     .help = "Since the network that is served was built.",
     .write = write_age                                                              },
    {.kind = FAMILY_GAUGE,
     .name = "seuil_index_lag_seconds",
     .unit = "seconds",
     .help = "How long the first commit that the network does not show has waited.",
     .write = write_lag                                                              },
    {.kind = FAMILY_GAUGE,
     .name = "seuil_index_commits_behind",
     .help = "Commits of this process that the network does not show yet.",
     .write = write_behind                                                         },
    {.kind = FAMILY_HISTOGRAM,
     .name = "seuil_index_build_duration_seconds",
     .unit = "seconds",
     .help = "The time to build the network.",
     .histogram = &build_duration},
};

const MetricTable INDEX_METRICS = {families, LENGTH_OF(families)};

/* --------------------------------------------------------------------------------- following
 */

/* A build parses every record at once, and the former network goes when the last reader lets it
 * go: the allocator would keep the pages of both for a next time that may be far. */
static void give_memory_back(void)
{
#ifdef __GLIBC__
    (void)malloc_trim(0);
#endif
}

static Outcome build_and_publish(const Refresher *refresher, Problem *problem)
{
    Arena *arena = arena_new((size_t)1 << 20);
    const Network *network = NULL;
    const int64_t started = monotonic_nanoseconds();
    const NetworkSource source = {refresher->store, moment_now(), refresher->live};
    const Outcome outcome = network_build_to_serve(arena, &source, &network, problem);
    if (outcome != OK) {
        arena_free(arena);
        return outcome;
    }
    network_publish(refresher->handle, arena, network);
    give_memory_back();
    count_build(started);
    return OK;
}

/* Kept plans and reports raise the store's counter too; they change nothing here. */
static Outcome look_for_change(Refresher *refresher, bool *changed, Problem *problem)
{
    Session *session SCOPED(session_end) = NULL;
    RecordStamp stamp = {0};
    int64_t cold = 0;
    TRY(store_read(refresher->store, &session, problem));
    TRY(store_change_count(session, &refresher->seen));
    TRY(record_stamp(session, &stamp, problem));
    TRY(cold_stamp(session, &cold, problem));
    NetworkReference current SCOPED(network_release) = network_acquire(refresher->handle);
    *changed = current.network == NULL || current.network->stamp.changed != stamp.changed ||
               current.network->stamp.removed != stamp.removed ||
               current.network->cold_stamp != cold;
    return OK;
}

static Outcome look_and_build(Refresher *refresher, bool *changed, Problem *problem)
{
    TRY(look_for_change(refresher, changed, problem));
    return *changed ? build_and_publish(refresher, problem) : OK;
}

static void refresh(Refresher *refresher)
{
    Arena *arena SCOPED(arena_close) = arena_new(4096);
    Problem problem = {.arena = arena};
    const int64_t started = monotonic_nanoseconds();
    bool changed = false;
    count_look();
    const bool was_late = refresher->is_late;
    refresher->is_late = look_and_build(refresher, &changed, &problem) != OK;
    if (refresher->is_late && was_late) {
        return; /* said already */
    }
    if (refresher->is_late) {
        log_event(LOG_ERROR, "network_not_refreshed", "%.*s: %.*s", TEXT_ARG(problem.where),
                  TEXT_ARG(problem.detail));
        return;
    }
    count_success();
    if (changed) {
        log_event(LOG_INFO, "network_refreshed", "%lld ms",
                  (long long)(monotonic_nanoseconds() - started) / 1000000);
    }
}

static void count_live(Refresher *refresher)
{
    Arena *arena SCOPED(arena_close) = arena_new(4096);
    Problem problem = {.arena = arena};
    const NetworkSource source = {refresher->store, moment_now(), refresher->live};
    refresher->live_is_stale = false;
    refresher->counted_at = monotonic_nanoseconds();
    if (network_count_live(&source, &problem) != OK) {
        refresher->live_is_stale = true;
        log_event(LOG_ERROR, "places_not_counted", "%.*s: %.*s", TEXT_ARG(problem.where),
                  TEXT_ARG(problem.detail));
    }
}

static bool others_wrote(Refresher *refresher)
{
    Session *session SCOPED(session_end) = NULL;
    int64_t count = 0;
    return store_is_shared(refresher->store) &&
           store_read_stale(refresher->store, &session, NULL) == OK &&
           store_change_count(session, &count) == OK && count != refresher->seen;
}

static void follow(void *context)
{
    Refresher *refresher = context;
    const bool written_here = atomic_exchange(&refresher->is_stale, false);
    const bool written = written_here || others_wrote(refresher);
    refresher->live_is_stale = refresher->live_is_stale || written;
    if (written || refresher->is_late) {
        refresh(refresher);
    }
    const int64_t age = monotonic_nanoseconds() - refresher->counted_at;
    if (age >= (refresher->live_is_stale ? COUNT_LEAST : COUNT_MOST)) {
        count_live(refresher);
    }
}

static void note_commit(void *context)
{
    Refresher *refresher = context;
    count_commit();
    atomic_store(&refresher->is_stale, true);
    ticker_wake(refresher->ticker);
}

Outcome refresher_start(Store *store, NetworkHandle *handle, Refresher **refresher,
                        Problem *problem)
{
    Refresher *made = calloc(1, sizeof *made);
    if (made == NULL) {
        abort();
    }
    made->store = store;
    made->handle = handle;
    made->arena = arena_new(0);
    made->live = live_new(made->arena);
    const TickerSettings settings = {"to follow the store", LOOK_MILLISECONDS, follow, made,
                                     false};
    Outcome outcome = build_and_publish(made, problem);
    if (outcome == OK) {
        count_live(made);
        outcome = ticker_start(&settings, &made->ticker, problem);
    }
    if (outcome != OK) {
        arena_free(made->arena);
        free(made);
        return outcome;
    }
    store_on_commit(store, note_commit, made);
    *refresher = made;
    return OK;
}

void refresher_stop(Refresher **refresher)
{
    Refresher *stopped = *refresher;
    *refresher = NULL;
    if (stopped != NULL) {
        store_off_commit(stopped->store, stopped);
        ticker_stop(&stopped->ticker);
        arena_free(stopped->arena);
        free(stopped);
    }
}
