/* SPDX-License-Identifier: EUPL-1.2 */
/* Folders of files, whole. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "torture/torture.h"

static Outcome refuse(Text path, Problem *problem)
{
    return problem_set(problem, FAILED, path, "", "%s", strerror(errno));
}

Outcome folder_each(Text path, FileFunction function, void *context, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    DIR *folder = opendir(text_to_c(arena, path));
    if (folder == NULL) {
        return refuse(path, problem);
    }
    Outcome outcome = OK;
    const struct dirent *entry = readdir(folder);
    while (entry != NULL && outcome == OK) {
        if (entry->d_name[0] != '.') {
            outcome =
                function(path, text_copy(arena, text_from(entry->d_name)), context, problem);
        }
        entry = readdir(folder);
    }
    (void)closedir(folder);
    return outcome;
}

static Text path_of(Arena *arena, Text folder, Text name)
{
    return text_format(arena, "%.*s/%.*s", TEXT_ARG(folder), TEXT_ARG(name));
}

static Outcome remove_file(Text folder, Text name, void *context, Problem *problem)
{
    (void)context;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text path = path_of(arena, folder, name);
    return unlink(text_to_c(arena, path)) == 0 ? OK : refuse(path, problem);
}

Outcome folder_empty(Text path, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    if (mkdir(text_to_c(arena, path), 0700) != 0 && errno != EEXIST) {
        return refuse(path, problem);
    }
    return folder_each(path, remove_file, NULL, problem);
}

static Outcome copy_file(Text folder, Text name, void *context, Problem *problem)
{
    const Text *to = context;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Text bytes;
    TRY(file_read(arena, path_of(arena, folder, name), &bytes, problem));
    return file_write(path_of(arena, *to, name), bytes.bytes, bytes.length, problem);
}

Outcome folder_copy(Text from, Text to, Problem *problem)
{
    TRY(folder_empty(to, problem));
    return folder_each(from, copy_file, &to, problem);
}

Outcome file_read(Arena *arena, Text path, Text *bytes, Problem *problem)
{
    struct stat status;
    const int file = open(text_to_c(arena, path), O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) != 0) {
        return refuse(path, problem);
    }
    const size_t length = (size_t)status.st_size;
    char *content = arena_allocate(arena, length + 1);
    size_t done = 0;
    ssize_t part = 1;
    while (done < length && part > 0) {
        part = read(file, content + done, length - done);
        done += part > 0 ? (size_t)part : 0;
    }
    (void)close(file);
    *bytes = text_of(content, done);
    return done == length ? OK : refuse(path, problem);
}

Outcome file_write(Text path, const void *bytes, size_t length, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const int file =
        open(text_to_c(arena, path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) {
        return refuse(path, problem);
    }
    const bool written = write(file, bytes, length) == (ssize_t)length;
    (void)close(file);
    return written ? OK : refuse(path, problem);
}
