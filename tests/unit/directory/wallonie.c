/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/directory/wallonie.h"

#include <stdlib.h>
#include <unistd.h>

#include "directory/load.h"
#include "store/store.h"
#include "unit/store_place.h"
#include "unit/testing.h"

Text source_path(Arena *arena, const char *below)
{
    const char *root = getenv("SEUIL_SOURCE_ROOT");
    return text_format(arena, "%s/%s", root == NULL ? ".." : root, below);
}

static void expect_ok(Outcome outcome, const Problem *problem)
{
    if (outcome != OK) {
        fail_msg("%.*s: %.*s", TEXT_ARG(problem->where), TEXT_ARG(problem->detail));
    }
}

static void remove_store(const char *directory, Arena *arena)
{
    static const char *const files[] = {"s.db", "s.db-wal", "s.db-shm", "s.db.lock",
                                        "s.db-lock"};
    for (size_t i = 0; i < LENGTH_OF(files); i++) {
        (void)unlink(text_format(arena, "%s/%s", directory, files[i]).bytes);
    }
    (void)rmdir(directory);
}

static const Catalogue *build_catalogue(Arena *arena)
{
    char directory[] = "/tmp/seuil-test-XXXXXX";
    assert_non_null(mkdtemp(directory));
    Problem problem = {.arena = arena};
    Package package = {0};
    Store *store = NULL;
    Session *session = NULL;
    const Catalogue *catalogue = NULL;
    const Moment now = 1795539900; /* 2026-11-24T18:05+01:00 */
    expect_ok(load_read(arena, source_path(arena, "data/wallonie"), NULL, &package, &problem),
              &problem);
    const Text path = store_place(arena, text_from(directory), "s.db");
    expect_ok(store_open(path, STORE_READ_WRITE, &store, &problem), &problem);
    expect_ok(load_write(store, &package, TEXT("wallonie"), now, NULL, &problem), &problem);
    expect_ok(store_read(store, &session, &problem), &problem);
    const CatalogueSource source = {.session = session, .now = now};
    expect_ok(catalogue_build(arena, &source, &catalogue, &problem), &problem);
    session_end(&session);
    store_close(&store);
    remove_store(directory, arena);
    return catalogue;
}

int open_directory(void **state)
{
    Arena *arena = arena_new((size_t)1 << 20);
    Directory *directory = ARENA_NEW(arena, Directory);
    directory->arena = arena;
    directory->catalogue = build_catalogue(arena);
    directory->index = index_build(arena, directory->catalogue);
    *state = directory;
    return 0;
}

int close_directory(void **state)
{
    arena_free(((Directory *)*state)->arena);
    return 0;
}
