/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/document_scan.h"

#include "casework/document_private.h"
#include "casework/queries.h"
#include "jobs/program.h"

enum { SCAN_SECONDS = 60, SCAN_MOST_OUTPUT = 64 * 1024, EXIT_REFUSED = 1 };

/* ------------------------------------------------------------------- whether there is one */

Outcome document_is_scanned(Session *session, bool *is_scanned, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DOCUMENT_SCANNING_GET, &statement, problem));
    return statement_next(statement, is_scanned, problem);
}

Outcome document_scanning(Store *store, bool *is_scanned, Problem *problem)
{
    Session *session SCOPED(session_end) = NULL;
    TRY(store_read(store, &session, problem));
    return document_is_scanned(session, is_scanned, problem);
}

static Outcome set_on(Session *session, void *context, Problem *problem)
{
    const Moment *now = context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DOCUMENT_SCANNING_PUT, &statement, problem));
    bind_integer(statement, "now", *now);
    return statement_run(statement, NULL, problem);
}

static Outcome set_off(Session *session, void *context, Problem *problem)
{
    (void)context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DOCUMENT_SCANNING_DROP, &statement, problem));
    return statement_run(statement, NULL, problem);
}

Outcome document_set_scanning(Store *store, DocumentScanning scanning, Moment now,
                              Problem *problem)
{
    bool is_scanned = false;
    TRY(document_scanning(store, &is_scanned, problem));
    if (is_scanned == (scanning == SCANNING_ON)) {
        return OK;
    }
    return store_write(store, scanning == SCANNING_ON ? set_on : set_off, &now, problem);
}

/* --------------------------------------------------------------------------------- planning */

Outcome document_plan_scan(Session *session, Arena *arena, const DocumentScan *scan, Moment now,
                           Problem *problem)
{
    const NewJob job = {
        .id = scan->job,
        .kind = TEXT(DOCUMENT_SCAN_JOB),
        .payload = text_format(arena, "%.*s %.*s", TEXT_ARG(id_format(arena, scan->case_file)),
                               TEXT_ARG(id_format(arena, scan->document))),
        .due = now,
    };
    return job_add(session, &job, now, problem);
}

Outcome document_read_scan(Text payload, DocumentScan *scan, Problem *problem)
{
    Text rest = payload;
    Text first = {0};
    return text_next(&rest, ' ', &first) && id_parse(first, &scan->case_file) &&
                   id_parse(rest, &scan->document)
               ? OK
               : problem_set(problem, INVALID, TEXT("job"), "payload",
                             "a case and a document are expected");
}

typedef LIST_OF(DocumentScan) DocumentScanList;

/* Another job each hour, the same on every server. */
static Outcome list_unlooked(Session *session, const JobRun *run, DocumentScanList *list,
                             Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DOCUMENT_UNLOOKED_EACH, &statement, problem));
    bind_integer(statement, "before", run->now - DOCUMENT_SWEEP_SECONDS);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        DocumentScan scan = {.case_file = column_id(statement, 0),
                             .document = column_id(statement, 1)};
        scan.job = id_from_name(
            id_format(run->arena, scan.document),
            text_format(run->arena, "%lld", (long long)(run->now / DOCUMENT_SWEEP_SECONDS)));
        LIST_APPEND(run->arena, list, scan);
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

static Outcome sweep(Session *session, void *context, Problem *problem)
{
    const JobRun *run = context;
    bool is_scanned = false;
    DocumentScanList list = {0};
    TRY(document_is_scanned(session, &is_scanned, problem));
    if (is_scanned) {
        TRY(list_unlooked(session, run, &list, problem));
    }
    for (size_t i = 0; i < list.count; i++) {
        TRY(document_plan_scan(session, run->arena, &list.items[i], run->now, problem));
    }
    return job_done(session, run, text_format(run->arena, "%zu documents", list.count),
                    problem);
}

Outcome document_sweep_run(const JobRun *run, Problem *problem)
{
    return store_write(run->store, sweep, (void *)(uintptr_t)run, problem);
}

/* --------------------------------------------------------------------------------- looking */

/* Found nothing to look at: it was withdrawn or erased meanwhile. */
static Outcome read_content(const JobRun *run, const DocumentScanner *scanner,
                            const DocumentScan *scan, Text *content, Problem *problem)
{
    Case read = {0};
    Session *session SCOPED(session_end) = NULL;
    TRY(store_read(run->store, &session, problem));
    Access access = {.arena = run->arena,
                     .session = session,
                     .now = run->now,
                     .keyring = scanner->keyring,
                     .problem = problem};
    TRY(case_row(&access, scan->case_file, &read));
    return document_open_content(&access, &read, scan->document, content);
}

typedef struct Found {
    const JobRun *run;
    DocumentScan scan;
    DocumentState state;
} Found;

static Outcome keep_state(Session *session, void *context, Problem *problem)
{
    const Found *found = context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DOCUMENT_SET_STATE, &statement, problem));
    bind_id(statement, "case_file", found->scan.case_file);
    bind_id(statement, "id", found->scan.document);
    bind_text(statement, "state", document_state_code(found->state));
    TRY(statement_run(statement, NULL, problem));
    return job_done(session, found->run, document_state_code(found->state), problem);
}

static Outcome look(const DocumentScanner *scanner, Text content, DocumentState *state,
                    Problem *problem)
{
    int status = 0;
    const ProgramRun program = {scanner->command, content, SCAN_SECONDS, SCAN_MOST_OUTPUT};
    TRY(program_run(&program, &status, problem));
    *state = status == EXIT_REFUSED ? DOCUMENT_REFUSED : DOCUMENT_CLEAN;
    return status == 0 || status == EXIT_REFUSED
               ? OK
               : problem_set(problem, UNAVAILABLE, TEXT(""), "scanner",
                             "the scanner ended with %d: 0 or 1 is expected", status);
}

Outcome document_scan_run(const JobRun *run, const DocumentScanner *scanner, Problem *problem)
{
    Found found = {.run = run};
    Text content = TEXT("");
    TRY(document_read_scan(run->job->payload, &found.scan, problem));
    const Outcome outcome = read_content(run, scanner, &found.scan, &content, problem);
    if (outcome == NOT_FOUND) {
        return job_end(run, TEXT("nothing to look at any more"), problem);
    }
    TRY(outcome);
    if (scanner->command == NULL) {
        return problem_set(problem, UNAVAILABLE, TEXT(""), "scanner",
                           "this server has no scanner: give serve --scanner");
    }
    TRY(look(scanner, content, &found.state, problem));
    return store_write(run->store, keep_state, &found, problem);
}
