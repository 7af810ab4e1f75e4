/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/stopping.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/outcome.h"

enum { SIGNALLED = 128 };

/* A handler reaches the rest of the program through these alone. */
static volatile StopFunction stop_function;
static void *volatile stop_context;
static volatile sig_atomic_t was_asked;
static volatile unsigned deadline_seconds;

static void stop_on_signal(int number)
{
    const int kept = errno;
    if (was_asked != 0) {
        _exit(SIGNALLED + number);
    }
    was_asked = 1;
    (void)alarm(deadline_seconds + 1);
    if (stop_function != NULL) {
        stop_function(stop_context);
    }
    errno = kept;
}

static void end_late(int number)
{
    static const char said[] = "the time to stop is over: what was in hand is left\n";
    (void)number;
    (void)!write(STDERR_FILENO, said, sizeof said - 1);
    _exit(FAILED);
}

void stopping_catch_signals(StopFunction stop, void *context, unsigned seconds)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = end_late;
    (void)sigaction(SIGALRM, &action, NULL);
    action.sa_handler = stop_on_signal;
    deadline_seconds = seconds;
    stop_context = context;
    stop_function = stop;
    (void)sigaction(SIGTERM, &action, NULL);
    (void)sigaction(SIGINT, &action, NULL);
}

void stopping_forget(void)
{
    stop_function = NULL;
}
