/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A copy writes in transactions of its own, beside the writer and its counter: the counter and
 * the log are among the rows that move. What keeps others out meanwhile is the mark, one row of
 * the target; each transaction claims it first, so that of two runs the later one wins.
 */
#include "store/copy.h"

#include <stdlib.h>
#include <string.h>

#include "store/aside.h"
#include "store/queries.h"
#include "store/rows.h"

enum { ROWS_A_BATCH = 10000, BYTES_A_BATCH = 8 << 20, ROWS_BETWEEN_SHOWS = 1000 };

typedef struct Copying {
    const StoreCopy *copy;
    Arena *arena;
    Store *target;
    Session *from; /* the one snapshot that is copied */
    Text source;   /* what the mark calls the other store */
    Id worker;
    bool target_is_taken; /* it holds data and no mark */
    CopyReport report;
} Copying;

/* ---------------------------------------------------------------------------- the mark */

/* Two names of one file are one source. */
static Text name_source(Arena *arena, Text place)
{
    char *real =
        store_place_is_shared(place) ? NULL : realpath(text_copy(arena, place).bytes, NULL);
    const Text name =
        text_copy(arena, real == NULL ? store_place_shown(arena, place) : text_from(real));
    free(real);
    return name;
}

/* Says whether there is a mark; refuses that of another source. */
static Outcome find_mark(const Copying *copying, Session *session, bool *found,
                         Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &STORE_UNFINISHED_GET, &statement, problem));
    TRY(statement_next(statement, found, problem));
    if (*found && !text_equal(column_text(statement, 0), copying->source)) {
        return problem_set(problem, CONFLICT, copying->target->path, "store",
                           "an unfinished copy of another store: %.*s",
                           TEXT_ARG(column_text(statement, 0)));
    }
    return OK;
}

static Outcome find_data(Session *session, bool *found, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Value values[TABLE_COLUMN_LIMIT];
    *found = false;
    for (size_t i = 0; i < TABLE_COUNT && !*found; i++) {
        if (!table_is_mark(&TABLES[i])) {
            TRY(table_last(session, &TABLES[i], arena, values, found, problem));
        }
    }
    return OK;
}

static Outcome put_mark(Session *session, void *context, Problem *problem)
{
    Copying *copying = context;
    Statement *statement SCOPED(statement_close) = NULL;
    bool marked = false;
    TRY(find_mark(copying, session, &marked, problem));
    if (!marked) {
        TRY(find_data(session, &copying->target_is_taken, problem));
    }
    if (copying->target_is_taken) {
        return OK;
    }
    TRY(statement_open(session, &STORE_UNFINISHED_PUT, &statement, problem));
    bind_text(statement, "source", copying->source);
    bind_id(statement, "worker", copying->worker);
    return statement_run(statement, NULL, problem);
}

static Outcome use_mark(const Copying *copying, Session *session, const Query *query,
                        Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    int64_t changed = 0;
    TRY(statement_open(session, query, &statement, problem));
    bind_id(statement, "worker", copying->worker);
    TRY(statement_run(statement, &changed, problem));
    return changed == 1 ? OK
                        : problem_set(problem, CONFLICT, copying->target->path, "store",
                                      "another run took over this copy");
}

static Outcome remove_mark(Session *session, void *context, Problem *problem)
{
    return use_mark(context, session, &STORE_UNFINISHED_END, problem);
}

static Outcome in_transaction(const Copying *copying, WriteFunction work, void *context,
                              Problem *problem)
{
    writer_pause(copying->target);
    const Outcome outcome = session_transact(copying->target->writer, work, context, problem);
    writer_resume(copying->target);
    return outcome;
}

/* ----------------------------------------------------------------------------- copying */

typedef struct Batch {
    Copying *copying;
    RowReader *reader;
    int64_t rows;
    size_t bytes;
    size_t total; /* rows of the whole table, for who watches */
    bool last;
} Batch;

static void show(const Copying *copying, const char *doing, size_t done, size_t total)
{
    if (copying->copy->show != NULL) {
        copying->copy->show(copying->copy->context, doing, done, total);
    }
}

static Outcome give_row(void *context, Value *values, bool *row, Problem *problem)
{
    Batch *batch = context;
    RowReader *reader = batch->reader;
    *row = false;
    if (batch->rows == ROWS_A_BATCH || batch->bytes >= BYTES_A_BATCH) {
        return OK;
    }
    TRY(rows_next(reader, row, problem));
    batch->last = !*row;
    batch->rows += *row;
    batch->bytes += reader->row_bytes;
    memcpy(values, reader->values, sizeof reader->values);
    return OK;
}

static Outcome write_batch(Session *session, void *context, Problem *problem)
{
    Batch *batch = context;
    TRY(use_mark(batch->copying, session, &STORE_UNFINISHED_CLAIM, problem));
    return table_insert(session, batch->reader->table, (RowSource){give_row, batch}, problem);
}

/* The rows after the greatest key that is there. */
static Outcome open_rest(const Copying *copying, const Table *table, RowReader *reader,
                         Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Session *target SCOPED(session_end) = NULL;
    Value values[TABLE_COLUMN_LIMIT];
    bool found = false;
    TRY(store_read(copying->target, &target, problem));
    TRY(table_last(target, table, arena, values, &found, problem));
    return rows_open(copying->from, table, found ? values : NULL, reader, problem);
}

