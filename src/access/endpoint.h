/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The address of another server, as somebody else wrote it: https alone, and neither a user nor
 * a fragment in it. Which addresses its name may lead to is judged when it is called
 * (http/reach.h).
 */
#pragma once

#include "base/text.h"

enum { ENDPOINT_MOST_BYTES = 2048, ENDPOINT_USUAL_PORT = 443 };

typedef struct Endpoint {
    Text host; /* lower case */
    uint16_t port;
    Text path; /* with its query; "/" when there was none */
} Endpoint;

/* Views into the arena. False for anything but "https://host[:port][/path]". */
bool endpoint_parse(Arena *arena, Text url, Endpoint *endpoint);

/* From 1 to 65535, in digits alone. */
bool endpoint_port_parse(Text text, uint16_t *port);
