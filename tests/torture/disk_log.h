/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the disk shim (disk.c) writes down and the power cut (image.c) reads back: one record a
 * call, in the order of the calls, followed by `length` bytes. Files are numbered as they are
 * met; a name that is made again after its removal is another file.
 */
#pragma once

#include <stdint.h>

typedef enum DiskCall {
    DISK_FOUND = 1, /* a file that was there before: its name */
    DISK_NAMED,     /* a file was created or linked: its name */
    DISK_UNNAMED,   /* a name was removed */
    DISK_WRITTEN,   /* bytes at an offset */
    DISK_CUT,       /* the file has `offset` bytes now */
    DISK_SYNC_BEGUN,
    DISK_SYNC_DONE, /* `offset` is the index of the record that began it */
    DISK_SYNC_FAILED,
    DISK_NAMES_DONE, /* the folder was synced: names are durable */
    DISK_TOLD,       /* a line of the ledger: somebody was told */
    DISK_FAULT       /* a call was made to fail; `offset` is the error */
} DiskCall;

typedef struct DiskRecord {
    uint32_t call;
    uint32_t file;
    int64_t offset;
    uint32_t length;
    uint32_t unused;
} DiskRecord;
