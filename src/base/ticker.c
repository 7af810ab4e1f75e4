/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/ticker.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct Ticker {
    TickerSettings settings;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool is_woken;
    bool is_stopping;
};

/* The clock that no one sets. */
static struct timespec in_milliseconds(int64_t milliseconds)
{
    struct timespec moment = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &moment);
    moment.tv_sec += milliseconds / 1000;
    moment.tv_nsec += milliseconds % 1000 * 1000000;
    moment.tv_sec += moment.tv_nsec / 1000000000;
    moment.tv_nsec %= 1000000000;
    return moment;
}

/* False when it is time to stop. */
static bool wait_for_tick(Ticker *ticker)
{
    const struct timespec until = in_milliseconds(ticker->settings.milliseconds);
    int late = 0;
    (void)pthread_mutex_lock(&ticker->mutex);
    while (!ticker->is_stopping && !ticker->is_woken && late == 0) {
        late = pthread_cond_timedwait(&ticker->changed, &ticker->mutex, &until);
    }
    ticker->is_woken = false;
    const bool goes_on = !ticker->is_stopping;
    (void)pthread_mutex_unlock(&ticker->mutex);
    return goes_on;
}

static void *work(void *context)
{
    Ticker *ticker = context;
    if (ticker->settings.at_once) {
        ticker->settings.tick(ticker->settings.context);
    }
    while (wait_for_tick(ticker)) {
        ticker->settings.tick(ticker->settings.context);
    }
    return NULL;
}

static void ticker_free(Ticker *ticker)
{
    (void)pthread_mutex_destroy(&ticker->mutex);
    (void)pthread_cond_destroy(&ticker->changed);
    free(ticker);
}

Outcome ticker_start(const TickerSettings *settings, Ticker **ticker, Problem *problem)
{
    pthread_condattr_t attributes;
    Ticker *made = calloc(1, sizeof *made);
    if (made == NULL) {
        abort();
    }
    made->settings = *settings;
    (void)pthread_condattr_init(&attributes);
    (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    (void)pthread_mutex_init(&made->mutex, NULL);
    (void)pthread_cond_init(&made->changed, &attributes);
    (void)pthread_condattr_destroy(&attributes);
    /* Before the thread runs: its first tick may ask for it. */
    *ticker = made;
    if (pthread_create(&made->thread, NULL, work, made) != 0) {
        *ticker = NULL;
        ticker_free(made);
        return problem_set(problem, UNAVAILABLE, TEXT(""), "", "no thread %s",
                           settings->purpose);
    }
    return OK;
}

static void set(Ticker *ticker, bool *what)
{
    (void)pthread_mutex_lock(&ticker->mutex);
    *what = true;
    (void)pthread_cond_signal(&ticker->changed);
    (void)pthread_mutex_unlock(&ticker->mutex);
}

void ticker_wake(Ticker *ticker)
{
    set(ticker, &ticker->is_woken);
}

bool ticker_is_stopping(Ticker *ticker)
{
    (void)pthread_mutex_lock(&ticker->mutex);
    const bool stopping = ticker->is_stopping;
    (void)pthread_mutex_unlock(&ticker->mutex);
    return stopping;
}

void ticker_stop(Ticker **ticker)
{
    Ticker *stopped = *ticker;
    if (stopped == NULL) {
        return;
    }
    set(stopped, &stopped->is_stopping);
    (void)pthread_join(stopped->thread, NULL);
    *ticker = NULL;
    ticker_free(stopped);
}
