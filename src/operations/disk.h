/* SPDX-License-Identifier: EUPL-1.2 */
/* The room and the pace of the disk a store stands on. */
#pragma once

#include "base/outcome.h"

enum { DISK_LEAST_MEGABYTES = 200 };

/* The folder a file stands in: "." for a bare name. */
Text folder_of_file(Arena *arena, Text path);

/* What is free beside a store in a file; false for a store on a server, or when unknown. */
bool disk_free_megabytes(Text store_path, int64_t *megabytes);

/* Writes a page to a new file of the folder and makes it durable, `times` times; the longest
 * wait and the middle one. UNAVAILABLE when nothing can be written there. */
typedef struct SyncTimes {
    int64_t middle; /* nanoseconds */
    int64_t longest;
} SyncTimes;

MUST_USE Outcome disk_measure_sync(Text folder, SyncTimes *times, Problem *problem);
