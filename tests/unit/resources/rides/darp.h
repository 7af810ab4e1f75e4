/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The dial-a-ride instances of Cordeau and Laporte as problems of tours, read where
 * SEUIL_SHARED keeps them (data/plan/README.md there tells the format), and the best totals
 * known.
 */
#pragma once

#include "resources/rides/tour.h"

typedef struct DarpInstance {
    char name[16];
    double best_known;
} DarpInstance;

typedef struct DarpList {
    DarpInstance *items;
    size_t count;
    size_t capacity;
} DarpList;

/* False when the files are not there, or not as their README says. */
bool darp_list(Arena *arena, DarpList *list);
bool darp_read(Arena *arena, const char *name, TourProblem *tour);
