/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Growing arrays in an arena. A list is any struct with `items`, `count` and `capacity`:
 *     typedef LIST_OF(Service) ServiceList;
 *     LIST_APPEND(arena, &services, service);
 */
#pragma once

#include "base/arena.h"

#define LIST_OF(Type)                                                                          \
    struct {                                                                                   \
        Type *items;                                                                           \
        size_t count;                                                                          \
        size_t capacity;                                                                       \
    }

/* Appends a copy of `value`; earlier pointers into the list may become stale. */
#define LIST_APPEND(arena, list, ...)                                                          \
    do {                                                                                       \
        if ((list)->count == (list)->capacity) {                                               \
            (list)->items = list_grow((arena), (list)->items, (list)->count,                   \
                                      &(list)->capacity, sizeof(*(list)->items));              \
        }                                                                                      \
        (list)->items[(list)->count++] = (__VA_ARGS__);                                        \
    } while (0)

#define LENGTH_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Moves `count` items to a place twice as large. Used by LIST_APPEND only. */
void *list_grow(Arena *arena, const void *items, size_t count, size_t *capacity, size_t size);
