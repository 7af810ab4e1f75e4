/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/courier.h"

#include <stdlib.h>

#include "base/list.h"
#include "base/log.h"
#include "base/ticker.h"
#include "directory/replica.h"
#include "matching/report.h"

/* A change of the directory reaches every cell, and a message its recipient, well within a
 * second. */
enum { ROUND_MILLISECONDS = 250 };

struct Courier {
    Cells *cells;
    Ticker *ticker;
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

static void go(void *context)
{
    Courier *courier = context;
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    Problem problem = {.arena = arena};
    note_round(courier, go_round(courier->cells, &problem), &problem);
}

Outcome courier_start(Cells *cells, Courier **courier, Problem *problem)
{
    TRY(go_round(cells, problem));
    Courier *made = calloc(1, sizeof *made);
    if (made == NULL) {
        abort();
    }
    made->cells = cells;
    const TickerSettings settings = {"for the courier", ROUND_MILLISECONDS, go, made, false};
    const Outcome outcome = ticker_start(&settings, &made->ticker, problem);
    if (outcome != OK) {
        free(made);
        return outcome;
    }
    *courier = made;
    return OK;
}

void courier_stop(Courier **courier)
{
    Courier *stopped = *courier;
    *courier = NULL;
    if (stopped != NULL) {
        ticker_stop(&stopped->ticker);
        free(stopped);
    }
}
