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
