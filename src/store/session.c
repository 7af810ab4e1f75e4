/* SPDX-License-Identifier: EUPL-1.2 */
/* Sessions: the snapshots of readers, kept open for the next one, and the writer's own. */
#include <stdlib.h>

#include "store/queries.h"
#include "store/store_metrics.h"
#include "store/store_private.h"

static const int64_t DEFAULT_DEADLINE = 30000000000;

Outcome session_new(Store *store, SessionUse use, Session **session, Problem *problem)
{
    Connection *connection = NULL;
    TRY(store->engine->connect(store, use, &connection, problem));
    Session *made = calloc(1, sizeof *made);
    if (made == NULL) {
        abort();
    }
    *made = (Session){.store = store,
                      .connection = connection,
                      .territory = store->territory,
                      .use = use,
                      .deadline = DEFAULT_DEADLINE};
    *session = made;
    return OK;
}

void session_forget_statements(Session *session)
{
    for (size_t i = 0; i < session->cached; i++) {
        session->store->engine->finalize(session->cache[i]);
    }
    session->cached = 0;
}

void session_free(Session *session)
{
    if (session != NULL) {
        session_forget_statements(session);
        session->store->engine->disconnect(session->connection);
        free(session);
    }
}

void session_set_deadline(Session *session, int64_t nanoseconds)
{
    session->deadline = nanoseconds;
}

void session_reset(Session *session)
{
    session->deadline = DEFAULT_DEADLINE;
    session->failed = false;
}

Outcome session_run(Session *session, const Query *query, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, query, &statement, problem));
    return statement_run(statement, NULL, problem);
}

Outcome session_transact(Session *session, WriteFunction work, void *context, Problem *problem)
{
    const Engine *engine = session->store->engine;
    session_reset(session);
    TRY(engine->begin(session, problem));
    Outcome outcome = work(session, context, problem);
    if (outcome == OK) {
        outcome = engine->commit(session, problem);
    }
    if (outcome != OK) {
        (void)engine->rollback(session);
    }
    return outcome;
}

/* -------------------------------------------------------------------------------- reading */

static Session *take_idle(Store *store, SessionUse use)
{
    (void)pthread_mutex_lock(&store->mutex);
    Session *session =
        store->reader_count[use] > 0 ? store->readers[use][--store->reader_count[use]] : NULL;
    (void)pthread_mutex_unlock(&store->mutex);
    gauge_add(&store_metrics.readers_idle, session == NULL ? 0 : -1);
    return session;
}

static bool keep_idle(Store *store, Session *session)
{
    const SessionUse use = session->use;
    (void)pthread_mutex_lock(&store->mutex);
    const bool kept = store->reader_count[use] < READER_POOL;
    if (kept) {
        store->readers[use][store->reader_count[use]++] = session;
    }
    (void)pthread_mutex_unlock(&store->mutex);
    gauge_add(&store_metrics.readers_idle, kept ? 1 : 0);
    return kept;
}

static Outcome read_change_count(Session *session, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    TRY(statement_open(session, &STORE_COUNTER_GET, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    session->change_count = row ? column_integer(statement, 0) : 0;
    if (row && column_integer(statement, 1) > 0) {
        return problem_set(problem, UNAVAILABLE, session->territory, "territory",
                           "it moved to another store: %.*s",
                           TEXT_ARG(column_text(statement, 2)));
    }
    return OK;
}

/* BEGIN alone takes no snapshot: the first read does, so it is made here. */
static Outcome begin_snapshot(Session *session, Text territory, Problem *problem)
{
    session_reset(session);
    session->territory = territory;
    TRY(session->store->engine->begin(session, problem));
    return read_change_count(session, problem);
}

static Outcome begin_reading(Store *store, SessionUse use, Text territory, Session **session,
                             Problem *problem)
{
    /* A connection that waited in the pool may have died there; a new one has not. */
    for (Session *idle = take_idle(store, use); idle != NULL; idle = take_idle(store, use)) {
        if (begin_snapshot(idle, territory, NULL) == OK) {
            *session = idle;
            return OK;
        }
        session_free(idle);
        counter_add(&store_metrics.reconnects, 1);
    }
    Session *fresh = NULL;
    TRY(session_new(store, use, &fresh, problem));
    const Outcome outcome = begin_snapshot(fresh, territory, problem);
    if (outcome != OK) {
        session_free(fresh);
        return outcome;
    }
    *session = fresh;
    return OK;
}

static Outcome read_with(Store *store, SessionUse use, Text territory, Session **session,
                         Problem *problem)
{
    TRY(begin_reading(store, use, territory, session, problem));
    gauge_add(&store_metrics.readers_in_use, 1);
    return OK;
}

Outcome store_read(Store *store, Session **session, Problem *problem)
{
    return read_with(store->root, SESSION_READS, store->territory, session, problem);
}

Outcome store_read_stale(Store *store, Session **session, Problem *problem)
{
    return read_with(store->root, store_is_shared(store) ? SESSION_READS_STALE : SESSION_READS,
                     store->territory, session, problem);
}

Text session_territory(const Session *session)
{
    return session->territory;
}

void session_end(Session **session)
{
    Session *ended = *session;
    *session = NULL;
    if (ended == NULL || ended->use == SESSION_WRITES) {
        return;
    }
    gauge_add(&store_metrics.readers_in_use, -1);
    session_reset(ended);
    if (!ended->store->engine->rollback(ended) || !keep_idle(ended->store, ended)) {
        session_free(ended);
    }
}
