/* SPDX-License-Identifier: EUPL-1.2 */
/* One request on the loop's thread: read whole, handed to a worker, answered. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/list.h"
#include "base/log.h"
#include "http/server_private.h"
#include "http/traffic.h"

enum { ARENA_BLOCK = 16 * 1024 };

/* ----------------------------------------------------------------------------- connections */

static void visit_start(Server *server, struct MHD_Connection *connection, void **context)
{
    Visit *visit = calloc(1, sizeof *visit);
    const union MHD_ConnectionInfo *socket =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    const union MHD_ConnectionInfo *peer =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    *context = visit;
    if (visit == NULL || socket == NULL || peer == NULL) {
        return;
    }
    visit->socket = socket->connect_fd;
    visit->quiet_since = monotonic_nanoseconds();
    (void)address_of_socket(peer->client_addr, &visit->address);
    visit->next = server->visits;
    if (visit->next != NULL) {
        visit->next->previous = visit;
    }
    server->visits = visit;
    gauge_add(&traffic.connections, 1);
    visit->is_counted = address_connect(server->addresses, visit->address,
                                        server->limits.connections_each, visit->quiet_since);
    if (!visit->is_counted) {
        counter_add(&traffic.connections_refused, 1);
        (void)shutdown(visit->socket, SHUT_RDWR);
    }
}

static void visit_end(Server *server, Visit *visit)
{
    if (visit == NULL) {
        return;
    }
    if (visit->next != NULL) {
        visit->next->previous = visit->previous;
    }
    if (visit->previous != NULL) {
        visit->previous->next = visit->next;
    } else if (server->visits == visit) {
        server->visits = visit->next;
    }
    if (visit->is_counted) {
        address_disconnect(server->addresses, visit->address);
    }
    gauge_add(&traffic.connections, -1);
    free(visit);
}

void visit_change(void *cls, struct MHD_Connection *connection, void **context,
                  enum MHD_ConnectionNotificationCode change)
{
    if (change == MHD_CONNECTION_NOTIFY_STARTED) {
        visit_start(cls, connection, context);
    } else {
        visit_end(cls, *context);
        *context = NULL;
    }
}

/* -------------------------------------------------------------------------------- begin, end
 */

/* The library would keep a record of each parameter in the connection's small memory, and close
 * without a word when hundreds fill it. We read our own copy of the address and say what is
 * wrong with it, so the library's copy becomes one parameter. */
static void hide_parameters(const char *target)
{
    char *mine = (char *)(uintptr_t)target;
    for (char *at = strchr(mine, '?'); at != NULL && *at != '\0'; at++) {
        *at = *at == '&' ? '.' : *at;
    }
}

void *call_begin(void *cls, const char *target, struct MHD_Connection *connection)
{
    Server *server = cls;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    Arena *arena = arena_new(ARENA_BLOCK);
    Call *call = ARENA_NEW(arena, Call);
    call->server = server;
    call->visit = info == NULL ? NULL : info->socket_context;
    call->connection = connection;
    call->arena = arena;
    call->started = monotonic_nanoseconds();
    if (call->visit != NULL) {
        call->visit->is_asking = true;
    }
    call->incoming.target = text_copy(arena, text_from(target));
    hide_parameters(target);
    call->body = buffer_new(arena, server->limits.body_bytes);
    call->outgoing.file = -1;
    return call;
}

void call_end(void *cls, struct MHD_Connection *connection, void **context,
              enum MHD_RequestTerminationCode reason)
{
    Call *call = *context;
    (void)cls;
    (void)connection;
    (void)reason;
    if (call == NULL) {
        return;
    }
    if (call->visit != NULL) {
        call->visit->in_hand = false;
        call->visit->is_asking = false;
        call->visit->answer_due = 0;
        call->visit->extra_time = 0;
        call->visit->quiet_since = monotonic_nanoseconds();
    }
    if (call->outgoing.file >= 0) {
        /* Who asked went away before the answer could be sent. */
        (void)close(call->outgoing.file);
    }
    if (call->is_large) {
        call->server->large_bytes -= call->body.length;
    }
    *context = NULL;
    arena_free(call->arena);
}

/* ----------------------------------------------------------------------------------- headers
 */

