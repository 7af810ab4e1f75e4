/* SPDX-License-Identifier: EUPL-1.2 */
#include "jobs/program.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/moment.h"

enum { TURN_MILLISECONDS = 20 };

static const int64_t SECOND = 1000LL * 1000 * 1000;

/* One that runs. Its ends of the lines are sockets: one who reads no more raises no signal. */
typedef struct Running {
    pid_t child;
    int to;   /* -1 once all was given */
    int from; /* -1 once it closed its own end */
    size_t given;
    size_t said;
} Running;

static void close_end(int *end)
{
    if (*end >= 0) {
        (void)close(*end);
    }
    *end = -1;
}

/* ------------------------------------------------------------------------------- starting */

static int spawn(const char *command, int in, int out, pid_t *child)
{
    char path[4096];
    char shell[] = "sh";
    char option[] = "-c";
    char *line = (char *)(uintptr_t)command;
    const char *known = getenv("PATH");
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigset_t all;
    char *arguments[] = {shell, option, line, NULL};
    char *environment[] = {path, NULL};
    (void)snprintf(path, sizeof path, "PATH=%s", known == NULL ? "/usr/bin:/bin" : known);
    (void)sigemptyset(&none);
    (void)sigfillset(&all);
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawnattr_init(&attributes);
    (void)posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    (void)posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    (void)posix_spawn_file_actions_adddup2(&actions, out, STDERR_FILENO);
    (void)posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    (void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                                    POSIX_SPAWN_SETSIGDEF);
    (void)posix_spawnattr_setpgroup(&attributes, 0);
    (void)posix_spawnattr_setsigmask(&attributes, &none);
    (void)posix_spawnattr_setsigdefault(&attributes, &all);
    const int failed =
        posix_spawn(child, "/bin/sh", &actions, &attributes, arguments, environment);
    (void)posix_spawn_file_actions_destroy(&actions);
    (void)posix_spawnattr_destroy(&attributes);
    return failed;
}

static bool open_lines(int in[2], int out[2])
{
    const int kind = SOCK_STREAM | SOCK_CLOEXEC;
    if (socketpair(AF_UNIX, kind, 0, in) != 0) {
        return false;
    }
    if (socketpair(AF_UNIX, kind, 0, out) != 0) {
        (void)close(in[0]);
        (void)close(in[1]);
        return false;
    }
    return true;
}

static Outcome start(const ProgramRun *run, Running *running, Problem *problem)
{
    int in[2];
    int out[2];
    if (!open_lines(in, out)) {
        return problem_set(problem, UNAVAILABLE, TEXT(""), "program", "no line to it");
    }
    const int failed = spawn(run->command, in[1], out[1], &running->child);
    (void)close(in[1]);
    (void)close(out[1]);
    running->to = in[0];
    running->from = out[0];
    if (failed != 0) {
        close_end(&running->to);
        close_end(&running->from);
        return problem_set(problem, UNAVAILABLE, TEXT(""), "program", "it cannot be started");
    }
    return OK;
}

/* -------------------------------------------------------------------------------- running */

/* What it takes; who takes no more has its reasons, and its exit status says them. */
static void give(const ProgramRun *run, Running *running)
{
    const ssize_t sent = send(running->to, run->input.bytes + running->given,
                              run->input.length - running->given, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) {
        running->given += (size_t)sent;
    }
    const bool waits = sent < 0 && (errno == EAGAIN || errno == EINTR);
    if (running->given == run->input.length || (sent < 0 && !waits)) {
        close_end(&running->to);
    }
}

static void hear(Running *running)
{
    char words[4096];
    const ssize_t length = recv(running->from, words, sizeof words, MSG_DONTWAIT);
    if (length > 0) {
        running->said += (size_t)length;
    } else if (length == 0 || (errno != EAGAIN && errno != EINTR)) {
        close_end(&running->from);
    }
}

/* A negative file is passed over by poll. */
static void turn(const ProgramRun *run, Running *running)
{
    struct pollfd ends[] = {
        {.fd = running->to,   .events = POLLOUT},
        {.fd = running->from, .events = POLLIN }
    };
    (void)poll(ends, 2, TURN_MILLISECONDS);
    if (running->to >= 0 && ends[0].revents != 0) {
        give(run, running);
    }
    if (running->from >= 0 && ends[1].revents != 0) {
        hear(running);
    }
}

/* Until it ends by itself; false when it has to be ended. Its end is seen and left to be told
 * once more, so that its number stays its own until its group is gone. */
static bool wait_for_end(const ProgramRun *run, Running *running)
{
    const int64_t end = monotonic_nanoseconds() + (int64_t)run->seconds * SECOND;
    while (monotonic_nanoseconds() < end && running->said <= run->most_output) {
        siginfo_t seen = {.si_pid = 0};
        turn(run, running);
        if (waitid(P_PID, (id_t)running->child, &seen, WEXITED | WNOHANG | WNOWAIT) == 0 &&
            seen.si_pid == running->child) {
            return true;
        }
    }
    return false;
}

Outcome program_run(const ProgramRun *run, int *status, Problem *problem)
{
    Running running = {.to = -1, .from = -1};
    int ended = 0;
    TRY(start(run, &running, problem));
    const bool by_itself = wait_for_end(run, &running);
    (void)kill(-running.child, SIGKILL);
    (void)waitpid(running.child, &ended, 0);
    close_end(&running.to);
    close_end(&running.from);
    if (!by_itself) {
        return problem_set(problem, UNAVAILABLE, TEXT(""), "program", "%s",
                           running.said > run->most_output ? "it says too much"
                                                           : "it takes too long");
    }
    if (!WIFEXITED(ended)) {
        return problem_set(problem, UNAVAILABLE, TEXT(""), "program",
                           "it was ended by a signal");
    }
    *status = WEXITSTATUS(ended);
    return OK;
}
