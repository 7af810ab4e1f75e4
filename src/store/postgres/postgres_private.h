/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the files of the PostgreSQL engine share among themselves.
 *
 * A connection is always in libpq's pipeline mode. What needs no answer at once (BEGIN, a
 * savepoint, SET) is sent and awaited with the next statement, so that a transaction of one
 * statement costs three round trips: begin and counter, statement, log and commit.
 */
#pragma once

#include <libpq-fe.h>

#include "store/store_private.h"

enum { POSTGRES_DEFAULT_TIMEOUT = 30000 /* milliseconds */ };

struct Connection {
    const char *location;
    SessionUse use;
    PGconn *handle;      /* NULL while there is none */
    unsigned generation; /* rises with each new handle: what was prepared on an older is gone */
    unsigned next_name;  /* of statements and cursors */
    int awaited;         /* results of what was sent and not read yet */
    int64_t timeout;     /* the server's statement_timeout in milliseconds; -1 not known */
    bool broken;         /* the server went away, or may no longer be believed */
    bool aborted;        /* the transaction may only be undone, to a savepoint or whole */
    bool retry;          /* undone by a serialisation failure or a deadlock */
    bool half_kept;      /* a commit was kept by the primary and perhaps by no standby */
};

typedef struct PostgresStatement {
    Statement base;
    Arena *arena; /* of the values bound */
    unsigned name;
    unsigned generation; /* of the connection it is prepared on; 0 for none */
    bool running;
    bool cursor_open;
    bool cursor_done;
    PGresult *result;
    int row; /* the current one, from 0; -1 before the first */
    Oid types[QUERY_PARAMETER_LIMIT];
    Oid prepared_types[QUERY_PARAMETER_LIMIT];
    const char *values[QUERY_PARAMETER_LIMIT];
    int lengths[QUERY_PARAMETER_LIMIT];
} PostgresStatement;

/* Turns an error of the server into an outcome, and notes what it does to the connection. */
Outcome postgres_outcome(Connection *connection, const PGresult *result, const char *doing,
                         Problem *problem);
Outcome postgres_lost(Connection *connection, const char *doing, Problem *problem);

/* Opens (or opens again) the handle of a connection. */
MUST_USE Outcome postgres_dial(Connection *connection, Problem *problem);
MUST_USE Outcome postgres_connect(Store *store, SessionUse use, Connection **connection,
                                  Problem *problem);
void postgres_disconnect(Connection *connection);

/* Sends a statement without parameters, whose answer is read with the next one. */
void postgres_send(Connection *connection, const char *sql);

/* Counts something sent by libpq's own functions: one more result to read. */
void postgres_sent(Connection *connection, int sent);

/* Sends all and reads every awaited result; the last is the caller's to clear. The first error
 * is told. Waits `milliseconds` at most, 0 for as long as it takes. */
MUST_USE Outcome postgres_receive(Connection *connection, int64_t milliseconds,
                                  const char *doing, PGresult **last, Problem *problem);

/* Sends what waits to be sent. False when the server is lost or does not take it in time. */
bool postgres_flush(Connection *connection, int64_t stop_at);

/* One command's results: the last is kept, the first error told. */
MUST_USE Outcome postgres_read_command(Connection *connection, int64_t stop_at,
                                       const char *doing, PGresult **kept, Problem *problem);

/* For what libpq cannot do in its pipeline: what was sent is answered first. The outcome of
 * what was done meanwhile is passed through, unless the way back in fails. */
MUST_USE Outcome postgres_leave_pipeline(Connection *connection, Problem *problem);
MUST_USE Outcome postgres_enter_pipeline(Connection *connection, Outcome outcome,
                                         Problem *problem);

/* Asks the server to keep the session's deadline, which is the transaction's own. */
void postgres_set_timeout(Session *session);

/* A whole script at once, outside the pipeline. */
MUST_USE Outcome postgres_run_script(Connection *connection, const char *sql, Problem *problem);

/* The functions of POSTGRES_ENGINE that live in other files than its table. */
MUST_USE Outcome postgres_prepare(Session *session, const Query *query, Statement **statement,
                                  Problem *problem);
void postgres_reset(Statement *statement);
void postgres_finalize(Statement *statement);
void postgres_bind(Statement *statement, int parameter, const Value *value);
MUST_USE Outcome postgres_step(Statement *statement, bool *row, Problem *problem);
Text postgres_text(const Statement *statement, int column);
int64_t postgres_integer(const Statement *statement, int column);
double postgres_real(const Statement *statement, int column);
bool postgres_null(const Statement *statement, int column);
MUST_USE Outcome postgres_insert_rows(Session *session, const Table *table, RowSource source,
                                      Problem *problem);
