/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Build program: joins the OpenAPI document from one part a domain, so that the routes of a
 * domain are described in a file of its own.
 *     apigen OUTPUT.json DOCUMENT.json PART.json...
 * A part is {"paths": {...}, "schemas": {...}}; the document has a place for each. A name given
 * twice ends the build: JSON would silently keep the last.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_LIMIT (4 << 20)
#define PART_LIMIT 64
#define NAME_LIMIT 4096

typedef struct {
    const char *start, *end;
} Piece;

typedef struct {
    Piece names[NAME_LIMIT];
    size_t count;
} Names;

static void die(const char *what, const char *name)
{
    (void)fprintf(stderr, "apigen: %s: %s\n", what, name);
    exit(1);
}

static char *read_whole(const char *name)
{
    FILE *file = fopen(name, "rb");
    char *text = malloc(FILE_LIMIT);
    if (file == NULL || text == NULL) {
        die("cannot open", name);
    }
    const size_t length = fread(text, 1, FILE_LIMIT, file);
    if (length == FILE_LIMIT || fclose(file) != 0) {
        die("cannot be read, or is too long", name);
    }
    text[length] = '\0';
    return text;
}

/* From an opening quote to behind the closing one. */
static const char *behind_string(const char *at)
{
    for (at++; *at != '"' && *at != '\0'; at++) {
        at += at[0] == '\\' && at[1] != '\0';
    }
    return *at == '"' ? at + 1 : at;
}

static void add_name(Names *names, Piece name)
{
    const size_t length = (size_t)(name.end - name.start);
    for (size_t i = 0; i < names->count; i++) {
        const Piece other = names->names[i];
        if ((size_t)(other.end - other.start) == length &&
            memcmp(other.start, name.start, length) == 0) {
            (void)fprintf(stderr, "apigen: given twice: %.*s\n", (int)length, name.start);
            exit(1);
        }
    }
    if (names->count == NAME_LIMIT) {
        die("too many names", name.start);
    }
    names->names[names->count++] = name;
}

/* What stands between the braces of a member; each name in it is noted. */
static Piece inside(const char *text, const char *member, Names *names, const char *file)
{
    const char *found = strstr(text, member);
    if (found == NULL) {
        die(member, file);
    }
    Piece piece = {.start = found + strlen(member)};
    int depth = 1;
    const char *at = piece.start;
    while (*at != '\0' && depth > 0) {
        const char *from = at;
        at = *at == '"' ? behind_string(at) : at + 1;
        if (depth == 1 && *from == '"' && *at == ':') {
            add_name(names, (Piece){from, at});
        }
        depth += (*from == '{') - (*from == '}');
    }
    if (depth != 0) {
        die("ends too early", file);
    }
    piece.end = at - 1;
    while (piece.end > piece.start && strchr(" \n", piece.end[-1]) != NULL) {
        piece.end--;
    }
    return piece;
}

static bool write_piece(FILE *out, Piece piece, bool is_first)
{
    if (piece.end == piece.start) {
        return is_first;
    }
    (void)fprintf(out, "%s%.*s", is_first ? "" : ",", (int)(piece.end - piece.start),
                  piece.start);
    return false;
}

/* Copies the document up to a member's end, with what the parts add to it. */
static const char *write_member(FILE *out, const char *from, const char *member, char *parts[],
                                char *files[], size_t count)
{
    Names *names = calloc(1, sizeof *names);
    if (names == NULL) {
        abort();
    }
    const Piece own = inside(from, member, names, files[0]);
    (void)fwrite(from, 1, (size_t)(own.start - from), out);
    bool is_first = write_piece(out, own, true);
    for (size_t i = 0; i < count; i++) {
        is_first = write_piece(out, inside(parts[i], member, names, files[i + 1]), is_first);
    }
    free(names);
    return own.end;
}

int main(int argc, char **argv)
{
    char *parts[PART_LIMIT];
    const size_t count = argc < 3 ? 0 : (size_t)argc - 3;
    if (argc < 4 || count > PART_LIMIT) {
        die("usage: apigen OUTPUT.json DOCUMENT.json PART.json...", "wrong arguments");
    }
    char *document = read_whole(argv[2]);
    for (size_t i = 0; i < count; i++) {
        parts[i] = read_whole(argv[i + 3]);
    }
    FILE *out = fopen(argv[1], "wb");
    if (out == NULL) {
        die("cannot write", argv[1]);
    }
    const char *rest = write_member(out, document, "\"paths\": {", parts, argv + 2, count);
    rest = write_member(out, rest, "\"schemas\": {", parts, argv + 2, count);
    (void)fputs(rest, out);
    if (fclose(out) != 0) {
        die("cannot write", argv[1]);
    }
    for (size_t i = 0; i < count; i++) {
        free(parts[i]);
    }
    free(document);
    return 0;
}
