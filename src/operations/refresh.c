/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/refresh.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"
#include "store/store.h"

struct Refresher {
    Store *store;
    NetworkHandle *handle;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int64_t seen; /* the change count of the last look */
    bool is_stale;
    bool stopping;
};

/* How often the writes of other servers are looked for: a reader elsewhere sees them within a
 * second, the time to build the network included. */
enum { LOOK_MILLISECONDS = 250 };

static Outcome build_and_publish(Store *store, NetworkHandle *handle, Problem *problem)
{
    Arena *arena = arena_new((size_t)1 << 20);
    const Network *network = NULL;
    const Outcome outcome =
        network_build_to_serve(arena, store, moment_now(), &network, problem);
    if (outcome != OK) {
        arena_free(arena);
        return outcome;
    }
    network_publish(handle, arena, network);
    return OK;
}

/* Kept plans and reports raise the store's counter too; they change nothing here. */
static bool directory_changed(Refresher *refresher)
{
    Session *session SCOPED(session_end) = NULL;
    RecordStamp stamp = {0};
    if (store_read(refresher->store, &session, NULL) != OK ||
        store_change_count(session, &refresher->seen) != OK ||
        record_stamp(session, &stamp, NULL) != OK) {
        return false;
    }
    NetworkReference current SCOPED(network_release) = network_acquire(refresher->handle);
    return current.network == NULL || current.network->stamp.changed != stamp.changed ||
           current.network->stamp.removed != stamp.removed;
}

static void refresh(Refresher *refresher)
{
    Arena *arena SCOPED(arena_close) = arena_new(4096);
    Problem problem = {.arena = arena};
    if (!directory_changed(refresher)) {
        return;
    }
    const int64_t started = monotonic_nanoseconds();
    if (build_and_publish(refresher->store, refresher->handle, &problem) != OK) {
        log_event(LOG_ERROR, "network_not_refreshed", "%.*s: %.*s", TEXT_ARG(problem.where),
                  TEXT_ARG(problem.detail));
        return;
    }
    log_event(LOG_INFO, "network_refreshed", "%lld ms",
              (long long)(monotonic_nanoseconds() - started) / 1000000);
}

/* Waits for a commit of this process; on a store that others write to, for a while only. */
static void wait_for_change(Refresher *refresher)
{
    struct timespec until = {0};
    if (!store_is_shared(refresher->store)) {
        (void)pthread_cond_wait(&refresher->changed, &refresher->mutex);
        return;
    }
    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += LOOK_MILLISECONDS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    (void)pthread_cond_timedwait(&refresher->changed, &refresher->mutex, &until);
}

static bool others_wrote(Refresher *refresher)
{
    Session *session SCOPED(session_end) = NULL;
    int64_t count = 0;
    return store_is_shared(refresher->store) &&
           store_read_stale(refresher->store, &session, NULL) == OK &&
           store_change_count(session, &count) == OK && count != refresher->seen;
}

static void *follow(void *context)
{
    Refresher *refresher = context;
    (void)pthread_mutex_lock(&refresher->mutex);
    while (!refresher->stopping) {
        if (!refresher->is_stale) {
            wait_for_change(refresher);
        }
        const bool written_here = refresher->is_stale;
        refresher->is_stale = false;
        (void)pthread_mutex_unlock(&refresher->mutex);
        if (written_here || others_wrote(refresher)) {
            refresh(refresher);
        }
        (void)pthread_mutex_lock(&refresher->mutex);
    }
    (void)pthread_mutex_unlock(&refresher->mutex);
    return NULL;
}

static void note_commit(void *context)
{
    Refresher *refresher = context;
    (void)pthread_mutex_lock(&refresher->mutex);
    refresher->is_stale = true;
    (void)pthread_cond_signal(&refresher->changed);
    (void)pthread_mutex_unlock(&refresher->mutex);
}

Outcome refresher_start(Store *store, NetworkHandle *handle, Refresher **refresher,
                        Problem *problem)
{
    TRY(build_and_publish(store, handle, problem));
    Refresher *made = calloc(1, sizeof *made);
    if (made == NULL) {
        abort();
    }
    made->store = store;
    made->handle = handle;
    (void)pthread_mutex_init(&made->mutex, NULL);
    (void)pthread_cond_init(&made->changed, NULL);
    if (pthread_create(&made->thread, NULL, follow, made) != 0) {
        free(made);
        return problem_set(problem, UNAVAILABLE, TEXT(""), "", "no thread to follow the store");
    }
    store_on_commit(store, note_commit, made);
    *refresher = made;
    return OK;
}

void refresher_stop(Refresher **refresher)
{
    Refresher *stopped = *refresher;
    *refresher = NULL;
    if (stopped == NULL) {
        return;
    }
    store_off_commit(stopped->store, stopped);
    (void)pthread_mutex_lock(&stopped->mutex);
    stopped->stopping = true;
    (void)pthread_cond_signal(&stopped->changed);
    (void)pthread_mutex_unlock(&stopped->mutex);
    (void)pthread_join(stopped->thread, NULL);
    (void)pthread_mutex_destroy(&stopped->mutex);
    (void)pthread_cond_destroy(&stopped->changed);
    free(stopped);
}
