/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/courier.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/list.h"
#include "base/log.h"
#include "directory/replica.h"
#include "matching/report.h"

/* A change of the directory reaches every cell, and a message its recipient, well within a
 * second. */
enum { ROUND_MILLISECONDS = 250 };

struct Courier {
    Cells *cells;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool stopping;
    Outcome last; /* of a round: a trouble is told when it starts and when it ends */
};

static const MessageKind kinds[] = {
    {"report", report_take_in},
};

static Outcome follow_directory(Cells *cells, Problem *problem)
{
    const Home *home = cells_home(cells, cells->directory);
    Outcome outcome = OK;
    for (size_t i = 0; i < cells->cell_count; i++) {
        int64_t moved = 0;
        if (i != atomic_load(&home->cell)) {
            const Outcome one =
                replica_follow(home_store(home), home->views[i], moment_now(), &moved, problem);
            outcome = outcome == OK ? one : outcome;
        }
    }
    return outcome;
}

static Outcome go_round(Cells *cells, Problem *problem)
{
    size_t delivered = 0;
    cells_follow_moves(cells);
    const Outcome followed = follow_directory(cells, problem);
    const Outcome carried =
        messages_carry(cells, kinds, LENGTH_OF(kinds), moment_now(), &delivered, problem);
    return followed == OK ? carried : followed;
}

static void note_round(Courier *courier, Outcome outcome, const Problem *problem)
{
    if (outcome != OK && courier->last == OK) {
        log_event(LOG_WARNING, "cells_out_of_step", "%.*s", TEXT_ARG(problem->detail));
    } else if (outcome == OK && courier->last != OK) {
        log_event(LOG_INFO, "cells_in_step", "%s", "every cell answers");
    }
    courier->last = outcome;
}

/* True when it was told to stop meanwhile. */
static bool wait_for_round(Courier *courier)
{
    struct timespec until = {0};
    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += ROUND_MILLISECONDS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    (void)pthread_mutex_lock(&courier->mutex);
    int woken = 0;
    while (!courier->stopping && woken == 0) {
        woken = pthread_cond_timedwait(&courier->changed, &courier->mutex, &until);
    }
    const bool stopping = courier->stopping;
    (void)pthread_mutex_unlock(&courier->mutex);
    return stopping;
}

static void *work(void *context)
{
    Courier *courier = context;
    while (!wait_for_round(courier)) {
        Arena *arena SCOPED(arena_close) = arena_new(1024);
        Problem problem = {.arena = arena};
        note_round(courier, go_round(courier->cells, &problem), &problem);
    }
    return NULL;
}

Outcome courier_start(Cells *cells, Courier **courier, Problem *problem)
{
    TRY(go_round(cells, problem));
    Courier *made = calloc(1, sizeof *made);
    if (made == NULL) {
        abort();
    }
    made->cells = cells;
    (void)pthread_mutex_init(&made->mutex, NULL);
    (void)pthread_cond_init(&made->changed, NULL);
    if (pthread_create(&made->thread, NULL, work, made) != 0) {
        free(made);
        return problem_set(problem, UNAVAILABLE, TEXT(""), "", "no thread for the courier");
    }
    *courier = made;
    return OK;
}

void courier_stop(Courier **courier)
{
    Courier *stopped = *courier;
    *courier = NULL;
    if (stopped == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&stopped->mutex);
    stopped->stopping = true;
    (void)pthread_cond_signal(&stopped->changed);
    (void)pthread_mutex_unlock(&stopped->mutex);
    (void)pthread_join(stopped->thread, NULL);
    (void)pthread_mutex_destroy(&stopped->mutex);
    (void)pthread_cond_destroy(&stopped->changed);
    free(stopped);
}
