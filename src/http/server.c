/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Opens, runs and stops the server. libmicrohttpd is run from our own epoll loop: its internal
 * one stalls when exactly 256 or 512 connections are busy.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "http/server_private.h"
#include "http/traffic.h"

enum {
    TICK_MILLISECONDS = 500,
    DEFAULT_STOP_SECONDS = 10,
    BACKLOG = 1024,
    ADDRESSES = 8192,
    DEFAULT_WORKERS = 4,
    FILES_BESIDE_CONNECTIONS = 256
};

const ServerLimits SERVER_DEFAULT_LIMITS = {
    .body_bytes = 1 << 20,
    .upload_bytes = (8 << 20) + (64 << 10),
    .upload_bytes_in_hand = 128 << 20,
    .header_bytes = 32 * 1024,
    .connections = 4096,
    .connections_each = 128,
    .idle_seconds = 30,
    .least_bytes_a_second = 8 * 1024,
    .requests_a_minute = 600,
    .fields = 256,
    .waiting = 1024,
};

/* -------------------------------------------------------------------------------- opening */

static Outcome open_socket(const ServerSettings *settings, Arena *arena, int *listener,
                           Problem *problem)
{
    char port[8];
    struct addrinfo *found = NULL;
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                                   .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE};
    (void)snprintf(port, sizeof port, "%u", settings->port);
    const char *address = text_to_c(arena, settings->address);
    if (address == NULL || getaddrinfo(address, port, &hints, &found) != 0) {
        return problem_set(problem, INVALID, settings->address, "address",
                           "an IPv4 or IPv6 address is expected");
    }
    const int yes = 1;
    const int made = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const bool listens =
        made >= 0 && setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
        bind(made, found->ai_addr, found->ai_addrlen) == 0 && listen(made, BACKLOG) == 0;
    const int reason = errno;
    freeaddrinfo(found);
    if (!listens) {
        if (made >= 0) {
            (void)close(made);
        }
        return problem_set(problem, UNAVAILABLE, settings->address, "port",
                           "cannot listen on port %u: %s", settings->port, strerror(reason));
    }
    *listener = made;
    return OK;
}

/* A socket handed over must be one that listens, and must never make the loop wait. */
static Outcome take_socket(int given, int *listener, Problem *problem)
{
    struct sockaddr_storage address = {0};
    socklen_t length = sizeof address;
    int listens = 0;
    socklen_t size = sizeof listens;
    if (getsockopt(given, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) != 0 || listens == 0 ||
        getsockname(given, (struct sockaddr *)&address, &length) != 0 ||
        (address.ss_family != AF_INET && address.ss_family != AF_INET6) ||
        fcntl(given, F_SETFL, O_NONBLOCK) != 0) {
        return problem_set(problem, INVALID, TEXT(""), "socket",
                           "file %d is no socket that listens for TCP", given);
    }
    *listener = given;
    return OK;
}

static Outcome find_socket(const Server *server, int *listener, Problem *problem)
{
    return server->settings.listener > 0
               ? take_socket(server->settings.listener, listener, problem)
               : open_socket(&server->settings, server->arena, listener, problem);
}

static uint16_t port_of(int listener)
{
    struct sockaddr_storage storage = {0};
    socklen_t length = sizeof storage;
    uint16_t port = 0;
    (void)getsockname(listener, (struct sockaddr *)&storage, &length);
    /* The port stands at the same place in both kinds of address. */
    memcpy(&port, (const char *)&storage + sizeof(sa_family_t), sizeof port);
    return ntohs(port);
}