typedef struct HeaderReader {
    Call *call;
    unsigned hosts;
    unsigned lengths;
    unsigned encodings;
    bool is_chunked;
    unsigned proxies; /* headers by which a proxy says that it asks for another */
    int64_t content_length;
    Text forwarded_for;
} HeaderReader;

static void read_header(HeaderReader *reader, const char *name, Text value)
{
    Incoming *incoming = &reader->call->incoming;
    const struct {
        const char *name;
        Text *value;
    } wanted[] = {
        {"Content-Type",    &incoming->content_type   },
        {"Accept",          &incoming->accept         },
        {"Accept-Encoding", &incoming->accept_encoding},
        {"If-None-Match",   &incoming->if_none_match  },
        {"Host",            &incoming->host           },
        {"Origin",          &incoming->origin         },
        {"Sec-Fetch-Site",  &incoming->fetch_site     },
        {"Cookie",          &incoming->cookies        },
        {"Authorization",   &incoming->authorization  },
        {"If-Match",        &incoming->if_match       },
        {"If-None-Exist",   &incoming->if_none_exist  },
        {"Idempotency-Key", &incoming->idempotency_key},
        {"BelGov-Trace-Id", &incoming->request_id     },
        {"X-Request-Id",    &incoming->request_id     },
        {"traceparent",     &incoming->traceparent    },
        {"X-Forwarded-For", &reader->forwarded_for    },
    };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        if (strcasecmp(name, wanted[i].name) == 0) {
            *wanted[i].value = text_copy(reader->call->arena, value);
        }
    }
    reader->hosts += strcasecmp(name, "Host") == 0;
    if (strcasecmp(name, "Transfer-Encoding") == 0) {
        reader->encodings++;
        reader->is_chunked = text_equal_ignoring_case(text_trim(value), TEXT("chunked"));
    }
    reader->proxies += strcasecmp(name, "X-Forwarded-For") == 0 ||
                       strcasecmp(name, "Forwarded") == 0 || strcasecmp(name, "Via") == 0;
    if (strcasecmp(name, "Content-Length") == 0) {
        reader->lengths++;
        reader->content_length =
            text_to_integer(value, &reader->content_length) ? reader->content_length : -1;
    }
}

static enum MHD_Result each_header(void *context, enum MHD_ValueKind kind, const char *name,
                                   size_t name_length, const char *value, size_t value_length)
{
    (void)kind;
    (void)name_length;
    read_header(context, name, text_of(value == NULL ? "" : value, value_length));
    return MHD_YES;
}

/* Behind a proxy, the last address it names is who asks. */
static Address who_asks(const Call *call, Text forwarded_for)
{
    const Server *server = call->server;
    Address address = call->visit == NULL ? (Address){{0}} : call->visit->address;
    if (address_is_proxy(server->addresses, address)) {
        size_t start = forwarded_for.length;
        while (start > 0 && forwarded_for.bytes[start - 1] != ',') {
            start--;
        }
        const Text last = text_slice(forwarded_for, start, forwarded_for.length);
        (void)address_parse(text_trim(last), &address);
    }
    return address;
}

static bool may_ask(Call *call, Text forwarded_for)
{
    Server *server = call->server;
    const Address address = who_asks(call, forwarded_for);
    if (!address_is_proxy(server->addresses, address)) {
        const Text bytes = text_of((const char *)address.bytes, sizeof address.bytes);
        call->incoming.visitor = text_copy(call->arena, bytes);
    }
    return address_take(server->addresses, address, server->limits.requests_a_minute,
                        call->started);
}

static bool is_large(const Call *call)
{
    return call->incoming.announced > call->server->limits.body_bytes;
}

static bool has_room(const Server *server, uint64_t length)
{
    return server->large_bytes + length <= server->limits.upload_bytes_in_hand;
}

/* A route that takes files takes a body whose length was announced, from somebody who is known,
 * as long as all of them together leave the memory of others alone: nobody else could fill it.
 * What the loop can tell alone comes first: who is known is asked of a worker. */
static int judge_large(const Call *call)
{
    const Server *server = call->server;
    const uint64_t length = call->incoming.announced;
    if (length > server->limits.upload_bytes ||
        !answer_takes_upload(&server->settings, &call->incoming)) {
        return 413;
    }
    return server->is_closing || !has_room(server, length) ? 503 : 0;
}

/* 0, or the status that refuses the request before its body is read. A message whose end two
 * servers could see at two places is refused whole (RFC 9112, section 6.3). */
