/* SPDX-License-Identifier: EUPL-1.2 */
#include "cells/cells.h"

#include <stdlib.h>

#include "yaml/yaml.h"

static Outcome refuse(Text file, const YamlNode *node, const char *field, const char *reason,
                      Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(256);
    const Text where =
        text_format(arena, "%.*s:%zu", TEXT_ARG(file), node == NULL ? 1 : node->line);
    return problem_set(problem, INVALID, where, field, "%s", reason);
}

/* Letters, digits and hyphens: a name stands in keys, URLs and logs. */
static bool is_name(Text text)
{
    for (size_t i = 0; i < text.length; i++) {
        const char byte = text.bytes[i];
        const bool plain =
            (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-';
        if (!plain) {
            return false;
        }
    }
    return text.length > 0 && text.length <= 64;
}

typedef struct Reading {
    Text file;
    Text folder;
    Cells *cells;
    Problem *problem;
} Reading;

static Outcome read_home(Reading *reading, const YamlNode *node, size_t cell)
{
    Cells *cells = reading->cells;
    const Text territory = yaml_member_text(node, "name");
    const Text host = yaml_member_text(node, "host");
    if (!is_name(territory)) {
        return refuse(reading->file, node, "name",
                      "a territory is named by small letters, digits and hyphens",
                      reading->problem);
    }
    if (cells->home_count == HOME_LIMIT) {
        return refuse(reading->file, node, "territories", "more than 256 territories",
                      reading->problem);
    }
    for (size_t i = 0; i < cells->home_count; i++) {
        if (text_equal(cells->homes[i].territory, territory)) {
            return refuse(reading->file, node, "name", "this territory lives in a cell already",
                          reading->problem);
        }
        if (!text_is_empty(host) && text_equal_ignoring_case(cells->homes[i].host, host)) {
            return refuse(reading->file, node, "host", "this host leads elsewhere already",
                          reading->problem);
        }
    }
    Home *home = &cells->homes[cells->home_count++];
    home->territory = text_copy(cells->arena, territory);
    home->host = text_copy(cells->arena, host);
    home->first_cell = cell;
    atomic_init(&home->cell, cell);
    return OK;
}

static Text whole_place(const Reading *reading, Text place)
{
    if (store_place_is_shared(place) || text_starts_with(place, TEXT("/"))) {
        return text_copy(reading->cells->arena, place);
    }
    return text_format(reading->cells->arena, "%.*s/%.*s", TEXT_ARG(reading->folder),
                       TEXT_ARG(place));
}

static Outcome read_cell(Reading *reading, const YamlNode *node)
{
    Cells *cells = reading->cells;
    const YamlNode *territories = yaml_member(node, "territories");
    const Text name = yaml_member_text(node, "name");
    const Text place = yaml_member_text(node, "store");
    if (cells->cell_count == CELL_LIMIT || !is_name(name) || text_is_empty(place) ||
        territories == NULL || territories->kind != YAML_LIST || territories->count == 0) {
        return refuse(reading->file, node, "cells",
                      "a cell has a name, a store and a list of territories; at most 64 cells",
                      reading->problem);
    }
    const size_t cell = cells->cell_count++;
    cells->cells[cell] =
        (Cell){.name = text_copy(cells->arena, name), .place = whole_place(reading, place)};
    for (const YamlNode *one = territories->first; one != NULL; one = one->next) {
        TRY(read_home(reading, one, cell));
    }
    return OK;
}

static Outcome read_cells(Reading *reading, Text content)
{
    const YamlNode *root = NULL;
    Cells *cells = reading->cells;
    TRY(yaml_read(cells->arena, reading->file, content, &root, reading->problem));
    const YamlNode *list = yaml_member(root, "cells");
    if (list == NULL || list->kind != YAML_LIST || list->count == 0) {
        return refuse(reading->file, root, "cells", "a list of cells is expected",
                      reading->problem);
    }
    for (const YamlNode *node = list->first; node != NULL; node = node->next) {
        TRY(read_cell(reading, node));
    }
    cells->directory = yaml_member_text(root, "directory");
    if (cells_home(cells, cells->directory) == NULL) {
        return refuse(reading->file, yaml_member(root, "directory"), "directory",
                      "name the territory whose directory all cells carry", reading->problem);
    }
    return OK;
}

static Outcome open_stores(Cells *cells, Problem *problem)
{
    for (size_t i = 0; i < cells->cell_count; i++) {
        Cell *cell = &cells->cells[i];
        TRY(store_open(cell->place, STORE_READ_WRITE, &cell->store, problem));
    }
    for (size_t i = 0; i < cells->home_count; i++) {
        for (size_t j = 0; j < cells->cell_count; j++) {
            cells->homes[i].views[j] =
                store_view(cells->cells[j].store, cells->homes[i].territory);
        }
    }
    return OK;
}

static Cells *cells_new(void)
{
    Arena *arena = arena_new((size_t)1 << 16);
    Cells *made = ARENA_NEW(arena, Cells);
    made->arena = arena;
    made->cells = arena_allocate_array(arena, CELL_LIMIT, sizeof *made->cells);
    made->homes = arena_allocate_array(arena, HOME_LIMIT, sizeof *made->homes);
    return made;
}

static Outcome finish(Cells *made, Outcome outcome, Cells **cells, Problem *problem)
{
    if (outcome == OK) {
        outcome = open_stores(made, problem);
    }
    if (outcome != OK) {
        cells_close(&made);
        return outcome;
    }
    cells_follow_moves(made);
    *cells = made;
    return OK;
}

Outcome cells_open(Text file, Text content, Text folder, Cells **cells, Problem *problem)
{
    Cells *made = cells_new();
    Reading reading = {file, folder, made, problem};
    return finish(made, read_cells(&reading, content), cells, problem);
}

Outcome cells_of_store(Text place, Cells **cells, Problem *problem)
{
    Cells *made = cells_new();
    made->directory = STORE_TERRITORY;
    made->cells[made->cell_count++] =
        (Cell){.name = TEXT("seuil"), .place = text_copy(made->arena, place)};
    made->homes[made->home_count++].territory = STORE_TERRITORY;
    return finish(made, OK, cells, problem);
}

void cells_close(Cells **cells)
{
    Cells *closed = *cells;
    *cells = NULL;
    if (closed == NULL) {
        return;
    }
    for (size_t i = 0; i < closed->home_count; i++) {
        for (size_t j = 0; j < closed->cell_count; j++) {
            store_close(&closed->homes[i].views[j]);
        }
    }
    for (size_t i = 0; i < closed->cell_count; i++) {
        store_close(&closed->cells[i].store);
    }
    arena_free(closed->arena);
}

Store *home_store(const Home *home)
{
    return home->views[atomic_load(&home->cell)];
}

/* ------------------------------------------------------------------------------------ moves */

/* A store that has been written to for this territory, and that it did not leave. */
static bool lives_in(Store *view)
{
    Session *session SCOPED(session_end) = NULL;
    int64_t count = 0;
    return store_read(view, &session, NULL) == OK &&
           store_change_count(session, &count) == OK && count > 0;
}

/* It left, or was never written to there: the file may say too early where it will be. A store
 * that does not answer is still its home. Of the directory every cell has a copy, which is
 * written to as well, so nothing tells where else it would live. */
static bool is_away(const Cells *cells, const Home *home)
{
    Store *view = home_store(home);
    const bool is_everywhere = text_equal(home->territory, cells->directory);
    Arena *arena SCOPED(arena_close) = arena_new(512);
    Problem problem = {.arena = arena};
    Session *session SCOPED(session_end) = NULL;
    int64_t count = 0;
    const Outcome outcome = store_read(view, &session, &problem);
    return outcome == OK
               ? !is_everywhere && store_change_count(session, &count) == OK && count == 0
               : outcome == UNAVAILABLE && text_equal(problem.field, TEXT("territory"));
}

void cells_follow_moves(Cells *cells)
{
    for (size_t i = 0; i < cells->home_count; i++) {
        Home *home = &cells->homes[i];
        if (!is_away(cells, home)) {
            continue;
        }
        for (size_t cell = 0; cell < cells->cell_count; cell++) {
            if (cell != atomic_load(&home->cell) && lives_in(home->views[cell])) {
                atomic_store(&home->cell, cell);
                break;
            }
        }
    }
}

const Home *cells_home(const Cells *cells, Text territory)
{
    for (size_t i = 0; i < cells->home_count; i++) {
        if (text_equal(cells->homes[i].territory, territory)) {
            return &cells->homes[i];
        }
    }
    return NULL;
}

const Home *cells_host(const Cells *cells, Text host)
{
    const Text name = text_slice(host, 0, text_find_byte(host, ':', 0));
    const Home *fallback = NULL;
    for (size_t i = 0; i < cells->home_count; i++) {
        const Home *home = &cells->homes[i];
        if (!text_is_empty(home->host) && text_equal_ignoring_case(home->host, name)) {
            return home;
        }
        if (fallback == NULL && text_is_empty(home->host)) {
            fallback = home;
        }
    }
    return fallback == NULL ? &cells->homes[0] : fallback;
}
