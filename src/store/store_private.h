/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the store share among themselves. */
#pragma once

#include <pthread.h>
#include <sqlite3.h>

#include "store/store.h"

enum { STATEMENT_CACHE = 64, READER_POOL = 16 };

/* "SEUL", so that a file of another program is told apart. */
#define STORE_APPLICATION_ID 0x5345554C

struct Statement {
    Session *session;
    const Query *query;
    sqlite3_stmt *handle;
    int64_t time_left; /* nanoseconds the engine may still work for it */
    uint32_t bound;    /* one bit a parameter */
    int bind_result;   /* the first binding that failed, else SQLITE_OK */
};

struct Session {
    Store *store;
    sqlite3 *connection;
    int64_t deadline; /* nanoseconds the engine may work for one statement */
    int64_t stop_at;  /* monotonic; INT64_MAX between the steps of statements */
    bool writing;
    Statement *cache[STATEMENT_CACHE]; /* prepared and idle */
    size_t cached;
};

typedef struct WriteJob WriteJob;

struct WriteJob {
    WriteFunction write;
    void *context;
    Problem *problem;
    Outcome outcome;
    bool settled; /* its outcome is final; the others of its group may still run */
    bool done;
    WriteJob *next;
};

struct Store {
    Arena *arena;
    Text path;
    const char *path_c;
    int lock_file; /* -1 for a read-only store */
    pthread_mutex_t mutex;
    Session *readers[READER_POOL]; /* idle */
    size_t reader_count;
    Session *writer;
    pthread_mutex_t writing; /* held while a group runs on the writer's connection */
    pthread_t thread;
    bool thread_runs;
    bool stopping;
    pthread_cond_t work;
    pthread_cond_t finished;
    WriteJob *first_job;
    WriteJob *last_job;
    CommitFunction on_commit;
    void *on_commit_context;
};

/* Opens a connection with our settings; `flags` are SQLite's. */
MUST_USE Outcome connection_open(const char *path, int flags, sqlite3 **connection,
                                 Problem *problem);

/* Turns an SQLite result into an outcome, with SQLite's words. */
Outcome connection_outcome(sqlite3 *connection, int result, const char *doing,
                           Problem *problem);
MUST_USE Outcome connection_run(sqlite3 *connection, const char *sql, Problem *problem);

/* For what is undone on the way out of a failure: a second failure changes nothing. */
void connection_try(sqlite3 *connection, const char *sql);

Session *session_new(Store *store, sqlite3 *connection, bool writing);
void session_reset_deadline(Session *session);
void session_free(Session *session);

MUST_USE Outcome writer_start(Store *store, Problem *problem);
void writer_stop(Store *store);

/* Keeps the writer's connection to the caller between two groups. */
void writer_pause(Store *store);
void writer_resume(Store *store);

MUST_USE Outcome lock_take(Text path, int *file, Problem *problem);
void lock_release(int file);

/* Applies the migrations the file lacks; with `check_only`, says whether it is current. */
MUST_USE Outcome migrate(sqlite3 *connection, bool check_only, Problem *problem);

/* integrity_check and foreign_key_check; the problem holds the first finding. */
MUST_USE Outcome connection_check(sqlite3 *connection, Problem *problem);
