/* SPDX-License-Identifier: EUPL-1.2 */
#include "desk/plan_keep.h"

static Outcome check_grants(Access *access, const PlanKeepOrder *order)
{
    for (size_t i = 0; i < order->grant_count; i++) {
        Entitlement would = {0};
        for (size_t j = 0; j < i; j++) {
            if (text_equal(order->grants[i].convention, order->grants[j].convention)) {
                return problem_set(access->problem, INVALID, TEXT("body"), "grants",
                                   "one grant of each convention is expected");
            }
        }
        TRY(entitlement_check(access, &order->grants[i], &would));
    }
    return OK;
}

/* What was looked at and is refused all the same must not stay half done. */
static Outcome grant_all(Access *access, const PlanKeepOrder *order, EntitlementList *grants)
{
    for (size_t i = 0; i < order->grant_count; i++) {
        Entitlement made = {0};
        const Outcome outcome = entitlement_ask(access, &order->grants[i], &made);
        if (outcome == INVALID || outcome == REFUSED || outcome == CONFLICT) {
            return problem_set(access->problem, UNAVAILABLE, TEXT("body"), "grants",
                               "what is granted changed meanwhile: ask once more");
        }
        TRY(outcome);
        LIST_APPEND(access->arena, grants, made);
    }
    return OK;
}

Outcome plan_keep(Access *access, const PlanKeepOrder *order, PlanKept *kept)
{
    PlanKept made = {0};
    if (order->booking_count + order->grant_count == 0 ||
        order->grant_count > PLAN_KEEP_MOST_GRANTS) {
        return problem_set(access->problem, INVALID, TEXT("body"), "grants",
                           "a booking, or 1 to %d grants, are expected", PLAN_KEEP_MOST_GRANTS);
    }
    TRY(check_grants(access, order));
    if (order->booking_count > 0) {
        TRY(booking_make(access, BOOKING_BOOK, order->bookings, order->booking_count,
                         &made.bookings, &made.code));
    }
    TRY(grant_all(access, order, &made.grants));
    *kept = made;
    return OK;
}

Outcome plan_holdings(Access *access, Id person, PlanHoldingList *list)
{
    EntitlementList granted = {0};
    PlanHoldingList held = {0};
    TRY(entitlement_list(access, person, &granted));
    for (size_t i = 0; i < granted.count; i++) {
        PlanHolding holding = {.entitlement = granted.items[i]};
        if (holding.entitlement.state != GRANT_GRANTED) {
            continue;
        }
        TRY(convention_get(access, holding.entitlement.convention, &holding.convention));
        if (holding.convention.service.length > 0) {
            LIST_APPEND(access->arena, &held, holding);
        }
    }
    *list = held;
    return OK;
}
