/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening and closing a store, on the engine that its place names. */
#include <stdlib.h>
#include <unistd.h>

#include "store/queries.h"
#include "store/store_metrics.h"
#include "store/store_private.h"

const Text STORE_TERRITORY = TEXT_INIT("wallonie");

static bool names_a_server(Text location)
{
    return text_starts_with(location, TEXT("postgresql://")) ||
           text_starts_with(location, TEXT("postgres://"));
}

const Engine *engine_of(Text location)
{
    return names_a_server(location) ? &POSTGRES_ENGINE : &SQLITE_ENGINE;
}

/* "postgresql://user:secret@host/name" without ":secret", for messages and logs. */
static Text shown(Arena *arena, Text location)
{
    const size_t start = text_find(location, TEXT("://"), 0) + 3;
    const size_t slash = text_find_byte(location, '/', start);
    const size_t at = text_find_byte(location, '@', start);
    const size_t colon = text_find_byte(location, ':', start);
    if (!names_a_server(location) || at >= slash || colon >= at) {
        return text_copy(arena, location);
    }
    return text_format(arena, "%.*s%.*s", TEXT_ARG(text_slice(location, 0, colon)),
                       TEXT_ARG(text_slice(location, at, location.length)));
}

static Store *store_new(Text location, StoreMode mode)
{
    Store *store = calloc(1, sizeof *store);
    if (store == NULL) {
        abort();
    }
    store->root = store;
    store->arena = arena_new(1024);
    store->engine = engine_of(location);
    store->location = text_to_c(store->arena, location);
    store->path = shown(store->arena, location);
    store->territory = STORE_TERRITORY;
    store->read_only = mode == STORE_READ_ONLY;
    (void)pthread_mutex_init(&store->mutex, NULL);
    (void)pthread_mutex_init(&store->writing, NULL);
    (void)pthread_cond_init(&store->work, NULL);
    (void)pthread_cond_init(&store->finished, NULL);
    return store;
}

/* The session that looks at the migrations of a store to be read. */
static Outcome find_lacking(Store *store, int *lacking, Problem *problem)
{
    Session *session = NULL;
    TRY(session_new(store, SESSION_READS, &session, problem));
    const Outcome outcome = migrations_look(session, lacking, problem);
    session_free(session);
    return outcome;
}

static Outcome open_to_read(Store *store, int *lacking, Problem *problem)
{
    TRY(store->engine->open(store, problem));
    return find_lacking(store, lacking, problem);
}

static Outcome open_to_write(Store *store, Problem *problem)
{
    TRY(store->engine->open(store, problem));
    TRY(session_new(store, SESSION_WRITES, &store->writer, problem));
    TRY(migrate(store->writer, problem));
    return writer_start(store, problem);
}

