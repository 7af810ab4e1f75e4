/* SPDX-License-Identifier: EUPL-1.2 */
/* The processes that are tortured. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "torture/torture.h"

static Text log_path(Arena *arena, const Torture *torture)
{
    return text_format(arena, "%.*s/load.log", TEXT_ARG(torture->folder));
}

/* In the child. The shim comes before the library of the sanitizer, which asks to be first. */
static void prepare(Arena *arena, const Torture *torture, const char *const *settings)
{
    const char *sanitizer = getenv("ASAN_OPTIONS");
    const int log = open(text_to_c(arena, log_path(arena, torture)),
                         O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (log < 0 || dup2(log, STDOUT_FILENO) < 0 || dup2(log, STDERR_FILENO) < 0) {
        _exit(FAILED);
    }
    if (settings == NULL) {
        return;
    }
    for (size_t i = 0; settings[i] != NULL; i++) {
        (void)putenv((char *)(uintptr_t)settings[i]);
    }
    (void)setenv("LD_PRELOAD", text_to_c(arena, torture->shim), 1);
    const Text options = text_format(arena, "%s:verify_asan_link_order=0:detect_leaks=0",
                                     sanitizer == NULL ? "" : sanitizer);
    (void)setenv("ASAN_OPTIONS", text_to_c(arena, options), 1);
}

Outcome child_start(const Torture *torture, const LoadPlan *plan, const char *const *settings,
                    pid_t *child, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const char *const arguments[] = {
        "torture",
        "load",
        "--store",
        text_to_c(arena, plan->place),
        "--ledger",
        text_to_c(arena, plan->ledger),
        "--writers",
        text_format(arena, "%zu", plan->writers).bytes,
        "--writes",
        text_format(arena, "%lld", (long long)plan->writes).bytes,
        "--seconds",
        text_format(arena, "%lld", (long long)(plan->stop_after / 1000000000)).bytes,
        NULL,
    };
    *child = fork();
    if (*child < 0) {
        return problem_set(problem, FAILED, TEXT(""), "", "fork: %s", strerror(errno));
    }
    if (*child == 0) {
        prepare(arena, torture, settings);
        (void)execv("/proc/self/exe", (char *const *)(uintptr_t)arguments);
        _exit(FAILED);
    }
    return OK;
}

int child_wait(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

enum { MOST_WORDS = 8 };

Outcome child_seuil(const Torture *torture, Text place, const char *const *words,
                    const char *const *settings, pid_t *child, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const char *arguments[MOST_WORDS] = {"seuil", "--store", text_to_c(arena, place)};
    for (size_t i = 0; words[i] != NULL && i + 4 < MOST_WORDS; i++) {
        arguments[i + 3] = words[i];
    }
    const char *program = text_to_c(arena, torture->seuil);
    *child = text_is_empty(torture->seuil) ? -1 : fork();
    if (*child < 0) {
        return problem_set(problem, FAILED, torture->seuil, "", "no program to run (--seuil)");
    }
    if (*child == 0) {
        prepare(arena, torture, settings);
        (void)execv(program, (char *const *)(uintptr_t)arguments);
        _exit(FAILED);
    }
    return OK;
}

Outcome child_check(const Torture *torture, Text place, Problem *problem)
{
    static const char *const words[] = {"check", NULL};
    pid_t child = 0;
    if (text_is_empty(torture->seuil)) {
        return OK;
    }
    TRY(child_seuil(torture, place, words, NULL, &child, problem));
    const int code = child_wait(child);
    return code == OK ? OK
                      : problem_set(problem, INVALID, place, "",
                                    "“seuil check” ended with %d: see %.*s/load.log", code,
                                    TEXT_ARG(torture->folder));
}
