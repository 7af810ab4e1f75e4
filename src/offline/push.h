/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a device brings back: each operation in a transaction of its own, with its own answer,
 * kept with it. One sent again is answered as the first time, word for word, and does nothing;
 * one that is refused leaves the others as they are.
 */
#pragma once

#include "offline/apply.h"
#include "offline/device.h"

typedef struct PushAnswer {
    Id op; /* nil: it had none, and its answer is not kept */
    OperationAnswer answer;
} PushAnswer;

typedef LIST_OF(PushAnswer) PushAnswerList;

typedef struct Pushing {
    Store *store;
    Access *access; /* its session is a snapshot, and gone afterwards */
    const Delivery *delivery;
    PushAnswerList answers; /* out: one an operation, in their order */
    bool is_revoked;        /* out, on REFUSED: the device is to forget all it holds */
} Pushing;

/* NOT_FOUND for a device that is not the caller's; REFUSED once it was revoked. UNAVAILABLE or
 * FAILED when the store is not there: what was answered until then is kept, and the whole
 * delivery may be sent again. */
MUST_USE Outcome push_deliver(Pushing *pushing);

/* How old an operation may be, and how far ahead, by the moment its `op` bears; and after how
 * long its answer is forgotten, which is later. In seconds. */
enum {
    OPERATION_OLDEST = 180 * 24 * 60 * 60,
    OPERATION_AHEAD = 24 * 60 * 60,
    OPERATION_KEPT = 190 * 24 * 60 * 60
};

/* Forgets the answers of operations older than OPERATION_KEPT. */
MUST_USE Outcome push_forget(Session *session, Moment now, Problem *problem);
