/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/export_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/crypto.h"

static const size_t PIECE_BYTES = (size_t)64 << 10;
static const size_t MOST_GATHERED = (size_t)64 << 20;

struct ExportFile {
    Buffer buffer;
    FILE *stream;
    bool is_own;         /* opened here */
    Text path;           /* empty over a stream */
    const char *name;    /* what it is called in the end */
    const char *partial; /* what it is called until then; NULL when written as it stands */
    size_t written;
    int error; /* of the first write that failed */
    ExportProgress progress;
};

static bool is_to_be_kept(const char *name)
{
    struct stat status;
    return lstat(name, &status) == 0 && !S_ISREG(status.st_mode);
}

ExportFile *export_file_over(Arena *arena, FILE *stream)
{
    ExportFile *file = ARENA_NEW(arena, ExportFile);
    file->buffer = buffer_new(arena, MOST_GATHERED);
    file->stream = stream;
    return file;
}

static Outcome refuse(Text path, int error, Problem *problem)
{
    return problem_set(problem, error == ENOENT ? NOT_FOUND : UNAVAILABLE, path, "",
                       "cannot be written: %s", strerror(error));
}

/* A name of its own, and never through a link: in a folder where others write, one could wait
 * under a name that is known, and two exports would write into one file. */
static FILE *open_partial(Arena *arena, Text path, const char **name)
{
    *name =
        text_format(arena, "%.*s.%08x.partial", TEXT_ARG(path), secret_below(UINT32_MAX)).bytes;
    const int file = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    FILE *stream = file < 0 ? NULL : fdopen(file, "wb");
    if (file >= 0 && stream == NULL) {
        (void)close(file);
    }
    return stream;
}

Outcome export_file_open(Arena *arena, Text path, ExportFile **file, Problem *problem)
{
    const char *name = text_to_c(arena, path);
    if (name == NULL) {
        return refuse(path, EINVAL, problem);
    }
    const char *partial = NULL;
    FILE *stream =
        is_to_be_kept(name) ? fopen(name, "wbe") : open_partial(arena, path, &partial);
    if (stream == NULL) {
        return refuse(path, errno, problem);
    }
    ExportFile *made = export_file_over(arena, stream);
    made->is_own = true;
    made->path = text_copy(arena, path);
    made->name = name;
    made->partial = partial;
    *file = made;
    return OK;
}

void export_file_show(ExportFile *file, ExportProgress progress)
{
    file->progress = progress;
}

Buffer *export_file_buffer(ExportFile *file)
{
    return &file->buffer;
}

static void write_gathered(ExportFile *file)
{
    if (file->buffer.overflowed && file->error == 0) {
        file->error = EFBIG;
    }
    if (file->error == 0 && fwrite(file->buffer.bytes, 1, file->buffer.length, file->stream) !=
                                file->buffer.length) {
        file->error = errno == 0 ? EIO : errno;
    }
    file->written += file->buffer.length;
    buffer_clear(&file->buffer);
    if (file->progress.show != NULL) {
        file->progress.show(file->progress.context, file->written);
    }
}

void export_file_drain(ExportFile *file)
{
    if (file->buffer.length >= PIECE_BYTES) {
        write_gathered(file);
    }
}

static void note_error(ExportFile *file, bool done)
{
    if (!done && file->error == 0) {
        file->error = errno == 0 ? EIO : errno;
    }
}

Outcome export_file_finish(ExportFile *file, Problem *problem)
{
    write_gathered(file);
    note_error(file, fflush(file->stream) == 0);
    if (!file->is_own) {
        return file->error == 0 ? OK
                                : problem_set(problem, FAILED, TEXT(""), "",
                                              "cannot be written: %s", strerror(file->error));
    }
    if (file->partial != NULL) {
        note_error(file, fsync(fileno(file->stream)) == 0);
    }
    note_error(file, fclose(file->stream) == 0);
    file->stream = NULL;
    if (file->partial != NULL && file->error == 0) {
        note_error(file, rename(file->partial, file->name) == 0);
        file->partial = file->error == 0 ? NULL : file->partial;
    }
    return file->error == 0 ? OK : refuse(file->path, file->error, problem);
}

void export_file_close(ExportFile **file)
{
    ExportFile *closed = *file;
    *file = NULL;
    if (closed == NULL || !closed->is_own) {
        return;
    }
    if (closed->stream != NULL) {
        (void)fclose(closed->stream);
    }
    if (closed->partial != NULL) {
        (void)unlink(closed->partial);
    }
}
