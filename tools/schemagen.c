/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Build program: the numbered .sql files of schema/ become the list of migrations, in the words
 * of both engines, and the list of the tables they make.
 *     schemagen OUTPUT.c NNNN_name.sql...
 * The files are written for SQLite's STRICT tables; PostgreSQL reads the same statements with
 * its own names of the four types, text that compares byte by byte, and without STRICT.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TEXT = 1 << 20, MOST_TABLES = 256, MOST_COLUMNS = 32, MOST_NAME = 64 };

typedef struct Column {
    char name[MOST_NAME];
    const char *kind;
    int key;
} Column;

typedef struct Table {
    char name[MOST_NAME];
    Column columns[MOST_COLUMNS];
    int column_count;
    int key_count;
} Table;

typedef struct Token {
    const char *at;
    size_t length; /* 0 at the end */
    int line;
} Token;

typedef struct Reader {
    const char *file;
    const char *at;
    int line;
} Reader;

static Table tables[MOST_TABLES];
static int table_count = 0;

static const struct {
    const char *word;
    const char *kind;
    const char *postgres;
} types[] = {
    {"TEXT",    "COLUMN_TEXT",    "TEXT COLLATE \"C\""},
    {"INTEGER", "COLUMN_INTEGER", "BIGINT"            },
    {"REAL",    "COLUMN_REAL",    "DOUBLE PRECISION"  },
    {"BLOB",    "COLUMN_BLOB",    "BYTEA"             },
};

static void die(const Reader *reader, const char *reason)
{
    (void)fprintf(stderr, "%s:%d: error: %s\n", reader->file, reader->line, reason);
    exit(1);
}

/* ------------------------------------------------------------------------------- tokens */

static void skip_space(Reader *reader)
{
    for (;;) {
        if (strncmp(reader->at, "--", 2) == 0) {
            reader->at += strcspn(reader->at, "\n");
        } else if (isspace((unsigned char)*reader->at)) {
            reader->line += *reader->at == '\n';
            reader->at++;
        } else {
            return;
        }
    }
}

static size_t length_of_token(const Reader *reader)
{
    const char *at = reader->at;
    size_t length = 0;
    if (*at == '\'' || *at == '"') {
        const char *end = strchr(at + 1, *at);
        return end == NULL ? 0 : (size_t)(end - at) + 1;
    }
    while (isalnum((unsigned char)at[length]) || at[length] == '_') {
        length++;
    }
    return length > 0 ? length : 1;
}

static Token next_token(Reader *reader)
{
    skip_space(reader);
    Token token = {reader->at, 0, reader->line};
    if (*reader->at != '\0') {
        token.length = length_of_token(reader);
        if (token.length == 0) {
            die(reader, "a quote does not end");
        }
        reader->at += token.length;
    }
    return token;
}

static bool is_word(Token token, const char *word)
{
    return token.length == strlen(word) && strncmp(token.at, word, token.length) == 0;
}

static void copy_name(const Reader *reader, Token token, char name[MOST_NAME])
{
    if (token.length == 0 || token.length >= MOST_NAME || !isalpha((unsigned char)*token.at)) {
        die(reader, "a name of at most 63 letters, digits and _ is expected");
    }
    memcpy(name, token.at, token.length);
    name[token.length] = '\0';
}

/* ------------------------------------------------------------------------------- tables */

static const char *kind_of(const Reader *reader, Token token)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (is_word(token, types[i].word)) {
            return types[i].kind;
        }
    }
    die(reader, "a column is TEXT, INTEGER, REAL or BLOB");
    return NULL;
}

static Column *find_column(const Reader *reader, Table *table, Token token)
{
    for (int i = 0; i < table->column_count; i++) {
        if (is_word(token, table->columns[i].name)) {
            return &table->columns[i];
        }
    }
    die(reader, "the key names a column that the table lacks");
    return NULL;
}

