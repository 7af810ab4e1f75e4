/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/exchange_cli.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/list.h"
#include "directory/hsds.h"
#include "store/store.h"

static const size_t most_document_bytes = (size_t)256 << 20;
static const size_t most_export_bytes = (size_t)1 << 30;

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

static Outcome read_graph(Invocation *invocation, HsdsGraph **graph)
{
    Session *session SCOPED(session_end) = NULL;
    TRY(store_read(invocation->store, &session, &invocation->problem));
    return hsds_graph_read(invocation->arena, session, graph, &invocation->problem);
}

static Outcome refuse_file(Invocation *invocation, Text path, int error)
{
    return problem_set(&invocation->problem, UNAVAILABLE, path, "", "cannot be written: %s",
                       strerror(error));
}

/* Writes and makes durable; `error` tells why it could not. */
static bool fill_file(const char *name, Text content, bool durable, int *error)
{
    FILE *file = fopen(name, "wb");
    if (file == NULL) {
        *error = errno;
        return false;
    }
    const bool written = fwrite(content.bytes, 1, content.length, file) == content.length &&
                         fflush(file) == 0 && (!durable || fsync(fileno(file)) == 0);
    *error = errno;
    return fclose(file) == 0 && written;
}

/* A device, a pipe or a link is written to as it stands: a rename would take its place. */
static bool is_to_be_kept(const char *name)
{
    struct stat status;
    return lstat(name, &status) == 0 && !S_ISREG(status.st_mode);
}

/* A plain file has its name only once it is whole. */
static Outcome write_file(Invocation *invocation, Text path, Text content)
{
    const char *name = text_to_c(invocation->arena, path);
    const Text partial = text_format(invocation->arena, "%.*s.partial", TEXT_ARG(path));
    int error = 0;
    if (name == NULL) {
        return refuse_file(invocation, path, EINVAL);
    }
    if (is_to_be_kept(name)) {
        return fill_file(name, content, false, &error) ? OK
                                                       : refuse_file(invocation, path, error);
    }
    bool written = fill_file(partial.bytes, content, true, &error);
    if (written && rename(partial.bytes, name) != 0) {
        error = errno;
        written = false;
    }
    if (!written) {
        (void)unlink(partial.bytes);
        return refuse_file(invocation, path, error);
    }
    return OK;
}

static Outcome put_document(Invocation *invocation, const Buffer *document)
{
    if (document->overflowed) {
        return problem_set(&invocation->problem, UNAVAILABLE, TEXT(""), "",
                           "the export is larger than 1 GiB");
    }
    const Text content = buffer_text(document);
    if (invocation->argument_count > 0 && !text_equal(invocation->arguments[0], TEXT("-"))) {
        return write_file(invocation, invocation_path(invocation, invocation->arguments[0]),
                          content);
    }
    if (fwrite(content.bytes, 1, content.length, invocation->out) != content.length) {
        return problem_set(&invocation->problem, FAILED, TEXT(""), "", "cannot be written");
    }
    return OK;
}

static Outcome run_export_hsds(Invocation *invocation)
{
    HsdsGraph *graph SCOPED(hsds_graph_close) = NULL;
    TRY(read_graph(invocation, &graph));
    Buffer document = buffer_new(invocation->arena, most_export_bytes);
    JsonWriter writer = json_writer(&document);
    hsds_write_all(graph, &writer);
    buffer_append(&document, TEXT("\n"));
    return put_document(invocation, &document);
}

static Outcome run_export_data_inclusion(Invocation *invocation)
{
    HsdsGraph *graph SCOPED(hsds_graph_close) = NULL;
    TRY(read_graph(invocation, &graph));
    Buffer document = buffer_new(invocation->arena, most_export_bytes);
    JsonWriter writer = json_writer(&document);
    data_inclusion_write(graph, moment_to_local(invocation->now).date, &writer);
    buffer_append(&document, TEXT("\n"));
    return put_document(invocation, &document);
}

static Outcome run_export_csv(Invocation *invocation)
{
    HsdsGraph *graph SCOPED(hsds_graph_close) = NULL;
    const Text folder =
        text_copy(invocation->arena, invocation_path(invocation, invocation->arguments[0]));
    TRY(read_graph(invocation, &graph));
    if (mkdir(folder.bytes, 0777) != 0 && errno != EEXIST) {
        return problem_set(&invocation->problem, UNAVAILABLE, folder, "", "cannot be made: %s",
                           strerror(errno));
    }
    return hsds_write_csv(graph, folder, &invocation->problem);
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
