/* SPDX-License-Identifier: EUPL-1.2 */
#include "torture/load.h"

#include <pthread.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/random.h"
#include "crypto/crypto.h"
#include "torture/torture_queries.h"

enum { REFUSALS_IN_A_ROW = 100, REFUSAL_PAUSE = 5000, READ_PAUSE = 3000 /* microseconds */ };

typedef struct Load {
    const LoadPlan *plan;
    Store *store;
    int ledger;
    int64_t stop_at;
    atomic_bool stopping;
    atomic_int_least64_t kept[WRITER_LIMIT];
    pthread_mutex_t mutex; /* of what follows */
    LoadReport *report;
    int64_t last_kept;
    Outcome outcome;
    Problem *problem;
} Load;

typedef struct Writer {
    Load *load;
    size_t number;
    pthread_t thread;
} Writer;

typedef struct Entry {
    size_t writer;
    int64_t number;
    bool spoiled; /* fails at its end, so that nothing of it may stay */
} Entry;

/* --------------------------------------------------------------------------- one write */

Text load_writer_name(Arena *arena, size_t writer)
{
    return text_format(arena, "writer %02zu", writer);
}

Text load_number(Arena *arena, int64_t number)
{
    return text_format(arena, "%010lld", (long long)number);
}

/* Mostly short; one of thirty fills pages of its own. */
Text load_text(Arena *arena, size_t writer, int64_t number)
{
    Random random = random_seeded((uint64_t)number * WRITER_LIMIT + writer);
    const size_t length =
        random_below(&random, 30) == 0 ? 9000 : 20 + random_below(&random, 900);
    Buffer text = buffer_new(arena, length + 32);
    buffer_append_format(&text, "%lld ", (long long)number);
    while (text.length < length) {
        buffer_append_format(&text, "%016llx", (unsigned long long)random_next(&random));
    }
    return text_copy(arena, buffer_text(&text));
}

static Text entry_key(Arena *arena, const Entry *entry)
{
    return text_format(arena, "%02zu/%lld%s", entry->writer, (long long)entry->number,
                       entry->spoiled ? "/spoiled" : "");
}

static Outcome put_key(Session *session, Text key, bool *fresh, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    int64_t changed = 0;
    TRY(statement_open(session, &TORTURE_KEY_PUT, &statement, problem));
    bind_blob(statement, "token", key.bytes, key.length);
    bind_blob(statement, "answer", key.bytes, key.length);
    bind_integer(statement, "now", 0);
    TRY(statement_run(statement, &changed, problem));
    *fresh = changed == 1;
    return OK;
}

static Outcome add_effect(Session *session, Text writer, Text number, Text kind,
                          Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TORTURE_EFFECT_ADD, &statement, problem));
    bind_text(statement, "number", number);
    bind_text(statement, "writer", writer);
    bind_text(statement, "kind", kind);
    return statement_run(statement, NULL, problem);
}

static Outcome add_report(Session *session, Text writer, Text key, Text text, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TORTURE_REPORT_ADD, &statement, problem));
    bind_id(statement, "id", id_from_name(TEXT("torture"), key));
    bind_text(statement, "writer", writer);
    bind_text(statement, "text", text);
    bind_integer(statement, "now", 0);
    return statement_run(statement, NULL, problem);
}

/* Once a key: a key that is there already means that all was done. */
static Outcome write_entry(Session *session, void *context, Problem *problem)
{
    const Entry *entry = context;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text key = entry_key(arena, entry);
    const Text writer = load_writer_name(arena, entry->writer);
    bool fresh = false;
    TRY(put_key(session, key, &fresh, problem));
    if (!fresh) {
        return OK;
    }
    TRY(add_effect(session, writer, load_number(arena, entry->number), TEXT("write"), problem));
    TRY(add_effect(session, writer, TEXT(""), TEXT("total"), problem));
    TRY(add_report(session, writer, key, load_text(arena, entry->writer, entry->number),
                   problem));
    return entry->spoiled ? problem_set(problem, INVALID, key, "", "on purpose") : OK;
}

/* ------------------------------------------------------------------------------ writers */

static void stop_with(Load *load, Outcome outcome, const Problem *problem)
{
    (void)pthread_mutex_lock(&load->mutex);
    if (load->outcome == OK) {
        load->outcome = problem_set(load->problem, outcome, problem->where, "", "%.*s",
                                    TEXT_ARG(problem->detail));
    }
    (void)pthread_mutex_unlock(&load->mutex);
    atomic_store(&load->stopping, true);
}

