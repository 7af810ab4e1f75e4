/* SPDX-License-Identifier: EUPL-1.2 */
/* What `seuil doctor` looks at on the machine and in the store, one function a subject. */
#pragma once

#include "base/moment.h"
#include "base/outcome.h"

typedef enum Gravity { FINE, WORTH_KNOWING, BLOCKING } Gravity;

typedef struct Finding {
    const char *subject;
    Gravity gravity;
    Text said;
    Text repair; /* what to type; empty when nothing is to be done */
} Finding;

/* Texts live in the arena. A store on a server is its own machine's business. */
Finding doctor_look_at_disk(Arena *arena, Text store_path);
Finding doctor_look_at_writing(Arena *arena, Text store_path); /* may it, and how fast */
Finding doctor_look_at_backup(Arena *arena, Text store_path, Moment now);
Finding doctor_look_at_clock(Arena *arena, Moment now);
Finding doctor_look_at_files(Arena *arena); /* how many may be open */
Finding doctor_look_at_engine(Arena *arena, Text store_path);

/* The key file of what is sealed: there, for its owner alone, and away from the store. */
Finding doctor_look_at_keys(Arena *arena, Text store_path, Text file);
