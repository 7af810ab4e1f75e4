/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/cli.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/list.h"
#include "cli/control.h"
#include "cli/gate.h"
#include "cli/help.h"
#include "cli/invocation.h"
#include "store/store.h"

/* Whether nobody reads the other end any more: asked of the pipe, since what failed long before
 * the end left no errno. */
static bool reader_left(FILE *out)
{
    struct pollfd end = {.fd = fileno(out), .events = POLLOUT};
    return poll(&end, 1, 0) == 1 && (end.revents & POLLERR) != 0;
}

/* Writes what is left. A reader that went away (`seuil ... | head`) is no failure; a full disk
 * is. */
static Outcome finish_output(Invocation *invocation)
{
    errno = 0;
    const bool failed = fflush(invocation->out) != 0 || ferror(invocation->out) != 0;
    if (!failed || errno == EPIPE || reader_left(invocation->out)) {
        return OK;
    }
    return problem_set(&invocation->problem, FAILED, TEXT("standard output"), "",
                       "cannot be written: %s", errno == 0 ? "lost data" : strerror(errno));
}

Outcome invocation_run(Invocation *invocation)
{
    Outcome outcome = command_run(invocation);
    const Outcome written = finish_output(invocation);
    outcome = outcome == OK ? written : outcome;
    if (outcome != OK) {
        invocation->problem.outcome = outcome;
        problem_say(invocation->error, invocation->json, invocation->command,
                    &invocation->problem);
    }
    return outcome;
}

static Outcome say_problem(Invocation *invocation, Outcome outcome)
{
    invocation->problem.outcome = outcome;
    problem_say(invocation->error, invocation->json, invocation->command, &invocation->problem);
    return outcome;
}

static Outcome run_reading(Invocation *invocation)
{
    Store *store SCOPED(store_close) = NULL;
    const Outcome opened =
        store_open(invocation->store_path, STORE_READ_ONLY, &store, &invocation->problem);
    if (opened != OK) {
        return say_problem(invocation, opened);
    }
    invocation->store = store;
    return invocation_run(invocation);
}

/* Opens the store for writing, or hands the words to the server that holds it. */
static Outcome run_writing(Invocation *invocation, Words words)
{
    Store *store SCOPED(store_close) = NULL;
    int holder = 0;
    if (store_holder(invocation->store_path, &holder)) {
        int exit_code = 0;
        const Outcome sent = control_send(invocation, words, holder, &exit_code);
        return sent == OK ? (Outcome)exit_code : say_problem(invocation, sent);
    }
    const Outcome opened =
        store_open(invocation->store_path, STORE_READ_WRITE, &store, &invocation->problem);
    if (opened != OK) {
        return say_problem(invocation, opened);
    }
    invocation->store = store;
    return invocation_run(invocation);
}

static Outcome run_with_store(Invocation *invocation, Words words)
{
    if (command_writes(invocation->command)) {
        return run_writing(invocation, words);
    }
    switch (invocation->command->store) {
    case STORE_NONE:
    case STORE_OWN:
        return invocation_run(invocation);
    case STORE_READ:
        return run_reading(invocation);
    case STORE_WRITE:
        break;
    }
    return FAILED;
}

/* With the session kept on this machine, and the one that takes its place. */
static Outcome run_in_session(Invocation *invocation, Words words)
{
    const CommandGate *gate = invocation->set->gate;
    if (command_ask_secret(invocation) != OK) {
        return say_problem(invocation, invocation->problem.outcome);
    }
    const Text before = gate == NULL ? TEXT("") : gate->recall(invocation->arena);
    invocation->session = before;
    Outcome outcome = run_with_store(invocation, words);
    if (command_ask_more(invocation)) {
        outcome = run_with_store(invocation, words);
    }
    if (outcome != OK || gate == NULL || text_equal(before, invocation->session)) {
        return outcome;
    }
    const Outcome kept =
        gate->keep(invocation->arena, invocation->session, &invocation->problem);
    return kept == OK ? OK : say_problem(invocation, kept);
}

/* SEUIL_LANG, where a wrong value is said rather than ignored. */
static Outcome language_from_environment(CommandLine *line, Problem *problem)
{
    line->language = FRENCH;
    const Text wanted = text_from(getenv("SEUIL_LANG"));
    if (text_is_empty(wanted) || language_parse(wanted, &line->language)) {
        return OK;
    }
    return problem_set(problem, USAGE, TEXT(""), "SEUIL_LANG",
                       "SEUIL_LANG is “%.*s”; give fr, nl, de or en", TEXT_ARG(wanted));
}

static bool wants_color(const CommandLine *line)
{
    const char *no_color = getenv("NO_COLOR");
    return !line->no_color && !line->json && (no_color == NULL || no_color[0] == '\0') &&
           isatty(STDOUT_FILENO) == 1;
}

static Outcome run_line(Invocation *invocation, const CommandLine *line, Words words)
{
    if (line->version) {
        (void)fprintf(invocation->out, "seuil %s\n", SEUIL_VERSION);
        return finish_output(invocation);
    }
    if (line->help && line->command != NULL) {
        help_command(invocation->out, line->command);
        return finish_output(invocation);
    }
    if (line->command == NULL) {
        help_opening(line->help ? invocation->out : invocation->error, invocation->set);
        return line->help ? finish_output(invocation) : USAGE;
    }
    return run_in_session(invocation, words);
}

static Words words_of(Arena *arena, int argument_count, char **arguments)
{
    const size_t count = argument_count > 1 ? (size_t)argument_count - 1 : 0;
    Text *items = ARENA_ARRAY(arena, Text, count + 1);
    for (size_t i = 0; i < count; i++) {
        items[i] = text_from(arguments[i + 1]);
    }
    return (Words){.items = items, .count = count};
}

static Text current_directory(Arena *arena)
{
    char path[4096];
    return getcwd(path, sizeof path) == NULL ? TEXT("/") : text_copy(arena, text_from(path));
}

int cli_main(int argument_count, char **arguments, const CommandSet *set)
{
    (void)signal(SIGPIPE, SIG_IGN);
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Words words = words_of(arena, argument_count, arguments);
    CommandLine line = {0};
    Invocation invocation = {
        .arena = arena,
        .set = set,
        .directory = current_directory(arena),
        .in = stdin,
        .out = stdout,
        .error = stderr,
        .problem = {.arena = arena},
    };
    Outcome outcome = language_from_environment(&line, &invocation.problem);
    if (outcome == OK) {
        outcome = command_line_parse(arena, set, words, &line, &invocation.problem);
    }
    invocation.command = line.command;
    invocation.json = line.json;
    if (outcome != OK) {
        return (int)say_problem(&invocation, outcome);
    }
    invocation.argument_count = line.argument_count;
    invocation.arguments = line.arguments;
    invocation.option_values = line.option_values;
    invocation.language = line.language;
    invocation.quiet = line.quiet;
    invocation.color = wants_color(&line);
    invocation.now = line.at == MOMENT_NONE ? moment_now() : line.at;
    invocation.store_path = store_place(arena, line.store, invocation.directory);
    return (int)run_line(&invocation, &line, words);
}
