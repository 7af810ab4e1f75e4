/* SPDX-License-Identifier: EUPL-1.2 */
/* Lines over a local socket, with their limits. */
#include <errno.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "cli/control_private.h"

Outcome control_address(Text store_path, struct sockaddr_un *address, Problem *problem)
{
    static const char suffix[] = ".sock";
    if (store_path.length + sizeof suffix > sizeof address->sun_path) {
        return problem_set(problem, INVALID, store_path, "--store",
                           "the path of the store is too long for a socket beside it");
    }
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    memcpy(address->sun_path, store_path.bytes, store_path.length);
    memcpy(address->sun_path + store_path.length, suffix, sizeof suffix);
    return OK;
}

void control_set_timeouts(int socket, int seconds_to_read, int seconds_to_write)
{
    const struct timeval reading = {.tv_sec = seconds_to_read};
    const struct timeval writing = {.tv_sec = seconds_to_write};
    (void)setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &reading, sizeof reading);
    (void)setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &writing, sizeof writing);
}

bool control_write(int socket, Text text)
{
    size_t sent = 0;
    while (sent < text.length) {
        const ssize_t wrote = send(socket, text.bytes + sent, text.length - sent, MSG_NOSIGNAL);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            return false;
        }
        sent += (size_t)wrote;
    }
    return true;
}

/* Forgets the lines already given. */
static void drop_used(Buffer *buffer, size_t *used)
{
    if (*used > 0) {
        memmove(buffer->bytes, buffer->bytes + *used, buffer->length - *used);
        buffer->length -= *used;
        *used = 0;
    }
}

bool control_read_line(int socket, Buffer *buffer, size_t *used, Text *line)
{
    drop_used(buffer, used);
    size_t searched = 0;
    for (;;) {
        const Text read = buffer_text(buffer);
        const size_t end = text_find_byte(read, '\n', searched);
        if (end < read.length) {
            *line = text_slice(read, 0, end);
            *used = end + 1;
            return true;
        }
        searched = read.length;
        char piece[8192];
        const ssize_t got = recv(socket, piece, sizeof piece, 0);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            errno = got == 0 ? 0 : errno;
            return false;
        }
        buffer_append(buffer, text_of(piece, (size_t)got));
        if (buffer->overflowed) {
            errno = EMSGSIZE;
            return false;
        }
    }
}

void socket_close(int *socket)
{
    if (*socket >= 0) {
        (void)close(*socket);
    }
    *socket = -1;
}
