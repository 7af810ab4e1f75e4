/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which addresses this server may call of its own accord. An address that somebody else chose
 * must not lead to the machine itself, to its private network, or to the service that gives
 * machines of a cloud their secrets.
 */
#pragma once

#include "http/address.h"

typedef enum Reach {
    REACH_PUBLIC,  /* anywhere */
    REACH_PRIVATE, /* this machine, a private network: when the operator says so */
    REACH_NEVER,   /* link-local, multicast, translated, the metadata of a cloud */
} Reach;

/* By the registries of special addresses of RFC 6890, as of 2026-11. */
Reach address_reach(Address address);
