/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What one territory tells another, wherever it lives. A message is written to the outbox in
 * the transaction of what caused it; the courier carries it; it is written to the inbox in the
 * transaction of its effect, once, however often it is carried. There is no foreign key and no
 * common transaction between territories.
 */
#pragma once

#include "cells/cells.h"
#include "metrics/metrics.h"

typedef struct Message Message;

struct Message {
    Id id;
    Text sender;
    Text recipient;
    Text kind;
    Text body; /* at most 64 KiB of UTF-8 */
    Moment created;
};

enum { MESSAGE_BODY_LIMIT = 1 << 16 };

/* What a kind of message does where it arrives, in the transaction that takes it in. It may run
 * again from the start, as any write. */
typedef Outcome (*MessageFunction)(Session *session, const Message *message, Problem *problem);

typedef struct MessageKind {
    const char *name;
    MessageFunction handle;
} MessageKind;

/* Sends in a transaction of the sender's territory. INVALID when the body is too long. */
MUST_USE Outcome message_send(Session *session, Id id, Text recipient, Text kind, Text body,
                              Moment now, Problem *problem);

/* Carries what waits in every outbox of the cells, oldest first; says how many it delivered. A
 * message whose kind nobody handles, or whose recipient lives nowhere, stays where it is. */
MUST_USE Outcome messages_carry(const Cells *cells, const MessageKind *kinds, size_t kind_count,
                                Moment now, size_t *delivered, Problem *problem);

/* What waits to be carried, as the last round left it, and what was delivered. */
extern const MetricTable MESSAGE_METRICS;
