/* SPDX-License-Identifier: EUPL-1.2 */
/* A store of its own for each test, and the smallest thing to write in it. */
#pragma once

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "directory/queries.h"
#include "store/store.h"
#include "unit/store_place.h"

typedef struct Fixture {
    Arena *arena;
    Text folder;
    Text path;
    Problem problem;
} Fixture;

static inline void run_in_store(const Fixture *fixture, const char *sql)
{
    run_on(fixture->path.bytes, sql);
}

static inline void change_behind_our_back(const Fixture *fixture, const char *sql)
{
    if (test_server() != NULL) {
        run_in_store(fixture, sql);
        return;
    }
    sqlite3 *connection = NULL;
    assert_int_equal(sqlite3_open(fixture->path.bytes, &connection), SQLITE_OK);
    assert_int_equal(sqlite3_exec(connection, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(connection), SQLITE_OK);
}

static inline int set_up(void **state)
{
    static char name[] = "/tmp/seuil-store-XXXXXX";
    char template[sizeof name];
    for (size_t i = 0; i < sizeof name; i++) {
        template[i] = name[i];
    }
    Fixture *fixture = calloc(1, sizeof *fixture);
    fixture->arena = arena_new(0);
    fixture->folder = text_copy(fixture->arena, text_from(mkdtemp(template)));
    fixture->path = store_place(fixture->arena, fixture->folder, "a.db");
    fixture->problem.arena = fixture->arena;
    *state = fixture;
    return 0;
}

static inline int tear_down(void **state)
{
    Fixture *fixture = *state;
    const Text command =
        text_format(fixture->arena, "rm -rf '%.*s'", TEXT_ARG(fixture->folder));
    const int removed = system(command.bytes);
    arena_free(fixture->arena);
    free(fixture);
    return removed;
}

static inline Store *open_store(Fixture *fixture)
{
    Store *store = NULL;
    assert_int_equal(store_open(fixture->path, STORE_READ_WRITE, &store, &fixture->problem),
                     OK);
    return store;
}

static inline Outcome add_gap(Session *session, void *context, Problem *problem)
{
    const int64_t *number = context;
    Arena *arena SCOPED(arena_close) = arena_new(256);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_GAP_ADD, &statement, problem));
    bind_text(statement, "day", text_format(arena, "%lld", (long long)*number));
    bind_text(statement, "need", TEXT("food.meal"));
    bind_text(statement, "postal_code", TEXT("4000"));
    bind_text(statement, "reason", TEXT("none"));
    return statement_run(statement, NULL, problem);
}

static inline Outcome add_then_fail(Session *session, void *context, Problem *problem)
{
    TRY(add_gap(session, context, problem));
    return problem_set(problem, INVALID, TEXT(""), "", "on purpose");
}

static inline size_t count_gaps(Store *store)
{
    Session *session SCOPED(session_end) = NULL;
    Statement *statement SCOPED(statement_close) = NULL;
    size_t count = 0;
    bool row = false;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(statement_open(session, &DIRECTORY_GAP_EACH, &statement, NULL), OK);
    assert_int_equal(statement_next(statement, &row, NULL), OK);
    while (row) {
        count++;
        assert_int_equal(statement_next(statement, &row, NULL), OK);
    }
    return count;
}

#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
