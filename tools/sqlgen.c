/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Build program: named queries in .sql files become typed constants.
 *     sqlgen FOLDER OUTPUT.c OUTPUT.h FILE.sql...
 * A query is "-- name: directory_record_put" followed by one statement with :named parameters.
 * It becomes `extern const Query DIRECTORY_RECORD_PUT;` with the text spelled for both engines
 * (?1 and $1), parameters numbered in order of first appearance. Two comments speak to it:
 * "-- many rows" before the statement reads them a part at a time, and "-- on postgresql:"
 * after it gives the other text where one cannot serve both. All of them together are
 * `FOLDER_QUERIES`, a QueryList, so that a test can prepare each on both engines.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TEXT = 1 << 20, MOST_PARAMETERS = 32, MOST_NAME = 64, MOST_QUERIES = 512 };

typedef struct Generated {
    char name[MOST_NAME];
    char parameters[MOST_PARAMETERS][MOST_NAME];
    int parameter_count;
} Generated;

static char seen[MOST_QUERIES][MOST_NAME];
static int seen_count = 0;

static void die(const char *file, int line, const char *reason)
{
    (void)fprintf(stderr, "%s:%d: error: %s\n", file, line, reason);
    exit(1);
}

static char *read_whole(const char *name)
{
    FILE *file = fopen(name, "rb");
    char *text = calloc(1, MOST_TEXT + 1);
    if (file == NULL || text == NULL || fread(text, 1, MOST_TEXT, file) == MOST_TEXT) {
        die(name, 0, "cannot be read, or larger than 1 MiB");
    }
    (void)fclose(file);
    return text;
}

static bool is_name_byte(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_';
}

static int parameter_number(Generated *query, const char *start, size_t length,
                            const char *file, int line)
{
    for (int i = 0; i < query->parameter_count; i++) {
        if (strlen(query->parameters[i]) == length &&
            strncmp(query->parameters[i], start, length) == 0) {
            return i + 1;
        }
    }
    if (query->parameter_count == MOST_PARAMETERS || length >= MOST_NAME) {
        die(file, line, "too many parameters, or a name too long");
    }
    memcpy(query->parameters[query->parameter_count], start, length);
    return ++query->parameter_count;
}

static void write_escaped(FILE *out, char byte)
{
    if (byte == '"' || byte == '\\') {
        (void)fputc('\\', out);
    }
    (void)fputc(byte == '\n' ? ' ' : byte, out);
}

/* How long the comment is that starts here; 0 when none does. */
static size_t comment_length(const char *at, const char *file, int line)
{
    if (strncmp(at, "-- name:", 8) == 0) {
        die(file, line, "this name has no statement, or one that does not end with ';'");
    }
    if (strncmp(at, "--", 2) == 0) {
        return strcspn(at, "\n");
    }
    if (strncmp(at, "/*", 2) == 0) {
        const char *end = strstr(at + 2, "*/");
        if (end == NULL) {
            die(file, line, "a comment does not end");
        }
        return (size_t)(end - at) + 2;
    }
    return 0;
}

/* Copies the statement up to its ';', numbering parameters outside quotes and comments. */
static const char *write_statement(FILE *out, const char *at, char sigil, Generated *query,
                                   const char *file, int line)
{
    char quote = '\0';
    (void)fputc('"', out);
    while (*at != '\0') {
        const size_t comment = quote == '\0' ? comment_length(at, file, line) : 0;
        if (comment > 0) {
            at += comment;
            continue;
        }
        if (quote == '\0' && *at == ';') {
            break;
        }
        if (*at == '\'' || *at == '"') {
            quote = quote == '\0' ? *at : quote == *at ? '\0' : quote;
        }
        if (quote == '\0' && *at == ':' && is_name_byte(at[1])) {
            size_t length = 1;
            while (is_name_byte(at[1 + length])) {
                length++;
            }
            (void)fprintf(out, "%c%d", sigil,
                          parameter_number(query, at + 1, length, file, line));
            at += length + 1;
            continue;
        }
        write_escaped(out, *at++);
    }
    (void)fputs("\"", out);
    if (*at != ';') {
        die(file, line, "the statement does not end with ';'");
    }
    return at + 1;
}

static void check_new(const char *name, const char *file, int line)
{
    for (int i = 0; i < seen_count; i++) {
        if (strcmp(seen[i], name) == 0) {
            die(file, line, "a query of this name exists already");
        }
    }
    if (seen_count == MOST_QUERIES) {
        die(file, line, "too many queries");
    }
    (void)snprintf(seen[seen_count++], MOST_NAME, "%s", name);
}

