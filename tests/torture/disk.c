/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A disk that can be cut, filled, slowed and made to fail, put before a program by LD_PRELOAD:
 *     SEUIL_DISK_FOLDER   the folder whose files are watched
 *     SEUIL_DISK_LOG      where to write down what is done to them (disk_log.h)
 *     SEUIL_DISK_LEDGER   a file elsewhere whose lines take their place in that order
 *     SEUIL_DISK_FAULT    "sync 17 5 3": from the 17th sync on, 3 calls fail with error 5;
 *                         also "write", "read", "cut" and "open"
 *     SEUIL_DISK_DELAY    microseconds added to each sync of any file
 *     SEUIL_DISK_CONTROL  a file read at each sync: "delay 50000" or "fail 5", while it is
 * there Sync means fsync and fdatasync.
 */
#undef _FILE_OFFSET_BITS /* both names of each call are to be ours */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "torture/disk.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start(void)
{
    int (*open_file)(const char *, int, ...) = NULL;
    *(void **)&open_file = dlsym(RTLD_NEXT, "open");
    disk_start(open_file);
}

/* The function behind ours. POSIX gives dlsym's data pointer the meaning of a function's. */
#define REAL(name)                                                                             \
    static __typeof__(name) *real;                                                             \
    if (real == NULL) {                                                                        \
        *(void **)&real = dlsym(RTLD_NEXT, #name);                                             \
    }                                                                                          \
    (void)pthread_once(&once, start)

/* ------------------------------------------------------------------------------ opening */

typedef int (*OpenFunction)(const char *, int, ...);

static int open_watched(OpenFunction real, const char *path, int flags, mode_t mode)
{
    const char *name = NULL;
    if (disk.ledger != NULL && path != NULL && strcmp(path, disk.ledger) == 0) {
        const int ledger = real(path, flags, mode);
        disk_descriptor_set(ledger, FILE_LEDGER);
        return ledger;
    }
    if (!disk_watches(path, &name)) {
        return real(path, flags, mode);
    }
    if (disk_shall_fail(CALL_OPEN, FILE_FOLDER)) {
        return -1;
    }
    disk_lock();
    const bool existed = access(path, F_OK) == 0;
    const int descriptor = real(path, flags, mode);
    if (descriptor >= 0) {
        disk_descriptor_set(descriptor,
                            disk_file_opened(name, existed, (flags & O_TRUNC) != 0));
    }
    disk_unlock();
    return descriptor;
}

static mode_t mode_of(int flags, va_list arguments)
{
    return (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
    REAL(open);
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_watched(real, path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    REAL(open64);
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_watched(real, path, flags, mode);
}

int close(int descriptor)
{
    REAL(close);
    disk_descriptor_clear(descriptor);
    return real(descriptor);
}

/* ---------------------------------------------------------------------- reads and writes */

typedef ssize_t (*WriteAtFunction)(int, const void *, size_t, off_t);

static ssize_t write_watched(WriteAtFunction real, int descriptor, const void *bytes,
                             size_t length, off_t offset)
{
    uint32_t file = 0;
    if (!disk_descriptor_known(descriptor, &file)) {
        return real(descriptor, bytes, length, offset);
    }
    const bool fails = disk_shall_fail(CALL_WRITE, file);
    const int error = errno;
    /* A disk that breaks in the middle has written the first half; a full one nothing. */
    const size_t wanted = !fails ? length : error == EIO ? length / 2 : 0;
    disk_lock();
    const ssize_t written = wanted == 0 ? 0 : real(descriptor, bytes, wanted, offset);
    if (written > 0) {
        (void)disk_record(DISK_WRITTEN, file, offset, bytes, (size_t)written);
    }
    disk_unlock();
    if (fails) {
        errno = error;
        return -1;
    }
    return written;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset)
{
    REAL(pwrite);
    return write_watched(real, descriptor, bytes, length, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset)
{
    REAL(pwrite64);
    return write_watched(real, descriptor, bytes, length, offset);
}

/* Watched files are written at offsets only; a plain write is the ledger's. */
ssize_t write(int descriptor, const void *bytes, size_t length)
{
    REAL(write);
    uint32_t file = 0;
    if (!disk_descriptor_known(descriptor, &file) || file != FILE_LEDGER) {
        return real(descriptor, bytes, length);
    }
    disk_lock();
    const ssize_t written = real(descriptor, bytes, length);
    if (written > 0) {
        (void)disk_record(DISK_TOLD, file, 0, bytes, (size_t)written);
    }
    disk_unlock();
    return written;
}

ssize_t pread(int descriptor, void *bytes, size_t length, off_t offset)
{
    REAL(pread);
    uint32_t file = 0;
    if (disk_descriptor_known(descriptor, &file) && disk_shall_fail(CALL_READ, file)) {
        return -1;
    }
    return real(descriptor, bytes, length, offset);
}

ssize_t pread64(int descriptor, void *bytes, size_t length, off64_t offset)
{
    REAL(pread64);
    uint32_t file = 0;
    if (disk_descriptor_known(descriptor, &file) && disk_shall_fail(CALL_READ, file)) {
        return -1;
    }
    return real(descriptor, bytes, length, offset);
}

typedef int (*CutFunction)(int, off_t);

static int cut_watched(CutFunction real, int descriptor, off_t length)
{
    uint32_t file = 0;
    if (!disk_descriptor_known(descriptor, &file)) {
        return real(descriptor, length);
    }
    if (disk_shall_fail(CALL_CUT, file)) {
        return -1;
    }
    disk_lock();
    const int result = real(descriptor, length);
    if (result == 0) {
        (void)disk_record(DISK_CUT, file, length, NULL, 0);
    }
    disk_unlock();
    return result;
}

int ftruncate(int descriptor, off_t length)
{
    REAL(ftruncate);
    return cut_watched(real, descriptor, length);
}

int ftruncate64(int descriptor, off64_t length)
{
    REAL(ftruncate64);
    return cut_watched(real, descriptor, length);
}

/* -------------------------------------------------------------------------------- syncs */

static void wait_microseconds(long microseconds)
{
    const struct timespec time = {.tv_sec = microseconds / 1000000,
                                  .tv_nsec = microseconds % 1000000 * 1000};
    (void)nanosleep(&time, NULL);
}

/* The number after a word of the control file; -1 when the file says something else. */
static long amount_after(const char *words, const char *word)
{
    const size_t length = strlen(word);
    return strncmp(words, word, length) == 0 ? strtol(words + length, NULL, 10) : -1;
}

/* What the control file asks; the error of a sync that shall fail, or 0. */
static int obey_control(void)
{
    char words[64] = "";
    FILE *file = disk.control == NULL ? NULL : fopen(disk.control, "re");
    if (file == NULL) {
        return 0;
    }
    const bool read = fgets(words, sizeof words, file) != NULL;
    (void)fclose(file);
    const long delay = read ? amount_after(words, "delay ") : -1;
    const long error = read ? amount_after(words, "fail ") : -1;
    if (delay > 0) {
        wait_microseconds(delay);
    }
    return error > 0 ? (int)error : 0;
}

typedef int (*SyncFunction)(int);

/* What was written before a sync began is durable once it ends; later writes are not. */
static int sync_recorded(SyncFunction real, int descriptor, uint32_t file)
{
    disk_lock();
    const int64_t begun = disk_record(DISK_SYNC_BEGUN, file, 0, NULL, 0);
    disk_unlock();
    const bool fails = disk_shall_fail(CALL_SYNC, file);
    const int error = errno;
    const int result = fails ? -1 : real(descriptor);
    disk_lock();
    if (file == FILE_FOLDER && result == 0) {
        (void)disk_record(DISK_NAMES_DONE, file, begun, NULL, 0);
    } else if (file != FILE_FOLDER) {
        (void)disk_record(result == 0 ? DISK_SYNC_DONE : DISK_SYNC_FAILED, file, begun, NULL,
                          0);
    }
    disk_unlock();
    errno = fails ? error : errno;
    return result;
}

static int sync_watched(SyncFunction real, int descriptor)
{
    uint32_t file = 0;
    if (disk.delay > 0) {
        wait_microseconds(disk.delay);
    }
    const int error = obey_control();
    if (error != 0) {
        errno = error;
        return -1;
    }
    return disk_descriptor_known(descriptor, &file) ? sync_recorded(real, descriptor, file)
                                                    : real(descriptor);
}

int fsync(int descriptor)
{
    REAL(fsync);
    return sync_watched(real, descriptor);
}

int fdatasync(int descriptor)
{
    REAL(fdatasync);
    return sync_watched(real, descriptor);
}

/* -------------------------------------------------------------------------------- names */

int unlink(const char *path)
{
    REAL(unlink);
    const char *name = NULL;
    if (!disk_watches(path, &name) || !disk_name_is_recorded(name)) {
        return real(path);
    }
    disk_lock();
    const int result = real(path);
    if (result == 0) {
        disk_file_unnamed(name);
    }
    disk_unlock();
    return result;
}

int link(const char *from, const char *to)
{
    REAL(link);
    const char *old = NULL;
    const char *new = NULL;
    disk_lock();
    const int result = real(from, to);
    if (result == 0 && disk_watches(from, &old) && disk_watches(to, &new)) {
        disk_file_linked(old, new);
    }
    disk_unlock();
    return result;
}

int rename(const char *from, const char *to)
{
    REAL(rename);
    const char *old = NULL;
    const char *new = NULL;
    disk_lock();
    const int result = real(from, to);
    if (result == 0 && disk_watches(from, &old) && disk_watches(to, &new)) {
        disk_file_renamed(old, new);
    }
    disk_unlock();
    return result;
}
