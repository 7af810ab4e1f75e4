/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The steps, each one transaction of one store, each safe to be done again:
 *   1. the source notes where the territory goes, and takes no more writes for it;
 *   2. the target notes that it arrives, and forgets what an earlier attempt brought;
 *   3. all rows are copied, then read again on both sides and compared;
 *   4. the target opens, with a counter beyond the source's;
 *   5. the source notes that the territory left, and answers for it no more;
 *   6. the source forgets the rows.
 * A stop between 4 and 5 leaves two stores that could answer and one that takes writes.
 */
#include "store/move.h"

#include <string.h>

#include "store/queries.h"
#include "store/rows.h"

enum { ROWS_A_BATCH = 10000, BYTES_A_BATCH = 8 << 20 };

typedef struct Counter {
    int64_t count;
    int64_t left_at;
    Text moving_to;
    bool exists;
} Counter;

typedef struct Moving {
    const TerritoryMove *move;
    Arena *arena;
    Store *source; /* views of the territory */
    Store *target;
    Counter there; /* of the source */
    Counter here;  /* of the target, as it was found */
    Session *from; /* the snapshot that is copied */
    TerritoryReport *report;
} Moving;

static bool moves(const Table *table)
{
    return table_has_territory(table) && !table_is_mark(table) &&
           strcmp(table->name, "change_counter") != 0;
}

/* Beside the writer's own transactions, which raise the counter. */
static Outcome in_transaction(Store *store, WriteFunction work, Moving *moving,
                              Problem *problem)
{
    Store *root = store->root;
    writer_pause(root);
    root->writer->territory = moving->move->territory;
    const Outcome outcome = session_transact(root->writer, work, moving, problem);
    writer_resume(root);
    return outcome;
}

/* ---------------------------------------------------------------------------- the counters */

static Outcome read_counter(Session *session, Arena *arena, Counter *counter, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &STORE_COUNTER_GET, &statement, problem));
    TRY(statement_next(statement, &counter->exists, problem));
    if (counter->exists) {
        counter->count = column_integer(statement, 0);
        counter->left_at = column_integer(statement, 1);
        counter->moving_to = text_copy(arena, column_text(statement, 2));
    }
    return OK;
}

/* Reads the counter of either store into its place of `moving`. */
static Outcome look_at_source(Session *session, void *context, Problem *problem)
{
    Moving *moving = context;
    return read_counter(session, moving->arena, &moving->there, problem);
}

static Outcome look_at_target(Session *session, void *context, Problem *problem)
{
    Moving *moving = context;
    return read_counter(session, moving->arena, &moving->here, problem);
}

static bool is_open(const Counter *counter)
{
    return counter->exists && text_is_empty(counter->moving_to);
}

static Outcome require_movable(const Moving *moving, Problem *problem)
{
    const TerritoryMove *move = moving->move;
    if (!moving->there.exists) {
        return problem_set(problem, NOT_FOUND, move->territory, "territory",
                           "the store holds nothing of it");
    }
    if (!is_open(&moving->there) && !text_equal(moving->there.moving_to, move->to_name)) {
        return problem_set(problem, CONFLICT, move->territory, "territory",
                           "on its way to %.*s", TEXT_ARG(moving->there.moving_to));
    }
    if (is_open(&moving->there) && is_open(&moving->here)) {
        return problem_set(problem, CONFLICT, move->territory, "territory",
                           "the target holds it already");
    }
    return OK;
}

/* The row is locked by the update: what is read after it is the last count given out. */
static Outcome leave(Session *session, void *context, Problem *problem)
{
    Moving *moving = context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &STORE_COUNTER_LEAVE, &statement, problem));
    bind_text(statement, "moving_to", moving->move->to_name);
    TRY(statement_run(statement, NULL, problem));
    return read_counter(session, moving->arena, &moving->there, problem);
}

static Outcome note_left(Session *session, void *context, Problem *problem)
{
    const Moving *moving = context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &STORE_COUNTER_LEFT, &statement, problem));
    bind_integer(statement, "now", moving->move->now);
    return statement_run(statement, NULL, problem);
}

static Outcome forget_rows(Session *session, Problem *problem)
{
    for (size_t i = TABLE_COUNT; i-- > 0;) {
        if (moves(&TABLES[i])) {
            TRY(table_clear_territory(session, &TABLES[i], problem));
        }
    }
    return OK;
}

static Outcome arrive(Session *session, void *context, Problem *problem)
{
    Moving *moving = context;
    Statement *statement SCOPED(statement_close) = NULL;
    int64_t changed = 0;
    TRY(statement_open(session, &STORE_COUNTER_ARRIVE, &statement, problem));
    TRY(statement_run(statement, &changed, problem));
    if (changed != 1) {
        return problem_set(problem, CONFLICT, moving->move->territory, "territory",
                           "the target holds it already");
    }
    return forget_rows(session, problem);
}

/* Beyond every count the source gave out, so that no follower takes it for an old one. */
static Outcome open_target(Session *session, void *context, Problem *problem)
{
    const Moving *moving = context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &STORE_COUNTER_OPEN, &statement, problem));
    bind_integer(statement, "count", moving->there.count + 1);
    return statement_run(statement, NULL, problem);
}

