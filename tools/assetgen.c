/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Build program: the files of assets/ become tables, compressed once, with a hash of their
 * content in their address.
 *     assetgen OUTPUT.c FILE...
 * A line of a style sheet that names asset:FILE gets the address of a FILE given before it;
 * when there is none (the font is optional), the line is left out.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

enum { MOST_ASSETS = 32, MOST_BYTES = 1 << 20, MOST_NAME = 128, GZIP_WINDOW = 15 + 16 };

typedef struct File {
    char name[MOST_NAME];
    char path[MOST_NAME * 2];
    unsigned char *bytes;
    size_t length;
} File;

static File files[MOST_ASSETS];
static int file_count = 0;

static const char *const types[][2] = {
    {".css",   "text/css; charset=utf-8"       },
    {".js",    "text/javascript; charset=utf-8"},
    {".svg",   "image/svg+xml"                 },
    {".png",   "image/png"                     },
    {".woff2", "font/woff2"                    },
};

static void die(const char *what, const char *name)
{
    (void)fprintf(stderr, "assetgen: %s: %s\n", what, name);
    exit(1);
}

static const char *type_of(const char *name)
{
    const char *ending = strrchr(name, '.');
    for (size_t i = 0; ending != NULL && i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(ending, types[i][0]) == 0) {
            return types[i][1];
        }
    }
    die("no media type known for", name);
    return "";
}

/* The ending as the table spells it: the name itself may not overlap what is written. */
static const char *type_ending(const char *name)
{
    const char *ending = strrchr(name, '.');
    size_t i = 0;
    while (strcmp(ending, types[i][0]) != 0) {
        i++;
    }
    return types[i][0];
}

static uint64_t hash_of(const unsigned char *bytes, size_t length)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ bytes[i]) * 0x100000001b3u;
    }
    return hash;
}

static const File *file_named(const char *name, size_t length)
{
    for (int i = 0; i < file_count; i++) {
        if (strlen(files[i].name) == length && strncmp(files[i].name, name, length) == 0) {
            return &files[i];
        }
    }
    return NULL;
}

/* Copies one line of a style sheet, its asset: names replaced; nothing when one is missing. */
static size_t copy_line(const char *line, size_t length, unsigned char *to)
{
    static const char mark[] = "asset:";
    size_t written = 0;
    for (size_t i = 0; i < length; i++) {
        if (length - i > strlen(mark) && strncmp(line + i, mark, strlen(mark)) == 0) {
            const char *name = line + i + strlen(mark);
            const size_t end = strcspn(name, ")\"' \n");
            const File *file = file_named(name, end);
            if (file == NULL) {
                return 0;
            }
            memcpy(to + written, file->path, strlen(file->path));
            written += strlen(file->path);
            i += strlen(mark) + end - 1;
        } else {
            to[written++] = (unsigned char)line[i];
        }
    }
    return written;
}

static void resolve_names(File *file)
{
    unsigned char *resolved = calloc(1, MOST_BYTES * 2);
    size_t written = 0;
    if (resolved == NULL) {
        die("no memory for", file->name);
    }
    const char *at = (const char *)file->bytes;
    const char *end = at + file->length;
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        const size_t length = (size_t)((line_end == NULL ? end - 1 : line_end) - at) + 1;
        written += copy_line(at, length, resolved + written);
        at += length;
    }
    free(file->bytes);
    file->bytes = resolved;
    file->length = written;
}

static void read_file(const char *name)
{
    FILE *in = fopen(name, "rb");
    File *file = &files[file_count];
    file->bytes = calloc(1, MOST_BYTES + 1);
    if (in == NULL || file->bytes == NULL || file_count == MOST_ASSETS - 1) {
        die("cannot read, or too many", name);
    }
    file->length = fread(file->bytes, 1, MOST_BYTES, in);
    (void)fclose(in);
    if (file->length == MOST_BYTES) {
        die("larger than 1 MiB", name);
    }
    const char *slash = strrchr(name, '/');
    (void)snprintf(file->name, MOST_NAME, "%s", slash == NULL ? name : slash + 1);
    if (strstr(type_of(file->name), "text/css") != NULL) {
        resolve_names(file);
    }
    const char *ending = strrchr(file->name, '.');
    char stem[MOST_NAME];
    (void)snprintf(stem, sizeof stem, "%.*s", (int)(ending - file->name), file->name);
    (void)snprintf(file->path, sizeof file->path, "/assets/%s-%016llx%s", stem,
                   (unsigned long long)hash_of(file->bytes, file->length),
                   type_ending(file->name));
    file_count++;
}

/* --------------------------------------------------------------------------------- writing */

static void write_bytes(FILE *out, const char *symbol, int number, const unsigned char *bytes,
                        size_t length)
{
    (void)fprintf(out, "static const char %s_%d[] = {\n", symbol, number);
    for (size_t i = 0; i < length; i++) {
        (void)fprintf(out, "%d,%s", (signed char)bytes[i], (i + 1) % 20 == 0 ? "\n" : "");
    }
    (void)fputs("0};\n", out);
}

/* The compressed length; 0 when it saves less than a tenth. */
static size_t compress_file(const File *file, unsigned char *to)
{
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, 9,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        die("cannot compress", file->name);
    }
    stream.next_in = file->bytes;
    stream.avail_in = (uInt)file->length;
    stream.next_out = to;
    stream.avail_out = MOST_BYTES;
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    const size_t length = stream.total_out;
    (void)deflateEnd(&stream);
    return whole && length < file->length / 10 * 9 ? length : 0;
}

int main(int argc, char **argv)
{
    FILE *out = argc > 1 ? fopen(argv[1], "wb") : NULL;
    unsigned char *compressed = calloc(1, MOST_BYTES);
    size_t lengths[MOST_ASSETS] = {0};
    if (out == NULL || compressed == NULL) {
        die("usage: assetgen OUTPUT.c FILE...", "arguments missing");
    }
    (void)fputs("/* Generated by tools/assetgen.c. */\n#include \"http/asset.h\"\n", out);
    for (int i = 2; i < argc; i++) {
        read_file(argv[i]);
    }
    for (int i = 0; i < file_count; i++) {
        lengths[i] = compress_file(&files[i], compressed);
        write_bytes(out, "plain", i, files[i].bytes, files[i].length);
        write_bytes(out, "gzip", i, compressed, lengths[i]);
        free(files[i].bytes);
    }
    (void)fputs("const Asset ASSETS[] = {\n", out);
    for (int i = 0; i < file_count; i++) {
        (void)fprintf(out,
                      "    {TEXT_INIT(\"%s\"), TEXT_INIT(\"%s\"), TEXT_INIT(\"%s\"), "
                      "{plain_%d, %zu}, {gzip_%d, %zu}},\n",
                      files[i].name, files[i].path, type_of(files[i].name), i, files[i].length,
                      i, lengths[i]);
    }
    (void)fprintf(out, "};\nconst size_t ASSET_COUNT = %d;\n", file_count);
    free(compressed);
    return fclose(out) != 0;
}
