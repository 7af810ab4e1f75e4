/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Identifiers are UUIDs (RFC 9562). New rows get version 7, made by whoever creates the row;
 * records loaded from files get version 8, derived from their name, so that loading the same
 * file twice updates and never doubles.
 */
#pragma once

#include "base/text.h"

typedef struct Id {
    uint8_t bytes[16];
} Id;

#define ID_TEXT_LENGTH 36

bool id_is_nil(Id id);
bool id_equal(Id a, Id b);
int id_compare(Id a, Id b);
bool id_parse(Text text, Id *id);    /* 8-4-4-4-12 hexadecimal, either case */
Text id_format(Arena *arena, Id id); /* lower case */

/* Version 7: 48 bits of milliseconds, the rest from `random` (10 bytes). */
Id id_from_time(int64_t unix_milliseconds, const uint8_t random[10]);

/* When an identifier of version 7 was made, by the clock of who made it; -1 for another. */
int64_t id_milliseconds(Id id);

/* Version 8: a stable hash (FNV-1a, two 64-bit lanes) of namespace and name. Not a secret and
 * not collision-proof against an attacker: names come from the operator's own files. */
Id id_from_name(Text name_space, Text name);
