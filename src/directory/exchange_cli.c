/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/exchange_cli.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/list.h"
#include "directory/export_file.h"
#include "directory/hsds.h"
#include "directory/osm.h"
#include "directory/twin_search.h"
#include "store/store.h"

/* ----------------------------------------------------------------------------------- import */

static const Option import_options[] = {
    {"source",   OPTION_VALUE, "NAME", "Who sends these records (\"import\"; \"osm\" for OSM)." },
    {"replace",  OPTION_FLAG,  NULL,   "Also remove what this source sent before and no longer."},
    {"no-twins", OPTION_FLAG,  NULL,   "Do not search for services that stand twice afterwards."},
};

static void show_import(void *context, size_t done, size_t total)
{
    progress_show(context, done >> 10, total >> 10);
}

static HsdsImport import_of(Invocation *invocation, const char *usual, Progress *progress)
{
    *progress = progress_start(invocation, "KiB read");
    return (HsdsImport){
        .store = invocation->store,
        .origin = text_format(invocation->arena, "import:%.*s",
                              TEXT_ARG(option_or(invocation, "source", usual))),
        .writing = option_given(invocation, "replace") ? HSDS_REPLACE : HSDS_ADD,
        .now = invocation->now,
        .show = show_import,
        .show_context = progress,
    };
}

static Outcome tell_counts(Invocation *invocation, const HsdsCounts *counts)
{
    if (invocation->json) {
        (void)fprintf(invocation->out, "{\"records\":%zu,\"removed\":%lld}\n", counts->records,
                      (long long)counts->removed);
    } else if (!invocation->quiet) {
        (void)fprintf(invocation->error, "%zu records written, %lld removed\n", counts->records,
                      (long long)counts->removed);
    }
    return OK;
}

/* What came may stand there already: told while whoever brought it looks. */
static Outcome tell_twins(Invocation *invocation)
{
    TwinSearch search = {0};
    if (option_given(invocation, "no-twins")) {
        return OK;
    }
    TRY(twins_search(invocation->store, invocation->now, &search, &invocation->problem));
    if (search.fresh > 0 && !invocation->quiet && !invocation->json) {
        (void)fprintf(
            invocation->error,
            "%lld pairs of services look like one, %lld of them new: seuil twins list\n",
            (long long)search.open, (long long)search.fresh);
    }
    return OK;
}

static void close_file(FILE **file)
{
    if (*file != NULL) {
        (void)fclose(*file);
    }
}

/* Standard input, and a pipe given by name, can be read once only: they are kept in a file
 * without a name, since an import reads its document twice. */
static Outcome keep_stream(Invocation *invocation, FILE *stream, Text name, FILE **file)
{
    char piece[65536];
    size_t got = 0;
    FILE *kept = tmpfile();
    bool is_kept = kept != NULL;
    while (is_kept && (got = fread(piece, 1, sizeof piece, stream)) > 0) {
        is_kept = fwrite(piece, 1, got, kept) == got;
    }
    if (!is_kept || ferror(stream) != 0 || fflush(kept) != 0) {
        const int error = errno;
        close_file(&kept);
        return problem_set(&invocation->problem, UNAVAILABLE, name, "",
                           "cannot be read into a file of its own: %s", strerror(error));
    }
    *file = kept;
    return OK;
}

static Outcome open_document(Invocation *invocation, FILE **file)
{
    const Text name = invocation->arguments[0];
    if (text_equal(name, TEXT("-"))) {
        return keep_stream(invocation, invocation->in, TEXT("standard input"), file);
    }
    const char *path = text_to_c(invocation->arena, invocation_path(invocation, name));
    FILE *opened = path == NULL ? NULL : fopen(path, "rbe");
    if (opened == NULL) {
        return problem_set(&invocation->problem, NOT_FOUND, name, "",
                           "the file cannot be opened: %s", strerror(errno));
    }
    if (fseeko(opened, 0, SEEK_END) == 0) {
        *file = opened;
        return OK;
    }
    const Outcome outcome = keep_stream(invocation, opened, name, file);
    close_file(&opened);
    return outcome;
}