/* Half a store would be taken for the whole one. */
static Outcome refuse_unfinished(Store *store, Problem *problem)
{
    Session *session SCOPED(session_end) = NULL;
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    TRY(store_read(store, &session, problem));
    TRY(statement_open(session, &STORE_UNFINISHED_GET, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    if (row) {
        return problem_set(problem, CONFLICT, store->path, "store",
                           "an unfinished copy of %.*s: end it with “seuil store copy FROM TO”",
                           TEXT_ARG(column_text(statement, 0)));
    }
    return OK;
}

Outcome store_open_as_it_is(Text path, Store **store, int *lacking, Problem *problem)
{
    Store *opened SCOPED(store_close) = store_new(path, STORE_READ_ONLY);
    TRY(open_to_read(opened, lacking, problem));
    if (*lacking == 0) {
        TRY(refuse_unfinished(opened, problem));
        *store = opened;
        opened = NULL;
    }
    return OK;
}

Outcome store_open_unfinished(Text path, Store **store, Problem *problem)
{
    Store *opened SCOPED(store_close) = store_new(path, STORE_READ_WRITE);
    TRY(open_to_write(opened, problem));
    *store = opened;
    opened = NULL;
    return OK;
}

static Outcome open_whole(Text path, Store **store, Problem *problem)
{
    Store *opened SCOPED(store_close) = NULL;
    TRY(store_open_unfinished(path, &opened, problem));
    TRY(refuse_unfinished(opened, problem));
    *store = opened;
    opened = NULL;
    return OK;
}

/* After an update, the first command that comes brings the store up, unless somebody holds it.
 * Who came a moment earlier to do the same is gone soon. */
static Outcome bring_up(Text path, int lacking, Problem *problem)
{
    enum { MOST_WAITS = 20, WAIT_MICROSECONDS = 50000 };
    Store *store SCOPED(store_close) = NULL;
    Outcome outcome = open_whole(path, &store, problem);
    for (int i = 0; outcome == CONFLICT && lacking > 0 && i < MOST_WAITS; i++) {
        (void)usleep(WAIT_MICROSECONDS);
        TRY(store_open_as_it_is(path, &store, &lacking, problem));
        outcome = lacking == 0 ? OK : open_whole(path, &store, problem);
    }
    int holder = 0;
    if (outcome == CONFLICT && store_holder(path, &holder)) {
        return problem_set(problem, CONFLICT, path, "store",
                           "it lacks migration %d of this program, and process %d, which holds "
                           "it, is of an older one: stop that process and start it anew",
                           lacking, holder);
    }
    return outcome;
}

Outcome store_open(Text path, StoreMode mode, Store **store, Problem *problem)
{
    if (mode == STORE_READ_WRITE) {
        return open_whole(path, store, problem);
    }
    int lacking = 0;
    TRY(store_open_as_it_is(path, store, &lacking, problem));
    if (lacking > 0) {
        TRY(bring_up(path, lacking, problem));
        TRY(store_open_as_it_is(path, store, &lacking, problem));
    }
    return OK;
}

static void free_readers(Store *store)
{
    for (size_t use = 0; use < 2; use++) {
        gauge_add(&store_metrics.readers_idle, -(int64_t)store->reader_count[use]);
        for (size_t i = 0; i < store->reader_count[use]; i++) {
            session_free(store->readers[use][i]);
        }
    }
}

void store_close(Store **store)
{
    Store *closed = *store;
    *store = NULL;
    if (closed == NULL) {
        return;
    }
    if (closed->root != closed) {
        arena_free(closed->arena);
        free(closed);
        return;
    }
    writer_stop(closed);
    free_readers(closed);
    session_free(closed->writer);
    closed->engine->close(closed);
    (void)pthread_mutex_destroy(&closed->mutex);
    (void)pthread_mutex_destroy(&closed->writing);
    (void)pthread_cond_destroy(&closed->work);
    (void)pthread_cond_destroy(&closed->finished);
    arena_free(closed->arena);
    free(closed);
}

Store *store_view(Store *store, Text territory)
{
    Store *view = calloc(1, sizeof *view);
    if (view == NULL) {
        abort();
    }
    view->root = store->root;
    view->arena = arena_new(256);
    view->territory = text_copy(view->arena, territory);
    return view;
}

Text store_territory(const Store *store)
{
    return store->territory;
}

Text store_path(const Store *store)
{
    return store->root->path;
}

bool store_is_shared(const Store *store)
{
    return store->root->engine->shared;
}

bool store_place_is_shared(Text path)
{
    return names_a_server(path);
}

Text store_place_shown(Arena *arena, Text path)
{
    return shown(arena, path);
}

Outcome store_change_count(Session *session, int64_t *count)
{
    *count = session->change_count;
    return OK;
}

Outcome store_check(Session *session, Problem *problem)
{
    int lacking = 0;
    TRY(session->store->engine->check(session, problem));
    TRY(migrations_look(session, &lacking, problem));
    return lacking == 0 ? OK
                        : problem_set(problem, INVALID, TEXT(""), "store",
                                      "the store lacks migration %d", lacking);
}
