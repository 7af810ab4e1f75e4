/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/moment.h"
#include "store/store.h"

enum { SYNC_COUNT = 15, PAGE = 4096, BYTES_A_MEGABYTE = 1000000 };

Text folder_of_file(Arena *arena, Text path)
{
    size_t length = path.length;
    while (length > 0 && path.bytes[length - 1] != '/') {
        length--;
    }
    return length == 0 ? TEXT(".") : text_copy(arena, text_slice(path, 0, length));
}

bool disk_free_megabytes(Text store_path, int64_t *megabytes)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    struct statvfs disk;
    const char *folder = text_to_c(arena, folder_of_file(arena, store_path));
    if (store_place_is_shared(store_path) || folder == NULL || statvfs(folder, &disk) != 0) {
        return false;
    }
    *megabytes = (int64_t)(disk.f_bavail * disk.f_frsize / BYTES_A_MEGABYTE);
    return true;
}

static void descriptor_close(int *descriptor)
{
    if (*descriptor >= 0) {
        (void)close(*descriptor);
    }
}

static int compare_times(const void *first, const void *second)
{
    const int64_t a = *(const int64_t *)first;
    const int64_t b = *(const int64_t *)second;
    return (a > b) - (a < b);
}

Outcome disk_measure_sync(Text folder, SyncTimes *times, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(1024);
    static const char page[PAGE];
    int64_t waits[SYNC_COUNT];
    const char *path = text_to_c(arena, folder);
    /* Without a name, the file goes when it is closed, whatever happens. */
    int file SCOPED(descriptor_close) =
        path == NULL ? -1 : open(path, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    for (size_t i = 0; i < SYNC_COUNT; i++) {
        const int64_t started = monotonic_nanoseconds();
        if (file < 0 || write(file, page, PAGE) != PAGE || fdatasync(file) != 0) {
            return problem_set(problem, UNAVAILABLE, folder, "", "nothing can be kept here: %s",
                               strerror(errno));
        }
        waits[i] = monotonic_nanoseconds() - started;
    }
    qsort(waits, SYNC_COUNT, sizeof waits[0], compare_times);
    *times = (SyncTimes){waits[SYNC_COUNT / 2], waits[SYNC_COUNT - 1]};
    return OK;
}
