/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What another server answers (RFC 9112), read from whatever it may have sent: status, media
 * type and body; the body whole or in chunks, never compressed, and with one length alone.
 */
#pragma once

#include "base/buffer.h"

typedef struct Reply {
    int status;
    Text type; /* the media type in small letters, without parameters; may be empty */
    Text body;
} Reply;

typedef enum ReplyState {
    REPLY_MORE,  /* right so far, and not all of it */
    REPLY_WHOLE, /* read */
    REPLY_WRONG, /* no answer of HTTP, or cut off */
} ReplyState;

typedef enum ReplyEnd { REPLY_OPEN, REPLY_ENDED } ReplyEnd;

/* Reads on from where it stopped, so that what comes in small pieces is not read anew with each
 * of them. */
typedef struct ReplyReader {
    Arena *arena;
    Text type;
    Buffer body; /* of the chunks that came whole */
    size_t at;   /* where the body, or its next chunk, begins; 0 until the head was read */
    size_t length;
    int status;
    bool has_length;
    bool is_chunked;
} ReplyReader;

ReplyReader reply_reader(Arena *arena, size_t most);

/* `bytes` is all that came so far, from the first. The views live as long as it, and in the
 * arena. `reply` is written when it is whole. */
ReplyState reply_read(ReplyReader *reader, Text bytes, ReplyEnd end, Reply *reply);

/* "HTTP/1.1 204 No Content". False for anything else, and outside 100 to 599. */
bool reply_status(Text line, int *status);
