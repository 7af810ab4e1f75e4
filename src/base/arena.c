/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Block Block;

struct Block {
    Block *previous;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
};

struct Arena {
    Block *last;
    size_t block_size;
    size_t asked;
};

static const size_t DEFAULT_BLOCK = (size_t)64 * 1024;

_Noreturn static void die_without_memory(void)
{
    (void)fputs("seuil: out of memory\n", stderr);
    abort();
}

Arena *arena_new(size_t block_size)
{
    Arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL) {
        die_without_memory();
    }
    arena->block_size = block_size == 0 ? DEFAULT_BLOCK : block_size;
    return arena;
}

static void free_blocks_after(Arena *arena, const Block *keep)
{
    while (arena->last != NULL && arena->last != keep) {
        Block *gone = arena->last;
        arena->last = gone->previous;
        arena->asked -= gone->size;
        free(gone);
    }
}

void arena_free(Arena *arena)
{
    if (arena == NULL) {
        return;
    }
    free_blocks_after(arena, NULL);
    free(arena);
}

void arena_close(Arena **arena)
{
    arena_free(*arena);
    *arena = NULL;
}

static void add_block(Arena *arena, size_t at_least)
{
    const size_t size = at_least > arena->block_size ? at_least : arena->block_size;
    if (size > SIZE_MAX - sizeof(Block)) {
        die_without_memory();
    }
    Block *block = malloc(sizeof(Block) + size);
    if (block == NULL) {
        die_without_memory();
    }
    block->previous = arena->last;
    block->size = size;
    block->used = 0;
    arena->last = block;
    arena->asked += size;
}

void *arena_allocate(Arena *arena, size_t size)
{
    const size_t alignment = alignof(max_align_t);
    if (size > SIZE_MAX - alignment) {
        die_without_memory();
    }
    const size_t rounded = (size + alignment - 1) & ~(alignment - 1);
    if (arena->last == NULL || arena->last->size - arena->last->used < rounded) {
        add_block(arena, rounded);
    }
    Block *block = arena->last;
    void *result = block->bytes + block->used;
    block->used += rounded;
    memset(result, 0, rounded);
    return result;
}

void *arena_allocate_array(Arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        die_without_memory();
    }
    return arena_allocate(arena, count * size);
}

ArenaMark arena_mark(const Arena *arena)
{
    return (ArenaMark){
        .block = arena->last,
        .used = arena->last == NULL ? 0 : arena->last->used,
    };
}

void arena_rewind(Arena *arena, ArenaMark mark)
{
    free_blocks_after(arena, mark.block);
    if (arena->last != NULL) {
        arena->last->used = mark.used;
    }
}

size_t arena_size(const Arena *arena)
{
    return arena->asked;
}
