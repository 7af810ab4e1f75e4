/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/line.h"

#include <errno.h>
#include <gnutls/x509.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/moment.h"
#include "http/reach.h"

#define PRIORITIES "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

static const int64_t SECOND = 1000000000LL;

Line line_new(unsigned seconds, const char *place, Problem *problem)
{
    return (Line){.socket = -1,
                  .deadline = monotonic_nanoseconds() + seconds * SECOND,
                  .place = text_from(place),
                  .problem = problem};
}

void line_close(Line *line)
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

Outcome line_trouble(Line *line, const char *why)
{
    return problem_set(line->problem, UNAVAILABLE, line->place, "", "%s", why);
}

/* Until the socket may be read (POLLIN) or written (POLLOUT). */
static Outcome wait_for(Line *line, short events)
{
    const int64_t left = (line->deadline - monotonic_nanoseconds()) / 1000000;
    struct pollfd watched = {line->socket, events, 0};
    if (left <= 0 || poll(&watched, 1, (int)left) == 0) {
        return line_trouble(line, "no answer in time");
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

static bool may_call(const LineEnd *end, const struct addrinfo *found)
{
    Address address = {{0}};
    if (!address_of_socket(found->ai_addr, &address)) {
        return false;
    }
    const Reach reach = address_reach(address);
    return reach == REACH_PUBLIC || (reach == REACH_PRIVATE && end->may_be_private);
}

static Outcome finish_connecting(Line *line)
{
    int failure = 0;
    socklen_t size = sizeof failure;
    TRY(wait_for(line, POLLOUT));
    if (getsockopt(line->socket, SOL_SOCKET, SO_ERROR, &failure, &size) != 0 || failure != 0) {
        return line_trouble(line, "the connection was refused");
    }
    return OK;
}

static Outcome connect_to(Line *line, const struct addrinfo *found)
{
    line->socket =
        socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
    if (line->socket < 0) {
        return line_trouble(line, "no socket is to be had");
    }
    if (connect(line->socket, found->ai_addr, found->ai_addrlen) == 0) {
        return OK;
    }
    return errno == EINPROGRESS ? finish_connecting(line)
                                : line_trouble(line, "the connection was refused");
}

/* The first address that may be called. */
static Outcome open_socket(Arena *arena, const LineEnd *end, Line *line)
{
    struct addrinfo *found SCOPED(addresses_free) = NULL;
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_protocol = IPPROTO_TCP};
    const char *host = text_to_c(arena, end->host);
    const char *port = text_to_c(arena, text_format(arena, "%u", (unsigned)end->port));
    if (host == NULL || getaddrinfo(host, port, &hints, &found) != 0) {
        return line_trouble(line, "no server has this name");
    }
    for (const struct addrinfo *each = found; each != NULL; each = each->ai_next) {
        if (may_call(end, each)) {
            return connect_to(line, each);
        }
    }
    return line_trouble(line, "this name leads to an address that may not be called");
}

/* ------------------------------------------------------------------------------------ TLS */

static Outcome load_trust(const LineEnd *end, Line *line)
{
    const gnutls_datum_t more = {(unsigned char *)(uintptr_t)end->trust.bytes,
                                 (unsigned)end->trust.length};
    if (gnutls_certificate_allocate_credentials(&line->trusted) != GNUTLS_E_SUCCESS) {
        return line_trouble(line, "no memory for TLS");
    }
    (void)gnutls_certificate_set_x509_system_trust(line->trusted);
    if (end->trust.length > 0 &&
        gnutls_certificate_set_x509_trust_mem(line->trusted, &more, GNUTLS_X509_FMT_PEM) <= 0) {
        return line_trouble(line, "no certificate stands in the file of authorities");
    }
    return OK;
}

static Outcome open_tls(Arena *arena, const LineEnd *end, Line *line)
{
    const char *host = text_to_c(arena, end->host);
    TRY(load_trust(end, line));
    if (gnutls_init(&line->tls, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL) !=
            GNUTLS_E_SUCCESS ||
        gnutls_priority_set_direct(line->tls, PRIORITIES, NULL) != GNUTLS_E_SUCCESS ||
        gnutls_credentials_set(line->tls, GNUTLS_CRD_CERTIFICATE, line->trusted) !=
            GNUTLS_E_SUCCESS ||
        gnutls_server_name_set(line->tls, GNUTLS_NAME_DNS, host, end->host.length) !=
            GNUTLS_E_SUCCESS) {
        return line_trouble(line, "TLS cannot be started");
    }
    gnutls_session_set_verify_cert(line->tls, host, 0);
    gnutls_transport_set_int(line->tls, line->socket);
    return OK;
}

/* What to wait for before the same call again; anything but "again" has failed. */
static Outcome wait_again(Line *line, ssize_t result, const char *why)
{
    if (result != GNUTLS_E_AGAIN && result != GNUTLS_E_INTERRUPTED) {
        return line_trouble(line, why);
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

Outcome line_open(Arena *arena, const LineEnd *end, Line *line)
{
    TRY(open_socket(arena, end, line));
    TRY(open_tls(arena, end, line));
    return shake_hands(line);
}

Outcome line_send(Line *line, Text text)
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

/* Many servers end without saying so in TLS: what came is whole or not by its own length. */
Outcome line_receive(Line *line, char *into, size_t size, size_t *received)
{
    ssize_t result = gnutls_record_recv(line->tls, into, size);
    while (result < 0 && result != GNUTLS_E_PREMATURE_TERMINATION) {
        TRY(wait_again(line, result, "the connection broke"));
        result = gnutls_record_recv(line->tls, into, size);
    }
    *received = result < 0 ? 0 : (size_t)result;
    return OK;
}
