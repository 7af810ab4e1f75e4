/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/import_job.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/list.h"
#include "directory/osm.h"

static void close_file(FILE **file)
{
    if (*file != NULL) {
        (void)fclose(*file);
    }
}

static Outcome open_file(Arena *arena, Text path, FILE **file, Problem *problem)
{
    const char *name = text_to_c(arena, path);
    *file = name == NULL ? NULL : fopen(name, "rbe");
    return *file != NULL ? OK
                         : problem_set(problem, NOT_FOUND, path, "",
                                       "the file cannot be opened: %s", strerror(errno));
}

static Outcome import_hsds(const HsdsImport *import, Arena *arena, Text path,
                           HsdsCounts *counts, Problem *problem)
{
    FILE *document SCOPED(close_file) = NULL;
    TRY(open_file(arena, path, &document, problem));
    return hsds_import_json(import, document, counts, problem);
}

static Outcome import_csv(const HsdsImport *import, Arena *arena, Text path, HsdsCounts *counts,
                          Problem *problem)
{
    (void)arena;
    return hsds_import_csv(import, path, counts, problem);
}

static void ignore_warning(void *context, Text element, Text detail)
{
    (void)context;
    (void)element;
    (void)detail;
}

static Outcome import_osm(const HsdsImport *import, Arena *arena, Text path, HsdsCounts *counts,
                          Problem *problem)
{
    FILE *document SCOPED(close_file) = NULL;
    OsmReport report = {0};
    TRY(open_file(arena, path, &document, problem));
    TRY(osm_import(import, document, (OsmWarning){ignore_warning, NULL}, &report, problem));
    *counts = report.written;
    return OK;
}

typedef struct Format {
    Text name;
    const char *origin;
    Outcome (*import)(const HsdsImport *import, Arena *arena, Text path, HsdsCounts *counts,
                      Problem *problem);
} Format;

static const Format formats[] = {
    {TEXT_INIT("hsds"), "import:import", import_hsds},
    {TEXT_INIT("csv"),  "import:import", import_csv },
    {TEXT_INIT("osm"),  "import:osm",    import_osm },
};

static Outcome find_format(Text name, const Format **found, Problem *problem)
{
    for (size_t i = 0; i < LENGTH_OF(formats); i++) {
        if (text_equal(formats[i].name, name)) {
            *found = &formats[i];
            return OK;
        }
    }
    return problem_set(problem, INVALID, name, "format", "hsds, csv or osm is expected");
}

Outcome import_job_payload(Arena *arena, Text format, Text path, Text *payload,
                           Problem *problem)
{
    const Format *found = NULL;
    TRY(find_format(format, &found, problem));
    *payload = text_format(arena, "%.*s %.*s", TEXT_ARG(format), TEXT_ARG(path));
    return OK;
}

typedef struct Ending {
    const JobRun *run;
    Text path;
} Ending;

/* With the import: one whose lease was lost meanwhile leaves nothing. */
static Outcome end(Session *session, void *context, size_t records, Problem *problem)
{
    const Ending *ending = context;
    return job_done(
        session, ending->run,
        text_format(ending->run->arena, "%zu records of %.*s", records, TEXT_ARG(ending->path)),
        problem);
}

Outcome import_job_run(const JobRun *run, void *context, Problem *problem)
{
    (void)context;
    const size_t space = text_find_byte(run->job->payload, ' ', 0);
    const Text path = text_slice(run->job->payload, space + 1, run->job->payload.length);
    const Format *format = NULL;
    HsdsCounts counts = {0};
    TRY(find_format(text_slice(run->job->payload, 0, space), &format, problem));
    Ending ending = {run, path};
    const HsdsImport import = {.store = run->store,
                               .origin = text_from(format->origin),
                               .writing = HSDS_ADD,
                               .now = run->now,
                               .end = end,
                               .end_context = &ending};
    return format->import(&import, run->arena, path, &counts, problem);
}
