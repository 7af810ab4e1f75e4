/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/post.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/list.h"
#include "base/moment.h"
#include "http/reach.h"

enum { MOST_STATUS_LINE = 1024, MOST_HEAD = 32768 };

#define PRIORITIES "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

static const int64_t SECOND = 1000000000LL;

/* A line to the other server. */
typedef struct Line {
    int socket; /* -1 for none */
    gnutls_session_t tls;
    gnutls_certificate_credentials_t trusted;
    int64_t deadline;
    Problem *problem;
} Line;

static void line_close(Line *line)
{
    if (line->tls != NULL) {
        (void)gnutls_bye(line->tls, GNUTLS_SHUT_WR);
        gnutls_deinit(line->tls);
    }
    if (line->trusted != NULL) {
        gnutls_certificate_free_credentials(line->trusted);
    }
    if (line->socket >= 0) {
        (void)close(line->socket);
    }
}

static Outcome trouble(Line *line, const char *why)
{
    return problem_set(line->problem, UNAVAILABLE, TEXT("hook"), "", "%s", why);
}

/* Until the socket may be read (POLLIN) or written (POLLOUT). */
static Outcome wait_for(Line *line, short events)
{
    const int64_t left = (line->deadline - monotonic_nanoseconds()) / 1000000;
    struct pollfd watched = {line->socket, events, 0};
    if (left <= 0 || poll(&watched, 1, (int)left) == 0) {
        return trouble(line, "no answer in time");
    }
    return OK;
}

/* ---------------------------------------------------------------------------- connecting */

static void addresses_free(struct addrinfo **found)
{
    if (*found != NULL) {
        freeaddrinfo(*found);
    }
}

static bool may_call(const Post *post, const struct addrinfo *found)
{
    Address address = {{0}};
    if (!address_of_socket(found->ai_addr, &address)) {
        return false;
    }
    const Reach reach = address_reach(address);
    return reach == REACH_PUBLIC || (reach == REACH_PRIVATE && post->may_be_private);
}

static Outcome finish_connecting(Line *line)
{
    int failure = 0;
    socklen_t size = sizeof failure;
    TRY(wait_for(line, POLLOUT));
    if (getsockopt(line->socket, SOL_SOCKET, SO_ERROR, &failure, &size) != 0 || failure != 0) {
        return trouble(line, "the connection was refused");
    }
    return OK;
}

static Outcome connect_to(Line *line, const struct addrinfo *found)
{
    line->socket =
        socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
    if (line->socket < 0) {
        return trouble(line, "no socket is to be had");
    }
    if (connect(line->socket, found->ai_addr, found->ai_addrlen) == 0) {
        return OK;
    }
    return errno == EINPROGRESS ? finish_connecting(line)
                                : trouble(line, "the connection was refused");
}

/* The first address that may be called. */
static Outcome open_socket(Arena *arena, const Post *post, Line *line)
{
    struct addrinfo *found SCOPED(addresses_free) = NULL;
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_protocol = IPPROTO_TCP};
    const char *host = text_to_c(arena, post->host);
    const char *port = text_to_c(arena, text_format(arena, "%u", (unsigned)post->port));
    if (host == NULL || getaddrinfo(host, port, &hints, &found) != 0) {
        return trouble(line, "no server has this name");
    }
    for (const struct addrinfo *each = found; each != NULL; each = each->ai_next) {
        if (may_call(post, each)) {
            return connect_to(line, each);
        }
    }
    return trouble(line, "this name leads to an address that may not be called");
}

/* ------------------------------------------------------------------------------------ TLS */

static Outcome load_trust(const Post *post, Line *line)
{
    const gnutls_datum_t more = {(unsigned char *)(uintptr_t)post->trust.bytes,
                                 (unsigned)post->trust.length};
    if (gnutls_certificate_allocate_credentials(&line->trusted) != GNUTLS_E_SUCCESS) {
        return trouble(line, "no memory for TLS");
    }
    (void)gnutls_certificate_set_x509_system_trust(line->trusted);
    if (post->trust.length > 0 &&
        gnutls_certificate_set_x509_trust_mem(line->trusted, &more, GNUTLS_X509_FMT_PEM) <= 0) {
        return trouble(line, "no certificate stands in the file of authorities");
    }
    return OK;
}

