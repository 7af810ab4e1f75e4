/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cells: several stores, each the home of some territories, behind one program. A file says
 * which territory lives where and under which name of host it is served:
 *
 *     directory: wallonie
 *     cells:
 *       - name: east
 *         store: postgresql://seuil@db1,db2/seuil
 *         territories:
 *           - name: wallonie
 *           - name: liege
 *             host: liege.seuil.example
 *
 * docs/topics/cells.md tells how they live together.
 */
#pragma once

#include "store/store.h"

typedef struct Cell {
    Text name;
    Text place; /* path or URL of its store */
    Store *store;
} Cell;

/* One territory in its cell. */
typedef struct Home {
    Text territory;
    Text host; /* empty: served where no other host is named */
    size_t cell;
    Store *store; /* the view of the territory */
} Home;

typedef struct Cells {
    Arena *arena;
    Text directory; /* the territory whose public directory all cells carry */
    Cell *cells;
    size_t cell_count;
    Home *homes;
    size_t home_count;
} Cells;

enum { CELL_LIMIT = 64, HOME_LIMIT = 256 };

/* Reads the file and opens every store. INVALID names the line: a territory that lives twice, a
 * host given twice, no cell, a directory that lives nowhere. Relative paths of stores start at
 * `folder`. */
MUST_USE Outcome cells_open(Text file, Text content, Text folder, Cells **cells,
                            Problem *problem);
void cells_close(Cells **cells);

/* NULL when the territory lives in none. */
const Home *cells_home(const Cells *cells, Text territory);

/* The territory served under a Host header ("liege.seuil.example:8080"); the first one without
 * a host of its own, else the first, when none bears the name. */
const Home *cells_host(const Cells *cells, Text host);
