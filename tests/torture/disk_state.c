/* SPDX-License-Identifier: EUPL-1.2 */
/* The settings of the disk shim, its log, and the files it has met. */
#include "torture/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

typedef struct Fault {
    CallKind kind;
    long first;
    int error;
    long times;
} Fault;

Disk disk;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int log_file = -1;
static int64_t record_count = 0;
static char names[MOST_FILES][MOST_NAME]; /* by file number; empty when it has none */
static uint32_t file_count = 0;
static atomic_uint descriptors[MOST_DESCRIPTORS]; /* file number + 1 */
static Fault fault;
static atomic_long calls = 0; /* of the kind that is to fail */

/* ----------------------------------------------------------------------------- settings */

static void read_fault(const char *words)
{
    static const char *const kinds[] = {"sync", "write", "read", "cut", "open"};
    const size_t length = words == NULL ? 0 : strcspn(words, " ");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (length > 0 && strncmp(kinds[i], words, length) == 0 && kinds[i][length] == '\0') {
            char *at = NULL;
            fault.kind = (CallKind)i;
            fault.first = strtol(words + length, &at, 10);
            fault.error = (int)strtol(at, &at, 10);
            fault.times = strtol(at, NULL, 10);
        }
    }
}

void disk_start(int (*open)(const char *, int, ...))
{
    const char *log = getenv("SEUIL_DISK_LOG");
    const char *delay = getenv("SEUIL_DISK_DELAY");
    disk.folder = getenv("SEUIL_DISK_FOLDER");
    disk.ledger = getenv("SEUIL_DISK_LEDGER");
    disk.control = getenv("SEUIL_DISK_CONTROL");
    disk.delay = delay == NULL ? 0 : strtol(delay, NULL, 10);
    if (log != NULL) {
        log_file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    read_fault(getenv("SEUIL_DISK_FAULT"));
}

/* ---------------------------------------------------------------------------------- log */

void disk_lock(void)
{
    (void)pthread_mutex_lock(&mutex);
}

void disk_unlock(void)
{
    (void)pthread_mutex_unlock(&mutex);
}

/* A log that cannot be written would make every later word of it false. */
int64_t disk_record(DiskCall call, uint32_t file, int64_t offset, const void *bytes,
                    size_t length)
{
    DiskRecord header = {
        .call = call, .file = file, .offset = offset, .length = (uint32_t)length};
    const struct iovec parts[] = {
        {.iov_base = &header,                  .iov_len = sizeof header},
        {.iov_base = (void *)(uintptr_t)bytes, .iov_len = length       },
    };
    if (log_file < 0 || file == FILE_UNRECORDED) {
        return -1;
    }
    if (writev(log_file, parts, 2) != (ssize_t)(sizeof header + length)) {
        abort();
    }
    return record_count++;
}

bool disk_shall_fail(CallKind kind, uint32_t file)
{
    if (fault.times == 0 || kind != fault.kind || file == FILE_LEDGER) {
        return false;
    }
    const long number = atomic_fetch_add(&calls, 1) + 1;
    if (number < fault.first || number >= fault.first + fault.times) {
        return false;
    }
    disk_lock();
    (void)disk_record(DISK_FAULT, FILE_FOLDER, fault.error, NULL, 0);
    disk_unlock();
    errno = fault.error;
    return true;
}

/* -------------------------------------------------------------------------------- files */

bool disk_watches(const char *path, const char **name)
{
    const size_t length = disk.folder == NULL ? 0 : strlen(disk.folder);
    if (length == 0 || path == NULL || strncmp(path, disk.folder, length) != 0 ||
        (path[length] != '\0' && path[length] != '/')) {
        return false;
    }
    *name = path[length] == '/' ? path + length + 1 : "";
    return strlen(*name) < MOST_NAME;
}

bool disk_name_is_recorded(const char *name)
{
    static const char unrecorded[] = "-shm";
    const size_t length = strlen(name);
    return length < sizeof unrecorded - 1 ||
           strcmp(name + length - (sizeof unrecorded - 1), unrecorded) != 0;
}

/* The number of a name, or the count of files when it has none. */
static uint32_t file_named(const char *name)
{
    uint32_t file = 0;
    while (file < file_count && strcmp(names[file], name) != 0) {
        file++;
    }
    return file;
}

static uint32_t file_met(const char *name, DiskCall how)
{
    if (file_count == MOST_FILES) {
        abort();
    }
    (void)snprintf(names[file_count], MOST_NAME, "%s", name);
    (void)disk_record(how, file_count, 0, name, strlen(name));
    return file_count++;
}

uint32_t disk_file_opened(const char *name, bool existed, bool emptied)
{
    if (*name == '\0') {
        return FILE_FOLDER;
    }
    if (!disk_name_is_recorded(name)) {
        return FILE_UNRECORDED;
    }
    uint32_t file = file_named(name);
    if (file == file_count) {
        file = file_met(name, existed ? DISK_FOUND : DISK_NAMED);
    }
    if (emptied) {
        (void)disk_record(DISK_CUT, file, 0, NULL, 0);
    }
    return file;
}

/* A second name is written down; which file it leads to is not followed further. */
void disk_file_linked(const char *from, const char *to)
{
    const uint32_t file = file_named(from);
    if (file < file_count) {
        (void)disk_record(DISK_NAMED, file, 0, to, strlen(to));
    }
}

void disk_file_unnamed(const char *name)
{
    const uint32_t file = file_named(name);
    if (file < file_count) {
        names[file][0] = '\0';
    }
    (void)disk_record(DISK_UNNAMED, FILE_FOLDER, 0, name, strlen(name));
}

void disk_file_renamed(const char *from, const char *to)
{
    const uint32_t file = file_named(from);
    const uint32_t replaced = file_named(to);
    if (replaced < file_count) {
        names[replaced][0] = '\0';
    }
    disk_file_linked(from, to);
    disk_file_unnamed(from);
    if (file < file_count) {
        (void)snprintf(names[file], MOST_NAME, "%s", to);
    }
}

/* -------------------------------------------------------------------------- descriptors */

static bool is_followed(int descriptor)
{
    return descriptor >= 0 && descriptor < MOST_DESCRIPTORS;
}

void disk_descriptor_set(int descriptor, uint32_t file)
{
    if (is_followed(descriptor)) {
        atomic_store(&descriptors[descriptor], file + 1);
    }
}

void disk_descriptor_clear(int descriptor)
{
    if (is_followed(descriptor)) {
        atomic_store(&descriptors[descriptor], 0);
    }
}

bool disk_descriptor_known(int descriptor, uint32_t *file)
{
    const unsigned found = is_followed(descriptor) ? atomic_load(&descriptors[descriptor]) : 0;
    *file = found - 1;
    return found != 0;
}
