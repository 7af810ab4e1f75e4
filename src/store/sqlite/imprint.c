/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * SQLite notices a page that cannot be read, not a digit that changed within a telephone
 * number. So a backup ends with its imprint: a digest of each block of 4096 bytes, then their
 * number of bytes, a digest of all digests and a mark. SQLite reads as many pages as its header
 * says and never looks behind them. A store that was opened for writing since is in the mode of
 * a log (two bytes of the header, so that no single one can feign it) and is a backup no more.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "crypto/crypto.h"
#include "store/sqlite/sqlite_private.h"

enum {
    BLOCK = 4096,
    DIGEST = sizeof(Digest),
    HEADER = 100,
    LENGTH = 8,
    MARK = 24,
    FOOTER = LENGTH + DIGEST + MARK,
    WRITE_MODE = 18, /* offsets in the header of SQLite's file format */
    READ_MODE = 19,
    WITH_LOG = 2
};

static const char mark[] = "Seuil backup, imprint 1\n";

static void write_number(uint8_t *bytes, int64_t number)
{
    for (int i = LENGTH - 1; i >= 0; i--) {
        bytes[i] = (uint8_t)(number & 0xFF);
        number >>= 8;
    }
}

static int64_t read_number(const uint8_t *bytes, int length)
{
    uint64_t number = 0;
    for (int i = 0; i < length; i++) {
        number = number << 8 | bytes[i];
    }
    return number > INT64_MAX ? INT64_MAX : (int64_t)number;
}

static Digest digest_block(const uint8_t *block, size_t length)
{
    return digest_of(TEXT("backup block"), text_of((const char *)block, length));
}

/* ------------------------------------------------------------------------------- adding it */

static void close_file(FILE **file)
{
    if (*file != NULL) {
        (void)fclose(*file);
    }
}

static bool write_digests(FILE *content, int64_t length, FILE *end, Digest *all)
{
    uint8_t block[BLOCK];
    Digester digester;
    digester_start(&digester, TEXT("backup imprint"));
    for (int64_t place = 0; place < length; place += BLOCK) {
        const size_t size = length - place < BLOCK ? (size_t)(length - place) : BLOCK;
        if (fread(block, 1, size, content) != size) {
            return false;
        }
        const Digest digest = digest_block(block, size);
        digester_add(&digester, text_of((const char *)digest.bytes, DIGEST));
        if (fwrite(digest.bytes, 1, DIGEST, end) != DIGEST) {
            return false;
        }
    }
    *all = digester_end(&digester);
    return true;
}

static bool write_imprint(const char *path)
{
    uint8_t footer[FOOTER];
    Digest all = {0};
    struct stat status = {0};
    FILE *content SCOPED(close_file) = fopen(path, "rbe");
    FILE *end SCOPED(close_file) = fopen(path, "abe");
    if (content == NULL || end == NULL || fstat(fileno(content), &status) != 0 ||
        !write_digests(content, status.st_size, end, &all)) {
        return false;
    }
    write_number(footer, status.st_size);
    memcpy(footer + LENGTH, all.bytes, DIGEST);
    memcpy(footer + LENGTH + DIGEST, mark, MARK);
    return fwrite(footer, 1, FOOTER, end) == FOOTER && fflush(end) == 0;
}

Outcome sqlite_imprint_add(Text path, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(256);
    errno = 0;
    return write_imprint(text_copy(arena, path).bytes)
               ? OK
               : problem_set(problem, UNAVAILABLE, path, "", "cannot be written: %s",
                             strerror(errno));
}

/* ---------------------------------------------------------------------------- verifying it */

/* Read through SQLite: closing a file of ours would drop the locks it holds on the same one. */
typedef struct Backup {
    Text path;
    sqlite3_file *file;
    sqlite3_int64 size;
    int64_t content; /* bytes before the digests */
    int64_t blocks;
    uint8_t header[HEADER];
    uint8_t footer[FOOTER];
} Backup;

static void close_connection(sqlite3 **connection)
{
    (void)sqlite3_close(*connection);
}

