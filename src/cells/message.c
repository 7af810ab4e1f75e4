/* SPDX-License-Identifier: EUPL-1.2 */
#include "cells/message.h"

#include "base/list.h"
#include "base/log.h"
#include "cells/queries.h"

enum { MOST_AT_ONCE = 256 };

static Gauge waiting;
static Counter delivered_here;

static const Family families[] = {
    {.kind = FAMILY_GAUGE,
     .name = "seuil_outbox_waiting",
     .help = "Messages between territories that the last round could not deliver.",
     .gauge = &waiting         },
    {.kind = FAMILY_COUNTER,
     .name = "seuil_outbox_delivered",
     .help = "Messages between territories that this process delivered.",
     .counter = &delivered_here},
};

const MetricTable MESSAGE_METRICS = {families, LENGTH_OF(families)};

Outcome message_send(Session *session, Id id, Text recipient, Text kind, Text body, Moment now,
                     Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    if (body.length > MESSAGE_BODY_LIMIT || !text_is_utf8(body)) {
        return problem_set(problem, INVALID, kind, "body",
                           "a message is at most %d bytes of UTF-8", MESSAGE_BODY_LIMIT);
    }
    TRY(statement_open(session, &OUTBOX_PUT, &statement, problem));
    bind_id(statement, "id", id);
    bind_text(statement, "recipient", recipient);
    bind_text(statement, "kind", kind);
    bind_text(statement, "body", body);
    bind_integer(statement, "now", now);
    return statement_run(statement, NULL, problem);
}

/* -------------------------------------------------------------------------------- arriving */

typedef struct Delivery {
    const Message *message;
    const MessageKind *kind;
    Moment now;
} Delivery;

/* The inbox line and the effect are one transaction; a message that is there has had it. */
static Outcome take_in(Session *session, void *context, Problem *problem)
{
    const Delivery *delivery = context;
    const Message *message = delivery->message;
    Statement *statement SCOPED(statement_close) = NULL;
    int64_t changed = 0;
    TRY(statement_open(session, &INBOX_PUT, &statement, problem));
    bind_id(statement, "id", message->id);
    bind_text(statement, "sender", message->sender);
    bind_text(statement, "kind", message->kind);
    bind_text(statement, "body", message->body);
    bind_integer(statement, "created", message->created);
    bind_integer(statement, "now", delivery->now);
    TRY(statement_run(statement, &changed, problem));
    return changed == 1 ? delivery->kind->handle(session, message, problem) : OK;
}

static Outcome mark_delivered(Session *session, void *context, Problem *problem)
{
    const Delivery *delivery = context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &OUTBOX_DELIVER, &statement, problem));
    bind_id(statement, "id", delivery->message->id);
    bind_integer(statement, "now", delivery->now);
    return statement_run(statement, NULL, problem);
}

/* -------------------------------------------------------------------------------- carrying */

/* The next waiting messages after `last`, oldest first. */
static Outcome read_waiting(const Home *home, Arena *arena, const Message *last,
                            Message *messages, size_t *count, Problem *problem)
{
    Session *session SCOPED(session_end) = NULL;
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    *count = 0;
    TRY(store_read(home_store(home), &session, problem));
    TRY(statement_open(session, &OUTBOX_NEXT, &statement, problem));
    bind_integer(statement, "created", last->created);
    bind_id(statement, "id", last->id);
    bind_integer(statement, "most", MOST_AT_ONCE);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        messages[(*count)++] = (Message){
            .id = column_id(statement, 0),
            .sender = home->territory,
            .recipient = text_copy(arena, column_text(statement, 1)),
            .kind = text_copy(arena, column_text(statement, 2)),
            .body = text_copy(arena, column_text(statement, 3)),
            .created = column_integer(statement, 4),
        };
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

static const MessageKind *kind_of(const MessageKind *kinds, size_t count, Text name)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(text_from(kinds[i].name), name)) {
            return &kinds[i];
        }
    }
    return NULL;
}

/* First there, then here: a death in between carries it again, and the inbox knows it. */
static Outcome deliver(const Home *sender, const Home *recipient, Delivery *delivery,
                       Problem *problem)
{
    TRY(store_write(home_store(recipient), take_in, delivery, problem));
    return store_write(home_store(sender), mark_delivered, delivery, problem);
}

typedef struct Round {
    const Cells *cells;
    const MessageKind *kinds;
    size_t kind_count;
    Moment now;
    size_t read; /* of what waited */
    size_t delivered;
    size_t stuck; /* for nowhere, or of a kind that nobody handles */
} Round;

static Outcome carry_one(Round *round, const Home *home, const Message *message,
                         Problem *problem)
{
    const Home *recipient = cells_home(round->cells, message->recipient);
    Delivery delivery = {message, kind_of(round->kinds, round->kind_count, message->kind),
                         round->now};
    if (recipient == NULL || delivery.kind == NULL) {
        round->stuck++;
        return OK;
    }
    TRY(deliver(home, recipient, &delivery, problem));
    round->delivered++;
    return OK;
}

/* A cell that is away keeps back the messages for it; those for the others go on. */
static Outcome carry_from(Round *round, const Home *home, Problem *problem)
{
    Message last = {0};
    Outcome outcome = OK;
    size_t count = MOST_AT_ONCE;
    while (count == MOST_AT_ONCE) {
        Arena *arena SCOPED(arena_close) = arena_new(4096);
        Message *messages = arena_allocate_array(arena, MOST_AT_ONCE, sizeof *messages);
        TRY(read_waiting(home, arena, &last, messages, &count, problem));
        round->read += count;
        for (size_t i = 0; i < count; i++) {
            const Outcome one = carry_one(round, home, &messages[i], problem);
            outcome = outcome == OK ? one : outcome;
            last.created = messages[i].created;
            last.id = messages[i].id;
        }
    }
    return outcome;
}

Outcome messages_carry(const Cells *cells, const MessageKind *kinds, size_t kind_count,
                       Moment now, size_t *delivered, Problem *problem)
{
    Round round = {cells, kinds, kind_count, now, 0, 0, 0};
    Outcome outcome = OK;
    for (size_t i = 0; i < cells->home_count; i++) {
        const Outcome one = carry_from(&round, &cells->homes[i], problem);
        outcome = outcome == OK ? one : outcome;
    }
    if (round.stuck > 0) {
        log_event(LOG_WARNING, "messages_stuck", "%zu for nowhere, or of an unknown kind",
                  round.stuck);
    }
    gauge_set(&waiting, (int64_t)(round.read - round.delivered));
    counter_add(&delivered_here, round.delivered);
    *delivered = round.delivered;
    return outcome;
}
