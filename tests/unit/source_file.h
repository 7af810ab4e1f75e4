/* SPDX-License-Identifier: EUPL-1.2 */
/* Files that tests read whole: of the source tree, and of the shared data. */
#pragma once

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/text.h"

static inline void close_stream(FILE **stream)
{
    if (*stream != NULL) {
        (void)fclose(*stream);
    }
}

/* The whole of a file; an empty text when it cannot be read. */
static inline Text file_content(Arena *arena, Text path)
{
    enum { FILE_MOST = 8 * 1024 * 1024 };
    FILE *file SCOPED(close_stream) = fopen(text_to_c(arena, path), "rb");
    if (file == NULL) {
        return TEXT("");
    }
    char *bytes = arena_allocate(arena, FILE_MOST);
    return text_of(bytes, fread(bytes, 1, FILE_MOST, file));
}

/* A file of the shared vectors, or of the source tree; empty when it is not there. */
static inline Text shared_content(Arena *arena, const char *name)
{
    const char *given = getenv("SEUIL_SHARED");
    const char *root = getenv("SEUIL_SOURCE_ROOT");
    const char *folders[] = {given, "../shared", "../../shared"};
    for (size_t i = 0; i < 3; i++) {
        if (folders[i] != NULL) {
            const bool relative = i == 0 && folders[i][0] != '/' && root != NULL;
            const Text content =
                file_content(arena, text_format(arena, "%s%s%s/data/%s", relative ? root : "",
                                                relative ? "/" : "", folders[i], name));
            if (content.length > 0) {
                return content;
            }
        }
    }
    return TEXT("");
}

static inline Text source_content(Arena *arena, const char *name)
{
    const char *root = getenv("SEUIL_SOURCE_ROOT");
    const Text content =
        file_content(arena, text_format(arena, "%s/%s", root == NULL ? ".." : root, name));
    return content.length > 0 ? content : file_content(arena, text_from(name));
}
