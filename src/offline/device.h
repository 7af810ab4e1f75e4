/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Devices that work offline: a telephone or a tablet of one account, under the name its holder
 * gives it. A device is no key: who asks has signed in as well. One that was lost is revoked,
 * by its holder or by who manages accounts; the next time it asks, it is told to forget all it
 * holds, whether somebody has signed in on it or not
 * (docs/decisions/2026-11-30-offline.md).
 */
#pragma once

#include "access/access.h"

enum { DEVICES_MOST = 10, DEVICE_NAME_MOST = 60 /* bytes */ };

typedef struct Device {
    Id id;
    Id account;
    Text name;
    Moment added;
    Moment seen;    /* when it last asked; 0 before */
    int64_t given;  /* the greatest cursor it was handed (offline/pull.h) */
    Moment revoked; /* 0 while it serves */
} Device;

typedef LIST_OF(Device) DeviceList;

/* For the caller. INVALID for no name, or a long one; CONFLICT when DEVICES_MOST serve. In a
 * writing session. */
MUST_USE Outcome device_add(Access *access, Text name, Device *device);

/* Those of the caller, the newest first. */
MUST_USE Outcome device_list(Access *access, DeviceList *list);

/* Those of an account, for who manages accounts: REFUSED for anybody else. */
MUST_USE Outcome device_list_of(Access *access, Id account, DeviceList *list);

/* NOT_FOUND for a device of somebody else, unless the caller manages accounts, as for none at
 * all. One that was revoked before stays so. In a writing session. */
MUST_USE Outcome device_revoke(Access *access, Id id);

/* The caller's own, revoked or not; NOT_FOUND for any other. */
MUST_USE Outcome device_find(Access *access, Id id, Device *device);

typedef enum DeviceState {
    DEVICE_SERVES,
    DEVICE_IS_REVOKED, /* it forgets all it holds */
} DeviceState;

/* Asked by the device itself, before anybody has signed in: its id is known to it alone. A
 * closed account has no device that serves. NOT_FOUND for none. */
MUST_USE Outcome device_state(Session *session, Id id, DeviceState *state, Problem *problem);
