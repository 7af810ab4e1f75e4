/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/serving_cli.h"

#include <stdlib.h>

#include "base/log.h"
#include "cli/control.h"
#include "operations/courier.h"
#include "operations/housekeeping.h"
#include "operations/refresh.h"

enum { MOST_CELLS_FILE = 1 << 20 };

/* All territories of a cell show the same public directory, so a cell has one network. */
typedef struct CellService {
    NetworkHandle *networks;
    Refresher *refresher;
    ControlServer *control;
} CellService;

typedef struct HomeService {
    Housekeeping housekeeping;
    Runner *jobs;
} HomeService;

struct Serving {
    ServingSettings settings;
    Cells *cells;
    Courier *courier;
    CellService cell[CELL_LIMIT];
    HomeService home[HOME_LIMIT];
};

static Outcome open_cells(Serving *serving, Problem *problem)
{
    Invocation *invocation = serving->settings.invocation;
    const Text file = serving->settings.cells_file;
    Text content = {0};
    if (text_is_empty(file)) {
        return cells_of_store(invocation->store_path, &serving->cells, problem);
    }
    TRY(invocation_read_file(invocation, file, MOST_CELLS_FILE, &content));
    return cells_open(file, content, invocation->directory, &serving->cells, problem);
}

/* Commands write beside the server on a store that is shared, and through it on a file. */
static Outcome start_control(const Serving *serving, size_t cell, ControlServer **control,
                             Problem *problem)
{
    const Cell *place = &serving->cells->cells[cell];
    const ControlSettings settings = {place->store, place->place,
                                      serving->settings.invocation->set,
                                      serving->settings.keyring};
    return store_is_shared(place->store) ? OK : control_start(&settings, control, problem);
}

static Outcome start_cells(Serving *serving, Problem *problem)
{
    const Home *directory = cells_home(serving->cells, serving->cells->directory);
    for (size_t i = 0; i < serving->cells->cell_count; i++) {
        CellService *cell = &serving->cell[i];
        cell->networks = network_handle_new();
        TRY(refresher_start(directory->views[i], cell->networks, &cell->refresher, problem));
        TRY(start_control(serving, i, &cell->control, problem));
    }
    return OK;
}

/* "none" is a word of the option, and no command. */
static const char *scanner_command(const Serving *serving)
{
    const Text command = serving->settings.scanner;
    return text_is_empty(command) || text_equal(command, TEXT("none"))
               ? NULL
               : text_to_c(serving->settings.invocation->arena, command);
}

/* A server that names none leaves the store as it was told: documents go on waiting. */
static Outcome tell_scanning(const Serving *serving, Store *store, Problem *problem)
{
    bool is_scanned = false;
    if (!text_is_empty(serving->settings.scanner)) {
        return document_set_scanning(
            store, scanner_command(serving) == NULL ? SCANNING_OFF : SCANNING_ON, moment_now(),
            problem);
    }
    TRY(document_scanning(store, &is_scanned, problem));
    if (is_scanned) {
        log_event(LOG_WARNING, "no_scanner", "%s",
                  "documents wait for a scanner: give --scanner, or --scanner none");
    }
    return OK;
}

static Outcome start_homes(Serving *serving, Problem *problem)
{
    for (size_t i = 0; i < serving->cells->home_count; i++) {
        HomeService *home = &serving->home[i];
        home->housekeeping = (Housekeeping){
            .cells = serving->cells,
            .home = &serving->cells->homes[i],
            .dumps = serving->settings.dumps,
            .post = serving->settings.post,
            .hooks = {serving->settings.keyring, serving->settings.trust  },
            .scanner = {scanner_command(serving),  serving->settings.keyring},
        };
        TRY(tell_scanning(serving, home_store(home->housekeeping.home), problem));
        TRY(housekeeping_start(&home->housekeeping, serving->settings.lease_seconds,
                               &home->jobs, problem));
    }
    return OK;
}

static Outcome start(Serving *serving, Problem *problem)
{
    TRY(open_cells(serving, problem));
    if (serving->cells->home_count > 1) {
        TRY(courier_start(serving->cells, &serving->courier, problem));
    }
    TRY(start_cells(serving, problem));
    return start_homes(serving, problem);
}

Outcome serving_open(const ServingSettings *settings, Serving **serving, Problem *problem)
{
    Serving *made = calloc(1, sizeof *made);
    if (made == NULL) {
        abort();
    }
    made->settings = *settings;
    const Outcome outcome = start(made, problem);
    if (outcome != OK) {
        serving_close(&made);
        return outcome;
    }
    *serving = made;
    return OK;
}

static void close_cell(CellService *cell)
{
    if (cell->control != NULL) {
        control_stop(&cell->control);
    }
    refresher_stop(&cell->refresher);
    if (cell->networks != NULL) {
        network_handle_free(cell->networks);
    }
}

void serving_close(Serving **serving)
{
    Serving *closed = *serving;
    *serving = NULL;
    if (closed == NULL) {
        return;
    }
    courier_stop(&closed->courier);
    for (size_t i = 0; i < HOME_LIMIT; i++) {
        runner_stop(&closed->home[i].jobs);
    }
    for (size_t i = 0; i < CELL_LIMIT; i++) {
        close_cell(&closed->cell[i]);
    }
    cells_close(&closed->cells);
    free(closed);
}

ServedPlace serving_place(const Serving *serving, Text host)
{
    const Cells *cells = serving->cells;
    const Home *home = cells_host(cells, host);
    const bool keeps_directory = text_equal(home->territory, cells->directory);
    return (ServedPlace){
        .store = home_store(home),
        .networks = serving->cell[atomic_load(&home->cell)].networks,
        .stewards = keeps_directory ? TEXT("") : cells->directory,
    };
}

Store *serving_first_store(const Serving *serving)
{
    return home_store(&serving->cells->homes[0]);
}
