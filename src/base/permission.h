/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What somebody must be allowed for a route or a command to run: a column of their tables. The
 * platform knows the few values here; those of the people who sign in are numbers above, named
 * by access/permission.h and judged by the gatekeeper the composition root lends.
 */
#pragma once

#include <stdint.h>

typedef uint16_t Permission;

/* 0 refuses everybody, so a forgotten field is closed. */
enum {
    NO_ONE = 0,
    EVERYONE,
    THIS_MACHINE, /* who asks from it, and not for another */
    FIRST_PERMISSION_OF_DOMAINS = 16,
};