/* Each connection is an open file. */
static void allow_open_files(unsigned connections)
{
    struct rlimit limit = {0};
    const rlim_t wanted = (rlim_t)connections + FILES_BESIDE_CONNECTIONS;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < wanted) {
        limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/* Targets stay as they were sent: the router decodes them, segment by segment. */
static size_t keep_encoded(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

static void stay_silent(void *cls, const char *format, va_list arguments)
{
    (void)cls;
    (void)format;
    (void)arguments;
}

static struct MHD_Daemon *start_daemon(Server *server, int listener)
{
    const unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    return MHD_start_daemon(
        flags, 0, NULL, NULL, call_continue, server, MHD_OPTION_EXTERNAL_LOGGER, stay_silent,
        NULL, MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_CONNECTION_LIMIT,
        server->limits.connections, MHD_OPTION_CONNECTION_TIMEOUT, server->limits.idle_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, server->limits.header_bytes,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_UNESCAPE_CALLBACK, keep_encoded, NULL,
        MHD_OPTION_URI_LOG_CALLBACK, call_begin, server, MHD_OPTION_NOTIFY_COMPLETED, call_end,
        server, MHD_OPTION_NOTIFY_CONNECTION, visit_change, server, MHD_OPTION_END);
}

static bool watch(const Server *server, int file)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = file};
    return epoll_ctl(server->epoll, EPOLL_CTL_ADD, file, &event) == 0;
}

static Outcome start(Server *server, Problem *problem)
{
    int listener = -1;
    TRY(find_socket(server, &listener, problem));
    allow_open_files(server->limits.connections);
    server->port = port_of(listener);
    server->epoll = epoll_create1(EPOLL_CLOEXEC);
    server->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    server->daemon = start_daemon(server, listener);
    if (server->daemon == NULL) {
        (void)close(listener);
        return problem_set(problem, FAILED, TEXT(""), "", "the web server cannot be started");
    }
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    if (info == NULL || !watch(server, info->epoll_fd) || !watch(server, server->wake)) {
        return problem_set(problem, FAILED, TEXT(""), "", "the web server cannot be started");
    }
    server->workers =
        workers_start(server->arena, server->settings.workers, server->limits.waiting);
    return OK;
}

/* What the settings point to may go once the server is open. */
static void keep_settings(Server *server, const ServerSettings *settings)
{
    Arena *arena = server->arena;
    const size_t count = settings->route_table_count;
    RouteTable *tables = ARENA_ARRAY(arena, RouteTable, count + 1);
    for (size_t i = 0; i < count; i++) {
        tables[i] = settings->routes[i];
    }
    server->settings = *settings;
    server->settings.routes = tables;
    server->settings.site = text_copy(arena, settings->site);
    server->settings.address = text_copy(arena, settings->address);
    server->settings.stop_seconds =
        settings->stop_seconds == 0 ? DEFAULT_STOP_SECONDS : settings->stop_seconds;
    server->settings.workers = settings->workers == 0 ? DEFAULT_WORKERS : settings->workers;
    server->limits = settings->limits == NULL ? SERVER_DEFAULT_LIMITS : *settings->limits;
    assert(server->limits.least_bytes_a_second > 0);
    server->settings.limits = &server->limits;
}

static Outcome trust_proxies(AddressBook *book, Text proxies, Problem *problem)
{
    size_t end = 0;
    for (size_t start = 0; start < proxies.length; start = end + 1) {
        Address proxy = {{0}};
        end = text_find_byte(proxies, ',', start);
        const Text name = text_trim(text_slice(proxies, start, end));
        if (!address_parse(name, &proxy)) {
            return problem_set(problem, INVALID, name, "proxies",
                               "an IPv4 or IPv6 address is expected, or several with commas");
        }
        if (!address_trust(book, proxy)) {
            return problem_set(problem, INVALID, name, "proxies", "more than %d proxies",
                               PROXY_LIMIT);
        }
    }
    return OK;
}

Outcome server_open(const ServerSettings *settings, Server **server, Problem *problem)
{
    const Router router = {settings->routes, settings->route_table_count};
    TRY(router_check(&router, problem));
    Arena *arena = arena_new(0);
    Server *made = ARENA_NEW(arena, Server);
    made->arena = arena;
    keep_settings(made, settings);
    made->addresses = address_book_new(arena, ADDRESSES);
    traffic_prepare(made->settings.routes, settings->route_table_count);
    made->epoll = -1;
    made->wake = -1;
    Outcome outcome = trust_proxies(made->addresses, settings->proxies, problem);
    if (outcome == OK) {
        outcome = start(made, problem);
    }
    if (outcome != OK) {
        server_close(&made);
        return outcome;
    }
    *server = made;
    return OK;
}

