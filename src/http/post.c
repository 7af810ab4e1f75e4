/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/post.h"

#include "base/buffer.h"
#include "http/line.h"

enum { MOST_STATUS_LINE = 1024, MOST_HEAD = 32768, PIECE = 4096 };

static Text request_of(Arena *arena, const Post *post)
{
    Buffer out = buffer_new(arena, MOST_HEAD + post->body.length);
    buffer_append_format(&out, "%s %.*s HTTP/1.1\r\nHost: %.*s", post->asks ? "GET" : "POST",
                         TEXT_ARG(post->path), TEXT_ARG(post->host));
    if (post->port != 443) {
        buffer_append_format(&out, ":%u", (unsigned)post->port);
    }
    buffer_append(&out, TEXT("\r\nUser-Agent: seuil\r\nConnection: close\r\n"));
    if (!post->asks) {
        buffer_append_format(&out, "Content-Length: %zu\r\nContent-Type: %.*s\r\n",
                             post->body.length, TEXT_ARG(post->type));
    }
    buffer_append(&out, post->headers);
    buffer_append(&out, TEXT("\r\n"));
    buffer_append(&out, post->asks ? TEXT("") : post->body);
    return buffer_text(&out);
}

/* What follows the first line is nobody's concern, and is not read. */
static Outcome receive_status(Line *line, int *status)
{
    char said[MOST_STATUS_LINE];
    size_t length = 0;
    size_t received = 0;
    Text text = {0};
    do {
        TRY(line_receive(line, said + length, sizeof said - length, &received));
        length += received;
        if (received == 0 || length == sizeof said) {
            return line_trouble(line, "the answer is not one of HTTP");
        }
        text = text_of(said, length);
    } while (text_find_byte(text, '\n', 0) == length);
    return reply_status(text, status) ? OK
                                      : line_trouble(line, "the answer is not one of HTTP");
}

static Outcome speak(Arena *arena, const Post *post, Line *line)
{
    const LineEnd end = {post->host, post->port, post->may_be_private, post->trust};
    TRY(line_open(arena, &end, line));
    return line_send(line, request_of(arena, post));
}

Outcome post_send(Arena *arena, const Post *post, int *status, Problem *problem)
{
    Line line SCOPED(line_close) = line_new(POST_SECONDS, "hook", problem);
    TRY(speak(arena, post, &line));
    return receive_status(&line, status);
}

/* Until the answer is whole by its own length, or the other end closed. */
static Outcome receive_reply(Arena *arena, Line *line, size_t most, Reply *reply)
{
    Buffer said = buffer_new(arena, most);
    ReplyReader reader = reply_reader(arena, most);
    ReplyState state = REPLY_MORE;
    while (state == REPLY_MORE) {
        char piece[PIECE];
        size_t received = 0;
        TRY(line_receive(line, piece, sizeof piece, &received));
        buffer_append(&said, text_of(piece, received));
        if (said.overflowed) {
            return line_trouble(line, "the answer is too long");
        }
        state = reply_read(&reader, buffer_text(&said),
                           received == 0 ? REPLY_ENDED : REPLY_OPEN, reply);
    }
    return state == REPLY_WHOLE ? OK : line_trouble(line, "the answer is not one of HTTP");
}

Outcome post_ask(Arena *arena, const Post *post, size_t most, Reply *reply, Problem *problem)
{
    Line line SCOPED(line_close) = line_new(POST_SECONDS, "answer", problem);
    TRY(speak(arena, post, &line));
    return receive_reply(arena, &line, most, reply);
}