static bool is_over(const Load *load)
{
    return atomic_load(&load->stopping) || monotonic_nanoseconds() >= load->stop_at ||
           (load->plan->stop != NULL && atomic_load(load->plan->stop));
}

static void tell_kept(Load *load, const Entry *entry)
{
    if (!ledger_tell(load->ledger, LEDGER_KEPT, entry->writer, entry->number)) {
        _exit(FAILED);
    }
    atomic_store(&load->kept[entry->writer], entry->number);
    (void)pthread_mutex_lock(&load->mutex);
    const int64_t now = monotonic_nanoseconds();
    const int64_t gap = now - load->last_kept;
    load->last_kept = now;
    load->report->kept++;
    if (gap > load->report->longest_gap) {
        load->report->longest_gap = gap;
    }
    (void)pthread_mutex_unlock(&load->mutex);
}

static void tell_refused(Load *load, size_t writer, const Problem *problem)
{
    if (!ledger_tell(load->ledger, LEDGER_REFUSED, writer, 0)) {
        _exit(FAILED);
    }
    (void)pthread_mutex_lock(&load->mutex);
    if (load->report->refused++ == 0) {
        load->report->first_refusal = text_copy(load->problem->arena, problem->detail);
    }
    (void)pthread_mutex_unlock(&load->mutex);
}

/* Until it is kept, or the load ends. */
static bool write_until_kept(Load *load, Entry *entry)
{
    for (int refusals = 0; !is_over(load); refusals++) {
        Arena *arena SCOPED(arena_close) = arena_new(1024);
        Problem problem = {.arena = arena};
        const Outcome outcome = store_write(load->store, write_entry, entry, &problem);
        if (outcome == OK) {
            return true;
        }
        tell_refused(load, entry->writer, &problem);
        if (refusals == REFUSALS_IN_A_ROW && !load->plan->patient) {
            stop_with(load, outcome, &problem);
        }
        (void)usleep(REFUSAL_PAUSE);
    }
    return false;
}

/* Its refusal is what is asked for, whatever the reason. */
static void write_spoiled(Load *load, Entry entry)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    Problem problem = {.arena = arena};
    entry.spoiled = true;
    if (store_write(load->store, write_entry, &entry, &problem) == OK) {
        (void)problem_set(&problem, INVALID, TEXT("a failed write"), "", "was kept");
        stop_with(load, INVALID, &problem);
    }
}

static void *run_writer(void *context)
{
    const Writer *writer = context;
    Load *load = writer->load;
    const int64_t from = atomic_load(&load->kept[writer->number]);
    Random random = random_seeded((uint64_t)from * WRITER_LIMIT + writer->number);
    Entry entry = {.writer = writer->number, .number = from + 1};
    while (load->plan->writes == 0 || entry.number <= from + load->plan->writes) {
        if (random_below(&random, 13) == 0) {
            write_spoiled(load, entry);
        }
        if (!write_until_kept(load, &entry)) {
            break;
        }
        tell_kept(load, &entry);
        /* As a caller does who lost the answer: nothing may happen a second time. */
        if (random_below(&random, 16) == 0 && !write_until_kept(load, &entry)) {
            break;
        }
        entry.number++;
    }
    return NULL;
}

/* ------------------------------------------------------------------------------- reader */

static bool writer_of(Text name, size_t *writer)
{
    int64_t number = 0;
    if (!text_starts_with(name, TEXT("writer ")) ||
        !text_to_integer(text_slice(name, 7, name.length), &number) || number < 0 ||
        number >= WRITER_LIMIT) {
        return false;
    }
    *writer = (size_t)number;
    return true;
}