static void write_upper(FILE *out, const char *name)
{
    for (; *name != '\0'; name++) {
        (void)fputc(toupper((unsigned char)*name), out);
    }
}

/* Whether this comment is the next thing in the file; where it ends. */
static const char *after_comment(const char *at, const char *comment)
{
    at += strspn(at, " \t\n");
    return strncmp(at, comment, strlen(comment)) == 0 ? at + strlen(comment) : NULL;
}

static bool is_marked(const char *statement, const char *comment)
{
    return after_comment(statement, comment) != NULL;
}

static const char *alternative(const char *after_statement)
{
    return after_comment(after_statement, "-- on postgresql:");
}

static void write_properties(FILE *source, const Generated *query, bool many_rows)
{
    if (query->parameter_count > 0) {
        (void)fputs(",\n    .parameters = {", source);
        for (int i = 0; i < query->parameter_count; i++) {
            (void)fprintf(source, "\"%s\", ", query->parameters[i]);
        }
        (void)fputs("}", source);
    }
    (void)fprintf(source, ",\n    .parameter_count = %d,\n    .many_rows = %s,\n};\n",
                  query->parameter_count, many_rows ? "true" : "false");
}

static const char *write_query(FILE *source, FILE *header, const char *at, const char *file,
                               int line)
{
    Generated query = {0};
    size_t length = 0;
    while (is_name_byte(at[length])) {
        length++;
    }
    if (length == 0 || length >= MOST_NAME) {
        die(file, line, "a name of at most 63 letters, digits and _ is expected");
    }
    memcpy(query.name, at, length);
    check_new(query.name, file, line);
    (void)fputs("const Query ", source);
    write_upper(source, query.name);
    (void)fprintf(source, " = {\n    .name = \"%s\",\n    .sqlite = ", query.name);
    const char *statement = at + length;
    const char *end = write_statement(source, statement, '?', &query, file, line);
    const char *other = alternative(end);
    (void)fputs(",\n    .postgres = ", source);
    end = write_statement(source, other == NULL ? statement : other, '$', &query, file, line);
    write_properties(source, &query, is_marked(statement, "-- many rows"));
    (void)fputs("extern const Query ", header);
    write_upper(header, query.name);
    (void)fputs(";\n", header);
    return end;
}

static void generate(FILE *source, FILE *header, const char *file)
{
    char *text = read_whole(file);
    int line = 1;
    const char *at = text;
    while (*at != '\0') {
        static const char marker[] = "-- name: ";
        if (strncmp(at, marker, sizeof marker - 1) == 0) {
            const char *end = write_query(source, header, at + sizeof marker - 1, file, line);
            for (; at < end; at++) {
                line += *at == '\n';
            }
            continue;
        }
        if (!isspace((unsigned char)*at) && strncmp(at, "--", 2) != 0) {
            die(file, line, "text outside a named query");
        }
        if (strncmp(at, "--", 2) == 0) {
            at += strcspn(at, "\n");
            continue;
        }
        line += *at == '\n';
        at++;
    }
    free(text);
}

static void write_list(FILE *source, FILE *header, const char *folder)
{
    (void)fputs("static const Query *const all[] = {\n", source);
    for (int i = 0; i < seen_count; i++) {
        (void)fputs("    &", source);
        write_upper(source, seen[i]);
        (void)fputs(",\n", source);
    }
    (void)fputs("};\nconst QueryList ", source);
    write_upper(source, folder);
    (void)fprintf(source, "_QUERIES = {all, %d};\n", seen_count);
    (void)fputs("extern const QueryList ", header);
    write_upper(header, folder);
    (void)fputs("_QUERIES;\n", header);
}

int main(int argc, char **argv)
{
    FILE *source = argc > 4 ? fopen(argv[2], "wb") : NULL;
    FILE *header = argc > 4 ? fopen(argv[3], "wb") : NULL;
    if (source == NULL || header == NULL) {
        die("sqlgen", 0, "usage: sqlgen FOLDER OUTPUT.c OUTPUT.h FILE.sql...");
    }
    (void)fputs("/* Generated by tools/sqlgen.c. */\n#pragma once\n#include "
                "\"store/query.h\"\n",
                header);
    const char *slash = strrchr(argv[3], '/');
    (void)fprintf(source, "/* Generated by tools/sqlgen.c. */\n#include \"%s\"\n",
                  slash == NULL ? argv[3] : slash + 1);
    for (int i = 4; i < argc; i++) {
        generate(source, header, argv[i]);
    }
    write_list(source, header, argv[1]);
    return fclose(source) != 0 || fclose(header) != 0;
}
