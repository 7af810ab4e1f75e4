/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What another server answers (RFC 9112), read from whatever it may have sent: status, media
 * type and body; the body whole or in chunks, never compressed, and with one length alone.
 */
#pragma once

#include "base/text.h"

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

/* The views live as long as `bytes`, and in the arena. `reply` is written when it is whole. */
ReplyState reply_read(Arena *arena, Text bytes, ReplyEnd end, Reply *reply);

/* "HTTP/1.1 204 No Content". False for anything else, and outside 100 to 599. */
bool reply_status(Text line, int *status);
