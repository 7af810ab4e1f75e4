/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where a test keeps a store of its own: a file in its folder, or, where SEUIL_TEST_POSTGRES
 * names a server, a schema of it that bears the folder's name.
 */
#pragma once

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

#include "unit/testing.h"

static inline const char *test_server(void)
{
    return getenv("SEUIL_TEST_POSTGRES");
}

static inline void run_on(const char *place, const char *sql)
{
    PGconn *connection = PQconnectdb(place);
    PGresult *result = PQexec(connection, sql);
    assert_int_equal(PQresultStatus(result), PGRES_COMMAND_OK);
    PQclear(result);
    PQfinish(connection);
}

/* For what is true of files alone. */
static inline void require_file_store(void)
{
    if (test_server() != NULL) {
        (void)printf("skipped: reads the bytes of a file, and the store is on a server\n");
        skip();
    }
}

/* The folder ends with what mkdtemp made of XXXXXX. */
static inline Text store_place(Arena *arena, Text folder, const char *name)
{
    if (test_server() == NULL) {
        return text_format(arena, "%.*s/%s", TEXT_ARG(folder), name);
    }
    const Text schema = text_format(arena, "t_%.6s_%s", folder.bytes + folder.length - 6, name);
    run_on(test_server(), text_format(arena, "CREATE SCHEMA \"%.*s\"", TEXT_ARG(schema)).bytes);
    return text_format(arena, "%s&application_name=%.*s&options=-csearch_path%%3D%%22%.*s%%22",
                       test_server(), TEXT_ARG(schema), TEXT_ARG(schema));
}
