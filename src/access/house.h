/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The houses people work for: organisations of the directory, of which access knows the name
 * alone. The directory stands above this folder, so its records are read as the store has them.
 */
#pragma once

#include "store/store.h"

typedef struct House {
    Id id;
    Text name;
} House;

/* By its identifier or its key ("relais-social-liege"). INVALID for none of the directory. */
MUST_USE Outcome house_find(Session *session, Arena *arena, Text wanted, House *house,
                            Problem *problem);

/* The name of a house, empty for one the directory no longer has. */
MUST_USE Outcome house_name(Session *session, Arena *arena, Id id, Text *name,
                            Problem *problem);
