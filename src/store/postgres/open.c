/* SPDX-License-Identifier: EUPL-1.2 */
/* The PostgreSQL engine: its transactions, its migrations, and the table of its functions. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/postgres/postgres_private.h"
#include "store/rows.h"
#include "store/store_metrics.h"

enum { PAUSE_MICROSECONDS = 100000, MOST_STARTS = 5 };

static Outcome postgres_open(Store *store, Problem *problem)
{
    char *words = NULL;
    PQconninfoOption *options = PQconninfoParse(store->location, &words);
    if (options == NULL) {
        PQfreemem(words);
        return problem_set(problem, USAGE, store->path, "store",
                           "no URL that names a PostgreSQL store: "
                           "postgresql://user@host1,host2/database");
    }
    PQconninfoFree(options);
    return OK;
}

static void postgres_close(Store *store)
{
    (void)store;
}

/* ------------------------------------------------------------------------- transactions */

/* All that write to a territory take its counter first, so that the weakest isolation is
 * serial there; docs/decisions/2026-11-24-engines.md. */
static Outcome postgres_begin(Session *session, Problem *problem)
{
    Connection *connection = session->connection;
    if (connection->broken) {
        return postgres_lost(connection, "beginning", problem);
    }
    postgres_send(connection, session->use == SESSION_WRITES
                                  ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                                  : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    connection->aborted = false;
    connection->timeout = POSTGRES_DEFAULT_TIMEOUT;
    return connection->broken ? postgres_lost(connection, "beginning", problem) : OK;
}

/* SAVEPOINT and its like: their answer comes with the next statement's. */
static Outcome postgres_command(Session *session, const char *sql, Problem *problem)
{
    Connection *connection = session->connection;
    postgres_send(connection, sql);
    if (connection->broken) {
        return postgres_lost(connection, sql, problem);
    }
    if (strncmp(sql, "ROLLBACK TO", strlen("ROLLBACK TO")) == 0) {
        connection->aborted = false;
        connection->timeout = -1; /* what was set since the savepoint is undone too */
    }
    return OK;
}

static bool says_committed(const PGresult *result)
{
    return strcmp(PQcmdStatus((PGresult *)(uintptr_t)result), "COMMIT") == 0;
}

/* A deadline would end the wait for a standby with a mere warning: none is set, and we wait for
 * the answer a limited time ourselves. A transaction in error answers ROLLBACK. */
static Outcome postgres_commit(Session *session, Problem *problem)
{
    Connection *connection = session->connection;
    PGresult *result = NULL;
    postgres_send(connection, "SET LOCAL statement_timeout = 0");
    postgres_send(connection, "COMMIT");
    TRY(postgres_receive(connection, POSTGRES_DEFAULT_TIMEOUT, "committing", &result, problem));
    const bool committed = says_committed(result);
    PQclear(result);
    if (connection->half_kept) {
        connection->broken = true;
        return problem_set(problem, UNAVAILABLE, TEXT(""), "store",
                           "no standby confirmed what was written");
    }
    return committed ? OK
                     : problem_set(problem, FAILED, TEXT(""), "store",
                                   "the transaction was undone by the store");
}

static bool postgres_rollback(Session *session)
{
    Connection *connection = session->connection;
    postgres_send(connection, "ROLLBACK");
    if (!connection->broken && PQflush(connection->handle) < 0) {
        connection->broken = true;
    }
    connection->aborted = false;
    return !connection->broken;
}

static bool postgres_transaction_lost(const Session *session)
{
    return session->connection->broken || session->connection->retry;
}

static bool postgres_recover(Session *session)
{
    Connection *connection = session->connection;
    if (connection->retry && !connection->broken) {
        connection->retry = false;
        return postgres_rollback(session);
    }
    if (!connection->broken) {
        return false;
    }
    if (postgres_dial(connection, NULL) == OK) {
        counter_add(&store_metrics.reconnects, 1);
    } else {
        (void)usleep(PAUSE_MICROSECONDS);
    }
    return true;
}

/* --------------------------------------------------------------------------- migrations */

/* An index over the rows of a country takes longer than any page may. */
static Outcome postgres_migrate(Session *session, const Migration *migration, Problem *problem)
{
    postgres_send(session->connection, "SET LOCAL statement_timeout = 0");
    return postgres_run_script(session->connection, migration->postgres, problem);
}

/* Servers that start at once may all find the table lacking. Those that lose are told so in
 * several ways (a key that exists, a relation that exists, a row that changed under them), and
 * see it there when they look again. */
static Outcome postgres_make_migration_list(Session *session, Problem *problem)
{
    static const char make[] = "CREATE TABLE IF NOT EXISTS schema_migration (number BIGINT NOT "
                               "NULL PRIMARY KEY, name TEXT COLLATE \"C\" NOT NULL, checksum "
                               "BIGINT NOT NULL)";
    Outcome outcome = CONFLICT;
    for (int i = 0; i < MOST_STARTS && (outcome == CONFLICT || outcome == FAILED); i++) {
        outcome = postgres_run_script(session->connection, make, problem);
    }
    return outcome;
}

static Outcome postgres_has_migration_list(Session *session, bool *exists, Problem *problem)
{
    static const Query look = {
        .name = "migration_list_look",
        .postgres = "SELECT count(*) FROM pg_catalog.pg_class WHERE oid = "
                    "to_regclass('schema_migration')",
    };
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    TRY(statement_open(session, &look, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    *exists = row && column_integer(statement, 0) > 0;
    return OK;
}

/* -------------------------------------------------------------------------------- check */

/* Reading every row makes the server verify every page that has a checksum. */
static Outcome postgres_check(Session *session, Problem *problem)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        int64_t count = 0;
        TRY(table_count(session, &TABLES[i], &count, problem));
    }
    return OK;
}

const Engine POSTGRES_ENGINE = {
    .name = "postgresql",
    .shared = true,
    .open = postgres_open,
    .close = postgres_close,
    .connect = postgres_connect,
    .disconnect = postgres_disconnect,
    .begin = postgres_begin,
    .commit = postgres_commit,
    .rollback = postgres_rollback,
    .command = postgres_command,
    .transaction_lost = postgres_transaction_lost,
    .recover = postgres_recover,
    .prepare = postgres_prepare,
    .reset = postgres_reset,
    .finalize = postgres_finalize,
    .bind = postgres_bind,
    .step = postgres_step,
    .text = postgres_text,
    .integer = postgres_integer,
    .real = postgres_real,
    .null = postgres_null,
    .insert_rows = postgres_insert_rows,
    .migrate = postgres_migrate,
    .make_migration_list = postgres_make_migration_list,
    .has_migration_list = postgres_has_migration_list,
    .check = postgres_check,
};
