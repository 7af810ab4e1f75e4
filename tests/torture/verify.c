/* SPDX-License-Identifier: EUPL-1.2 */
#include "torture/verify.h"

#include "directory/queries.h"
#include "torture/load.h"
#include "torture/torture_queries.h"

/* What was told is there, and nothing that nobody asked for. */
static Outcome compare_counts(const LoadState *state, Ledger *ledger, Verdict *verdict,
                              Problem *problem)
{
    for (size_t i = 0; i < WRITER_LIMIT; i++) {
        const int64_t more = state->rows[i] - ledger->kept[i];
        if (more < 0 || more > 1) {
            return problem_set(problem, INVALID, TEXT(""), "",
                               "writer %zu: %lld writes acknowledged, %lld found", i,
                               (long long)ledger->kept[i], (long long)state->rows[i]);
        }
        verdict->rows += state->rows[i];
        verdict->unanswered += more;
        ledger->kept[i] = state->rows[i];
    }
    return OK;
}

static Outcome count_keys(Session *session, int64_t expected, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    TRY(statement_open(session, &TORTURE_KEY_COUNT, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    const int64_t count = row ? column_integer(statement, 0) : 0;
    return count == expected
               ? OK
               : problem_set(problem, INVALID, TEXT(""), "", "%lld keys and %lld writes",
                             (long long)count, (long long)expected);
}

static bool report_is_whole(Text writer, Text text)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    int64_t index = 0;
    int64_t number = 0;
    return text_to_integer(
               text_slice(writer, text_find_byte(writer, ' ', 0) + 1, writer.length), &index) &&
           text_to_integer(text_slice(text, 0, text_find_byte(text, ' ', 0)), &number) &&
           text_equal(text, load_text(arena, (size_t)index, number));
}

/* Their identifiers follow from their numbers, so that none is there twice. */
static Outcome read_reports(Session *session, int64_t expected, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    int64_t count = 0;
    TRY(statement_open(session, &TORTURE_REPORTS, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    while (row) {
        if (!report_is_whole(column_text(statement, 0), column_text(statement, 1))) {
            return problem_set(problem, INVALID, column_text(statement, 0), "",
                               "a text is not as it was written");
        }
        count++;
        TRY(statement_next(statement, &row, problem));
    }
    return count == expected
               ? OK
               : problem_set(problem, INVALID, TEXT(""), "", "%lld texts and %lld writes",
                             (long long)count, (long long)expected);
}

static Outcome write_probe(Session *session, void *context, Problem *problem)
{
    (void)context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_GAP_ADD, &statement, problem));
    bind_text(statement, "day", TEXT("2026-11-24"));
    bind_text(statement, "need", TEXT("food.meal"));
    bind_text(statement, "postal_code", TEXT("4000"));
    bind_text(statement, "reason", TEXT("probe"));
    return statement_run(statement, NULL, problem);
}

static Outcome look(Store *store, Ledger *ledger, Verdict *verdict, Problem *problem)
{
    Session *session SCOPED(session_end) = NULL;
    LoadState state;
    bool wrong = false;
    TRY(store_read(store, &session, problem));
    TRY(store_check(session, problem));
    TRY(load_state(session, &state, &wrong, problem));
    TRY(compare_counts(&state, ledger, verdict, problem));
    TRY(count_keys(session, verdict->rows, problem));
    return read_reports(session, verdict->rows, problem);
}

/* The write comes first: on a server it waits for what a killed process left under way. */
Outcome verify_store(Text place, Ledger *ledger, Verdict *verdict, Problem *problem)
{
    Store *store SCOPED(store_close) = NULL;
    *verdict = (Verdict){0};
    TRY(store_open(place, STORE_READ_WRITE, &store, problem));
    TRY(store_write(store, write_probe, NULL, problem));
    return look(store, ledger, verdict, problem);
}
