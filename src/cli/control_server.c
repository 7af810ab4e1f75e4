/* SPDX-License-Identifier: EUPL-1.2 */
/* The side of the server: one thread, one command at a time. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/control_private.h"
#include "cli/gate.h"
#include "cli/invocation.h"

enum { REQUEST_SECONDS = 5, REPLY_SECONDS = 30, BACKLOG = 16, PIECE = 32768 };

struct ControlServer {
    Arena *arena;
    ControlSettings settings;
    struct sockaddr_un address;
    int listener;
    int stop; /* an eventfd that wakes the thread */
    pthread_t thread;
};

/* What one client asked, and where its answer is gathered. */
typedef struct Exchange {
    const ControlServer *server;
    Arena *arena;
    int connection;
    uid_t user;
    CommandLine line;
    Text directory;
    Text input;
    Text secret;
    Text asks;
    Text answer;
    Text carried;
    Text session;
    Problem problem;
} Exchange;

static bool same_user(int connection, uid_t *user)
{
    struct ucred peer = {0};
    socklen_t length = sizeof peer;
    if (getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0) {
        return false;
    }
    *user = peer.uid;
    return peer.uid == geteuid() || peer.uid == 0;
}

static Outcome malformed(Exchange *exchange, const char *field)
{
    return problem_set(&exchange->problem, USAGE, TEXT("control"), field,
                       "the request is not formed as documented");
}

static Outcome read_words(Exchange *exchange, const json_t *request, Words *words)
{
    const json_t *list = json_object_get(request, "arguments");
    if (!json_is_array(list)) {
        return malformed(exchange, "arguments");
    }
    const size_t count = json_array_size(list);
    Text *items = ARENA_ARRAY(exchange->arena, Text, count + 1);
    for (size_t i = 0; i < count; i++) {
        items[i] = text_copy(exchange->arena, json_text(json_array_get(list, i)));
    }
    *words = (Words){.items = items, .count = count};
    return OK;
}

static Outcome read_request(Exchange *exchange)
{
    Buffer buffer = buffer_new(exchange->arena, CONTROL_LINE_LIMIT);
    size_t used = 0;
    Text text = TEXT("");
    if (!control_read_line(exchange->connection, &buffer, &used, &text)) {
        return malformed(exchange, "");
    }
    json_t *request SCOPED(json_close) = NULL;
    TRY(json_read(text, JSON_REQUEST_LIMITS, &request, &exchange->problem));
    Words words = {0};
    TRY(read_words(exchange, request, &words));
    exchange->directory = text_copy(exchange->arena, json_member_text(request, "directory"));
    exchange->input = text_copy(exchange->arena, json_member_text(request, "input"));
    exchange->secret = text_copy(exchange->arena, json_member_text(request, "secret"));
    exchange->answer = text_copy(exchange->arena, json_member_text(request, "answer"));
    exchange->carried = text_copy(exchange->arena, json_member_text(request, "carried"));
    exchange->session = text_copy(exchange->arena, json_member_text(request, "session"));
    if (!language_parse(json_member_text(request, "language"), &exchange->line.language)) {
        return malformed(exchange, "language");
    }
    TRY(command_line_parse(exchange->arena, exchange->server->settings.set, words,
                           &exchange->line, &exchange->problem));
    if (exchange->line.command == NULL || !command_writes(exchange->line.command)) {
        return problem_set(&exchange->problem, REFUSED, TEXT("control"), "arguments",
                           "only commands that write are run for others");
    }
    return OK;
}

static void file_close(FILE **file)
{
    if (*file != NULL) {
        (void)fclose(*file);
    }
}

