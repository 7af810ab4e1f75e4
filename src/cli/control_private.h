/* SPDX-License-Identifier: EUPL-1.2 */
/* What both ends of the control channel share. */
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include "cli/control.h"
#include "json/json.h"

enum { CONTROL_LINE_LIMIT = 1 << 20 };

/* The address of the socket beside the store; INVALID when the path is too long for one. */
MUST_USE Outcome control_address(Text store_path, struct sockaddr_un *address,
                                 Problem *problem);

void control_set_timeouts(int socket, int seconds_to_read, int seconds_to_write);

/* Sends every byte; false when the other end is gone. */
bool control_write(int socket, Text text);

/* Reads up to and without the next line feed; false at the end, on a timeout (errno EAGAIN) or
 * past CONTROL_LINE_LIMIT. `buffer` keeps what came after the line for the next call. */
bool control_read_line(int socket, Buffer *buffer, size_t *used, Text *line);

void socket_close(int *socket);
