/* SPDX-License-Identifier: EUPL-1.2 */
#include "torture/image.h"

#include <string.h>
#include <unistd.h>

#include "base/list.h"
#include "torture/torture.h"

enum { SECTOR = 512, FILE_LIMIT = 512 };

typedef struct IndexList {
    size_t *items;
    size_t count;
    size_t capacity;
} IndexList;

typedef struct DiskFile {
    char *bytes; /* what is durable */
    size_t size;
    size_t capacity;
    IndexList pending; /* records not synced yet */
} DiskFile;

typedef struct DiskName {
    Text name;
    DiskFile *file; /* NULL when the name is gone */
} DiskName;

typedef struct DiskNameList {
    DiskName *items;
    size_t count;
    size_t capacity;
} DiskNameList;

typedef struct Image {
    Arena *arena;
    const DiskLog *log;
    Random random;
    DiskFile *files[FILE_LIMIT]; /* by their number in the log */
    DiskNameList names;          /* durable */
    DiskNameList pending;        /* changes of names, in their order */
} Image;

/* ---------------------------------------------------------------------------------- log */

DiskRecord disk_log_record(const DiskLog *log, size_t index, Text *payload)
{
    DiskRecord record;
    const char *at = log->bytes.bytes + log->starts[index];
    memcpy(&record, at, sizeof record);
    *payload = text_of(at + sizeof record, record.length);
    return record;
}

size_t disk_log_count(const DiskLog *log, DiskCall call)
{
    size_t count = 0;
    Text payload;
    for (size_t i = 0; i < log->count; i++) {
        count += disk_log_record(log, i, &payload).call == (uint32_t)call;
    }
    return count;
}

/* A process that was killed may have left half a record, or not come to the first. */
Outcome disk_log_read(Arena *arena, Text path, DiskLog *log, Problem *problem)
{
    IndexList starts = {0};
    size_t at = 0;
    *log = (DiskLog){0};
    if (access(text_to_c(arena, path), F_OK) != 0) {
        return OK;
    }
    TRY(file_read(arena, path, &log->bytes, problem));
    while (at + sizeof(DiskRecord) <= log->bytes.length) {
        DiskRecord record;
        memcpy(&record, log->bytes.bytes + at, sizeof record);
        if (at + sizeof record + record.length > log->bytes.length) {
            break;
        }
        LIST_APPEND(arena, &starts, at);
        at += sizeof record + record.length;
    }
    log->starts = starts.items;
    log->count = starts.count;
    return OK;
}

/* -------------------------------------------------------------------------------- files */

static void resize(Image *image, DiskFile *file, size_t size)
{
    if (size > file->capacity) {
        const size_t capacity = size * 2;
        char *grown = arena_allocate(image->arena, capacity);
        if (file->size > 0) {
            memcpy(grown, file->bytes, file->size);
        }
        file->bytes = grown;
        file->capacity = capacity;
    }
    if (size < file->size) {
        memset(file->bytes + size, 0, file->size - size);
    }
    file->size = size;
}

static void put(Image *image, DiskFile *file, size_t offset, Text bytes)
{
    if (bytes.length == 0) {
        return;
    }
    if (offset + bytes.length > file->size) {
        resize(image, file, offset + bytes.length);
    }
    memcpy(file->bytes + offset, bytes.bytes, bytes.length);
}

static void apply(Image *image, DiskFile *file, size_t index)
{
    Text payload;
    const DiskRecord record = disk_log_record(image->log, index, &payload);
    if (record.call == DISK_CUT) {
        resize(image, file, (size_t)record.offset);
    } else {
        put(image, file, (size_t)record.offset, payload);
    }
}

/* Some of the sectors it touches. */
static void apply_torn(Image *image, DiskFile *file, size_t index)
{
    Text payload;
    const DiskRecord record = disk_log_record(image->log, index, &payload);
    size_t from = 0;
    while (record.call == DISK_WRITTEN && from < payload.length) {
        const size_t offset = (size_t)record.offset + from;
        const size_t left = SECTOR - offset % SECTOR;
        const Text part = text_slice(payload, from, from + left);
        if (random_below(&image->random, 2) == 0) {
            put(image, file, offset, part);
        }
        from += left;
    }
}

/* Chance decides over each write that no sync covers. */
static void settle(Image *image, DiskFile *file, CutMode mode)
{
    for (size_t i = 0; i < file->pending.count; i++) {
        const size_t index = file->pending.items[i];
        const uint32_t lot = random_below(&image->random, 3);
        if (mode == CUT_LOSES_NOTHING || (mode != CUT_LOSES_ALL && lot == 0)) {
            apply(image, file, index);
        } else if (mode == CUT_TEARS_WRITES && lot == 1) {
            apply_torn(image, file, index);
        }
    }
    file->pending.count = 0;
}

static void settle_synced(Image *image, DiskFile *file, size_t begun)
{
    size_t left = 0;
    for (size_t i = 0; i < file->pending.count; i++) {
        const size_t index = file->pending.items[i];
        if (index < begun) {
            apply(image, file, index);
        } else {
            file->pending.items[left++] = index;
        }
    }
    file->pending.count = left;
}

/* -------------------------------------------------------------------------------- names */

