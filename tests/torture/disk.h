/* SPDX-License-Identifier: EUPL-1.2 */
/* What the calls of the disk shim (disk.c) share: settings, the log, the files met so far. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "torture/disk_log.h"

enum {
    MOST_DESCRIPTORS = 4096,
    MOST_FILES = 256,
    MOST_NAME = 512,
    FILE_FOLDER = MOST_FILES,
    FILE_LEDGER,
    FILE_UNRECORDED /* rebuilt at each start (-shm): may fail, is not written down */
};

typedef enum CallKind { CALL_SYNC, CALL_WRITE, CALL_READ, CALL_CUT, CALL_OPEN } CallKind;

typedef struct Disk {
    const char *folder;
    const char *ledger;
    const char *control;
    long delay; /* microseconds */
} Disk;

extern Disk disk;

/* Reads the settings once; `open` is the library's own. */
void disk_start(int (*open)(const char *, int, ...));

void disk_lock(void);
void disk_unlock(void);

/* Appends a record, with the lock held; gives its index, or -1 when nothing is recorded. */
int64_t disk_record(DiskCall call, uint32_t file, int64_t offset, const void *bytes,
                    size_t length);

/* True when this call shall fail; errno says how. */
bool disk_shall_fail(CallKind kind, uint32_t file);

/* Whether the path lies in the watched folder; `name` is what follows. */
bool disk_watches(const char *path, const char **name);
bool disk_name_is_recorded(const char *name);

/* With the lock held: the file a name was opened as, a new one where it is unknown. */
uint32_t disk_file_opened(const char *name, bool existed, bool emptied);
void disk_file_linked(const char *from, const char *to);
void disk_file_renamed(const char *from, const char *to);
void disk_file_unnamed(const char *name);

void disk_descriptor_set(int descriptor, uint32_t file);
void disk_descriptor_clear(int descriptor);
bool disk_descriptor_known(int descriptor, uint32_t *file);
