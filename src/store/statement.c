/* SPDX-License-Identifier: EUPL-1.2 */
/* Statements: prepared once a session, bound by name and type, run against a deadline. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store_private.h"

static Statement *take_at(Session *session, size_t at)
{
    Statement *taken = session->cache[at];
    session->cached--;
    memmove(&session->cache[at], &session->cache[at + 1],
            (session->cached - at) * sizeof session->cache[0]);
    return taken;
}

static Statement *take_cached(Session *session, const Query *query)
{
    for (size_t i = session->cached; i > 0; i--) {
        if (session->cache[i - 1]->query == query) {
            return take_at(session, i - 1);
        }
    }
    return NULL;
}

/* The idle ones stand by when they were last used: the first gives way to the newest. */
static void keep_cached(Session *session, Statement *statement)
{
    if (session->cached == STATEMENT_CACHE) {
        session->store->engine->finalize(take_at(session, 0));
    }
    session->cache[session->cached++] = statement;
}

static bool find_parameter(const Query *query, const char *name, int *found)
{
    for (int i = 0; i < query->parameter_count; i++) {
        if (strcmp(query->parameters[i], name) == 0) {
            *found = i;
            return true;
        }
    }
    return false;
}

void statement_bind(Statement *statement, int parameter, Value value)
{
    statement->bound |= UINT32_C(1) << parameter;
    statement->session->store->engine->bind(statement, parameter, &value);
}

static Value text_value(Text text)
{
    return (Value){
        .kind = COLUMN_TEXT, .bytes = {text.bytes == NULL ? "" : text.bytes, text.length}
    };
}

/* Every row belongs to a territory, and a session sees one: the store binds it, so that no
 * query can forget it. */
static void bind_territory(Statement *statement)
{
    int parameter = 0;
    if (find_parameter(statement->query, "territory", &parameter)) {
        statement_bind(statement, parameter, text_value(statement->session->territory));
    }
}

Outcome statement_open(Session *session, const Query *query, Statement **statement,
                       Problem *problem)
{
    Statement *found = take_cached(session, query);
    if (found == NULL) {
        TRY(session->store->engine->prepare(session, query, &found, problem));
        found->session = session;
        found->query = query;
    }
    found->time_left = session->deadline;
    found->bound = 0;
    found->changed = 0;
    bind_territory(found);
    *statement = found;
    return OK;
}

void statement_close(Statement **statement)
{
    Statement *closed = *statement;
    *statement = NULL;
    if (closed == NULL) {
        return;
    }
    Session *session = closed->session;
    session->store->engine->reset(closed);
    keep_cached(session, closed);
}

void statement_discard(Statement **statement)
{
    Statement *discarded = *statement;
    *statement = NULL;
    if (discarded != NULL) {
        const Engine *engine = discarded->session->store->engine;
        engine->reset(discarded);
        engine->finalize(discarded);
    }
}

/* -------------------------------------------------------------------------------- binding */

static int parameter_of(const Statement *statement, const char *name)
{
    int parameter = 0;
    if (!find_parameter(statement->query, name, &parameter)) {
        (void)fprintf(stderr, "seuil: query %s has no parameter %s\n", statement->query->name,
                      name);
        abort();
    }
    return parameter;
}

/* A parameter left unbound would read as NULL and match nothing, in silence. */
static void require_all_bound(const Statement *statement)
{
    for (int i = 0; i < statement->query->parameter_count; i++) {
        if ((statement->bound >> i & 1) == 0) {
            (void)fprintf(stderr, "seuil: query %s runs without its parameter %s\n",
                          statement->query->name, statement->query->parameters[i]);
            abort();
        }
    }
}

void bind_text(Statement *statement, const char *name, Text value)
{
    statement_bind(statement, parameter_of(statement, name), text_value(value));
}

void bind_integer(Statement *statement, const char *name, int64_t value)
{
    statement_bind(statement, parameter_of(statement, name),
                   (Value){.kind = COLUMN_INTEGER, .integer = value});
}

void bind_real(Statement *statement, const char *name, double value)
{
    statement_bind(statement, parameter_of(statement, name),
                   (Value){.kind = COLUMN_REAL, .real = value});
}

void bind_blob(Statement *statement, const char *name, const void *bytes, size_t length)
{
    const Value value = {
        .kind = COLUMN_BLOB, .bytes = {length == 0 ? "" : bytes, length}
    };
    statement_bind(statement, parameter_of(statement, name), value);
}

void bind_id(Statement *statement, const char *name, Id id)
{
    bind_blob(statement, name, id.bytes, sizeof id.bytes);
}

void bind_null(Statement *statement, const char *name)
{
    statement_bind(statement, parameter_of(statement, name), (Value){.is_null = true});
}

/* -------------------------------------------------------------------------------- running */

Outcome statement_next(Statement *statement, bool *row, Problem *problem)
{
    Session *session = statement->session;
    require_all_bound(statement);
    const Outcome outcome = session->store->engine->step(statement, row, problem);
    session->failed = session->failed || outcome != OK;
    return outcome;
}

Outcome statement_run(Statement *statement, int64_t *changed, Problem *problem)
{
    bool row = true;
    while (row) {
        TRY(statement_next(statement, &row, problem));
    }
    if (changed != NULL) {
        *changed = statement->changed;
    }
    return OK;
}

Text column_text(const Statement *statement, int column)
{
    return statement->session->store->engine->text(statement, column);
}

int64_t column_integer(const Statement *statement, int column)
{
    return statement->session->store->engine->integer(statement, column);
}

double column_real(const Statement *statement, int column)
{
    return statement->session->store->engine->real(statement, column);
}

bool column_is_null(const Statement *statement, int column)
{
    return statement->session->store->engine->null(statement, column);
}

Id column_id(const Statement *statement, int column)
{
    Id id = {0};
    const Text bytes = column_text(statement, column);
    if (bytes.length == sizeof id.bytes) {
        memcpy(id.bytes, bytes.bytes, sizeof id.bytes);
    }
    return id;
}