static DiskName *name_find(Image *image, Text name)
{
    for (size_t i = 0; i < image->names.count; i++) {
        if (text_equal(image->names.items[i].name, name)) {
            return &image->names.items[i];
        }
    }
    return NULL;
}

static void name_set(Image *image, DiskName change)
{
    DiskName *known = name_find(image, change.name);
    if (known != NULL) {
        known->file = change.file;
        return;
    }
    LIST_APPEND(image->arena, &image->names, change);
}

static void settle_names(Image *image, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        name_set(image, image->pending.items[i]);
    }
    image->pending.count = 0;
}

static DiskFile *file_numbered(Image *image, uint32_t number)
{
    if (image->files[number] == NULL) {
        image->files[number] = ARENA_NEW(image->arena, DiskFile);
    }
    return image->files[number];
}

static bool is_rebuilt(Text name)
{
    return text_ends_with(name, TEXT("-shm"));
}

static Outcome load_base_file(Text folder, Text name, void *context, Problem *problem)
{
    Image *image = context;
    Text bytes;
    if (is_rebuilt(name)) {
        return OK;
    }
    const Text path = text_format(image->arena, "%.*s/%.*s", TEXT_ARG(folder), TEXT_ARG(name));
    TRY(file_read(image->arena, path, &bytes, problem));
    DiskFile *file = ARENA_NEW(image->arena, DiskFile);
    put(image, file, 0, bytes);
    name_set(image, (DiskName){.name = text_copy(image->arena, name), .file = file});
    return OK;
}

/* ------------------------------------------------------------------------------ replaying */

static void replay(Image *image, size_t index, Ledger *ledger)
{
    Text payload;
    LedgerLine line;
    const DiskRecord record = disk_log_record(image->log, index, &payload);
    switch ((DiskCall)record.call) {
    case DISK_FOUND: {
        const DiskName *name = name_find(image, payload);
        image->files[record.file] = name == NULL ? NULL : name->file;
        return;
    }
    case DISK_NAMED:
        LIST_APPEND(image->arena, &image->pending,
                    (DiskName){payload, file_numbered(image, record.file)});
        return;
    case DISK_UNNAMED:
        LIST_APPEND(image->arena, &image->pending, (DiskName){payload, NULL});
        return;
    case DISK_WRITTEN:
    case DISK_CUT: {
        DiskFile *file = file_numbered(image, record.file);
        LIST_APPEND(image->arena, &file->pending, index);
        return;
    }
    case DISK_SYNC_DONE:
        settle_synced(image, file_numbered(image, record.file), (size_t)record.offset);
        return;
    case DISK_SYNC_FAILED:
        settle(image, file_numbered(image, record.file), CUT_LOSES_WRITES);
        return;
    case DISK_NAMES_DONE:
        settle_names(image, image->pending.count);
        return;
    case DISK_TOLD:
        memcpy(&line, payload.bytes, sizeof line);
        ledger_add(ledger, &line);
        return;
    case DISK_SYNC_BEGUN:
    case DISK_FAULT:
        return;
    }
}

static void cut_power(Image *image, CutMode mode)
{
    for (size_t i = 0; i < FILE_LIMIT; i++) {
        if (image->files[i] != NULL) {
            settle(image, image->files[i], mode);
        }
    }
    const uint32_t most = (uint32_t)image->pending.count;
    settle_names(image, mode == CUT_LOSES_ALL       ? 0
                        : mode == CUT_LOSES_NOTHING ? most
                                                    : random_below(&image->random, most + 1));
}

/* The shared index of the log is no part of the promise: it lacks, or holds anything. */
static Outcome write_noise(Image *image, Text folder, Problem *problem)
{
    uint64_t noise[4096];
    for (size_t i = 0; i < LENGTH_OF(noise); i++) {
        noise[i] = random_next(&image->random);
    }
    const Text path = text_format(image->arena, "%.*s/a.db-shm", TEXT_ARG(folder));
    return random_below(&image->random, 2) == 0
               ? OK
               : file_write(path, noise, sizeof noise, problem);
}

static Outcome write_image(Image *image, Text folder, Problem *problem)
{
    TRY(folder_empty(folder, problem));
    for (size_t i = 0; i < image->names.count; i++) {
        const DiskName *name = &image->names.items[i];
        if (name->file != NULL) {
            const Text path =
                text_format(image->arena, "%.*s/%.*s", TEXT_ARG(folder), TEXT_ARG(name->name));
            TRY(file_write(path, name->file->bytes, name->file->size, problem));
        }
    }
    return write_noise(image, folder, problem);
}

Outcome image_build(const DiskLog *log, Text base, Text folder, const Cut *cut, Ledger *ledger,
                    Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Image *image = ARENA_NEW(arena, Image);
    image->arena = arena;
    image->log = log;
    image->random = random_seeded(cut->seed);
    TRY(folder_each(base, load_base_file, image, problem));
    for (size_t i = 0; i < cut->at && i < log->count; i++) {
        Text payload;
        const DiskRecord record = disk_log_record(log, i, &payload);
        if (!cut->lies || record.call != DISK_SYNC_DONE) {
            replay(image, i, ledger);
        }
    }
    cut_power(image, cut->mode);
    return write_image(image, folder, problem);
}
