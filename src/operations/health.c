/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/health.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/ticker.h"
#include "operations/disk.h"
#include "operations/refresh.h"

enum { LOOK_MILLISECONDS = 1000, STORE_SILENT_SECONDS = 10, INDEX_LATE_SECONDS = 60 };

static const int64_t SECOND = 1000LL * 1000 * 1000;

struct HealthWatch {
    Store *store;
    Ticker *ticker;
};

static _Atomic HealthState states[HEALTH_PART_COUNT];
static _Atomic int64_t looked_at; /* when the watch last heard of the store; 0: no watch */
static atomic_bool is_stopping;

/* ----------------------------------------------------------------------------------- telling
 */

Text health_state_name(HealthState state)
{
    static const Text names[] = {TEXT_INIT("UP"), TEXT_INIT("DEGRADED"), TEXT_INIT("DOWN")};
    return names[state];
}

Text health_part_name(HealthPart part)
{
    static const Text names[] = {TEXT_INIT("store"), TEXT_INIT("index"), TEXT_INIT("disk")};
    return names[part];
}

/* A store that keeps the watch waiting is as good as none. */
static bool store_is_silent(void)
{
    const int64_t last = atomic_load(&looked_at);
    return last != 0 && monotonic_nanoseconds() - last > STORE_SILENT_SECONDS * SECOND;
}

HealthState health_of(HealthPart part)
{
    return part == HEALTH_STORE && store_is_silent() ? HEALTH_DOWN : atomic_load(&states[part]);
}

HealthState health_of_all(void)
{
    HealthState worst = atomic_load(&is_stopping) ? HEALTH_DOWN : HEALTH_UP;
    for (HealthPart part = 0; part < HEALTH_PART_COUNT; part++) {
        const HealthState state = health_of(part);
        worst = state > worst ? state : worst;
    }
    return worst;
}

void health_set_stopping(void)
{
    atomic_store(&is_stopping, true);
}

/* ----------------------------------------------------------------------------------- looking
 */

static HealthState look_at_store(Store *store)
{
    Session *session SCOPED(session_end) = NULL;
    if (store_read(store, &session, NULL) == OK) {
        return HEALTH_UP;
    }
    return store_read_stale(store, &session, NULL) == OK ? HEALTH_DEGRADED : HEALTH_DOWN;
}

static HealthState look_at_index(void)
{
    return refresher_lag() > INDEX_LATE_SECONDS * SECOND ? HEALTH_DEGRADED : HEALTH_UP;
}

static HealthState look_at_disk(const Store *store)
{
    int64_t megabytes = 0;
    const bool is_known = disk_free_megabytes(store_path(store), &megabytes);
    return is_known && megabytes < DISK_LEAST_MEGABYTES ? HEALTH_DEGRADED : HEALTH_UP;
}

static void note(HealthPart part, HealthState state)
{
    if (atomic_exchange(&states[part], state) != state) {
        log_event(state == HEALTH_UP ? LOG_INFO : LOG_WARNING, "health", "%.*s is %.*s",
                  TEXT_ARG(health_part_name(part)), TEXT_ARG(health_state_name(state)));
    }
}

static void look(void *context)
{
    const HealthWatch *watch = context;
    note(HEALTH_STORE, look_at_store(watch->store));
    atomic_store(&looked_at, monotonic_nanoseconds());
    note(HEALTH_INDEX, look_at_index());
    note(HEALTH_DISK, look_at_disk(watch->store));
}

/* ---------------------------------------------------------------------------- start and stop
 */

Outcome health_watch_start(Store *store, HealthWatch **watch, Problem *problem)
{
    HealthWatch *made = calloc(1, sizeof *made);
    if (made == NULL) {
        abort();
    }
    made->store = store;
    atomic_store(&looked_at, monotonic_nanoseconds());
    const TickerSettings settings = {"to watch the store", LOOK_MILLISECONDS, look, made, true};
    const Outcome outcome = ticker_start(&settings, &made->ticker, problem);
    if (outcome != OK) {
        free(made);
        return outcome;
    }
    *watch = made;
    return OK;
}

void health_watch_stop(HealthWatch **watch)
{
    HealthWatch *stopped = *watch;
    *watch = NULL;
    if (stopped != NULL) {
        ticker_stop(&stopped->ticker);
        atomic_store(&looked_at, 0);
        free(stopped);
    }
}
