/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a desk gives from a person's plan: places of several doors, and the cards, tickets or
 * letters without which a door stays closed. All of it is given, or nothing.
 */
#pragma once

#include "entitlements/entitlement.h"
#include "resources/booking.h"

enum { PLAN_KEEP_MOST_GRANTS = 16 };

typedef struct PlanKeepOrder {
    const BookingOrder *bookings;
    size_t booking_count; /* at most BOOKING_BUNDLE_MOST */
    const GrantOrder *grants;
    size_t grant_count; /* at most PLAN_KEEP_MOST_GRANTS, each of another convention */
} PlanKeepOrder;

typedef struct PlanKept {
    BookingList bookings;
    Text code; /* of the bookings; empty without any */
    EntitlementList grants;
} PlanKept;

/* In a writing session. Refuses as booking_make and entitlement_ask do, INVALID "grants" for
 * two of one convention or nothing at all. All is looked at before the first is written, so
 * that such a refusal has changed nothing. UNAVAILABLE where one is refused after that all the
 * same: the session is then to be undone. */
MUST_USE Outcome plan_keep(Access *access, const PlanKeepOrder *order, PlanKept *kept);

/* A grant in force, of which something is left, and the service that gives it. */
typedef struct PlanHolding {
    Entitlement entitlement;
    Convention convention; /* with a service */
} PlanHolding;

typedef LIST_OF(PlanHolding) PlanHoldingList;

/* What the person holds, the newest first; judges as entitlement_list does. */
MUST_USE Outcome plan_holdings(Access *access, Id person, PlanHoldingList *list);
