/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/exchange_cli.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/list.h"
#include "directory/export_file.h"
#include "directory/hsds.h"
#include "store/store.h"

static const size_t most_document_bytes = (size_t)256 << 20;

/* ----------------------------------------------------------------------------------- import */

static const Option import_options[] = {
    {"source",  OPTION_VALUE, "NAME", "Who sends these records; \"import\" when not given."    },
    {"replace", OPTION_FLAG,  NULL,   "Also remove what this source sent before and no longer."},
};

static Outcome write_set(Invocation *invocation, const HsdsSet *set)
{
    const Text given = option_value(invocation, "source");
    const Text origin = text_format(invocation->arena, "import:%.*s",
                                    TEXT_ARG(given.bytes == NULL ? TEXT("import") : given));
    const HsdsWriting writing = option_given(invocation, "replace") ? HSDS_REPLACE : HSDS_ADD;
    int64_t removed = 0;
    TRY(hsds_set_write(set, invocation->store, origin, writing, invocation->now, &removed));
    if (invocation->json) {
        (void)fprintf(invocation->out, "{\"records\":%zu,\"removed\":%lld}\n",
                      hsds_set_count(set), (long long)removed);
    } else if (!invocation->quiet) {
        (void)fprintf(invocation->error, "%zu records written, %lld removed\n",
                      hsds_set_count(set), (long long)removed);
    }
    return OK;
}

static Outcome run_import_hsds(Invocation *invocation)
{
    HsdsSet *set SCOPED(hsds_set_close) = hsds_set_new(invocation->arena, &invocation->problem);
    Text document = {0};
    TRY(invocation_read_file(invocation, invocation->arguments[0], most_document_bytes,
                             &document));
    TRY(hsds_read_json(set, document));
    return write_set(invocation, set);
}

static Outcome run_import_csv(Invocation *invocation)
{
    HsdsSet *set SCOPED(hsds_set_close) = hsds_set_new(invocation->arena, &invocation->problem);
    TRY(hsds_read_csv(set, invocation_path(invocation, invocation->arguments[0])));
    return write_set(invocation, set);
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
        return problem_set(problem, UNAVAILABLE, folder, "", "cannot be made: %s",
                           strerror(errno));
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
     .run = run_import_hsds},
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
     .run = run_import_csv},
    {.name = "export hsds",
     .arguments = "[FILE]",
     .summary = "Write the whole directory as JSON of HSDS 3.2.",
     .examples = "seuil export hsds directory.json\n"
                 "  Confidential places are left out.\n",
     .most_arguments = 1,
     .store = STORE_READ,
     .run = run_export_hsds},
    {.name = "export csv",
     .arguments = "DIR",
     .summary = "Write the tabular package of HSDS 3.2 into a folder.",
     .examples = "seuil export csv package/\n"
                 "  24 tables and datapackage.json.\n",
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .run = run_export_csv},
    {.name = "export datainclusion",
     .arguments = "[FILE]",
     .summary = "Write structures and services in the form of data.inclusion v1.",
     .examples = "seuil export datainclusion - > wallonie.json\n"
                 "  For readers of the French directories.\n",
     .most_arguments = 1,
     .store = STORE_READ,
     .run = run_export_data_inclusion},
};
/* clang-format on */

const CommandTable EXCHANGE_COMMANDS = {commands, LENGTH_OF(commands)};