static Outcome run_import_hsds(Invocation *invocation)
{
    FILE *document SCOPED(close_file) = NULL;
    Progress progress = {0};
    HsdsCounts counts = {0};
    TRY(open_document(invocation, &document));
    const HsdsImport import = import_of(invocation, "import", &progress);
    const Outcome outcome = hsds_import_json(&import, document, &counts, &invocation->problem);
    progress_end(&progress);
    TRY(outcome);
    TRY(tell_counts(invocation, &counts));
    return tell_twins(invocation);
}

static Outcome run_import_csv(Invocation *invocation)
{
    Progress progress = {0};
    HsdsCounts counts = {0};
    const HsdsImport import = import_of(invocation, "import", &progress);
    const Outcome outcome =
        hsds_import_csv(&import, invocation_path(invocation, invocation->arguments[0]), &counts,
                        &invocation->problem);
    progress_end(&progress);
    TRY(outcome);
    TRY(tell_counts(invocation, &counts));
    return tell_twins(invocation);
}

typedef struct OsmTelling {
    Invocation *invocation;
    size_t told;
} OsmTelling;

enum { MOST_WARNINGS = 20 };

static void tell_warning(void *context, Text element, Text detail)
{
    OsmTelling *telling = context;
    if (!telling->invocation->quiet && telling->told++ < MOST_WARNINGS) {
        (void)fprintf(telling->invocation->error, "%.*s: %.*s\n", TEXT_ARG(element),
                      TEXT_ARG(detail));
    }
}

static void tell_report(Invocation *invocation, const OsmReport *report)
{
    if (invocation->json) {
        (void)fprintf(invocation->out,
                      "{\"elements\":%zu,\"doors\":%zu,\"warnings\":%zu,\"records\":%zu,"
                      "\"removed\":%lld,\"attribution\":\"%.*s\"}\n",
                      report->elements, report->doors, report->warnings,
                      report->written.records, (long long)report->written.removed,
                      TEXT_ARG(OSM_ATTRIBUTION));
    } else if (!invocation->quiet) {
        (void)fprintf(invocation->error,
                      "%zu elements with tags, %zu of them doors; %zu warnings\n"
                      "%zu records written, %lld removed\n%.*s\n",
                      report->elements, report->doors, report->warnings,
                      report->written.records, (long long)report->written.removed,
                      TEXT_ARG(OSM_ATTRIBUTION));
    }
}

static Outcome run_import_osm(Invocation *invocation)
{
    FILE *document SCOPED(close_file) = NULL;
    Progress progress = {0};
    OsmReport report = {0};
    OsmTelling telling = {.invocation = invocation};
    TRY(open_document(invocation, &document));
    const HsdsImport import = import_of(invocation, "osm", &progress);
    const Outcome outcome = osm_import(&import, document, (OsmWarning){tell_warning, &telling},
                                       &report, &invocation->problem);
    progress_end(&progress);
    TRY(outcome);
    tell_report(invocation, &report);
    return tell_twins(invocation);
}

/* ----------------------------------------------------------------------------------- export */

static void show_export(void *context, size_t bytes)
{
    progress_show(context, bytes >> 10, 0);
}

/* The file named on the command line, or standard output. */
static Outcome open_export(Invocation *invocation, ExportFile **file)
{
    const bool is_named =
        invocation->argument_count > 0 && !text_equal(invocation->arguments[0], TEXT("-"));
    if (!is_named) {
        *file = export_file_over(invocation->arena, invocation->out);
        return OK;
    }
    return export_file_open(invocation->arena,
                            invocation_path(invocation, invocation->arguments[0]), file,
                            &invocation->problem);
}

typedef enum Form { FORM_HSDS, FORM_DATA_INCLUSION } Form;

