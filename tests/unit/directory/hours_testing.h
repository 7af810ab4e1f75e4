/* SPDX-License-Identifier: EUPL-1.2 */
/* What the tests of hours share: builders, and the files they read. */
#pragma once

#include <stdio.h>
#include <stdlib.h>

#include "directory/hours.h"
#include "unit/testing.h"
#include "json/json.h"

static inline Moment at(const char *text)
{
    Moment moment = 0;
    if (!moment_parse(text_from(text), &moment)) {
        fail_msg("%s is no moment", text);
    }
    return moment;
}

static inline Hours *hours_of(Arena *arena, const char *value)
{
    Hours *hours = NULL;
    Problem problem = {.arena = arena};
    if (hours_parse_osm(arena, text_from(value), &hours, &problem) != OK) {
        fail_msg("“%s”: %.*s", value, TEXT_ARG(problem.detail));
    }
    return hours;
}

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

static inline json_t *json_of(Arena *arena, Text content)
{
    json_t *value = NULL;
    Problem problem = {.arena = arena};
    if (json_read(content, JSON_FILE_LIMITS, &value, &problem) != OK) {
        fail_msg("%.*s", TEXT_ARG(problem.detail));
    }
    return value;
}