static Outcome open_tls(Arena *arena, const Post *post, Line *line)
{
    const char *host = text_to_c(arena, post->host);
    TRY(load_trust(post, line));
    if (gnutls_init(&line->tls, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL) !=
            GNUTLS_E_SUCCESS ||
        gnutls_priority_set_direct(line->tls, PRIORITIES, NULL) != GNUTLS_E_SUCCESS ||
        gnutls_credentials_set(line->tls, GNUTLS_CRD_CERTIFICATE, line->trusted) !=
            GNUTLS_E_SUCCESS ||
        gnutls_server_name_set(line->tls, GNUTLS_NAME_DNS, host, post->host.length) !=
            GNUTLS_E_SUCCESS) {
        return trouble(line, "TLS cannot be started");
    }
    gnutls_session_set_verify_cert(line->tls, host, 0);
    gnutls_transport_set_int(line->tls, line->socket);
    return OK;
}

/* What to wait for before the same call again; anything but "again" has failed. */
static Outcome wait_again(Line *line, ssize_t result, const char *why)
{
    if (result != GNUTLS_E_AGAIN && result != GNUTLS_E_INTERRUPTED) {
        return trouble(line, why);
    }
    return wait_for(line, gnutls_record_get_direction(line->tls) == 0 ? POLLIN : POLLOUT);
}

static Outcome shake_hands(Line *line)
{
    int result = gnutls_handshake(line->tls);
    while (result != GNUTLS_E_SUCCESS) {
        TRY(wait_again(line, result,
                       result == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR
                           ? "the certificate is not one of this name that is trusted"
                           : "TLS was not agreed upon"));
        result = gnutls_handshake(line->tls);
    }
    return OK;
}

/* ------------------------------------------------------------------------------- exchange */

static Text request_of(Arena *arena, const Post *post)
{
    Buffer out = buffer_new(arena, MOST_HEAD + post->body.length);
    buffer_append_format(&out, "POST %.*s HTTP/1.1\r\nHost: %.*s", TEXT_ARG(post->path),
                         TEXT_ARG(post->host));
    if (post->port != 443) {
        buffer_append_format(&out, ":%u", (unsigned)post->port);
    }
    buffer_append_format(&out,
                         "\r\nUser-Agent: seuil\r\nConnection: close\r\n"
                         "Content-Length: %zu\r\nContent-Type: %.*s\r\n",
                         post->body.length, TEXT_ARG(post->type));
    buffer_append(&out, post->headers);
    buffer_append(&out, TEXT("\r\n"));
    buffer_append(&out, post->body);
    return buffer_text(&out);
}

static Outcome send_all(Line *line, Text text)
{
    size_t sent = 0;
    while (sent < text.length) {
        const ssize_t result =
            gnutls_record_send(line->tls, text.bytes + sent, text.length - sent);
        if (result < 0) {
            TRY(wait_again(line, result, "the connection broke"));
        }
        sent += result < 0 ? 0 : (size_t)result;
    }
    return OK;
}

/* "HTTP/1.1 204 No Content" */
static bool read_status(Text line, int *status)
{
    int64_t number = 0;
    if (!text_starts_with(line, TEXT("HTTP/1.")) ||
        !text_to_integer(text_slice(line, 9, 12), &number) || number < 100 || number > 599) {
        return false;
    }
    *status = (int)number;
    return true;
}

/* What follows the first line is nobody's concern, and is not read. */
static Outcome receive_status(Line *line, int *status)
{
    char said[MOST_STATUS_LINE];
    size_t length = 0;
    Text text = {0};
    do {
        const ssize_t result =
            gnutls_record_recv(line->tls, said + length, sizeof said - length);
        if (result < 0) {
            TRY(wait_again(line, result, "the connection broke"));
        }
        if (result == 0 || length == sizeof said) {
            return trouble(line, "the answer is not one of HTTP");
        }
        length += result < 0 ? 0 : (size_t)result;
        text = text_of(said, length);
    } while (text_find_byte(text, '\n', 0) == length);
    return read_status(text, status) ? OK : trouble(line, "the answer is not one of HTTP");
}

Outcome post_send(Arena *arena, const Post *post, int *status, Problem *problem)
{
    Line line SCOPED(line_close) = {.socket = -1, .problem = problem};
    line.deadline = monotonic_nanoseconds() + POST_SECONDS * SECOND;
    TRY(open_socket(arena, post, &line));
    TRY(open_tls(arena, post, &line));
    TRY(shake_hands(&line));
    TRY(send_all(&line, request_of(arena, post)));
    return receive_status(&line, status);
}
