/* SPDX-License-Identifier: EUPL-1.2 */
/* The side of the command that finds the store held by a server. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/control_private.h"

enum { ANSWER_SECONDS = 600, SEND_SECONDS = 30 };
static const size_t SPOOL_LIMIT = (size_t)1 << 30;

static Outcome held(Invocation *invocation, int holder)
{
    return problem_set(&invocation->problem, CONFLICT, invocation->store_path, "",
                       "process %d holds the store for writing and takes no commands; wait "
                       "until it ends, or stop it",
                       holder);
}

static bool wants_input(const Invocation *invocation)
{
    for (int i = 0; i < invocation->argument_count; i++) {
        if (text_equal(invocation->arguments[i], TEXT("-"))) {
            return true;
        }
    }
    return false;
}

static Outcome copy_input(Invocation *invocation, int file)
{
    char piece[65536];
    size_t total = 0;
    size_t got = 0;
    while ((got = fread(piece, 1, sizeof piece, invocation->in)) > 0) {
        total += got;
        if (total > SPOOL_LIMIT) {
            return problem_set(&invocation->problem, INVALID, TEXT("standard input"), "",
                               "more than 1 GiB; give a file instead");
        }
        for (size_t sent = 0; sent < got;) {
            const ssize_t wrote = write(file, piece + sent, got - sent);
            if (wrote <= 0) {
                return problem_set(&invocation->problem, FAILED, TEXT("standard input"), "",
                                   "cannot be kept beside the store: %s", strerror(errno));
            }
            sent += (size_t)wrote;
        }
    }
    return ferror(invocation->in) == 0
               ? OK
               : problem_set(&invocation->problem, FAILED, TEXT("standard input"), "",
                             "cannot be read: %s", strerror(errno));
}

/* A file beside the store that is gone when its variable is. */
typedef struct Spool {
    char path[4096];
} Spool;

static void spool_remove(Spool *spool)
{
    if (spool->path[0] != '\0') {
        (void)unlink(spool->path);
    }
}

/* Standard input as a file the server can read. */
static Outcome spool_input(Invocation *invocation, Spool *spool)
{
    char path[sizeof spool->path];
    const int length =
        snprintf(path, sizeof path, "%.*s.input-XXXXXX", TEXT_ARG(invocation->store_path));
    int file SCOPED(socket_close) = length < (int)sizeof path ? mkostemp(path, O_CLOEXEC) : -1;
    if (file < 0) {
        return problem_set(&invocation->problem, FAILED, TEXT("standard input"), "",
                           "cannot be kept beside the store: %s", strerror(errno));
    }
    memcpy(spool->path, path, sizeof path);
    return copy_input(invocation, file);
}

static Text request_line(Invocation *invocation, Words words, const Spool *spool)
{
    Buffer buffer = buffer_new(invocation->arena, CONTROL_LINE_LIMIT);
    JsonWriter writer = json_writer(&buffer);
    json_object_open(&writer);
    json_key(&writer, TEXT("arguments"));
    json_array_open(&writer);
    for (size_t i = 0; i < words.count; i++) {
        json_write_text(&writer, words.items[i]);
    }
    json_array_close(&writer);
    json_member(&writer, "directory", invocation->directory);
    json_member(&writer, "language", language_code(invocation->language));
    json_member_unless_empty(&writer, "input", text_from(spool->path));
    json_member_unless_empty(&writer, "secret", invocation->secret);
    json_member_unless_empty(&writer, "answer", invocation->answer);
    json_member_unless_empty(&writer, "carried", invocation->carried);
    json_member_unless_empty(&writer, "session", invocation->session);
    json_object_close(&writer);
    buffer_append_byte(&buffer, '\n');
    return buffer.overflowed ? TEXT("") : buffer_text(&buffer);
}

/* Copies one line of the answer to its stream; true in `ended` for the last. */
static Outcome take_answer(Invocation *invocation, Text line, int *exit_code, bool *ended)
{
    json_t *answer SCOPED(json_close) = NULL;
    const JsonLimits limits = {.bytes = CONTROL_LINE_LIMIT, .depth = 4, .values = 16};
    TRY(json_read(line, limits, &answer, &invocation->problem));
    const Text out = json_member_text(answer, "out");
    const Text error = json_member_text(answer, "error");
    (void)fwrite(out.bytes, 1, out.length, invocation->out);
    (void)fwrite(error.bytes, 1, error.length, invocation->error);
    const json_t *code = json_object_get(answer, "exit");
    if (json_is_string(json_object_get(answer, "session"))) {
        invocation->session = text_copy(invocation->arena, json_member_text(answer, "session"));
    }
    if (json_is_integer(code)) {
        invocation->asks = text_copy(invocation->arena, json_member_text(answer, "asks"));
        invocation->carried = text_copy(invocation->arena, json_member_text(answer, "carried"));
        *exit_code = (int)json_integer_value(code);
        *ended = true;
    }
    return OK;
}

static Outcome read_answers(Invocation *invocation, int connection, int *exit_code)
{
    Buffer buffer = buffer_new(invocation->arena, CONTROL_LINE_LIMIT);
    size_t used = 0;
    bool ended = false;
    Text line = TEXT("");
    while (!ended && control_read_line(connection, &buffer, &used, &line)) {
        TRY(take_answer(invocation, line, exit_code, &ended));
    }
    if (ended) {
        return fflush(invocation->out) == 0 || errno == EPIPE ? OK : FAILED;
    }
    if (errno == EAGAIN) {
        return problem_set(&invocation->problem, UNAVAILABLE, invocation->store_path, "",
                           "the server that holds the store did not answer in %d seconds",
                           ANSWER_SECONDS);
    }
    return problem_set(&invocation->problem, FAILED, invocation->store_path, "",
                       "the server that holds the store went away before it answered; look at "
                       "what it did before trying again");
}

Outcome control_send(Invocation *invocation, Words words, int holder, int *exit_code)
{
    struct sockaddr_un address;
    TRY(control_address(invocation->store_path, &address, &invocation->problem));
    int connection SCOPED(socket_close) = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection < 0 ||
        connect(connection, (const struct sockaddr *)&address, sizeof address) != 0) {
        return held(invocation, holder);
    }
    control_set_timeouts(connection, ANSWER_SECONDS, SEND_SECONDS);
    Spool spool SCOPED(spool_remove) = {0};
    if (wants_input(invocation)) {
        TRY(spool_input(invocation, &spool));
    }
    const Text request = request_line(invocation, words, &spool);
    if (text_is_empty(request)) {
        return USAGE_ERROR(invocation, "", "the command line is longer than a server takes");
    }
    if (!control_write(connection, request)) {
        return problem_set(&invocation->problem, UNAVAILABLE, invocation->store_path, "",
                           "the server that holds the store does not listen: %s",
                           strerror(errno));
    }
    return read_answers(invocation, connection, exit_code);
}
