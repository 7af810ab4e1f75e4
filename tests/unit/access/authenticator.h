/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A device that holds one passkey, with a real key of each kind: it signs what a test makes it
 * sign, true or not.
 */
#pragma once

#include <gnutls/abstract.h>

#include "access/passkey_proof.h"

typedef enum DeviceKey { DEVICE_ED25519, DEVICE_P256, DEVICE_RSA, DEVICE_KEYS } DeviceKey;

/* What the device and its browser say; device_open fills in what is right. */
typedef struct Device {
    Arena *arena;
    gnutls_privkey_t key;
    Text cose; /* the public key, as CBOR */
    Text credential;
    Text user;
    const char *site; /* the name it believes to serve */
    const char *origin;
    const char *type; /* NULL: the right one */
    const char *more; /* members of the client data: ",\"crossOrigin\":true" */
    const char *format;
    Text extensions; /* CBOR, with its flag */
    unsigned flags;
    uint32_t counter;
    Text challenge;
    Text tail; /* bytes after the authenticator data */
} Device;

void device_open(Device *device, Arena *arena, DeviceKey kind, Text user);
void device_close(Device *device);

/* The authenticator data and the attestation object it makes now. */
Text device_data(const Device *device, bool with_key);
Text device_attestation(const Device *device);

/* What a browser sends of a new passkey, and of one that is used: JSON. */
Text device_make(const Device *device);
Text device_sign(const Device *device);
