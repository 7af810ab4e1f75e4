/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/replica.h"

#include "directory/queries.h"
#include "store/store.h"

/* Records that were there before changes were numbered have the number 0. */
enum { EVERYTHING = -1 };

typedef struct Following {
    Session *home; /* the snapshot that is copied */
    int64_t home_count;
    int64_t after; /* the commit the replica knows */
    bool from_the_start;
    bool done;
    Moment now;
    int64_t moved;
    int64_t total; /* records of the replica at the end */
} Following;

/* ------------------------------------------------------------------------------ one change */

static Outcome run_on_record(Session *session, const Query *query, const Statement *row,
                             Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, query, &statement, problem));
    bind_text(statement, "kind", column_text(row, 0));
    bind_id(statement, "id", column_id(row, 1));
    if (query == &DIRECTORY_GONE_PUT) {
        bind_integer(statement, "change", column_integer(row, 2));
    }
    return statement_run(statement, NULL, problem);
}

static Outcome remove_record(Session *session, const Statement *row, Problem *problem)
{
    TRY(run_on_record(session, &DIRECTORY_RECORD_REMOVE, row, problem));
    return run_on_record(session, &DIRECTORY_GONE_PUT, row, problem);
}

static Outcome put_record(Session *session, const Statement *row, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_RECORD_REPLICATE, &statement, problem));
    bind_text(statement, "kind", column_text(row, 0));
    bind_id(statement, "id", column_id(row, 1));
    bind_text(statement, "owner_kind", column_text(row, 2));
    bind_id(statement, "owner", column_id(row, 3));
    bind_integer(statement, "position", column_integer(row, 4));
    bind_text(statement, "origin", column_text(row, 5));
    bind_text(statement, "body", column_text(row, 6));
    bind_integer(statement, "modified", column_integer(row, 7));
    bind_integer(statement, "pass", column_integer(row, 8));
    bind_integer(statement, "change", column_integer(row, 9));
    return statement_run(statement, NULL, problem);
}

typedef Outcome (*ApplyFunction)(Session *session, const Statement *row, Problem *problem);

static Outcome apply_each(Session *session, Following *following, const Query *query,
                          ApplyFunction apply, Problem *problem)
{
    Statement *rows SCOPED(statement_close) = NULL;
    bool row = false;
    TRY(statement_open(following->home, query, &rows, problem));
    bind_integer(rows, "after", following->from_the_start ? EVERYTHING : following->after);
    TRY(statement_next(rows, &row, problem));
    while (row) {
        TRY(apply(session, rows, problem));
        following->moved++;
        TRY(statement_next(rows, &row, problem));
    }
    return OK;
}

/* ----------------------------------------------------------------------------- all changes */

static Outcome total_of(Session *session, int64_t *total, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    TRY(statement_open(session, &DIRECTORY_RECORD_TOTAL, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    *total = column_integer(statement, 0);
    return OK;
}

static Outcome clear(Session *session, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_RECORD_CLEAR, &statement, problem));
    return statement_run(statement, NULL, problem);
}

static Outcome keep_position(Session *session, const Following *following, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_REPLICA_PUT, &statement, problem));
    bind_integer(statement, "change", following->home_count);
    bind_integer(statement, "now", following->now);
    return statement_run(statement, NULL, problem);
}

static Outcome read_position(Session *session, int64_t *position, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    TRY(statement_open(session, &DIRECTORY_REPLICA_GET, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    *position = row ? column_integer(statement, 0) : 0;
    return OK;
}

/* What is gone comes first: a record that came back after it has a later change. */
static Outcome follow(Session *session, void *context, Problem *problem)
{
    Following *following = context;
    int64_t position = 0;
    following->moved = 0;
    TRY(read_position(session, &position, problem));
    if (position != following->after) {
        following->done = false; /* another server was faster */
        return OK;
    }
    following->done = true;
    if (following->from_the_start) {
        TRY(clear(session, problem));
    }
    TRY(apply_each(session, following, &DIRECTORY_GONE_SINCE, remove_record, problem));
    TRY(apply_each(session, following, &DIRECTORY_RECORD_SINCE, put_record, problem));
    TRY(keep_position(session, following, problem));
    return total_of(session, &following->total, problem);
}

static Outcome position_of(struct Store *replica, int64_t *position, Problem *problem)
{
    Session *session SCOPED(session_end) = NULL;
    TRY(store_read(replica, &session, problem));
    return read_position(session, position, problem);
}

Outcome replica_follow(struct Store *home, struct Store *replica, Moment now, int64_t *moved,
                       Problem *problem)
{
    Session *session SCOPED(session_end) = NULL;
    Following following = {.now = now};
    int64_t total = 0;
    *moved = 0;
    TRY(position_of(replica, &following.after, problem));
    TRY(store_read(home, &session, problem));
    TRY(store_change_count(session, &following.home_count));
    if (following.home_count == following.after) {
        return OK;
    }
    following.home = session;
    /* A home that knows fewer changes than we do is another one: a copy of its past. */
    following.from_the_start = following.after == 0 || following.home_count < following.after;
    TRY(store_write(replica, follow, &following, problem));
    TRY(total_of(session, &total, problem));
    if (following.done && following.total != total) {
        following.from_the_start = true;
        following.after = following.home_count;
        TRY(store_write(replica, follow, &following, problem));
    }
    *moved = following.moved;
    return OK;
}