static Outcome copy_rest(Copying *copying, const Table *table, int64_t total, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(256);
    const char *doing = text_format(arena, "copying %s", table->name).bytes;
    RowReader reader SCOPED(rows_close) = {0};
    Batch batch = {.copying = copying, .reader = &reader};
    TRY(open_rest(copying, table, &reader, problem));
    while (!batch.last) {
        batch.rows = 0;
        batch.bytes = 0;
        TRY(in_transaction(copying, write_batch, &batch, problem));
        copying->report.written += batch.rows;
        show(copying, doing, (size_t)reader.count, (size_t)total);
    }
    return OK;
}

/* --------------------------------------------------------------------------- verifying */

typedef struct Comparison {
    RowReader source;
    RowReader target;
} Comparison;

static void comparison_close(Comparison *comparison)
{
    rows_close(&comparison->source);
    rows_close(&comparison->target);
}

static Outcome digest_next(RowReader *reader, bool *row, Problem *problem)
{
    TRY(rows_next(reader, row, problem));
    if (*row) {
        rows_digest(reader);
    }
    return OK;
}

/* Row by row on both sides, so that neither waits long for the other and loses its snapshot. */
static Outcome compare(const Copying *copying, Comparison *comparison, size_t total,
                       Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(256);
    const char *doing =
        text_format(arena, "verifying %s", comparison->source.table->name).bytes;
    bool source_row = true;
    bool target_row = true;
    while (source_row && target_row) {
        TRY(digest_next(&comparison->source, &source_row, problem));
        TRY(digest_next(&comparison->target, &target_row, problem));
        if (comparison->source.count % ROWS_BETWEEN_SHOWS == 0) {
            show(copying, doing, (size_t)comparison->source.count, total);
        }
    }
    return OK;
}

static Outcome verify(const Copying *copying, const Table *table, TableCopy *verified,
                      bool *same, Problem *problem)
{
    Session *target SCOPED(session_end) = NULL;
    Comparison comparison SCOPED(comparison_close) = {0};
    TRY(store_read(copying->target, &target, problem));
    TRY(rows_open(copying->from, table, NULL, &comparison.source, problem));
    TRY(rows_open(target, table, NULL, &comparison.target, problem));
    TRY(compare(copying, &comparison, (size_t)verified->rows, problem));
    verified->digest = digester_end(&comparison.source.digester);
    *same = comparison.source.count == comparison.target.count &&
            digest_equal(verified->digest, digester_end(&comparison.target.digester));
    return OK;
}

/* --------------------------------------------------------------------------- one table */

typedef struct Clearing {
    const Copying *copying;
    const Table *first;
} Clearing;

/* With the tables made later, whose rows may refer to this one's. */
static Outcome clear_from(Session *session, void *context, Problem *problem)
{
    const Clearing *clearing = context;
    TRY(use_mark(clearing->copying, session, &STORE_UNFINISHED_CLAIM, problem));
    for (const Table *table = TABLES + TABLE_COUNT; table-- > clearing->first;) {
        if (!table_is_mark(table)) {
            TRY(table_clear(session, table, problem));
        }
    }
    return OK;
}

static Outcome refuse_taken(const Copying *copying, Problem *problem)
{
    return problem_set(problem, CONFLICT, copying->target->path, "store",
                       "holds other data: copy to a place that is empty");
}

static Outcome copy_anew(Copying *copying, TableCopy *moved, const Table *table,
                         Problem *problem)
{
    Clearing clearing = {copying, table};
    bool same = false;
    TRY(in_transaction(copying, clear_from, &clearing, problem));
    TRY(copy_rest(copying, table, moved->rows, problem));
    TRY(verify(copying, table, moved, &same, problem));
    return same ? OK
                : problem_set(problem, FAILED, text_from(table->name), "store",
                              "the copy differs from what was read: another process writes to "
                              "%.*s, or a disk lies",
                              TEXT_ARG(copying->target->path));
}

static Outcome move_table(Copying *copying, const Table *table, Problem *problem)
{
    TableCopy *moved = &copying->report.tables[copying->report.table_count++];
    bool same = false;
    moved->name = table->name;
    TRY(table_count(copying->from, table, &moved->rows, problem));
    if (!copying->target_is_taken) {
        TRY(copy_rest(copying, table, moved->rows, problem));
    }
    TRY(verify(copying, table, moved, &same, problem));
    if (!same && copying->target_is_taken) {
        return refuse_taken(copying, problem);
    }
    if (!same) {
        TRY(copy_anew(copying, moved, table, problem));
    }
    copying->report.rows += moved->rows;
    return OK;
}

static Outcome move_all(Copying *copying, Problem *problem)
{
    copying->report.tables = ARENA_ARRAY(copying->arena, TableCopy, TABLE_COUNT);
    TRY(in_transaction(copying, put_mark, copying, problem));
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (!table_is_mark(&TABLES[i])) {
            TRY(move_table(copying, &TABLES[i], problem));
        }
    }
    return copying->target_is_taken ? OK
                                    : in_transaction(copying, remove_mark, copying, problem);
}

Outcome store_copy(Arena *arena, const StoreCopy *copy, CopyReport *report, Problem *problem)
{
    Aside source SCOPED(aside_close) = {0};
    Store *target SCOPED(store_close) = NULL;
    Session *from SCOPED(session_end) = NULL;
    TRY(store_check_backup(copy->from, problem));
    TRY(aside_open(copy->from, &source, problem));
    TRY(store_read(source.store, &from, problem));
    TRY(store_open_unfinished(copy->to, &target, problem));
    Copying copying = {.copy = copy,
                       .arena = arena,
                       .target = target,
                       .from = from,
                       .source = name_source(arena, copy->from),
                       .worker = id_new(moment_now() * 1000)};
    TRY(move_all(&copying, problem));
    *report = copying.report;
    return OK;
}