/* The spooled input: a plain file of the client's own user, never through a link. */
static FILE *open_input(const Exchange *exchange)
{
    const char *path = text_is_empty(exchange->input)
                           ? "/dev/null"
                           : text_to_c(exchange->arena, exchange->input);
    const int file = path == NULL ? -1 : open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    struct stat status;
    const bool spooled = !text_is_empty(exchange->input);
    if (file >= 0 && spooled &&
        (fstat(file, &status) != 0 || !S_ISREG(status.st_mode) ||
         status.st_uid != exchange->user)) {
        (void)close(file);
        return NULL;
    }
    return file < 0 ? NULL : fdopen(file, "r");
}

/* Where a piece of at most PIECE bytes may end without cutting a character. */
static size_t piece_end(Text text, size_t from)
{
    size_t end = from + PIECE < text.length ? from + PIECE : text.length;
    while (end < text.length && end > from + 1 &&
           ((unsigned char)text.bytes[end] & 0xC0) == 0x80) {
        end--;
    }
    return end;
}

static bool send_stream(const Exchange *exchange, const char *key, Text text)
{
    bool sent = true;
    for (size_t from = 0; sent && from < text.length;) {
        const size_t end = piece_end(text, from);
        const ArenaMark mark = arena_mark(exchange->arena);
        Buffer buffer = buffer_new(exchange->arena, CONTROL_LINE_LIMIT);
        JsonWriter writer = json_writer(&buffer);
        json_object_open(&writer);
        json_member(&writer, key, text_slice(text, from, end));
        json_object_close(&writer);
        buffer_append_byte(&buffer, '\n');
        sent = control_write(exchange->connection, buffer_text(&buffer));
        arena_rewind(exchange->arena, mark);
        from = end;
    }
    return sent;
}

/* A stream into memory; released with its bytes. */
typedef struct MemoryStream {
    FILE *file;
    char *bytes;
    size_t length;
} MemoryStream;

static void memory_stream_close(MemoryStream *stream)
{
    if (stream->file != NULL) {
        (void)fclose(stream->file);
    }
    free(stream->bytes);
}

static Outcome run_command(Exchange *exchange, FILE *in, FILE *out, FILE *error)
{
    const CommandLine *line = &exchange->line;
    Invocation invocation = {
        .arena = exchange->arena,
        .command = line->command,
        .set = exchange->server->settings.set,
        .store = exchange->server->settings.store,
        .keyring = exchange->server->settings.keyring,
        .store_path = exchange->server->settings.store_path,
        .directory = exchange->directory,
        .argument_count = line->argument_count,
        .arguments = line->arguments,
        .option_values = line->option_values,
        .language = line->language,
        .json = line->json,
        .quiet = line->quiet,
        .now = line->at == MOMENT_NONE ? moment_now() : line->at,
        .secret = exchange->secret,
        .answer = exchange->answer,
        .carried = exchange->carried,
        .session = exchange->session,
        .in = in,
        .out = out,
        .error = error,
        .problem = {.arena = exchange->arena},
    };
    const Outcome outcome = invocation_run(&invocation);
    exchange->session = invocation.session;
    exchange->asks = invocation.asks;
    exchange->carried = invocation.carried;
    return outcome;
}

static Outcome read_and_run(Exchange *exchange, FILE *out, FILE *error)
{
    Outcome outcome = read_request(exchange);
    FILE *in SCOPED(file_close) = outcome == OK ? open_input(exchange) : NULL;
    if (outcome == OK && in == NULL) {
        outcome = malformed(exchange, "input");
    }
    if (outcome == OK) {
        return run_command(exchange, in, out, error);
    }
    problem_say(error, exchange->line.json, exchange->line.command, &exchange->problem);
    return outcome;
}

/* The session goes back with the outcome: a sign-in has another one. */
static Text last_line(const Exchange *exchange, Outcome outcome)
{
    Buffer buffer = buffer_new(exchange->arena, CONTROL_LINE_LIMIT);
    JsonWriter writer = json_writer(&buffer);
    json_object_open(&writer);
    json_member_integer(&writer, "exit", outcome);
    json_member(&writer, "session", exchange->session);
    json_member_unless_empty(&writer, "asks", exchange->asks);
    json_member_unless_empty(&writer, "carried", exchange->carried);
    json_object_close(&writer);
    buffer_append_byte(&buffer, '\n');
    return buffer_text(&buffer);
}