static void add_column(const Reader *reader, Table *table, Token name, Token type)
{
    if (table->column_count == MOST_COLUMNS) {
        die(reader, "too many columns");
    }
    Column *column = &table->columns[table->column_count++];
    copy_name(reader, name, column->name);
    column->kind = kind_of(reader, type);
}

static void read_key(Reader *reader, Table *table)
{
    Token token = next_token(reader); /* KEY */
    token = next_token(reader);       /* ( */
    for (token = next_token(reader); !is_word(token, ")"); token = next_token(reader)) {
        if (token.length == 0) {
            die(reader, "the key does not end");
        }
        if (!is_word(token, ",")) {
            find_column(reader, table, token)->key = ++table->key_count;
        }
    }
}

/* Skips the rest of a column or constraint; says whether the table ends there. */
static bool skip_definition(Reader *reader, Table *table, Column *column)
{
    int depth = 0;
    for (;;) {
        const Token token = next_token(reader);
        if (token.length == 0) {
            die(reader, "the table does not end");
        }
        if (depth == 0 && is_word(token, "PRIMARY") && column != NULL) {
            column->key = ++table->key_count;
        }
        depth += is_word(token, "(");
        if (depth == 0 && (is_word(token, ",") || is_word(token, ")"))) {
            return is_word(token, ")");
        }
        depth -= is_word(token, ")");
    }
}

static bool is_constraint(Token token)
{
    return is_word(token, "UNIQUE") || is_word(token, "CHECK") || is_word(token, "FOREIGN") ||
           is_word(token, "CONSTRAINT");
}

static void read_table(Reader *reader)
{
    if (table_count == MOST_TABLES) {
        die(reader, "too many tables");
    }
    Table *table = &tables[table_count++];
    copy_name(reader, next_token(reader), table->name);
    if (!is_word(next_token(reader), "(")) {
        die(reader, "a table is CREATE TABLE name (columns)");
    }
    for (bool ended = false; !ended;) {
        const Token token = next_token(reader);
        Column *column = NULL;
        if (is_word(token, "PRIMARY")) {
            read_key(reader, table);
        } else if (!is_constraint(token)) {
            add_column(reader, table, token, next_token(reader));
            column = &table->columns[table->column_count - 1];
        }
        ended = skip_definition(reader, table, column);
    }
}

static void read_added_column(Reader *reader)
{
    const Token name = next_token(reader);
    for (int i = 0; i < table_count; i++) {
        if (is_word(name, tables[i].name)) {
            const Token add = next_token(reader);
            const Token column = next_token(reader);
            if (!is_word(add, "ADD") || !is_word(column, "COLUMN")) {
                die(reader, "a table is altered by ADD COLUMN alone");
            }
            const Token added = next_token(reader);
            add_column(reader, &tables[i], added, next_token(reader));
            return;
        }
    }
    die(reader, "the table altered was not made");
}

static void read_dropped(Reader *reader)
{
    const Token name = next_token(reader);
    for (int i = 0; i < table_count; i++) {
        if (is_word(name, tables[i].name)) {
            table_count--;
            memmove(&tables[i], &tables[i + 1], (size_t)(table_count - i) * sizeof tables[0]);
            memset(&tables[table_count], 0, sizeof tables[0]);
            return;
        }
    }
    die(reader, "the table dropped was not made");
}

static void read_statements(const char *file, const char *text)
{
    Reader reader = {file, text, 1};
    Token before = {0};
    for (Token token = next_token(&reader); token.length > 0; token = next_token(&reader)) {
        if (is_word(token, "TABLE") && is_word(before, "CREATE")) {
            read_table(&reader);
        } else if (is_word(token, "TABLE") && is_word(before, "ALTER")) {
            read_added_column(&reader);
        } else if (is_word(token, "TABLE") && is_word(before, "DROP")) {
            read_dropped(&reader);
        }
        before = token;
    }
}

/* ------------------------------------------------------------------------------ writing */

