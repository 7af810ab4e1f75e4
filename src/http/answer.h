/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One request, from its bytes to the bytes of its answer, without a socket: the server calls it
 * on a worker, tests call it directly.
 */
#pragma once

#include "http/router.h"
#include "http/server.h"

/* What came in. Views into memory that outlives the answer. */
typedef struct Incoming {
    Text verb;   /* "GET" */
    Text target; /* "/fr/plan?need=food" as it was sent */
    Text content_type;
    Text accept;
    Text accept_encoding;
    Text if_none_match;
    Text host;
    Text origin;
    Text fetch_site; /* Sec-Fetch-Site */
    Text cookies;
    Text authorization;
    Text if_match;
    Text if_none_exist;
    Text idempotency_key;
    Text request_id;    /* X-Request-Id or BelGov-Trace-Id */
    Text traceparent;   /* of W3C Trace Context */
    bool is_local;      /* from this machine, and not through a proxy */
    Text visitor;       /* as Request.visitor */
    uint64_t announced; /* how long its body was said to be; 0 when that was not said */
    Text body;
} Incoming;

/* What goes out: `body`, or the content of the file `file` when it is not -1. */
typedef struct Outgoing {
    int status;
    FieldList headers;
    Text body;
    int file;
    uint64_t file_length;
    const char *route; /* its pattern, for the log: never a code or a text somebody wrote */
    Text trace_id;
    Text failure; /* why the status is 500 or more, for the log; empty when it is not */
} Outgoing;

/* Whether the request is for a route of the kind PROBE. */
bool answer_is_probe(const ServerSettings *settings, const Incoming *incoming);

/* Whether the request is for a route of the kind UPLOAD. */
bool answer_takes_upload(const ServerSettings *settings, const Incoming *incoming);

/* 0 when who brings a body larger than others is known; else the status that refuses it: 401,
 * or why nobody can tell. May look at the store: for a worker. */
int answer_admit_upload(const ServerSettings *settings, Arena *arena, const Incoming *incoming);

/* Everything in `outgoing` lives in `arena`, or for ever; the caller closes the file. */
void answer(const ServerSettings *settings, Arena *arena, const Incoming *incoming,
            Outgoing *outgoing);

/* Tells a refusal made before anything was routed: 413, 429, 503. */
void answer_refusal(const ServerSettings *settings, Arena *arena, const Incoming *incoming,
                    int status, Outgoing *outgoing);
