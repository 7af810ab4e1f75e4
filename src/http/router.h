/* SPDX-License-Identifier: EUPL-1.2 */
/* Finds the route of a path. A literal segment wins over a {value}, from left to right. */
#pragma once

#include "http/http.h"

typedef struct Router {
    const RouteTable *tables;
    size_t count;
} Router;

typedef enum Verb { VERB_GET, VERB_POST, VERB_PUT, VERB_DELETE, VERB_OPTIONS, VERB_OTHER } Verb;

typedef struct RouteMatch {
    const Route *route; /* NULL: none for this verb */
    unsigned verbs;     /* what the path answers to, for Allow: 1U << VERB_GET... */
} RouteMatch;

/* INVALID: two routes that no request could tell apart, and a route of members that MAY_LAG
 * (its rights would be read where they are of yesterday). */
MUST_USE Outcome router_check(const Router *router, Problem *problem);

/* `path` is still percent-encoded, starts with '/' and has no language before it. */
RouteMatch router_find(const Router *router, Verb verb, Text path);

/* The values of the {names} of the route, decoded. NOT_FOUND when one cannot be. */
MUST_USE Outcome router_values(Arena *arena, const Route *route, Text path, FieldList *values);

/* Cuts "/nl" off "/nl/carte" and tells the language; false when there is none. "/nl" alone
 * leaves "/". */
bool path_take_language(Text *path, Language *language);

/* "GET, HEAD, OPTIONS" */
Text router_allow(Arena *arena, const RouteMatch *match);