static void write_escaped(FILE *out, const char *at, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (at[i] == '\n') {
            (void)fputs("\\n\"\n    \"", out);
            continue;
        }
        if (at[i] == '"' || at[i] == '\\') {
            (void)fputc('\\', out);
        }
        (void)fputc(at[i], out);
    }
}

static bool write_type(FILE *out, Token token)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (is_word(token, types[i].word)) {
            write_escaped(out, types[i].postgres, strlen(types[i].postgres));
            return true;
        }
    }
    return false;
}

/* STRICT and WITHOUT ROWID stand alone between the last ")" and ";". */
static void write_postgres(FILE *out, const char *file, const char *text)
{
    Reader reader = {file, text, 1};
    int depth = 0;
    bool in_table = false;
    bool after_table = false;
    for (Token token = next_token(&reader); token.length > 0; token = next_token(&reader)) {
        depth += is_word(token, "(");
        depth -= is_word(token, ")");
        in_table = !is_word(token, ";") && (in_table || is_word(token, "TABLE"));
        after_table = in_table && after_table;
        if (!after_table && !write_type(out, token)) {
            write_escaped(out, token.at, token.length);
        }
        after_table = after_table || (in_table && depth == 0 && is_word(token, ")"));
        if (is_word(token, ";")) {
            (void)fputs("\"\n    \"", out);
        } else if (!after_table) {
            (void)fputc(' ', out);
        }
    }
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static char *read_whole(const char *name)
{
    FILE *file = fopen(name, "rb");
    char *text = calloc(1, MOST_TEXT + 1);
    if (file == NULL || text == NULL || fread(text, 1, MOST_TEXT, file) == MOST_TEXT) {
        die(&(Reader){.file = name}, "cannot be read, or larger than 1 MiB");
    }
    (void)fclose(file);
    return text;
}

static void write_migration(FILE *out, const char *file)
{
    char *text = read_whole(file);
    const char *base = base_name(file);
    const int number = (int)strtol(base, NULL, 10);
    const char *dot = strrchr(base, '.');
    if (number <= 0 || strlen(base) < 6 || base[4] != '_' || dot == NULL) {
        die(&(Reader){.file = file}, "a migration is named NNNN_name.sql");
    }
    (void)fprintf(out, "    {%d, \"%.*s\", TEXT_INIT(\"", number, (int)(dot - base) - 5,
                  base + 5);
    write_escaped(out, text, strlen(text));
    (void)fputs("\"),\n    \"", out);
    write_postgres(out, file, text);
    (void)fputs("\"},\n", out);
    read_statements(file, text);
    free(text);
}

static void write_tables(FILE *out)
{
    (void)fputs("const Table TABLES[] = {\n", out);
    for (int i = 0; i < table_count; i++) {
        const Table *table = &tables[i];
        (void)fprintf(out, "    {\"%s\", {", table->name);
        for (int j = 0; j < table->column_count; j++) {
            const Column *column = &table->columns[j];
            (void)fprintf(out, "{\"%s\", %s, %d}, ", column->name, column->kind, column->key);
        }
        (void)fprintf(out, "}, %d, %d},\n", table->column_count, table->key_count);
    }
    (void)fprintf(out, "};\nconst size_t TABLE_COUNT = %d;\n", table_count);
}

int main(int argc, char **argv)
{
    FILE *out = argc > 2 ? fopen(argv[1], "wb") : NULL;
    if (out == NULL) {
        die(&(Reader){.file = "schemagen"}, "usage: schemagen OUTPUT.c NNNN_name.sql...");
    }
    (void)fputs("/* Generated by tools/schemagen.c. */\n#include \"store/schema.h\"\n"
                "const Migration MIGRATIONS[] = {\n",
                out);
    for (int i = 2; i < argc; i++) {
        write_migration(out, argv[i]);
    }
    (void)fprintf(out, "};\nconst size_t MIGRATION_COUNT = %d;\n", argc - 2);
    write_tables(out);
    return fclose(out) != 0;
}
