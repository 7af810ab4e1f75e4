/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands that keep a store: serve, backup, restore, check, copy, jobs. */
#include "operations/operations_cli.h"
#include "base/list.h"
#include "directory/integrity.h"
#include "directory/record.h"
#include "matching/network.h"
#include "operations/doctor_cli.h"
#include "operations/serve_cli.h"
#include "operations/store_cli.h"
#include "store/store.h"

/* What was done, on standard error, unless --quiet; an object on standard output with --json.
 */
static void say_done(const Invocation *invocation, const char *what, Text file)
{
    if (invocation->json) {
        (void)fprintf(invocation->out, "{\"done\":\"%s\"}\n", what);
    } else if (!invocation->quiet) {
        (void)fprintf(invocation->error, "%s: %.*s\n", what, TEXT_ARG(file));
    }
}

/* A problem of the store names no file: the file is the one that was typed. */
static Outcome about_file(Invocation *invocation, Outcome outcome)
{
    Problem *problem = &invocation->problem;
    if (outcome != OK && text_is_empty(problem->where)) {
        problem->where = invocation->arguments[0];
    }
    return outcome;
}

static Outcome run_backup(Invocation *invocation)
{
    const Text file = invocation_path(invocation, invocation->arguments[0]);
    TRY(about_file(invocation,
                   store_backup(invocation->store_path, file, &invocation->problem)));
    say_done(invocation, "saved", file);
    return OK;
}

static Outcome run_restore(Invocation *invocation)
{
    const Text file = invocation_path(invocation, invocation->arguments[0]);
    TRY(about_file(invocation, store_restore(invocation->store, file, record_restamp,
                                             &invocation->problem)));
    say_done(invocation, "restored", file);
    return OK;
}

static Outcome run_check(Invocation *invocation)
{
    Session *session SCOPED(session_end) = NULL;
    TRY(store_check_backup(invocation->store_path, &invocation->problem));
    TRY(store_read(invocation->store, &session, &invocation->problem));
    TRY(store_check(session, &invocation->problem));
    TRY(integrity_check(session, &invocation->problem));
    /* The directory is sound when everything in it can be understood and compiled. */
    const Network *network = NULL;
    TRY(network_build(invocation->arena, invocation->store, invocation->now, &network,
                      &invocation->problem));
    say_done(invocation, "sound", store_path(invocation->store));
    return OK;
}

static const Option doctor_options[] = {
    {"port", OPTION_VALUE, "PORT", "The port the pages would use (8080, or PORT)."},
};

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {
     .name = "check",
     .arguments = "",
     .summary = "Verify the whole store: pages, references, migrations, directory.",
     .examples = "seuil check\n"
                    "seuil check --json",   .store = STORE_READ,
     .permission = EVERYONE,
     .run = run_check,
     },
    {
     .name = "restore",
     .arguments = "FILE",
     .summary = "Put a backup in the place of the store, also beside a running server.",
     .examples = "seuil restore monday.db",
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = EVERYONE,
     .run = run_restore,
     },
    {
     .name = "serve",
     .arguments = "",
     .summary = "Serve the pages and the API until told to stop.",
     .examples = "seuil serve\n"
                    "seuil serve --port 9000 --site https://seuil.example",                       .options = SERVE_OPTIONS,
     .option_count = SERVE_OPTION_COUNT,
     .store = STORE_OWN,
     .permission = EVERYONE,
     .run = serve_run,
     },
    {
     .name = "doctor",
     .arguments = "",
     .summary = "Say what this machine lacks, and how to get it.",
     .examples = "seuil doctor\n"
                    "seuil doctor --port 9000 --json",                                           .options = doctor_options,
     .option_count = LENGTH_OF(doctor_options),
     .store = STORE_OWN,
     .permission = EVERYONE,
     .run = doctor_run,
     },
    {
     .name = "backup",
     .arguments = "FILE",
     .summary = "Copy the whole store to a new file, while others write.",
     .examples = "seuil backup monday.db\n"
                    "seuil backup /mnt/disk/seuil-2026-11-24.db --quiet",                    .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_OWN,
     .permission = EVERYONE,
     .run = run_backup,
     },
    {
     .name = "store copy",
     .arguments = "FROM TO",
     .summary = "Move a store to another place, file or PostgreSQL, and verify every row.",
     .examples = "seuil store copy seuil.db postgresql://seuil@db.example/seuil\n"
                    "seuil store copy postgresql://seuil@db.example/seuil seuil.db --json",                    .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_NONE,
     .permission = EVERYONE,
     .run = store_copy_run,
     },
};
/* clang-format on */

const CommandTable OPERATIONS_COMMANDS = {commands, LENGTH_OF(commands)};
