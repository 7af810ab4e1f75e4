/* SPDX-License-Identifier: EUPL-1.2 */
/* A queue of whole requests and the threads that answer them. */
#include <stdlib.h>

#include "base/log.h"
#include "http/server_private.h"
#include "http/traffic.h"

struct Workers {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    Call *first;
    Call *last;
    unsigned waiting;
    unsigned most_waiting;
    bool stopping;
    unsigned count;
    pthread_t *threads;
};

static Call *next_call(Workers *workers)
{
    (void)pthread_mutex_lock(&workers->mutex);
    while (workers->first == NULL && !workers->stopping) {
        (void)pthread_cond_wait(&workers->changed, &workers->mutex);
    }
    Call *call = workers->first;
    if (call != NULL) {
        workers->first = call->next;
        workers->last = workers->first == NULL ? NULL : workers->last;
        workers->waiting--;
        gauge_add(&traffic.waiting, -1);
    }
    (void)pthread_mutex_unlock(&workers->mutex);
    return call;
}

static void do_work(Call *call)
{
    const ServerSettings *settings = &call->server->settings;
    if (call->state == CALL_ASKING) {
        call->refusal = answer_admit_upload(settings, call->arena, &call->incoming);
        call->state = CALL_ASKED;
        return;
    }
    answer(settings, call->arena, &call->incoming, &call->outgoing);
    call->state = CALL_ANSWERED;
}

static void *work(void *context)
{
    Workers *workers = context;
    for (Call *call = next_call(workers); call != NULL; call = next_call(workers)) {
        gauge_add(&traffic.workers_busy, 1);
        do_work(call);
        gauge_add(&traffic.workers_busy, -1);
        Server *server = call->server;
        /* From here on the call belongs to the loop again. */
        MHD_resume_connection(call->connection);
        server_wake(server);
    }
    return NULL;
}

Workers *workers_start(Arena *arena, unsigned count, unsigned waiting)
{
    Workers *workers = ARENA_NEW(arena, Workers);
    workers->most_waiting = waiting;
    workers->threads = ARENA_ARRAY(arena, pthread_t, count);
    (void)pthread_mutex_init(&workers->mutex, NULL);
    (void)pthread_cond_init(&workers->changed, NULL);
    for (unsigned i = 0; i < count; i++) {
        if (pthread_create(&workers->threads[i], NULL, work, workers) != 0) {
            log_event(LOG_WARNING, "workers", "only %u of %u threads could be started", i,
                      count);
            break;
        }
        workers->count++;
        gauge_add(&traffic.workers, 1);
    }
    return workers;
}

bool workers_take(Workers *workers, Call *call)
{
    (void)pthread_mutex_lock(&workers->mutex);
    const bool taken = workers->waiting < workers->most_waiting && workers->count > 0;
    if (taken) {
        call->next = NULL;
        if (workers->last == NULL) {
            workers->first = call;
        } else {
            workers->last->next = call;
        }
        workers->last = call;
        workers->waiting++;
        gauge_add(&traffic.waiting, 1);
        (void)pthread_cond_signal(&workers->changed);
    }
    (void)pthread_mutex_unlock(&workers->mutex);
    return taken;
}

void workers_stop(Workers *workers)
{
    (void)pthread_mutex_lock(&workers->mutex);
    workers->stopping = true;
    (void)pthread_cond_broadcast(&workers->changed);
    (void)pthread_mutex_unlock(&workers->mutex);
    for (unsigned i = 0; i < workers->count; i++) {
        (void)pthread_join(workers->threads[i], NULL);
        gauge_add(&traffic.workers, -1);
    }
    (void)pthread_cond_destroy(&workers->changed);
    (void)pthread_mutex_destroy(&workers->mutex);
}
