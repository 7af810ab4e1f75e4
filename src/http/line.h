/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A line over TLS to another server, for http/post.h and http/fetch.h. The name is resolved
 * once, and the address that was judged (http/reach.h) is the one that is called. What is to be
 * done on it has one deadline in all, but for the resolving, which the system limits.
 */
#pragma once

#include <gnutls/gnutls.h>

#include "base/outcome.h"

typedef struct LineEnd {
    Text host; /* a name, or an IPv4 address */
    uint16_t port;
    bool may_be_private; /* the operator says that this host may be on a private network */
    Text trust;          /* authorities besides the system's, as PEM; empty for none */
} LineEnd;

typedef struct Line {
    int socket; /* -1 for none */
    gnutls_session_t tls;
    gnutls_certificate_credentials_t trusted;
    int64_t deadline;
    Text place; /* of a problem: what is called */
    Problem *problem;
} Line;

/* A line with nothing at its end yet; `place` is what problems name. SCOPED(line_close). */
Line line_new(unsigned seconds, const char *place, Problem *problem);
void line_close(Line *line);

/* UNAVAILABLE says in words why there is none: no such name, an address that may not be called,
 * a certificate that is not trusted, no answer in time. */
MUST_USE Outcome line_open(Arena *arena, const LineEnd *end, Line *line);

MUST_USE Outcome line_send(Line *line, Text text);

/* Some bytes into `into`; 0 when the other end has closed. */
MUST_USE Outcome line_receive(Line *line, char *into, size_t size, size_t *received);

/* UNAVAILABLE, in these words. */
MUST_USE Outcome line_trouble(Line *line, const char *why);
