/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/id.h"

#include <string.h>

bool id_is_nil(Id id)
{
    static const Id nil = {0};
    return id_equal(id, nil);
}

bool id_equal(Id a, Id b)
{
    return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

int id_compare(Id a, Id b)
{
    return memcmp(a.bytes, b.bytes, sizeof a.bytes);
}

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'a' && digit <= 'f') {
        return digit - 'a' + 10;
    }
    if (digit >= 'A' && digit <= 'F') {
        return digit - 'A' + 10;
    }
    return -1;
}

static bool dash_belongs_at(size_t position)
{
    return position == 8 || position == 13 || position == 18 || position == 23;
}

bool id_parse(Text text, Id *id)
{
    if (text.length != ID_TEXT_LENGTH) {
        return false;
    }
    Id parsed = {0};
    size_t digit = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (dash_belongs_at(i)) {
            if (text.bytes[i] != '-') {
                return false;
            }
            continue;
        }
        const int value = hex_value(text.bytes[i]);
        if (value < 0) {
            return false;
        }
        parsed.bytes[digit / 2] = (uint8_t)(parsed.bytes[digit / 2] << 4 | value);
        digit++;
    }
    *id = parsed;
    return true;
}

Text id_format(Arena *arena, Id id)
{
    static const char digits[] = "0123456789abcdef";
    char *bytes = arena_allocate(arena, ID_TEXT_LENGTH + 1);
    size_t at = 0;
    for (size_t i = 0; i < sizeof id.bytes; i++) {
        if (dash_belongs_at(at)) {
            bytes[at++] = '-';
        }
        bytes[at++] = digits[id.bytes[i] >> 4];
        bytes[at++] = digits[id.bytes[i] & 15];
    }
    return (Text){bytes, ID_TEXT_LENGTH};
}

static void set_version(Id *id, uint8_t version)
{
    id->bytes[6] = (uint8_t)((id->bytes[6] & 0x0F) | version << 4);
    id->bytes[8] = (uint8_t)((id->bytes[8] & 0x3F) | 0x80);
}

Id id_from_time(int64_t unix_milliseconds, const uint8_t random[10])
{
    Id id = {0};
    for (size_t i = 0; i < 6; i++) {
        id.bytes[i] = (uint8_t)((uint64_t)unix_milliseconds >> (40 - 8 * i));
    }
    memcpy(id.bytes + 6, random, 10);
    set_version(&id, 7);
    return id;
}

int64_t id_milliseconds(Id id)
{
    int64_t milliseconds = 0;
    for (size_t i = 0; i < 6; i++) {
        milliseconds = milliseconds << 8 | id.bytes[i];
    }
    return id.bytes[6] >> 4 == 7 ? milliseconds : -1;
}

Id id_from_name(Text name_space, Text name)
{
    const uint64_t outer = text_hash(name_space, 0x5e111u);
    const uint64_t lanes[2] = {text_hash(name, outer),
                               text_hash(name, ~outer * 31 + name.length)};
    Id id = {0};
    for (size_t i = 0; i < sizeof id.bytes; i++) {
        id.bytes[i] = (uint8_t)(lanes[i / 8] >> (56 - 8 * (i % 8)));
    }
    set_version(&id, 8);
    return id;
}