static bool read_at(const Backup *backup, void *bytes, int length, int64_t place)
{
    return backup->file->pMethods->xRead(backup->file, bytes, length, place) == SQLITE_OK;
}

static Outcome damaged(const Backup *backup, int64_t from, int64_t to, Problem *problem)
{
    return problem_set(problem, INVALID, backup->path, "",
                       "damaged: bytes %lld to %lld are not those that were saved",
                       (long long)from, (long long)to - 1);
}

static bool was_opened_for_writing(const Backup *backup)
{
    return backup->header[WRITE_MODE] == WITH_LOG && backup->header[READ_MODE] == WITH_LOG;
}

/* A file without imprint is a backup of an older version, or no backup: it ends with its pages.
 */
static Outcome check_end(const Backup *backup, Problem *problem)
{
    enum { PAGE_SIZE = 16, PAGES = 28 };
    const int64_t size = read_number(backup->header + PAGE_SIZE, 2);
    const int64_t pages = read_number(backup->header + PAGES, 4) * (size == 1 ? 65536 : size);
    return pages > 0 && pages < backup->size ? damaged(backup, pages, backup->size, problem)
                                             : OK;
}

static Outcome check_digests(const Backup *backup, Problem *problem)
{
    Digester digester;
    Digest stored = {0};
    digester_start(&digester, TEXT("backup imprint"));
    for (int64_t i = 0; i < backup->blocks; i++) {
        if (!read_at(backup, stored.bytes, DIGEST, backup->content + i * DIGEST)) {
            return damaged(backup, backup->content, backup->size, problem);
        }
        digester_add(&digester, text_of((const char *)stored.bytes, DIGEST));
    }
    memcpy(stored.bytes, backup->footer + LENGTH, DIGEST);
    return digest_equal(stored, digester_end(&digester))
               ? OK
               : damaged(backup, backup->content, backup->size, problem);
}

static Outcome check_content(const Backup *backup, Problem *problem)
{
    uint8_t block[BLOCK];
    Digest stored = {0};
    for (int64_t i = 0; i < backup->blocks; i++) {
        const int64_t place = i * BLOCK;
        const int64_t rest = backup->content - place;
        const int size = rest < BLOCK ? (int)rest : BLOCK;
        if (!read_at(backup, stored.bytes, DIGEST, backup->content + i * DIGEST) ||
            !read_at(backup, block, size, place) ||
            !digest_equal(stored, digest_block(block, (size_t)size))) {
            return damaged(backup, place, place + size, problem);
        }
    }
    return OK;
}

static Outcome check_imprint(Backup *backup, Problem *problem)
{
    const int64_t length = read_number(backup->footer, LENGTH);
    backup->content = length < backup->size ? length : backup->size;
    backup->blocks = (backup->content + BLOCK - 1) / BLOCK;
    if (backup->content + backup->blocks * DIGEST + FOOTER != backup->size) {
        return damaged(backup, backup->size - FOOTER, backup->size, problem);
    }
    TRY(check_digests(backup, problem));
    return check_content(backup, problem);
}

Outcome sqlite_imprint_check(Text path, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(256);
    sqlite3 *connection SCOPED(close_connection) = NULL;
    Backup backup = {.path = path};
    const int opened =
        sqlite3_open_v2(text_copy(arena, path).bytes, &connection, SQLITE_OPEN_READONLY, NULL);
    /* What cannot be opened or is too short is refused, in its words, by who opens it next. */
    if (opened != SQLITE_OK ||
        sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER,
                             (void *)&backup.file) != SQLITE_OK ||
        backup.file->pMethods == NULL ||
        backup.file->pMethods->xFileSize(backup.file, &backup.size) != SQLITE_OK ||
        backup.size < HEADER || !read_at(&backup, backup.header, HEADER, 0) ||
        !read_at(&backup, backup.footer, FOOTER, backup.size - FOOTER) ||
        was_opened_for_writing(&backup)) {
        return OK;
    }
    const bool has_mark = memcmp(backup.footer + LENGTH + DIGEST, mark, MARK) == 0;
    return has_mark ? check_imprint(&backup, problem) : check_end(&backup, problem);
}
