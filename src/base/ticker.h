/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A thread that does one thing now and then: after a period, and at once when it is woken. What
 * must go on while a program serves (following the store, renewing a lease, going round the
 * cells) is a function and a period.
 */
#pragma once

#include "base/outcome.h"

typedef struct Ticker Ticker;

typedef struct TickerSettings {
    const char *purpose; /* "to follow the store": for the words of a failure */
    int64_t milliseconds;
    void (*tick)(void *context);
    void *context;
    bool at_once; /* the first tick does not wait for a period */
} TickerSettings;

/* Starts the thread. UNAVAILABLE when there is none to be had. */
MUST_USE Outcome ticker_start(const TickerSettings *settings, Ticker **ticker,
                              Problem *problem);

/* The next tick comes now; one under way is followed by another. May be called anywhere. */
void ticker_wake(Ticker *ticker);

/* Whether it was told to stop: a long tick asks between its parts. */
bool ticker_is_stopping(Ticker *ticker);

/* Waits for the tick under way, then ends the thread. */
void ticker_stop(Ticker **ticker);
