/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Named time zones: a reader of the TZif files (RFC 8536) of the system's database. Beyond the
 * last transition listed (2037 in Debian's files) the last offset stands.
 */
#include "matching/feel_time.h"

#include <stdio.h>
#include <string.h>

#include "base/outcome.h"

enum { ZONE_FILE_LIMIT = 65536, ZONE_NAME_LIMIT = 64, ZONE_HEADER = 44 };

typedef struct ZoneFile {
    uint8_t bytes[ZONE_FILE_LIMIT];
    size_t length;
} ZoneFile;

static bool name_is_safe(Text name)
{
    if (name.length == 0 || name.length > ZONE_NAME_LIMIT || name.bytes[0] == '/') {
        return false;
    }
    for (size_t i = 0; i < name.length; i++) {
        const char byte = name.bytes[i];
        const bool letter = ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
        if (!letter && !(byte >= '0' && byte <= '9') && strchr("_+-/", byte) == NULL) {
            return false;
        }
    }
    return true;
}

static void close_file(FILE **file)
{
    if (*file != NULL) {
        (void)fclose(*file);
    }
}

static bool zone_read(Text name, ZoneFile *zone)
{
    if (!name_is_safe(name)) {
        return false;
    }
    char path[128];
    (void)snprintf(path, sizeof(path), "/usr/share/zoneinfo/%.*s", TEXT_ARG(name));
    FILE *file SCOPED(close_file) = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    zone->length = fread(zone->bytes, 1, sizeof(zone->bytes), file);
    return zone->length >= ZONE_HEADER && memcmp(zone->bytes, "TZif", 4) == 0;
}

static uint64_t big_endian(const uint8_t *bytes, size_t size)
{
    uint64_t value = 0;
    for (size_t i = 0; i < size; i++) {
        value = (value << 8) | bytes[i];
    }
    return value;
}

/* Where the parts of one data block lie. */
typedef struct ZoneBlock {
    size_t transitions;
    size_t indexes;
    size_t types;
    size_t end;
    uint64_t transition_count;
    uint64_t type_count;
} ZoneBlock;

static bool zone_block(const ZoneFile *zone, size_t header, size_t time_size, ZoneBlock *block)
{
    if (header + ZONE_HEADER > zone->length) {
        return false;
    }
    const uint8_t *counts = zone->bytes + header + 20;
    const uint64_t utc = big_endian(counts, 4);
    const uint64_t standard = big_endian(counts + 4, 4);
    const uint64_t leaps = big_endian(counts + 8, 4);
    block->transition_count = big_endian(counts + 12, 4);
    block->type_count = big_endian(counts + 16, 4);
    const uint64_t names = big_endian(counts + 20, 4);
    block->transitions = header + ZONE_HEADER;
    block->indexes = block->transitions + block->transition_count * time_size;
    block->types = block->indexes + block->transition_count;
    block->end =
        block->types + block->type_count * 6 + names + leaps * (time_size + 4) + standard + utc;
    return block->end <= zone->length && block->type_count > 0;
}

static int32_t block_offset(const ZoneFile *zone, const ZoneBlock *block, int64_t utc)
{
    uint64_t type = 0;
    for (uint64_t i = 0; i < block->transition_count; i++) {
        const int64_t at = (int64_t)big_endian(zone->bytes + block->transitions + i * 8, 8);
        if (at > utc) {
            break;
        }
        type = zone->bytes[block->indexes + i];
    }
    if (type >= block->type_count) {
        return 0;
    }
    return (int32_t)big_endian(zone->bytes + block->types + type * 6, 4);
}

bool feel_zone_exists(Text name)
{
    ZoneFile zone;
    return zone_read(name, &zone);
}

bool feel_zone_offset(Text name, int64_t local_seconds, int32_t *offset)
{
    ZoneFile zone;
    ZoneBlock block;
    if (!zone_read(name, &zone) || zone.bytes[4] < '2' || !zone_block(&zone, 0, 4, &block) ||
        !zone_block(&zone, block.end, 8, &block)) {
        return false;
    }
    const int32_t guess = block_offset(&zone, &block, local_seconds);
    *offset = block_offset(&zone, &block, local_seconds - guess);
    return true;
}
