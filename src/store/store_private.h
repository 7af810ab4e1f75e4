/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the store and its engines share among themselves. */
#pragma once

#include <pthread.h>

#include "store/engine.h"

enum { READER_POOL = 16 };

typedef struct WriteJob WriteJob;

struct WriteJob {
    Text territory;
    WriteFunction write;
    void *context;
    Problem *problem;
    Outcome outcome;
    bool settled; /* its outcome is final; the others of its group may still run */
    bool done;
    WriteJob *next;
};

typedef struct Listener {
    CommitFunction function;
    void *context;
} Listener;

/* A view has a root and a territory, and nothing else of its own. */
struct Store {
    Store *root; /* itself, unless it is a view */
    Arena *arena;
    const Engine *engine;
    Text path; /* as it may be shown: without a password */
    const char *location;
    void *own; /* what the engine keeps for the whole store */
    Text territory;
    bool read_only;
    pthread_mutex_t mutex;
    Session *readers[2][READER_POOL]; /* idle, by SessionUse */
    size_t reader_count[2];
    Session *writer;
    pthread_mutex_t writing; /* held while a group runs on the writer's connection */
    pthread_t thread;
    bool thread_runs;
    bool stopping;
    pthread_cond_t work;
    pthread_cond_t finished;
    WriteJob *first_job;
    WriteJob *last_job;
    Listener listeners[STORE_LISTENER_LIMIT];
    size_t listener_count;
};

MUST_USE Outcome session_new(Store *store, SessionUse use, Session **session, Problem *problem);
void session_free(Session *session);
void session_forget_statements(Session *session); /* after a connection was lost */
void session_reset(Session *session);             /* the deadline and failure of one use */

MUST_USE Outcome writer_start(Store *store, Problem *problem);
void writer_stop(Store *store);

/* Keeps the writer's connection to the caller between two groups. */
void writer_pause(Store *store);
void writer_resume(Store *store);

/* Applies the migrations the store lacks. */
MUST_USE Outcome migrate(Session *session, Problem *problem);

/* The first migration the store lacks, or 0. */
MUST_USE Outcome migrations_look(Session *session, int *lacking, Problem *problem);

/* store_open() of a store to be read, but one that lacks a migration is left as it is and
 * closed: `store` is then NULL. */
MUST_USE Outcome store_open_as_it_is(Text path, Store **store, int *lacking, Problem *problem);

/* Opens for writing a store that may be an unfinished copy, to go on with it. */
MUST_USE Outcome store_open_unfinished(Text path, Store **store, Problem *problem);

/* Runs `work` in a transaction of its own, without a counter: where nobody follows. */
MUST_USE Outcome session_transact(Session *session, WriteFunction work, void *context,
                                  Problem *problem);

/* For a query made at run time, which does not outlive its statement: it is not kept. */
void statement_discard(Statement **statement);
void statement_bind(Statement *statement, int parameter, Value value);

/* A statement on the way in or out of something, whose rows are of no interest. */
MUST_USE Outcome session_run(Session *session, const Query *query, Problem *problem);