static void answer(Exchange *exchange)
{
    MemoryStream out SCOPED(memory_stream_close) = {0};
    MemoryStream error SCOPED(memory_stream_close) = {0};
    out.file = open_memstream(&out.bytes, &out.length);
    error.file = open_memstream(&error.bytes, &error.length);
    if (out.file == NULL || error.file == NULL) {
        return;
    }
    const Outcome outcome = read_and_run(exchange, out.file, error.file);
    (void)fflush(out.file);
    (void)fflush(error.file);
    if (send_stream(exchange, "out", text_of(out.bytes, out.length)) &&
        send_stream(exchange, "error", text_of(error.bytes, error.length))) {
        (void)control_write(exchange->connection, last_line(exchange, outcome));
    }
}

static void serve_one(const ControlServer *server)
{
    int connection SCOPED(socket_close) = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC);
    uid_t user = 0;
    if (connection < 0 || !same_user(connection, &user)) {
        return;
    }
    control_set_timeouts(connection, REQUEST_SECONDS, REPLY_SECONDS);
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Exchange exchange = {
        .server = server,
        .arena = arena,
        .connection = connection,
        .user = user,
        .problem = {.arena = arena},
    };
    answer(&exchange);
}

static void *serve_until_stopped(void *context)
{
    const ControlServer *server = context;
    struct pollfd waits[2] = {
        {.fd = server->listener, .events = POLLIN},
        {.fd = server->stop,     .events = POLLIN},
    };
    for (;;) {
        if (poll(waits, 2, -1) < 0 && errno != EINTR) {
            return NULL;
        }
        if (waits[1].revents != 0) {
            return NULL;
        }
        if ((waits[0].revents & POLLIN) != 0) {
            serve_one(server);
        }
    }
}

static Outcome listen_beside(ControlServer *server, Problem *problem)
{
    TRY(control_address(server->settings.store_path, &server->address, problem));
    server->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    server->stop = eventfd(0, EFD_CLOEXEC);
    /* We hold the lock: a socket left there belongs to a server that died. */
    (void)unlink(server->address.sun_path);
    if (server->listener < 0 || server->stop < 0 || fchmod(server->listener, 0600) != 0 ||
        bind(server->listener, (const struct sockaddr *)&server->address,
             sizeof server->address) != 0 ||
        listen(server->listener, BACKLOG) != 0) {
        return problem_set(problem, FAILED, text_from(server->address.sun_path), "",
                           "the socket for commands cannot be made: %s", strerror(errno));
    }
    return OK;
}

Outcome control_start(const ControlSettings *settings, ControlServer **server, Problem *problem)
{
    Arena *arena = arena_new(4096);
    ControlServer *started = ARENA_NEW(arena, ControlServer);
    *started =
        (ControlServer){.arena = arena, .settings = *settings, .listener = -1, .stop = -1};
    Outcome outcome = listen_beside(started, problem);
    if (outcome == OK &&
        pthread_create(&started->thread, NULL, serve_until_stopped, started) != 0) {
        outcome = problem_set(problem, FAILED, settings->store_path, "",
                              "the thread for commands cannot be started");
    }
    if (outcome != OK) {
        socket_close(&started->listener);
        socket_close(&started->stop);
        arena_free(arena);
        return outcome;
    }
    *server = started;
    return OK;
}

void control_stop(ControlServer **server)
{
    ControlServer *stopped = *server;
    if (stopped == NULL) {
        return;
    }
    const uint64_t one = 1;
    (void)!write(stopped->stop, &one, sizeof one);
    (void)pthread_join(stopped->thread, NULL);
    (void)unlink(stopped->address.sun_path);
    socket_close(&stopped->listener);
    socket_close(&stopped->stop);
    arena_free(stopped->arena);
    *server = NULL;
}
