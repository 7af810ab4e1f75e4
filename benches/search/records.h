/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The generated directory as the plain files every engine of the comparison reads
 * (benches/search/files.md): records, labels, and which hours are open at the moments asked.
 */
#pragma once

#include <stdio.h>

#include "directory/catalogue.h"

enum { RECORD_MOMENTS = 64 };

typedef struct Records {
    const Catalogue *catalogue;
    Text folder;
    const Text *labels; /* codes: needs, publics, modes, languages */
    size_t label_count;
    size_t kinds[5];       /* where the labels of each kind begin, and the end */
    const Hours **classes; /* by class; NULL for class 0 */
    size_t class_count;
    Moment moments[RECORD_MOMENTS]; /* that questions ask about */
    double averages[5];             /* words of a field, and one */
} Records;

/* Numbers labels and hours and draws the moments. */
Records records_number(Arena *arena, const Catalogue *catalogue, Text folder, uint64_t seed);

/* The number of a label, or -1. Kinds: 0 need, 1 public, 2 mode, 3 language. */
int32_t records_label(const Records *records, size_t kind, Text code);

void records_write(Records *records);
void records_write_shape(const Records *records, size_t questions);

/* The unit vector of a point. */
typedef struct Vector {
    double x, y, z;
} Vector;

Vector records_vector(GeoPoint point);
FILE *records_file(const Records *records, const char *name);
