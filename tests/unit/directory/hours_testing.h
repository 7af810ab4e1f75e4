/* SPDX-License-Identifier: EUPL-1.2 */
/* What the tests of hours share: builders, and the files they read. */
#pragma once

#include "directory/hours.h"
#include "unit/source_file.h"
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

static inline json_t *json_of(Arena *arena, Text content)
{
    json_t *value = NULL;
    Problem problem = {.arena = arena};
    if (json_read(content, JSON_FILE_LIMITS, &value, &problem) != OK) {
        fail_msg("%.*s", TEXT_ARG(problem.detail));
    }
    return value;
}