static int read_headers(Call *call, const char *method)
{
    HeaderReader reader = {.call = call};
    call->headers_read = true;
    call->incoming.verb = text_copy(call->arena, text_from(method));
    (void)MHD_get_connection_values_n(call->connection, MHD_HEADER_KIND, each_header, &reader);
    call->incoming.is_local =
        reader.proxies == 0 && call->visit != NULL && address_is_loopback(call->visit->address);
    if (reader.hosts > 1 || reader.lengths > 1 || reader.encodings > 1 ||
        (reader.lengths > 0 && reader.encodings > 0) || reader.content_length < 0 ||
        (reader.encodings > 0 && !reader.is_chunked)) {
        return 400;
    }
    /* The rate comes first: whether somebody is known takes a look at the store, by a worker.
     */
    if (!may_ask(call, reader.forwarded_for)) {
        return 429;
    }
    call->incoming.announced = (uint64_t)reader.content_length;
    return is_large(call) ? judge_large(call) : 0;
}

/* ------------------------------------------------------------------------------------ answer
 */

/* A method that is none of ours is a word of the caller's. */
static Text known_method(Text verb)
{
    static const Text known[] = {TEXT_INIT("GET"),     TEXT_INIT("HEAD"), TEXT_INIT("POST"),
                                 TEXT_INIT("OPTIONS"), TEXT_INIT("PUT"),  TEXT_INIT("DELETE")};
    for (size_t i = 0; i < LENGTH_OF(known); i++) {
        if (text_equal(verb, known[i])) {
            return known[i];
        }
    }
    return TEXT("other");
}

/* Probes come every few seconds, and say nothing as long as all is well. */
static LogLevel log_level_of(const Call *call)
{
    if (call->outgoing.status >= 500) {
        return LOG_ERROR;
    }
    return call->is_probe ? LOG_DEBUG : LOG_INFO;
}

static void count_and_log(const Call *call)
{
    const Outgoing *outgoing = &call->outgoing;
    const int64_t duration = monotonic_nanoseconds() - call->started;
    const bool has_failed = outgoing->status >= 500;
    const LogField fields[] = {
        {.name = "id",          .text = outgoing->trace_id               },
        {.name = "method",      .text = known_method(call->incoming.verb)},
        {.name = "route",       .text = text_from(outgoing->route)       },
        {.name = "status",      .number = outgoing->status               },
        {.name = "duration_us", .number = duration / 1000                },
        {.name = "failure",     .text = outgoing->failure                },
    };
    traffic_note(call->incoming.verb, outgoing->route, outgoing->status, duration);
    log_fields(log_level_of(call), "request", fields, LENGTH_OF(fields) - (has_failed ? 0 : 1));
}

static struct MHD_Response *make_response(Call *call)
{
    Outgoing *outgoing = &call->outgoing;
    if (outgoing->file >= 0) {
        /* The response owns the file from here on. */
        struct MHD_Response *response =
            MHD_create_response_from_fd64(outgoing->file_length, outgoing->file);
        outgoing->file = -1;
        return response;
    }
    /* The bytes live in the arena until call_end, which comes after they are sent. */
    const Text body = outgoing->body;
    void *bytes = (void *)(uintptr_t)(const void *)(body.length == 0 ? "" : body.bytes);
    return MHD_create_response_from_buffer(body.length, bytes, MHD_RESPMEM_PERSISTENT);
}

/* An answer that is fetched a byte at a time would hold its connection and its memory for ever.
 */
static void set_answer_due(const Call *call)
{
    const Outgoing *outgoing = &call->outgoing;
    const uint64_t length = outgoing->file >= 0 ? outgoing->file_length : outgoing->body.length;
    const ServerLimits *limits = &call->server->limits;
    const int64_t seconds =
        (int64_t)limits->idle_seconds + (int64_t)(length / limits->least_bytes_a_second);
    if (call->visit != NULL) {
        call->visit->answer_due = monotonic_nanoseconds() + seconds * SECOND;
    }
}

