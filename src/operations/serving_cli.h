/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What stands behind the routes while a program serves: the cells and their stores, a network
 * in memory for each, the jobs of each territory, and the courier between them. Without a file
 * of cells there is one of each.
 */
#pragma once

#include "cells/cells.h"
#include "cli/cli.h"
#include "crypto/keyring.h"
#include "matching/network.h"
#include "referral/referral_mail.h"

typedef struct Serving Serving;

typedef struct ServingSettings {
    Invocation *invocation;
    Text cells_file; /* empty: the one store of the invocation */
    Text dumps;      /* the folder of the nightly dumps; empty for none */
    int64_t lease_seconds;
    ReferralPost post; /* of the messages to services */
    Text trust;        /* authorities that hosts of other houses may show, as PEM */
    Text scanner;      /* the command that looks at documents; empty: as the store was told */
    const Keyring *keyring; /* lent to the commands that the server runs; may be NULL */
} ServingSettings;

/* Opens every store and builds every network; what it lends lives until serving_close. */
MUST_USE Outcome serving_open(const ServingSettings *settings, Serving **serving,
                              Problem *problem);
void serving_close(Serving **serving);

/* The store and network for a Host header. */
typedef struct ServedPlace {
    Store *store;
    NetworkHandle *networks;
    Text stewards; /* as Application.stewards */
} ServedPlace;

ServedPlace serving_place(const Serving *serving, Text host);

/* The store that health is told of: the first cell's. */
Store *serving_first_store(const Serving *serving);
