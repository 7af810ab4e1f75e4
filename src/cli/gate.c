/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/gate.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/list.h"

enum { MOST_SECRET = 1024 };

bool command_writes(const Command *command)
{
    return command->store == STORE_WRITE ||
           (command->store == STORE_READ && command->permission >= FIRST_PERMISSION_OF_DOMAINS);
}

/* ------------------------------------------------------------------------------- running */

typedef struct Held {
    FILE *file;
    char *bytes;
    size_t length;
} Held;

static void held_close(Held *held)
{
    if (held->file != NULL) {
        (void)fclose(held->file);
    }
    free(held->bytes);
}

/* What was said is held back until the trace of it is kept. A conflict says what stands in the
 * way: the doubles of a person, the two values of a fact. */
static Outcome run_for_member(Invocation *invocation)
{
    const CommandGate *gate = invocation->set->gate;
    FILE *out = invocation->out;
    Held held SCOPED(held_close) = {0};
    TRY(gate->permit(invocation));
    held.file = open_memstream(&held.bytes, &held.length);
    if (held.file == NULL) {
        return problem_set(&invocation->problem, UNAVAILABLE, TEXT(""), "", "no memory");
    }
    invocation->out = held.file;
    const Outcome outcome = invocation->command->run(invocation);
    invocation->out = out;
    const Outcome settled = gate->settle(invocation, outcome);
    if (settled == outcome && (outcome == OK || outcome == CONFLICT)) {
        (void)fflush(held.file);
        (void)fwrite(held.bytes, 1, held.length, out);
    }
    return outcome == OK ? settled : outcome;
}

Outcome command_run(Invocation *invocation)
{
    const Permission permission = invocation->command->permission;
    const bool is_for_members = permission >= FIRST_PERMISSION_OF_DOMAINS;
    if (permission == NO_ONE || (is_for_members && invocation->set->gate == NULL)) {
        return problem_set(&invocation->problem, REFUSED, TEXT(""), "", "nobody may do this");
    }
    return is_for_members ? run_for_member(invocation) : invocation->command->run(invocation);
}

/* -------------------------------------------------------------------------------- asking */

static bool read_line(FILE *in, char *line, size_t size)
{
    if (fgets(line, (int)size, in) == NULL) {
        return false;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return line[0] != '\0';
}

static bool is_terminal(const Invocation *invocation)
{
    return isatty(fileno(invocation->in)) == 1;
}

/* A program has one terminal, and who stops it there finds it as it was. */
static const int stops[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
static struct termios shown;
static int silenced;

static void show_and_stop(int signal)
{
    (void)tcsetattr(silenced, TCSAFLUSH, &shown);
    (void)raise(signal); /* its usual end: the handler is gone since it came */
}

/* `before` keeps what the signals did. */
static void silence(struct sigaction *before)
{
    const struct sigaction restore = {.sa_handler = show_and_stop,
                                      .sa_flags = (int)SA_RESETHAND | SA_NODEFER};
    struct termios silent = shown;
    for (size_t i = 0; i < LENGTH_OF(stops); i++) {
        (void)sigaction(stops[i], &restore, &before[i]);
    }
    silent.c_lflag &= ~(tcflag_t)ECHO;
    (void)tcsetattr(silenced, TCSAFLUSH, &silent);
}

static void show(const struct sigaction *before)
{
    (void)tcsetattr(silenced, TCSAFLUSH, &shown);
    for (size_t i = 0; i < LENGTH_OF(stops); i++) {
        (void)sigaction(stops[i], &before[i], NULL);
    }
}

/* The terminal shows nothing of what is typed, from before it is asked for, and is put back
 * whatever happens. */
static bool read_unseen(Invocation *invocation, const char *what, char *line, size_t size)
{
    struct sigaction before[LENGTH_OF(stops)];
    silenced = fileno(invocation->in);
    if (tcgetattr(silenced, &shown) != 0) {
        return read_line(invocation->in, line, size);
    }
    silence(before);
    (void)fprintf(invocation->error, "%s: ", what);
    (void)fflush(invocation->error);
    const bool is_read = read_line(invocation->in, line, size);
    show(before);
    (void)fputc('\n', invocation->error);
    return is_read;
}

static void keep_line(Invocation *invocation, char *line, size_t size, Text *kept)
{
    *kept = text_copy(invocation->arena, text_from(line));
    explicit_bzero(line, size);
}

Outcome command_ask_secret(Invocation *invocation)
{
    char line[MOST_SECRET];
    const char *what = invocation->command->secret;
    if (what == NULL) {
        return OK;
    }
    if (!read_unseen(invocation, what, line, sizeof line)) {
        return problem_set(&invocation->problem, INVALID, TEXT("standard input"), "",
                           "%s is expected on its first line", what);
    }
    keep_line(invocation, line, sizeof line, &invocation->secret);
    if (!is_terminal(invocation) && read_line(invocation->in, line, sizeof line)) {
        keep_line(invocation, line, sizeof line, &invocation->answer);
    }
    return OK;
}

bool command_ask_more(Invocation *invocation)
{
    char line[MOST_SECRET];
    const char *what = text_to_c(invocation->arena, invocation->asks);
    if (invocation->asks.length == 0 || what == NULL || !is_terminal(invocation) ||
        !read_unseen(invocation, what, line, sizeof line)) {
        return false;
    }
    invocation->asks = TEXT("");
    keep_line(invocation, line, sizeof line, &invocation->answer);
    return true;
}
