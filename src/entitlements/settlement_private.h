/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of settlements share; nobody else includes it. */
#pragma once

#include "entitlements/entitlement_private.h"
#include "entitlements/settlement.h"

/* For MAY_SETTLE of one of its two houses; NOT_FOUND for all others. */
Outcome settlement_row(Access *access, Id id, Settlement *read);

/* A line of its course: the state it came to. */
Outcome settlement_tell(Access *access, Id id, SettlementState state, Text reason);
