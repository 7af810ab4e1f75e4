/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The web server: one thread moves bytes (libmicrohttpd, from our own epoll loop), a few
 * workers run the handlers. docs/decisions/2026-11-24-http.md says why.
 */
#pragma once

#include "http/http.h"

typedef struct Server Server;

/* Called around every handler, on its worker's thread, for what the composition root lends. */
typedef struct ServerHooks {
    void *context;
    void (*begin)(void *context, Request *request); /* may set request->domain */
    void (*end)(void *context, Request *request);
    /* Judges a permission above FIRST_PERMISSION_OF_DOMAINS before the handler, in its session;
     * may set request->access. REFUSED refuses; `answered` when it has answered itself (the way
     * to the door where one signs in). Without it such routes are closed. */
    Outcome (*permit)(void *context, Request *request, bool *answered);
    /* After a handler that went well and before its answer leaves: an answer that may not be
     * given without a trace is refused here. Called where permit was. */
    Outcome (*settle)(void *context, Request *request);
    /* After such a route was refused or failed, outside its session: what was tried is kept. */
    void (*failed)(void *context, Request *request);
    /* Whether who brings a large body is known: OK, or NOT_FOUND. Asked before any of it is
     * read, on a worker's thread as it may look at the store; the request has its headers
     * alone. Without it nobody is known. */
    Outcome (*know)(void *context, Request *request);
    /* Tells a refusal in a form of its own, for paths whose clients expect one; false: it is
     * told as everywhere. The request may have been neither routed nor lent a domain. */
    bool (*tell)(void *context, Request *request, int status);
} ServerHooks;

typedef struct ServerLimits {
    size_t body_bytes;
    size_t upload_bytes;         /* of a request to a route of the kind UPLOAD */
    size_t upload_bytes_in_hand; /* of all such requests together; more are told to come back */
    size_t header_bytes;
    unsigned connections;
    unsigned connections_each; /* of one address */
    unsigned idle_seconds;     /* a connection that says nothing, or too slowly */
    unsigned
        least_bytes_a_second;   /* at which an answer is fetched, once idle_seconds are over */
    unsigned requests_a_minute; /* of one address, after a burst of as many; 0: no limit */
    unsigned fields;            /* query parameters or form fields */
    unsigned waiting; /* requests that wait for a worker; more are told to come back */
} ServerLimits;

extern const ServerLimits SERVER_DEFAULT_LIMITS;

typedef struct ServerSettings {
    Text address;  /* "127.0.0.1", "::", "0.0.0.0" */
    uint16_t port; /* 0: any free one */
    int listener;  /* a listening socket made by another, in place of both; 0: none */
    unsigned workers;
    Text site;    /* "https://seuil.example"; empty: from the Host header */
    Text proxies; /* on other machines: their addresses, with commas between; may be empty */
    const RouteTable *routes;
    size_t route_table_count;
    struct Store *store; /* may be NULL */
    /* Writes the page that tells a refusal; NULL: a plain one. Called where hooks.begin ran. */
    void (*error_page)(Request *request, int status);
    ServerHooks hooks;          /* functions may be NULL */
    const ServerLimits *limits; /* NULL: the default ones */
    Moment (*clock)(void);      /* NULL: moment_now */
    unsigned stop_seconds;      /* how long the requests in hand are waited for; 0: 10 */
    void (*tick)(void);         /* each second, as long as the loop turns; NULL: nothing */
    void (*stopping)(void);     /* once, when a stop begins; NULL: nothing */
} ServerSettings;

/* Listens and starts the workers; nothing is answered before server_run. UNAVAILABLE when the
 * address cannot be had; INVALID when it or a proxy is none, or when two routes claim the same
 * path. */
MUST_USE Outcome server_open(const ServerSettings *settings, Server **server, Problem *problem);

uint16_t server_port(const Server *server);

/* Serves until server_stop, then finishes the requests in hand, within stop_seconds. */
void server_run(Server *server);

/* Asks server_run to return; may be called from a signal handler or another thread. */
void server_stop(Server *server);

void server_close(Server **server);
