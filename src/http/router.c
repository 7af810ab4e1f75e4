/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/router.h"

#include "base/buffer.h"
#include "base/list.h"
#include "http/fields.h"

/* ----------------------------------------------------------------------------- segments */

/* The next segment of a path; false at its end. "/a/" has an empty last segment, so it is
 * another path than "/a". */
static bool segment_next(Text *rest, Text *segment)
{
    if (text_is_empty(*rest)) {
        return false;
    }
    const size_t end = text_find_byte(*rest, '/', 1);
    *segment = text_slice(*rest, 1, end);
    *rest = text_slice(*rest, end, rest->length);
    return true;
}

static bool is_value(Text segment)
{
    return text_starts_with(segment, TEXT("{")) && text_ends_with(segment, TEXT("}"));
}

static bool path_matches(Text pattern, Text path)
{
    Text wanted = {0};
    Text given = {0};
    if (!text_starts_with(path, TEXT("/"))) {
        return false; /* "*", or no target of HTTP at all */
    }
    while (segment_next(&pattern, &wanted)) {
        if (!segment_next(&path, &given)) {
            return false;
        }
        const bool fits = is_value(wanted) ? given.length > 0 : text_equal(wanted, given);
        if (!fits) {
            return false;
        }
    }
    return text_is_empty(path);
}

/* Both match the same path: the one with a literal where the other has a value is closer. */
static bool is_closer(Text pattern, Text other)
{
    Text mine = {0};
    Text theirs = {0};
    while (segment_next(&pattern, &mine) && segment_next(&other, &theirs)) {
        if (is_value(mine) != is_value(theirs)) {
            return is_value(theirs);
        }
    }
    return false;
}

static bool look_the_same(Text pattern, Text other)
{
    Text mine = {0};
    Text theirs = {0};
    while (segment_next(&pattern, &mine)) {
        if (!segment_next(&other, &theirs) || is_value(mine) != is_value(theirs) ||
            (!is_value(mine) && !text_equal(mine, theirs))) {
            return false;
        }
    }
    return text_is_empty(other);
}

/* -------------------------------------------------------------------------------- routes */

static Verb verb_of(const Route *route)
{
    switch (route->method) {
    case GET:
    case PROBE:
        return VERB_GET;
    case QUERY:
    case POST:
    case ACT:
    case UPLOAD:
        return VERB_POST;
    case PUT:
        return VERB_PUT;
    case DELETE:
        return VERB_DELETE;
    }
    return VERB_OTHER;
}

RouteMatch router_find(const Router *router, Verb verb, Text path)
{
    RouteMatch match = {0};
    for (size_t i = 0; i < router->count; i++) {
        for (size_t j = 0; j < router->tables[i].count; j++) {
            const Route *route = &router->tables[i].routes[j];
            const Text pattern = text_from(route->path);
            if (!path_matches(pattern, path)) {
                continue;
            }
            match.verbs |= 1U << verb_of(route);
            if (verb_of(route) == verb &&
                (match.route == NULL || is_closer(pattern, text_from(match.route->path)))) {
                match.route = route;
            }
        }
    }
    return match;
}

static size_t count_same(const Router *router, const Route *route)
{
    size_t count = 0;
    for (size_t i = 0; i < router->count; i++) {
        for (size_t j = 0; j < router->tables[i].count; j++) {
            const Route *other = &router->tables[i].routes[j];
            count += verb_of(other) == verb_of(route) &&
                     look_the_same(text_from(route->path), text_from(other->path));
        }
    }
    return count;
}

/* On a standby that lags, who lost a right would still have it. */
static Outcome check_route(const Router *router, const Route *route, Problem *problem)
{
    if (count_same(router, route) != 1) {
        return problem_set(problem, INVALID, text_from(route->path), "path",
                           "two routes claim the same path");
    }
    if (route->permission >= FIRST_PERMISSION_OF_DOMAINS && route->freshness == MAY_LAG) {
        return problem_set(problem, INVALID, text_from(route->path), "freshness",
                           "a route of members never lags");
    }
    return OK;
}

Outcome router_check(const Router *router, Problem *problem)
{
    for (size_t i = 0; i < router->count; i++) {
        for (size_t j = 0; j < router->tables[i].count; j++) {
            TRY(check_route(router, &router->tables[i].routes[j], problem));
        }
    }
    return OK;
}

Outcome router_values(Arena *arena, const Route *route, Text path, FieldList *values)
{
    Text pattern = text_from(route->path);
    Text wanted = {0};
    Text given = {0};
    FieldList found = {0};
    while (segment_next(&pattern, &wanted) && segment_next(&path, &given)) {
        if (!is_value(wanted)) {
            continue;
        }
        Field field = {.name = text_slice(wanted, 1, wanted.length - 1)};
        if (!percent_decode(arena, given, PLUS_IS_PLUS, &field.value)) {
            return NOT_FOUND;
        }
        LIST_APPEND(arena, &found, field);
    }
    *values = found;
    return OK;
}

bool path_take_language(Text *path, Language *language)
{
    Text rest = *path;
    Text first = {0};
    if (!segment_next(&rest, &first) || !language_parse(first, language)) {
        return false;
    }
    *path = text_is_empty(rest) ? TEXT("/") : rest;
    return true;
}

Text router_allow(Arena *arena, const RouteMatch *match)
{
    static const char *const names[] = {[VERB_GET] = "GET, HEAD, ",
                                        [VERB_POST] = "POST, ",
                                        [VERB_PUT] = "PUT, ",
                                        [VERB_DELETE] = "DELETE, "};
    Buffer allow = buffer_new(arena, 64);
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        if ((match->verbs >> i & 1) != 0) {
            buffer_append(&allow, text_from(names[i]));
        }
    }
    buffer_append(&allow, TEXT("OPTIONS"));
    return buffer_text(&allow);
}
