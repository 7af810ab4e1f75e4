/* SPDX-License-Identifier: EUPL-1.2 */
/* A served site and a client on a real socket, for the tests of the server. */
#pragma once

#include "unit/testing.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "http/server.h"

enum { MOST_REPLY = 1 << 20, SHORT_REPLY = 4096, WAIT_MILLISECONDS = 8000 };

typedef struct Site {
    Server *server;
    pthread_t thread;
    ServerLimits limits;
    ServerHooks hooks;
    void (*stopping)(void);
} Site;

static inline void *run(void *context)
{
    server_run(context);
    return NULL;
}

static inline void site_open(Site *site, const RouteTable *table)
{
    Problem problem = {0};
    const ServerSettings settings = {.address = TEXT("127.0.0.1"),
                                     .routes = table,
                                     .route_table_count = 1,
                                     .workers = 3,
                                     .hooks = site->hooks,
                                     .stopping = site->stopping,
                                     .limits = &site->limits};
    log_set_level(LOG_ERROR);
    assert_int_equal(server_open(&settings, &site->server, &problem), OK);
    assert_int_equal(pthread_create(&site->thread, NULL, run, site->server), 0);
}

static inline void site_close(Site *site)
{
    server_stop(site->server);
    (void)pthread_join(site->thread, NULL);
    server_close(&site->server);
}

typedef struct Client {
    int socket;
    char *reply;
    size_t length;
    size_t most;
} Client;

static inline Client client_open(const Site *site, size_t most)
{
    Client client = {
        .socket = socket(AF_INET, SOCK_STREAM, 0), .reply = calloc(1, most + 1), .most = most};
    const struct sockaddr_in address = {.sin_family = AF_INET,
                                        .sin_port = htons(server_port(site->server)),
                                        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    assert_int_equal(connect(client.socket, (const struct sockaddr *)&address, sizeof address),
                     0);
    return client;
}

static inline void client_close(Client *client)
{
    (void)close(client->socket);
    free(client->reply);
}

static inline void client_send(const Client *client, const char *text)
{
    size_t sent = 0;
    while (sent < strlen(text)) {
        const ssize_t more =
            send(client->socket, text + sent, strlen(text) - sent, MSG_NOSIGNAL);
        if (more <= 0) {
            return;
        }
        sent += (size_t)more;
    }
}

/* Reads until the server closes or says nothing for `wait` milliseconds; true when closed. */
static inline bool client_read(Client *client, int wait)
{
    struct pollfd ready = {.fd = client->socket, .events = POLLIN};
    while (client->length < client->most && poll(&ready, 1, wait) == 1) {
        const ssize_t more = recv(client->socket, client->reply + client->length,
                                  client->most - client->length, 0);
        if (more <= 0) {
            client->reply[client->length] = '\0';
            return true;
        }
        client->length += (size_t)more;
    }
    client->reply[client->length] = '\0';
    return false;
}

static inline void client_read_until(Client *client, const char *part)
{
    struct pollfd ready = {.fd = client->socket, .events = POLLIN};
    while (strstr(client->reply, part) == NULL && poll(&ready, 1, WAIT_MILLISECONDS) == 1) {
        const ssize_t more = recv(client->socket, client->reply + client->length,
                                  client->most - client->length, 0);
        if (more <= 0) {
            return;
        }
        client->length += (size_t)more;
    }
}

/* One request on a connection of its own. */
static inline Client ask(const Site *site, const char *request)
{
    Client client = client_open(site, MOST_REPLY);
    client_send(&client, request);
    assert_true(client_read(&client, WAIT_MILLISECONDS));
    return client;
}

#define END "\r\nHost: localhost\r\nConnection: close\r\n\r\n"

static inline void assert_reply_has(const Client *client, const char *part)
{
    if (strstr(client->reply, part) == NULL) {
        fail_msg("“%s” is not in:\n%.2000s", part, client->reply);
    }
}

static inline void check(const Site *site, const char *request, const char *first,
                         const char *second)
{
    Client client = ask(site, request);
    assert_reply_has(&client, first);
    assert_reply_has(&client, second);
    client_close(&client);
}
