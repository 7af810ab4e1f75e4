/* SPDX-License-Identifier: EUPL-1.2 */
/* A named query, as tools/sqlgen.c writes it from the .sql files of the domains. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { QUERY_PARAMETER_LIMIT = 32 };

typedef struct Query {
    const char *name;
    const char *sqlite;   /* parameters spelled ?1, ?2 */
    const char *postgres; /* parameters spelled $1, $2 */
    const char *parameters[QUERY_PARAMETER_LIMIT];
    int parameter_count;
    bool many_rows; /* read a part at a time, so that memory stays flat */
} Query;

/* The queries of one folder. */
typedef struct QueryList {
    const Query *const *items;
    size_t count;
} QueryList;