static enum MHD_Result send_answer(Call *call)
{
    set_answer_due(call);
    struct MHD_Response *response = make_response(call);
    if (response == NULL) {
        return MHD_NO;
    }
    for (size_t i = 0; i < call->outgoing.headers.count; i++) {
        const Field *header = &call->outgoing.headers.items[i];
        const char *name = text_to_c(call->arena, header->name);
        const char *value = text_to_c(call->arena, header->value);
        if (name == NULL || value == NULL ||
            MHD_add_response_header(response, name, value) != MHD_YES) {
            log_event(LOG_ERROR, "header", "a header cannot be sent");
        }
    }
    if (atomic_load(&call->server->stopping)) {
        (void)MHD_add_response_header(response, "Connection", "close");
    }
    const enum MHD_Result result =
        MHD_queue_response(call->connection, (unsigned)call->outgoing.status, response);
    MHD_destroy_response(response);
    count_and_log(call);
    return result;
}

static enum MHD_Result refuse(Call *call, int status)
{
    answer_refusal(&call->server->settings, call->arena, &call->incoming, status,
                   &call->outgoing);
    return send_answer(call);
}

/* More than twice what is allowed is not even read: the connection ends, as does one whose
 * large body came together with too many others. */
static enum MHD_Result read_body(Call *call, const char *upload, size_t *size)
{
    Server *server = call->server;
    if (call->body.overflowed && *size > server->limits.body_bytes) {
        return MHD_NO;
    }
    const size_t before = call->body.length;
    buffer_append(&call->body, text_of(upload, *size));
    *size = 0;
    if (!call->is_large) {
        return MHD_YES;
    }
    server->large_bytes += call->body.length - before;
    return server->large_bytes > server->limits.upload_bytes_in_hand ? MHD_NO : MHD_YES;
}

static void set_in_hand(const Call *call, bool in_hand)
{
    if (call->visit != NULL) {
        call->visit->in_hand = in_hand;
    }
}

/* The loop never waits for the store: a worker looks whether who announces so much is known. */
static enum MHD_Result ask_who(Call *call)
{
    set_in_hand(call, true);
    call->state = CALL_ASKING;
    MHD_suspend_connection(call->connection);
    if (!workers_take(call->server->workers, call)) {
        call->refusal = 503;
        call->state = CALL_ASKED;
        MHD_resume_connection(call->connection);
    }
    return MHD_YES;
}

/* Others may have filled the room. From now on it may be as long on its way as an answer. */
static enum MHD_Result admit_large(Call *call)
{
    const Server *server = call->server;
    const uint64_t length = call->incoming.announced;
    set_in_hand(call, false);
    call->state = CALL_READING;
    if (call->refusal != 0 || !has_room(server, length)) {
        return refuse(call, call->refusal == 0 ? 503 : call->refusal);
    }
    call->is_large = true;
    call->body = buffer_new(call->arena, length);
    if (call->visit != NULL) {
        call->visit->quiet_since = monotonic_nanoseconds();
        call->visit->extra_time =
            (int64_t)(length / server->limits.least_bytes_a_second) * SECOND;
    }
    return MHD_YES;
}

static enum MHD_Result hand_over(Call *call)
{
    if (call->body.overflowed) {
        return refuse(call, 413);
    }
    call->incoming.body = buffer_text(&call->body);
    set_in_hand(call, true);
    call->is_probe = answer_is_probe(&call->server->settings, &call->incoming);
    if (call->is_probe) {
        answer(&call->server->settings, call->arena, &call->incoming, &call->outgoing);
        return send_answer(call);
    }
    if (call->server->is_closing) {
        return refuse(call, 503);
    }
    call->state = CALL_WAITING;
    MHD_suspend_connection(call->connection);
    if (!workers_take(call->server->workers, call)) {
        answer_refusal(&call->server->settings, call->arena, &call->incoming, 503,
                       &call->outgoing);
        call->state = CALL_ANSWERED;
        MHD_resume_connection(call->connection);
    }
    return MHD_YES;
}

enum MHD_Result call_continue(void *cls, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **context)
{
    Call *call = *context;
    (void)cls;
    (void)connection;
    (void)url;
    (void)version;
    if (call == NULL) {
        return MHD_NO;
    }
    if (!call->headers_read) {
        const int status = read_headers(call, method);
        if (status != 0) {
            return refuse(call, status);
        }
        return is_large(call) ? ask_who(call) : MHD_YES;
    }
    if (call->state == CALL_ASKED) {
        return admit_large(call);
    }
    if (call->state == CALL_ANSWERED) {
        return send_answer(call);
    }
    return *upload_size > 0 ? read_body(call, upload, upload_size) : hand_over(call);
}