static Outcome read_effects(Session *session, LoadState *state, bool *wrong, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    TRY(statement_open(session, &TORTURE_EFFECTS, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    while (row) {
        size_t writer = 0;
        int64_t first = 0;
        int64_t last = 0;
        const Text name = column_text(statement, 0);
        const int64_t count = column_integer(statement, 1);
        if (!writer_of(name, &writer) || !text_to_integer(column_text(statement, 2), &first) ||
            !text_to_integer(column_text(statement, 3), &last) || first != 1 || last != count ||
            column_integer(statement, 4) != count) {
            *wrong = true;
            return problem_set(problem, INVALID, name, "",
                               "%lld rows from %lld to %lld, applied %lld times",
                               (long long)count, (long long)first, (long long)last,
                               (long long)column_integer(statement, 4));
        }
        state->rows[writer] = count;
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

static Outcome read_totals(Session *session, LoadState *state, bool *wrong, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    TRY(statement_open(session, &TORTURE_TOTALS, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    while (row) {
        size_t writer = 0;
        if (!writer_of(column_text(statement, 0), &writer)) {
            *wrong = true;
            return problem_set(problem, INVALID, column_text(statement, 0), "", "no writer");
        }
        state->totals[writer] = column_integer(statement, 1);
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

Outcome load_state(Session *session, LoadState *state, bool *wrong, Problem *problem)
{
    *state = (LoadState){0};
    *wrong = false;
    TRY(read_effects(session, state, wrong, problem));
    TRY(read_totals(session, state, wrong, problem));
    for (size_t i = 0; i < WRITER_LIMIT; i++) {
        if (state->rows[i] != state->totals[i]) {
            *wrong = true;
            return problem_set(problem, INVALID, TEXT(""), "",
                               "writer %zu: %lld rows and a total of %lld", i,
                               (long long)state->rows[i], (long long)state->totals[i]);
        }
    }
    return OK;
}

/* A snapshot shows whole transactions, and all that was acknowledged before it began. */
static Outcome read_once(Load *load, bool *wrong, Problem *problem)
{
    Session *session SCOPED(session_end) = NULL;
    int64_t kept[WRITER_LIMIT];
    LoadState state;
    for (size_t i = 0; i < WRITER_LIMIT; i++) {
        kept[i] = atomic_load(&load->kept[i]);
    }
    TRY(store_read(load->store, &session, problem));
    TRY(load_state(session, &state, wrong, problem));
    for (size_t i = 0; i < WRITER_LIMIT; i++) {
        if (state.rows[i] < kept[i]) {
            *wrong = true;
            return problem_set(problem, INVALID, TEXT(""), "",
                               "writer %zu was told of %lld and a reader saw %lld", i,
                               (long long)kept[i], (long long)state.rows[i]);
        }
    }
    return OK;
}

static void *run_reader(void *context)
{
    Load *load = context;
    while (!is_over(load)) {
        Arena *arena SCOPED(arena_close) = arena_new(1024);
        Problem problem = {.arena = arena};
        bool wrong = false;
        const Outcome outcome = read_once(load, &wrong, &problem);
        if (wrong) {
            (void)ledger_tell(load->ledger, LEDGER_WRONG, 0, 0);
            stop_with(load, INVALID, &problem);
        } else if (outcome != OK) {
            tell_refused(load, 0, &problem);
        }
        load->report->reads++;
        (void)usleep(READ_PAUSE);
    }
    return NULL;
}

/* ---------------------------------------------------------------------------------- all */

static void start_thread(pthread_t *thread, void *(*function)(void *), void *context)
{
    if (pthread_create(thread, NULL, function, context) != 0) {
        _exit(FAILED);
    }
}

static void run_threads(Load *load)
{
    Writer writers[WRITER_LIMIT];
    pthread_t reader;
    start_thread(&reader, run_reader, load);
    for (size_t i = 0; i < load->plan->writers; i++) {
        writers[i] = (Writer){.load = load, .number = i};
        start_thread(&writers[i].thread, run_writer, &writers[i]);
    }
    for (size_t i = 0; i < load->plan->writers; i++) {
        (void)pthread_join(writers[i].thread, NULL);
    }
    atomic_store(&load->stopping, true);
    (void)pthread_join(reader, NULL);
}

Outcome load_run(const LoadPlan *plan, LoadReport *report, Problem *problem)
{
    Ledger before;
    Load load = {.plan = plan, .report = report, .problem = problem, .outcome = OK};
    *report = (LoadReport){0};
    TRY(ledger_read(plan->ledger, &before, problem));
    for (size_t i = 0; i < WRITER_LIMIT; i++) {
        atomic_init(&load.kept[i], before.kept[i]);
    }
    load.ledger = ledger_open(plan->ledger);
    if (load.ledger < 0) {
        return problem_set(problem, FAILED, plan->ledger, "", "cannot be opened");
    }
    const Outcome opened = store_open(plan->place, STORE_READ_WRITE, &load.store, problem);
    if (opened != OK) {
        (void)ledger_tell(load.ledger, LEDGER_REFUSED, 0, 0);
        (void)close(load.ledger);
        return opened;
    }
    (void)pthread_mutex_init(&load.mutex, NULL);
    load.last_kept = monotonic_nanoseconds();
    load.stop_at = plan->stop_after == 0 ? INT64_MAX : load.last_kept + plan->stop_after;
    run_threads(&load);
    store_close(&load.store);
    (void)pthread_mutex_destroy(&load.mutex);
    (void)close(load.ledger);
    return load.outcome;
}
