/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/supervisor.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { FIRST_HANDED_OVER = 3 };

static int64_t number_in(const char *name)
{
    int64_t number = 0;
    return text_to_integer(text_from(getenv(name)), &number) ? number : 0;
}

Outcome supervisor_listener(int *listener, Problem *problem)
{
    const bool is_ours = number_in("LISTEN_PID") == getpid();
    const int64_t count = is_ours ? number_in("LISTEN_FDS") : 0;
    *listener = 0;
    /* What was meant for us is not for a program we start. */
    (void)unsetenv("LISTEN_PID");
    (void)unsetenv("LISTEN_FDS");
    (void)unsetenv("LISTEN_FDNAMES");
    if (count > 1) {
        return problem_set(problem, INVALID, TEXT("LISTEN_FDS"), "",
                           "one socket is expected, and %lld were handed over",
                           (long long)count);
    }
    if (count == 1) {
        (void)fcntl(FIRST_HANDED_OVER, F_SETFD, FD_CLOEXEC);
        *listener = FIRST_HANDED_OVER;
    }
    return OK;
}

void supervisor_tell(const char *state)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const size_t length = path == NULL ? 0 : strlen(path);
    if (length < 2 || length >= sizeof address.sun_path || (path[0] != '/' && path[0] != '@')) {
        return;
    }
    memcpy(address.sun_path, path, length);
    if (path[0] == '@') {
        address.sun_path[0] = '\0'; /* a name that stands in no folder */
    }
    const int file = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (file >= 0) {
        (void)sendto(file, state, strlen(state), MSG_NOSIGNAL,
                     (const struct sockaddr *)&address,
                     (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length));
        (void)close(file);
    }
}
