/* SPDX-License-Identifier: EUPL-1.2 */
/* What is sent to who subscribed: a Bundle that names things, and holds nothing of them. */
#pragma once

#include "fhir/fhir_hook.h"

typedef enum NoticeKind {
    NOTICE_HANDSHAKE,
    NOTICE_HEARTBEAT,
    NOTICE_EVENTS,
    NOTICE_STATUS, /* asked for by $status */
} NoticeKind;

typedef struct HookEvent {
    int64_t number;
    Id referral;
    Moment at;
    Text focus; /* "Task/theirs": as the client calls it */
} HookEvent;
typedef LIST_OF(HookEvent) HookEvents;

/* The Bundle; `name` is what the client calls the Subscription. Owned. */
json_t *notice_write(Arena *arena, const Hook *hook, Text name, NoticeKind kind,
                     const HookEvents *events);
