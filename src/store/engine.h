/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What an engine does for the store. Everything a caller may rely on is decided above the
 * engines, once: pools, the writer and its groups, the binding of names, deadlines, migrations.
 * An engine opens connections and runs statements on them.
 */
#pragma once

#include "store/schema.h"
#include "store/store.h"

enum { STATEMENT_CACHE = 64 };

typedef struct Engine Engine;
typedef struct Connection Connection; /* each engine's own */

typedef struct Value {
    ColumnKind kind;
    bool is_null;
    int64_t integer;
    double real;
    Text bytes; /* of a text or a blob; copied by the engine */
} Value;

/* An engine's own statement starts with this one. */
struct Statement {
    Session *session;
    const Query *query;
    int64_t time_left; /* nanoseconds the engine may still work for it */
    uint32_t bound;    /* one bit a parameter */
    int64_t changed;   /* rows touched, once it has run to its end */
};

typedef enum SessionUse {
    SESSION_READS,
    SESSION_READS_STALE, /* a standby may answer */
    SESSION_WRITES
} SessionUse;

struct Session {
    Store *store;
    Connection *connection;
    Text territory;
    SessionUse use;
    int64_t deadline;     /* nanoseconds the engine may work for one statement */
    int64_t change_count; /* of the snapshot; of the transaction under way in the writer */
    bool failed;          /* a statement failed: what is under way may only be undone */
    Statement *cache[STATEMENT_CACHE]; /* prepared and idle, the last used last */
    size_t cached;
};

/* Gives the next row of a table, its values in the order of the columns; they live until the
 * next call. False in `row` at the end. */
typedef Outcome (*RowFunction)(void *context, Value *values, bool *row, Problem *problem);

typedef struct RowSource {
    RowFunction next;
    void *context;
} RowSource;

struct Engine {
    const char *name;
    bool shared; /* other processes write to the same store */

    /* Before the first connection and after the last: locks, checks of the place. */
    Outcome (*open)(Store *store, Problem *problem);
    void (*close)(Store *store);

    Outcome (*connect)(Store *store, SessionUse use, Connection **connection, Problem *problem);
    void (*disconnect)(Connection *connection);

    /* A read snapshot, or a transaction that writes. The end of a snapshot says whether the
     * connection may serve again. */
    Outcome (*begin)(Session *session, Problem *problem);
    Outcome (*commit)(Session *session, Problem *problem);
    bool (*rollback)(Session *session);
    /* "SAVEPOINT job" and its like: statements without parameters or rows. */
    Outcome (*command)(Session *session, const char *sql, Problem *problem);
    /* The engine undid the whole transaction by itself, the work of other jobs with it. */
    bool (*transaction_lost)(const Session *session);
    /* The transaction failed for a reason that a second run may not meet: a serialisation
     * failure, a server that went away. Forgets the reason and makes the connection usable. */
    bool (*recover)(Session *session);

    Outcome (*prepare)(Session *session, const Query *query, Statement **statement,
                       Problem *problem);
    void (*reset)(Statement *statement);
    void (*finalize)(Statement *statement);
    void (*bind)(Statement *statement, int parameter, const Value *value);
    /* The next row; counts `changed` at the end. */
    Outcome (*step)(Statement *statement, bool *row, Problem *problem);
    Text (*text)(const Statement *statement, int column);
    int64_t (*integer)(const Statement *statement, int column);
    double (*real)(const Statement *statement, int column);
    bool (*null)(const Statement *statement, int column);

    /* Adds all rows of a source to a table, as fast as the engine can, within the transaction
     * under way. */
    Outcome (*insert_rows)(Session *session, const Table *table, RowSource source,
                           Problem *problem);

    /* Runs a migration's statements within the transaction under way. */
    Outcome (*migrate)(Session *session, const Migration *migration, Problem *problem);
    /* The store's own list of migrations: made where it lacks, or said to lack. */
    Outcome (*make_migration_list)(Session *session, Problem *problem);
    Outcome (*has_migration_list)(Session *session, bool *exists, Problem *problem);

    /* What the engine can say of its pages and files; migrations are checked above. */
    Outcome (*check)(Session *session, Problem *problem);

    /* Copies a consistent state to a new file of SQLite in a faster way than row by row; NULL
     * where there is none. */
    Outcome (*copy_file)(Text path, Text destination, Problem *problem);
};

const Engine *engine_of(Text location);

/* SQLITE_ENGINE.copy_file, for a file whose place is known. */
MUST_USE Outcome sqlite_copy_file(Text path, Text destination, Problem *problem);

/* Makes one file of a store of SQLite that nobody has open: no log, no lock beside it. */
MUST_USE Outcome sqlite_seal(Text path, Problem *problem);

/* Writes the imprint of such a file at its end, and verifies it: INVALID says which bytes are
 * not those that were saved. A file without imprint, or opened for writing since, is OK. */
MUST_USE Outcome sqlite_imprint_add(Text path, Problem *problem);
MUST_USE Outcome sqlite_imprint_check(Text path, Problem *problem);

extern const Engine SQLITE_ENGINE;
extern const Engine POSTGRES_ENGINE;
