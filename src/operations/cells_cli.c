/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/cells_cli.h"

#include "base/list.h"
#include "cells/cells.h"
#include "store/move.h"
#include "json/json.h"

enum { MOST_CELLS_FILE = 1 << 20 };

static const Option options[] = {
    {"cells", OPTION_VALUE, "FILE", "Which territory lives in which store."},
};

static void close_cells(Cells **cells)
{
    cells_close(cells);
}

static Outcome open_cells(Invocation *invocation, Cells **cells)
{
    const Text file = option_value(invocation, "cells");
    Text content = {0};
    if (file.bytes == NULL) {
        return USAGE_ERROR(invocation, "cells", "give the file of the cells: --cells FILE");
    }
    TRY(invocation_read_file(invocation, file, MOST_CELLS_FILE, &content));
    return cells_open(file, content, invocation->directory, cells, &invocation->problem);
}

static Text cell_name(const Cells *cells, const Home *home)
{
    return cells->cells[atomic_load(&home->cell)].name;
}

/* ------------------------------------------------------------------------------------- list */

static void print_json(const Invocation *invocation, const Cells *cells)
{
    Buffer buffer = buffer_new(invocation->arena, (size_t)1 << 20);
    JsonWriter writer = json_writer(&buffer);
    json_object_open(&writer);
    json_key(&writer, TEXT("items"));
    json_array_open(&writer);
    for (size_t i = 0; i < cells->home_count; i++) {
        json_object_open(&writer);
        json_member(&writer, "territory", cells->homes[i].territory);
        json_member(&writer, "cell", cell_name(cells, &cells->homes[i]));
        json_member_unless_empty(&writer, "host", cells->homes[i].host);
        json_object_close(&writer);
    }
    json_array_close(&writer);
    json_object_close(&writer);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
}

static Outcome run_list(Invocation *invocation)
{
    Cells *cells SCOPED(close_cells) = NULL;
    TRY(open_cells(invocation, &cells));
    if (invocation->json) {
        print_json(invocation, cells);
        return OK;
    }
    for (size_t i = 0; i < cells->home_count; i++) {
        const Home *home = &cells->homes[i];
        (void)fprintf(invocation->out, "%-20.*s %-12.*s %.*s\n", TEXT_ARG(home->territory),
                      TEXT_ARG(cell_name(cells, home)), TEXT_ARG(home->host));
    }
    return OK;
}

/* ------------------------------------------------------------------------------------- move */

static Outcome find_target(Invocation *invocation, const Cells *cells, const Cell **target)
{
    const Text name = invocation->arguments[1];
    for (size_t i = 0; i < cells->cell_count; i++) {
        if (text_equal(cells->cells[i].name, name)) {
            *target = &cells->cells[i];
            return OK;
        }
    }
    return problem_set(&invocation->problem, NOT_FOUND, name, "CELL", "no cell of this name");
}

/* Where the move starts: the cell that still holds rows, which an earlier attempt may have
 * closed already. The file tells it until it is corrected. */
static const Cell *source_of(const Cells *cells, const Home *home, const Cell *target)
{
    const Cell *now = &cells->cells[atomic_load(&home->cell)];
    return now == target ? &cells->cells[home->first_cell] : now;
}

static Outcome move(Invocation *invocation, const Cells *cells, TerritoryReport *report)
{
    const Home *home = cells_home(cells, invocation->arguments[0]);
    const Cell *target = NULL;
    if (home == NULL) {
        return problem_set(&invocation->problem, NOT_FOUND, invocation->arguments[0],
                           "TERRITORY", "it lives in no cell of the file");
    }
    TRY(find_target(invocation, cells, &target));
    const Cell *source = source_of(cells, home, target);
    if (source == target) {
        return problem_set(&invocation->problem, CONFLICT, home->territory, "CELL",
                           "it lives there already");
    }
    const TerritoryMove asked = {source->store, target->store, home->territory, target->name,
                                 invocation->now};
    return store_move_territory(&asked, report, &invocation->problem);
}

static Outcome run_move(Invocation *invocation)
{
    Cells *cells SCOPED(close_cells) = NULL;
    TerritoryReport report = {0};
    TRY(open_cells(invocation, &cells));
    TRY(move(invocation, cells, &report));
    if (invocation->json) {
        (void)fprintf(invocation->out, "{\"rows\":%lld,\"tables\":%zu}\n",
                      (long long)report.rows, report.tables);
    } else if (!invocation->quiet) {
        (void)fprintf(invocation->error,
                      "%lld rows of %zu tables moved and verified; servers follow within a "
                      "second. Write the new cell into the file.\n",
                      (long long)report.rows, report.tables);
    }
    return OK;
}

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {
     .name = "cell list",
     .arguments = "",
     .summary = "Which territory lives in which cell, moves that were made included.",
     .examples = "seuil cell list --cells cells.yaml\n",
     .options = options,
     .option_count = LENGTH_OF(options),
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_NONE,
     .permission = EVERYONE,
     .run = run_list,
     },
    {
     .name = "cell move",
     .arguments = "TERRITORY CELL",
     .summary = "Move a territory to another cell, while both serve.",
     .examples = "seuil cell move namur west --cells cells.yaml\n",
     .options = options,
     .option_count = LENGTH_OF(options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_NONE,
     .permission = EVERYONE,
     .run = run_move,
     },
};
/* clang-format on */

const CommandTable CELL_COMMANDS = {commands, LENGTH_OF(commands)};
