/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a disk holds after the power was cut: everything that was synced, and of the rest what
 * chance wants. A write within the promise of no sync may be there, lack, or be torn at any
 * boundary of 512 bytes; later ones may be there when earlier ones lack. Names that were not
 * synced follow in their order, up to some point. A sync that failed settles what it was for:
 * what chance took is gone, though the program may have read it since.
 */
#pragma once

#include "base/random.h"
#include "torture/disk_log.h"
#include "torture/ledger.h"

typedef struct DiskLog {
    Text bytes;
    const size_t *starts; /* of each record */
    size_t count;
} DiskLog;

typedef enum CutMode {
    CUT_LOSES_ALL, /* that was not synced */
    CUT_LOSES_NOTHING,
    CUT_LOSES_WRITES,
    CUT_TEARS_WRITES
} CutMode;

typedef struct Cut {
    size_t at; /* records before it were made */
    CutMode mode;
    uint64_t seed;
    bool lies; /* the disk said that it had synced, and had not */
} Cut;

MUST_USE Outcome disk_log_read(Arena *arena, Text path, DiskLog *log, Problem *problem);
DiskRecord disk_log_record(const DiskLog *log, size_t index, Text *payload);
size_t disk_log_count(const DiskLog *log, DiskCall call);

/* Writes to `folder` what is left of `base` after the records before the cut, and adds to the
 * ledger what was told until then. */
MUST_USE Outcome image_build(const DiskLog *log, Text base, Text folder, const Cut *cut,
                             Ledger *ledger, Problem *problem);
