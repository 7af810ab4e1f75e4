/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One message to another server: a POST over TLS, whose answer is its status alone; or a
 * question, with the whole answer. The name is resolved once, and the address that was judged
 * is the one that is called; no redirection is followed. Ten seconds are given to all of it but
 * the resolving, which the system limits.
 */
#pragma once

#include "base/outcome.h"
#include "http/reply.h"

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
    bool asks;           /* a GET: type and body are not sent */
} Post;

/* UNAVAILABLE says in words why no status came: no such name, an address that may not be
 * called, a certificate that is not trusted, no answer in time. */
MUST_USE Outcome post_send(Arena *arena, const Post *post, int *status, Problem *problem);

/* The same, with the answer: `most` bytes of it with its head, or UNAVAILABLE. Whatever the
 * status is, it was answered. */
MUST_USE Outcome post_ask(Arena *arena, const Post *post, size_t most, Reply *reply,
                          Problem *problem);
