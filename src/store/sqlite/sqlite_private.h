/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the SQLite engine share among themselves. */
#pragma once

#include <sqlite3.h>

#include "store/store_private.h"

/* "SEUL", so that a file of another program is told apart. */
#define STORE_APPLICATION_ID 0x5345554C

struct Connection {
    sqlite3 *handle;
    int64_t stop_at; /* monotonic; INT64_MAX between the steps of statements */
};

typedef struct SqliteStatement {
    Statement base;
    sqlite3_stmt *handle;
    int bind_result; /* the first binding that failed, else SQLITE_OK */
} SqliteStatement;

typedef struct SqliteStore {
    int lock_file; /* -1 for a store opened to read */
} SqliteStore;

/* Opens a file with our settings; `flags` are SQLite's. */
MUST_USE Outcome connection_open(const char *path, int flags, sqlite3 **connection,
                                 Problem *problem);

/* Turns an SQLite result into an outcome, with SQLite's words. */
Outcome connection_outcome(sqlite3 *connection, int result, const char *doing,
                           Problem *problem);
MUST_USE Outcome connection_run(sqlite3 *connection, const char *sql, Problem *problem);

/* For what is undone on the way out of a failure: a second failure changes nothing. */
void connection_try(sqlite3 *connection, const char *sql);

/* INVALID when the file is a database of another program; an empty one is nobody's yet. */
MUST_USE Outcome require_our_application(sqlite3 *connection, Text path, Problem *problem);

/* The functions of SQLITE_ENGINE that live in other files than its table. */
MUST_USE Outcome sqlite_connect(Store *store, SessionUse use, Connection **connection,
                                Problem *problem);
void sqlite_disconnect(Connection *connection);
MUST_USE Outcome sqlite_begin(Session *session, Problem *problem);
MUST_USE Outcome sqlite_commit(Session *session, Problem *problem);
bool sqlite_rollback(Session *session);
MUST_USE Outcome sqlite_command(Session *session, const char *sql, Problem *problem);
bool sqlite_transaction_lost(const Session *session);
bool sqlite_recover(Session *session);
MUST_USE Outcome sqlite_prepare(Session *session, const Query *query, Statement **statement,
                                Problem *problem);
void sqlite_reset(Statement *statement);
void sqlite_finalize(Statement *statement);
void sqlite_bind(Statement *statement, int parameter, const Value *value);
MUST_USE Outcome sqlite_step(Statement *statement, bool *row, Problem *problem);
Text sqlite_text(const Statement *statement, int column);
int64_t sqlite_integer(const Statement *statement, int column);
double sqlite_real(const Statement *statement, int column);
bool sqlite_null(const Statement *statement, int column);
MUST_USE Outcome sqlite_check(Session *session, Problem *problem);
MUST_USE Outcome sqlite_insert_rows(Session *session, const Table *table, RowSource source,
                                    Problem *problem);
