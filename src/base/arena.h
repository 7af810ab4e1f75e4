/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An arena holds all the memory of one request, command, import row or test. Nothing in it is
 * freed alone: the arena goes as a whole, or rewinds to a mark. Domain code never calls free().
 */
#pragma once

#include <stddef.h>

typedef struct Arena Arena;

typedef struct ArenaMark {
    void *block;
    size_t used;
} ArenaMark;

/* A new arena that asks the system for at least `block_size` bytes at a time (0: 64 KiB).
 * Running out of memory ends the process with a message: no caller checks for NULL. */
Arena *arena_new(size_t block_size);

/* Gives everything back. `arena_close` is the form for SCOPED(arena_close). */
void arena_free(Arena *arena);
void arena_close(Arena **arena);

/* `size` zeroed bytes aligned for any type; a size of 0 gives a valid pointer. */
void *arena_allocate(Arena *arena, size_t size);

/* `count * size` zeroed bytes; ends the process if the product overflows. */
void *arena_allocate_array(Arena *arena, size_t count, size_t size);

/* Everything allocated after the mark is given up by arena_rewind; long work marks and rewinds
 * to keep its memory flat. */
ArenaMark arena_mark(const Arena *arena);
void arena_rewind(Arena *arena, ArenaMark mark);

/* Bytes asked of the system so far, for reports and limits. */
size_t arena_size(const Arena *arena);

#define ARENA_NEW(arena, Type) ((Type *)arena_allocate((arena), sizeof(Type)))
#define ARENA_ARRAY(arena, Type, count)                                                        \
    ((Type *)arena_allocate_array((arena), (count), sizeof(Type)))
