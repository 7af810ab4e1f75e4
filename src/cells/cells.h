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

#include <stdatomic.h>

#include "store/store.h"

enum { CELL_LIMIT = 64, HOME_LIMIT = 256 };

typedef struct Cell {
    Text name;
    Text place; /* path or URL of its store */
    Store *store;
} Cell;

/* One territory, and the cell it lives in at this moment. */
typedef struct Home {
    Text territory;
    Text host;         /* empty: served where no other host is named */
    size_t first_cell; /* as the file says */
    atomic_size_t cell;
    Store *views[CELL_LIMIT]; /* the territory as each cell sees it */
} Home;

typedef struct Cells {
    Arena *arena;
    Text directory; /* the territory whose public directory all cells carry */
    Cell *cells;
    size_t cell_count;
    Home *homes;
    size_t home_count;
} Cells;

/* Reads the file and opens every store. INVALID names the line: a territory that lives twice, a
 * host given twice, no cell, a directory that lives nowhere. Relative paths of stores start at
 * `folder`. */
MUST_USE Outcome cells_open(Text file, Text content, Text folder, Cells **cells,
                            Problem *problem);

/* One store, which is the home of STORE_TERRITORY: what a program without cells serves. */
MUST_USE Outcome cells_of_store(Text place, Cells **cells, Problem *problem);
void cells_close(Cells **cells);

/* The store of a territory where it lives now. */
Store *home_store(const Home *home);

/* Looks whether a territory moved to another cell, or lives in another than the file says, and
 * follows it. Cheap while it did not. */
void cells_follow_moves(Cells *cells);

/* NULL when the territory lives in none. */
const Home *cells_home(const Cells *cells, Text territory);

/* The territory served under a Host header ("liege.seuil.example:8080"); the first one without
 * a host of its own, else the first, when none bears the name. */
const Home *cells_host(const Cells *cells, Text host);
