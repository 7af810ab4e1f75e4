/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The store: a file (SQLite, embedded) or "postgresql://..." (servers, by libpq). Readers see
 * snapshots; all writing of a process goes through one writer thread that commits several jobs
 * at once (group commit). Values are bound by name and type, never as text put together; every
 * statement has a deadline. docs/decisions/2026-11-24-store.md and -engines.md say why.
 */
#pragma once

#include "base/id.h"
#include "base/moment.h"
#include "base/outcome.h"
#include "store/query.h"

typedef struct Store Store;
typedef struct Session Session;
typedef struct Statement Statement;

typedef enum StoreMode {
    STORE_READ_ONLY, /* readers only; the store must exist; one of an older program is
                        brought up first, which takes the lock of a file for a moment */
    STORE_READ_WRITE /* creates and migrates; takes the lock of a file */
} StoreMode;

/* Opens a store by its path or URL. CONFLICT names the process that holds a file for writing;
 * INVALID for a file that is no store, a store newer than this program, or one whose migrations
 * were altered; CONFLICT too for a copy that never ended; NOT_FOUND when a store to be read
 * does not exist; UNAVAILABLE when no server answers. Close with store_close. */
MUST_USE Outcome store_open(Text path, StoreMode mode, Store **store, Problem *problem);
void store_close(Store **store);

/* The same store seen from another of its territories: what reads and writes through the view
 * sees that territory alone. Close the view before the store. */
Store *store_view(Store *store, Text territory);
Text store_territory(const Store *store);

Text store_path(const Store *store); /* for messages: a URL has lost its password */

/* Whether several processes may write to it at once (PostgreSQL), or one holds it (a file). */
bool store_is_shared(const Store *store);
bool store_place_is_shared(Text path);
Text store_place_shown(Arena *arena, Text path); /* as store_path does */

/* The process that holds a file for writing; false when nobody does. */
bool store_holder(Text path, int *process);

/* A read snapshot: what it shows does not change until it ends. */
MUST_USE Outcome store_read(Store *store, Session **session, Problem *problem);

/* The same, where an answer a moment behind the newest will do: a standby may give it. */
MUST_USE Outcome store_read_stale(Store *store, Session **session, Problem *problem);
void session_end(Session **session);
Text session_territory(const Session *session);

/* Runs `write` in the writer's transaction and returns once it is durable. A job that fails, or
 * one of whose statements failed, is undone alone; the others of its group are kept. A server
 * that goes away is awaited, and what it was doing is done once: by it, or again by the next.
 * The function runs on the writer's thread while the caller waits, and may run again from the
 * start when a neighbour's failure undid the whole transaction: it reads its context and the
 * store, and writes only the store and its outputs. */
typedef Outcome (*WriteFunction)(Session *session, void *context, Problem *problem);
MUST_USE Outcome store_write(Store *store, WriteFunction write, void *context,
                             Problem *problem);

/* Called on the writer's thread after each commit and before its callers are told, so that
 * whoever wrote finds an index that knows it is stale. It must be brief and call nothing of the
 * store. At most STORE_LISTENER_LIMIT of them; store_off_commit takes away the one with this
 * context. */
enum { STORE_LISTENER_LIMIT = 64 };
typedef void (*CommitFunction)(void *context);
void store_on_commit(Store *store, CommitFunction function, void *context);
void store_off_commit(Store *store, void *context);

/* Rises with every commit; part of the snapshot it is asked in. */
MUST_USE Outcome store_change_count(Session *session, int64_t *count);

/* --------------------------------------------------------------------------- statements */

/* Prepares a named query (statements are kept for the session). The parameter :territory is
 * bound already. Close with statement_close or SCOPED(statement_close). */
MUST_USE Outcome statement_open(Session *session, const Query *query, Statement **statement,
                                Problem *problem);
void statement_close(Statement **statement);

/* Binding an unknown name, or running with one left unbound, is a defect of the program and
 * ends it. */
void bind_text(Statement *statement, const char *name, Text value);
void bind_integer(Statement *statement, const char *name, int64_t value);
void bind_real(Statement *statement, const char *name, double value);
void bind_blob(Statement *statement, const char *name, const void *bytes, size_t length);
void bind_id(Statement *statement, const char *name, Id id);
void bind_null(Statement *statement, const char *name);

/* The next row: true in `row` while there is one. UNAVAILABLE past the deadline, when the store
 * is busy or the disk is full; FAILED on anything else. */
MUST_USE Outcome statement_next(Statement *statement, bool *row, Problem *problem);

/* Runs a statement that gives no rows; `changed` (may be NULL) counts the rows it touched. */
MUST_USE Outcome statement_run(Statement *statement, int64_t *changed, Problem *problem);

/* Columns of the current row, from 0; texts live until the next row. */
Text column_text(const Statement *statement, int column);
int64_t column_integer(const Statement *statement, int column);
double column_real(const Statement *statement, int column);
bool column_is_null(const Statement *statement, int column);
Id column_id(const Statement *statement, int column); /* nil when it is no 16 bytes */

/* -------------------------------------------------------------------------- whole store */

/* Says INVALID with what is wrong: pages, foreign keys, migrations. */
MUST_USE Outcome store_check(Session *session, Problem *problem);

/* Verifies each byte of a file that store_backup made and nobody opened for writing since:
 * INVALID says which are not those that were saved. Any other store is OK. */
MUST_USE Outcome store_check_backup(Text path, Problem *problem);

/* Copies a consistent state to a new file, which appears whole or not at all, while others
 * write. CONFLICT when the destination exists. The file is a store of SQLite whatever the
 * engine, so that a backup moves between engines too. */
MUST_USE Outcome store_backup(Text path, Text destination, Problem *problem);

/* Replaces everything by the content of a backup, verified first: INVALID says what is damaged
 * and where. The process that calls it holds the store; others see the old state or the new.
 * `then` (NULL for nothing), without a context, ends the same transaction. */
MUST_USE Outcome store_restore(Store *store, Text backup, WriteFunction then, Problem *problem);

/* The statements of a session opened from now on stop once the engine worked this long for one
 * of them (default 30 seconds); the time their reader takes between two rows does not count. */
void session_set_deadline(Session *session, int64_t nanoseconds);

/* The territory that store_open sees. */
extern const Text STORE_TERRITORY;