static Outcome export_document(Invocation *invocation, Form form)
{
    Session *session SCOPED(session_end) = NULL;
    ExportFile *file SCOPED(export_file_close) = NULL;
    HsdsGraph *graph = NULL;
    Problem *problem = &invocation->problem;
    TRY(store_read(invocation->store, &session, problem));
    TRY(hsds_graph_read(invocation->arena, session, HSDS_READ_BODIES, &graph, problem));
    TRY(open_export(invocation, &file));
    Progress progress = progress_start(invocation, "KiB written");
    export_file_show(file, (ExportProgress){show_export, &progress});
    const Outcome outcome =
        form == FORM_HSDS
            ? hsds_write_all(graph, file)
            : data_inclusion_write(graph, moment_to_local(invocation->now).date, file);
    progress_end(&progress);
    TRY(outcome);
    return export_file_finish(file, problem);
}

static Outcome run_export_hsds(Invocation *invocation)
{
    return export_document(invocation, FORM_HSDS);
}

static Outcome run_export_data_inclusion(Invocation *invocation)
{
    return export_document(invocation, FORM_DATA_INCLUSION);
}

static Outcome run_export_csv(Invocation *invocation)
{
    Session *session SCOPED(session_end) = NULL;
    HsdsGraph *graph = NULL;
    Problem *problem = &invocation->problem;
    const Text folder =
        text_copy(invocation->arena, invocation_path(invocation, invocation->arguments[0]));
    TRY(store_read(invocation->store, &session, problem));
    TRY(hsds_graph_read(invocation->arena, session, HSDS_READ_BODIES, &graph, problem));
    if (mkdir(folder.bytes, 0777) != 0 && errno != EEXIST) {
        return problem_set(problem, errno == ENOENT ? NOT_FOUND : UNAVAILABLE, folder, "",
                           "cannot be made: %s", strerror(errno));
    }
    return hsds_write_csv(graph, folder, problem);
}

/* clang-format off */
static const Command commands[] = {
    {.name = "import hsds",
     .arguments = "FILE|-",
     .summary = "Bring in records of HSDS 3 written as JSON, all of them or nothing.",
     .examples = "seuil import hsds feed.json --source partner --replace\n"
                 "  What the partner no longer sends goes.\n",
     .options = import_options,
     .option_count = LENGTH_OF(import_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = EVERYONE, .run = run_import_hsds},
    {.name = "import csv",
     .arguments = "DIR",
     .summary = "Bring in the tabular package of HSDS 3, a folder of CSV files.",
     .examples = "seuil import csv package/\n"
                 "  Each error names file, line and column.\n",
     .options = import_options,
     .option_count = LENGTH_OF(import_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = EVERYONE, .run = run_import_csv},
    {.name = "import osm",
     .arguments = "FILE|-",
     .summary = "Bring in doors of OpenStreetMap, as JSON of Overpass or OSM XML.",
     .examples = "seuil import osm answer.json --replace\n"
                 "  What has gone from the map goes; a second import updates.\n",
     .options = import_options,
     .option_count = LENGTH_OF(import_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = EVERYONE, .run = run_import_osm},
    {.name = "export hsds",
     .arguments = "[FILE]",
     .summary = "Write the whole directory as JSON of HSDS 3.2.",
     .examples = "seuil export hsds directory.json\n"
                 "  Confidential places are left out.\n",
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = EVERYONE, .run = run_export_hsds},
    {.name = "export csv",
     .arguments = "DIR",
     .summary = "Write the tabular package of HSDS 3.2 into a folder.",
     .examples = "seuil export csv package/\n"
                 "  24 tables and datapackage.json.\n",
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = EVERYONE, .run = run_export_csv},
    {.name = "export datainclusion",
     .arguments = "[FILE]",
     .summary = "Write structures and services in the form of data.inclusion v1.",
     .examples = "seuil export datainclusion - > wallonie.json\n"
                 "  For readers of the French directories.\n",
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = EVERYONE, .run = run_export_data_inclusion},
};
/* clang-format on */

const CommandTable EXCHANGE_COMMANDS = {commands, LENGTH_OF(commands)};
