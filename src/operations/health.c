/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/health.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"
#include "operations/disk.h"
#include "operations/refresh.h"

enum { LOOK_SECONDS = 1, STORE_SILENT_SECONDS = 10, INDEX_LATE_SECONDS = 60 };

static const int64_t SECOND = 1000LL * 1000 * 1000;

struct HealthWatch {
    Store *store;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool stopping;
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

static void look(const HealthWatch *watch)
{
    note(HEALTH_STORE, look_at_store(watch->store));
    atomic_store(&looked_at, monotonic_nanoseconds());
    note(HEALTH_INDEX, look_at_index());
    note(HEALTH_DISK, look_at_disk(watch->store));
}

/* True when it was told to stop meanwhile. */
static bool sleep_or_stop(HealthWatch *watch)
{
    struct timespec until = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += LOOK_SECONDS;
    (void)pthread_mutex_lock(&watch->mutex);
    int woken = 0;
    while (!watch->stopping && woken == 0) {
        woken = pthread_cond_timedwait(&watch->changed, &watch->mutex, &until);
    }
    const bool stopping = watch->stopping;
    (void)pthread_mutex_unlock(&watch->mutex);
    return stopping;
}

static void *keep_looking(void *context)
{
    HealthWatch *watch = context;
    do {
        look(watch);
    } while (!sleep_or_stop(watch));
    return NULL;
}

/* ---------------------------------------------------------------------------- start and stop
 */

static void watch_free(HealthWatch *watch)
{
    (void)pthread_cond_destroy(&watch->changed);
    (void)pthread_mutex_destroy(&watch->mutex);
    free(watch);
}

Outcome health_watch_start(Store *store, HealthWatch **watch, Problem *problem)
{
    HealthWatch *made = calloc(1, sizeof *made);
    pthread_condattr_t attributes;
    if (made == NULL) {
        abort();
    }
    made->store = store;
    (void)pthread_condattr_init(&attributes);
    (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&made->changed, &attributes);
    (void)pthread_condattr_destroy(&attributes);
    (void)pthread_mutex_init(&made->mutex, NULL);
    atomic_store(&looked_at, monotonic_nanoseconds());
    if (pthread_create(&made->thread, NULL, keep_looking, made) != 0) {
        watch_free(made);
        return problem_set(problem, UNAVAILABLE, TEXT(""), "", "no thread to watch the store");
    }
    *watch = made;
    return OK;
}

void health_watch_stop(HealthWatch **watch)
{
    HealthWatch *stopped = *watch;
    *watch = NULL;
    if (stopped == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&stopped->mutex);
    stopped->stopping = true;
    (void)pthread_cond_signal(&stopped->changed);
    (void)pthread_mutex_unlock(&stopped->mutex);
    (void)pthread_join(stopped->thread, NULL);
    atomic_store(&looked_at, 0);
    watch_free(stopped);
}