static Outcome forget_source(Session *session, void *context, Problem *problem)
{
    (void)context;
    return forget_rows(session, problem);
}

/* -------------------------------------------------------------------------------- the rows */

typedef struct Batch {
    Moving *moving;
    RowReader reader;
    int64_t rows;
    size_t bytes;
    bool last;
} Batch;

static void batch_close(Batch *batch)
{
    rows_close(&batch->reader);
}

static Outcome give_row(void *context, Value *values, bool *row, Problem *problem)
{
    Batch *batch = context;
    *row = false;
    if (batch->rows == ROWS_A_BATCH || batch->bytes >= BYTES_A_BATCH) {
        return OK;
    }
    TRY(rows_next(&batch->reader, row, problem));
    batch->last = !*row;
    batch->rows += *row;
    batch->bytes += batch->reader.row_bytes;
    memcpy(values, batch->reader.values, sizeof batch->reader.values);
    return OK;
}

static Outcome write_batch(Session *session, void *context, Problem *problem)
{
    Batch *batch = context;
    return table_insert(session, batch->reader.table, (RowSource){give_row, batch}, problem);
}

static Outcome copy_table(Moving *moving, const Table *table, Problem *problem)
{
    Batch batch SCOPED(batch_close) = {.moving = moving};
    Store *root = moving->target->root;
    TRY(rows_open_territory(moving->from, table, &batch.reader, problem));
    while (!batch.last) {
        batch.rows = 0;
        batch.bytes = 0;
        writer_pause(root);
        const Outcome outcome = session_transact(root->writer, write_batch, &batch, problem);
        writer_resume(root);
        TRY(outcome);
    }
    return OK;
}

static Outcome digest_rows(Session *session, const Table *table, int64_t *rows, Digest *digest,
                           Problem *problem)
{
    RowReader reader SCOPED(rows_close) = {0};
    bool row = true;
    TRY(rows_open_territory(session, table, &reader, problem));
    while (row) {
        TRY(rows_next(&reader, &row, problem));
        if (row) {
            rows_digest(&reader);
        }
    }
    *rows = reader.count;
    *digest = digester_end(&reader.digester);
    return OK;
}

static Outcome verify_table(Moving *moving, const Table *table, Problem *problem)
{
    Session *target SCOPED(session_end) = NULL;
    Digest there = {0};
    Digest here = {0};
    int64_t rows_there = 0;
    int64_t rows_here = 0;
    TRY(digest_rows(moving->from, table, &rows_there, &there, problem));
    TRY(store_read(moving->target, &target, problem));
    TRY(digest_rows(target, table, &rows_here, &here, problem));
    if (rows_there != rows_here || !digest_equal(there, here)) {
        return problem_set(problem, FAILED, text_from(table->name), "store",
                           "%lld rows left and %lld others arrived: nothing was removed",
                           (long long)rows_there, (long long)rows_here);
    }
    moving->report->rows += rows_here;
    moving->report->tables++;
    return OK;
}

static Outcome copy_and_verify(Moving *moving, Problem *problem)
{
    Session *from SCOPED(session_end) = NULL;
    TRY(store_read(moving->source, &from, problem));
    moving->from = from;
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (moves(&TABLES[i])) {
            TRY(copy_table(moving, &TABLES[i], problem));
        }
    }
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (moves(&TABLES[i])) {
            TRY(verify_table(moving, &TABLES[i], problem));
        }
    }
    return OK;
}

static Outcome fill_target(Moving *moving, Problem *problem)
{
    TRY(in_transaction(moving->target, arrive, moving, problem));
    TRY(copy_and_verify(moving, problem));
    return in_transaction(moving->target, open_target, moving, problem);
}

static Outcome move_all(Moving *moving, Problem *problem)
{
    TRY(in_transaction(moving->source, look_at_source, moving, problem));
    TRY(in_transaction(moving->target, look_at_target, moving, problem));
    TRY(require_movable(moving, problem));
    TRY(in_transaction(moving->source, leave, moving, problem));
    if (moving->there.left_at == 0) {
        /* An open target is one that an earlier attempt filled, and others write to by now. */
        if (!is_open(&moving->here)) {
            TRY(fill_target(moving, problem));
        }
        TRY(in_transaction(moving->source, note_left, moving, problem));
    }
    return in_transaction(moving->source, forget_source, moving, problem);
}

Outcome store_move_territory(const TerritoryMove *move, TerritoryReport *report,
                             Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    Store *source SCOPED(store_close) = store_view(move->from, move->territory);
    Store *target SCOPED(store_close) = store_view(move->to, move->territory);
    Moving moving = {
        .move = move, .arena = arena, .source = source, .target = target, .report = report};
    *report = (TerritoryReport){0};
    if (source->root->read_only || target->root->read_only) {
        return problem_set(problem, REFUSED, move->territory, "store",
                           "opened for reading only");
    }
    return move_all(&moving, problem);
}
