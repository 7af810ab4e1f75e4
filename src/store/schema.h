/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The migrations and the tables they make, as tools/schemagen.c reads them from schema/: one
 * description, spelled for both engines.
 */
#pragma once

#include "base/text.h"

typedef enum ColumnKind { COLUMN_TEXT, COLUMN_INTEGER, COLUMN_REAL, COLUMN_BLOB } ColumnKind;

enum { TABLE_COLUMN_LIMIT = 32 };

typedef struct Column {
    const char *name;
    ColumnKind kind;
    int key; /* its place in the primary key from 1, or 0 */
} Column;

typedef struct Table {
    const char *name;
    Column columns[TABLE_COLUMN_LIMIT];
    int column_count;
    int key_count;
} Table;

typedef struct Migration {
    int number;
    const char *name;
    Text source;          /* as the file has it: its checksum is kept, and SQLite runs it */
    const char *postgres; /* the same statements in the types of PostgreSQL */
} Migration;

extern const Migration MIGRATIONS[];
extern const size_t MIGRATION_COUNT;

/* In the order they were made; the store's own list of migrations is not among them. */
extern const Table TABLES[];
extern const size_t TABLE_COUNT;
