/* SPDX-License-Identifier: EUPL-1.2 */
/* Numbered, forward-only migrations, each in one transaction and known by its checksum. */
#include "base/list.h"
#include "store/schema_files.h"
#include "store/store_private.h"

typedef struct Migration {
    int number;
    const char *name;
    const Text *sql;
} Migration;

static const Migration migrations[] = {
    {1, "directory",  &SCHEMA_0001},
    {2, "sent_forms", &SCHEMA_0002},
};

static int64_t checksum_of(const Migration *migration)
{
    return (int64_t)(text_hash(*migration->sql, 0) >> 1);
}

static Outcome applied_checksum(sqlite3 *connection, int number, bool *applied,
                                int64_t *checksum, Problem *problem)
{
    sqlite3_stmt *statement = NULL;
    TRY(connection_outcome(
        connection,
        sqlite3_prepare_v2(connection,
                           "SELECT checksum FROM schema_migration WHERE number = ?1", -1,
                           &statement, NULL),
        "reading migrations", problem));
    (void)sqlite3_bind_int(statement, 1, number);
    const int result = sqlite3_step(statement);
    *applied = result == SQLITE_ROW;
    *checksum = *applied ? sqlite3_column_int64(statement, 0) : 0;
    (void)sqlite3_finalize(statement);
    return connection_outcome(connection, result, "reading migrations", problem);
}

static Outcome apply(sqlite3 *connection, const Migration *migration, Problem *problem)
{
    char *record =
        sqlite3_mprintf("INSERT INTO schema_migration (number, name, checksum) "
                        "VALUES (%d, %Q, %lld); COMMIT;",
                        migration->number, migration->name, (long long)checksum_of(migration));
    Outcome outcome = connection_run(connection, "BEGIN IMMEDIATE", problem);
    if (outcome == OK) {
        outcome = connection_run(connection, migration->sql->bytes, problem);
    }
    if (outcome == OK) {
        outcome = connection_run(connection, record, problem);
    }
    if (outcome != OK && sqlite3_get_autocommit(connection) == 0) {
        connection_try(connection, "ROLLBACK");
    }
    sqlite3_free(record);
    return outcome;
}

static Outcome newest_applied(sqlite3 *connection, int *newest, Problem *problem)
{
    sqlite3_stmt *statement = NULL;
    TRY(connection_outcome(
        connection,
        sqlite3_prepare_v2(connection, "SELECT coalesce(max(number), 0) FROM schema_migration",
                           -1, &statement, NULL),
        "reading migrations", problem));
    const int result = sqlite3_step(statement);
    *newest = sqlite3_column_int(statement, 0);
    (void)sqlite3_finalize(statement);
    return connection_outcome(connection, result, "reading migrations", problem);
}

static Outcome refuse_newer(sqlite3 *connection, Problem *problem)
{
    int newest = 0;
    TRY(newest_applied(connection, &newest, problem));
    const int known = migrations[LENGTH_OF(migrations) - 1].number;
    if (newest > known) {
        return problem_set(problem, INVALID, TEXT(""), "store",
                           "the store is at version %d and this program knows up to %d: "
                           "use a newer program",
                           newest, known);
    }
    return OK;
}

static Outcome bring_up(sqlite3 *connection, const Migration *migration, bool check_only,
                        Problem *problem)
{
    bool applied = false;
    int64_t checksum = 0;
    TRY(applied_checksum(connection, migration->number, &applied, &checksum, problem));
    if (applied && checksum != checksum_of(migration)) {
        return problem_set(problem, INVALID, TEXT(""), "store",
                           "migration %d was altered after it was applied", migration->number);
    }
    if (!applied && check_only) {
        return problem_set(problem, INVALID, TEXT(""), "store",
                           "the store lacks migration %d: open it once for writing",
                           migration->number);
    }
    return applied ? OK : apply(connection, migration, problem);
}

static Outcome require_migrated(sqlite3 *connection, Problem *problem)
{
    const int result = sqlite3_table_column_metadata(connection, "main", "schema_migration",
                                                     "number", NULL, NULL, NULL, NULL, NULL);
    if (result == SQLITE_ERROR) {
        return problem_set(problem, INVALID, TEXT(""), "store",
                           "the file holds no store yet: load one with “seuil load DIR”");
    }
    return connection_outcome(connection, result, "reading migrations", problem);
}

Outcome migrate(sqlite3 *connection, bool check_only, Problem *problem)
{
    if (check_only) {
        TRY(require_migrated(connection, problem));
    } else {
        TRY(connection_run(connection,
                           "CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER NOT "
                           "NULL PRIMARY KEY, name TEXT NOT NULL, checksum INTEGER NOT NULL) "
                           "STRICT",
                           problem));
    }
    TRY(refuse_newer(connection, problem));
    for (size_t i = 0; i < LENGTH_OF(migrations); i++) {
        TRY(bring_up(connection, &migrations[i], check_only, problem));
    }
    return OK;
}
