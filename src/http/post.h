/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One message to another server: a POST over TLS, whose answer is its status alone. The name is
 * resolved once, and the address that was judged is the one that is called; no redirection is
 * followed. Ten seconds are given to all of it but the resolving, which the system limits.
 */
#pragma once

#include "base/outcome.h"

enum { POST_SECONDS = 10 };

typedef struct Post {
    Text host; /* a name, or an IPv4 address */
    uint16_t port;
    Text path;           /* "/hook?of=1"; printable ASCII */
    Text type;           /* of the body */
    Text headers;        /* whole lines, each ended by "\r\n"; empty for none */
    Text body;           /* empty for none */
    bool may_be_private; /* the operator says that this host may be on a private network */
    Text trust;          /* authorities besides the system's, as PEM; empty for none */
} Post;

/* UNAVAILABLE says in words why no status came: no such name, an address that may not be
 * called, a certificate that is not trusted, no answer in time. */
MUST_USE Outcome post_send(Arena *arena, const Post *post, int *status, Problem *problem);
