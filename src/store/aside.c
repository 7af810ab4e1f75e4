/* SPDX-License-Identifier: EUPL-1.2 */
#include "store/aside.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/list.h"
#include "store/store_private.h"

static Text copy_path(const Aside *aside, const char *ending)
{
    return text_format(aside->arena, "%.*s/copy.db%s", TEXT_ARG(aside->folder), ending);
}

static Outcome make_folder(Aside *aside, Problem *problem)
{
    const char *place = getenv("TMPDIR");
    char *name = (char *)(uintptr_t)text_format(aside->arena, "%s/seuil-XXXXXX",
                                                place == NULL ? "/var/tmp" : place)
                     .bytes;
    if (mkdtemp(name) == NULL) {
        return problem_set(problem, UNAVAILABLE, text_from(name), "",
                           "no folder for a temporary copy can be made: %s", strerror(errno));
    }
    aside->folder = text_from(name);
    return OK;
}

static Outcome open_copy(Text path, Aside *aside, Problem *problem)
{
    TRY(make_folder(aside, problem));
    const Text copy = copy_path(aside, "");
    TRY(sqlite_copy_file(path, copy, problem));
    return store_open(copy, STORE_READ_ONLY, &aside->store, problem);
}

Outcome aside_open(Text path, Aside *aside, Problem *problem)
{
    int lacking = 0;
    *aside = (Aside){.arena = arena_new(1024)};
    TRY(store_open_as_it_is(path, &aside->store, &lacking, problem));
    if (lacking == 0) {
        return OK;
    }
    return store_place_is_shared(path)
               ? store_open(path, STORE_READ_ONLY, &aside->store, problem)
               : open_copy(path, aside, problem);
}

void aside_close(Aside *aside)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal", ".lock"};
    store_close(&aside->store);
    for (size_t i = 0; !text_is_empty(aside->folder) && i < LENGTH_OF(endings); i++) {
        (void)unlink(copy_path(aside, endings[i]).bytes);
    }
    if (!text_is_empty(aside->folder)) {
        (void)rmdir(aside->folder.bytes);
    }
    arena_close(&aside->arena);
}