uint16_t server_port(const Server *server)
{
    return server->port;
}

/* -------------------------------------------------------------------------------- running */

/* A request is due whole within idle_seconds of the answer before it, however slowly its bytes
 * drip in, and an answer must be fetched at a least pace; libmicrohttpd itself counts from the
 * last byte only. */
static bool is_slow(const Server *server, const Visit *visit, int64_t now)
{
    const int64_t most = (int64_t)server->limits.idle_seconds * SECOND;
    if (visit->answer_due != 0) {
        return now > visit->answer_due;
    }
    return !visit->in_hand && now - visit->quiet_since > most + visit->extra_time;
}

static void close_slow(Server *server, int64_t now)
{
    for (Visit *visit = server->visits; visit != NULL; visit = visit->next) {
        if (is_slow(server, visit, now)) {
            (void)shutdown(visit->socket, SHUT_RDWR);
        }
    }
}

static void turn(Server *server)
{
    struct epoll_event events[4];
    MHD_UNSIGNED_LONG_LONG due = 0;
    int wait = TICK_MILLISECONDS;
    uint64_t count = 0;
    if (MHD_get_timeout(server->daemon, &due) == MHD_YES && due < TICK_MILLISECONDS) {
        wait = (int)due;
    }
    (void)epoll_wait(server->epoll, events, 4, wait);
    (void)!read(server->wake, &count, sizeof count);
    (void)MHD_run(server->daemon);
}

void server_wake(const Server *server)
{
    const uint64_t one = 1;
    (void)!write(server->wake, &one, sizeof one);
}

static bool has_calls_in_hand(const Server *server)
{
    for (const Visit *visit = server->visits; visit != NULL; visit = visit->next) {
        if (visit->is_asking) {
            return true;
        }
    }
    return false;
}

/* Refuses new connections and finishes the requests that are here: whatever of one was read,
 * its sender waits for the answer. Connections that ask nothing stay as they are until the
 * daemon ends: libmicrohttpd drops the answer of one that was shut for reading meanwhile. */
static void finish_calls(Server *server)
{
    const MHD_socket listener = MHD_quiesce_daemon(server->daemon);
    const int64_t end =
        monotonic_nanoseconds() + (int64_t)server->settings.stop_seconds * SECOND;
    if (listener != MHD_INVALID_SOCKET) {
        (void)close(listener);
    }
    do {
        turn(server);
    } while (has_calls_in_hand(server) && monotonic_nanoseconds() < end);
    if (has_calls_in_hand(server)) {
        log_event(LOG_WARNING, "requests_cut", "not answered within %u seconds",
                  server->settings.stop_seconds);
    }
}

void server_run(Server *server)
{
    int64_t checked = monotonic_nanoseconds();
    while (!atomic_load(&server->stopping)) {
        turn(server);
        const int64_t now = monotonic_nanoseconds();
        if (now - checked > SECOND) {
            close_slow(server, now);
            if (server->settings.tick != NULL) {
                server->settings.tick();
            }
            checked = now;
        }
    }
    if (server->settings.stopping != NULL) {
        server->settings.stopping();
    }
    finish_calls(server);
}

void server_stop(Server *server)
{
    atomic_store(&server->stopping, true);
    server_wake(server);
}

void server_close(Server **server)
{
    Server *closed = *server;
    *server = NULL;
    if (closed == NULL) {
        return;
    }
    closed->is_closing = true;
    if (closed->workers != NULL) {
        workers_stop(closed->workers);
    }
    if (closed->daemon != NULL) {
        /* Connections whose worker answered last wake up here; a request that came after the
         * last turn is read here too, and must not wait for a worker. */
        (void)MHD_run(closed->daemon);
        MHD_stop_daemon(closed->daemon);
    }
    if (closed->epoll >= 0) {
        (void)close(closed->epoll);
    }
    if (closed->wake >= 0) {
        (void)close(closed->wake);
    }
    arena_free(closed->arena);
}
