/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/plan_place.h"

#include "crypto/code.h"
#include "json/json.h"

Outcome plan_bearer_open(Session *session, Arena *arena, Text typed, Moment now,
                         PlanBearer *bearer, Problem *problem)
{
    BearerPlaceList places = {0};
    bearer->access = bearer_access(arena, session, now, problem);
    const Outcome found = keep_find(session, arena, typed, now, &bearer->plan, problem);
    if (found != NOT_FOUND || !code_parse(arena, typed, &bearer->plan.code)) {
        return found;
    }
    TRY(bearer_places(&bearer->access, bearer->plan.code, &places));
    if (places.count == 0) {
        return NOT_FOUND;
    }
    *problem = (Problem){.arena = arena};
    bearer->has_faded = true;
    return OK;
}

/* --------------------------------------------------------------------------------- holding */

static Outcome read_wish(Access *access, const PlanPlaceWish *wish, BookingOrder *order)
{
    Unit unit = {0};
    if (!id_parse(wish->unit, &order->unit)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "unit",
                           "an identifier is expected");
    }
    TRY(unit_get(access, order->unit, &unit));
    return slot_key_parse(&unit, wish->when, &order->slot)
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "slot",
                             "the day of a night, or the start of a slot, is expected");
}

Outcome plan_place_hold(PlanBearer *bearer, const PlanPlaceWishes *wishes, BookingList *made)
{
    Access *access = &bearer->access;
    json_t *known SCOPED(json_close) = NULL;
    BookingOrder orders[BEARER_PLACES_MOST] = {0};
    if (wishes->count == 0 || wishes->count > BEARER_PLACES_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "places",
                           "1 to %d places are expected", BEARER_PLACES_MOST);
    }
    if (bearer->has_faded) {
        return problem_set(
            access->problem, NOT_FOUND, TEXT("path"), "code",
            "the plan has faded: it gives back what it keeps, and keeps no more");
    }
    TRY(json_read(bearer->plan.body, JSON_REQUEST_LIMITS, &known, access->problem));
    for (size_t i = 0; i < wishes->count; i++) {
        TRY(read_wish(access, &wishes->items[i], &orders[i]));
        orders[i].answers = (RuleAnswers){.facts = json_object_get(known, "facts"),
                                          .override = TEXT(""),
                                          .language = wishes->language};
    }
    return bearer_hold(access, bearer->plan.code, orders, wishes->count, made);
}

/* --------------------------------------------------------------------------------- showing */

static bool has_one_already(const BearerPlaceList *places, const BoardOffer *offer)
{
    for (size_t i = 0; i < places->count; i++) {
        const BearerPlace *place = &places->items[i];
        if (place->unit.kind == offer->shown.unit.kind &&
            place->booking.starts < offer->slot->slot.ends &&
            offer->slot->slot.starts < place->booking.ends) {
            return true;
        }
    }
    return false;
}

Outcome plan_place_offers(PlanBearer *bearer, const Catalogue *catalogue, const MatchPlan *plan,
                          const BoardOffer **offers)
{
    Access *access = &bearer->access;
    UnitList units = {0};
    BearerPlaceList places = {0};
    BoardOffer *found = ARENA_ARRAY(access->arena, BoardOffer, plan->door_count);
    TRY(bearer_units(access, &units));
    TRY(bearer_places(access, bearer->plan.code, &places));
    for (size_t i = 0; i < plan->door_count; i++) {
        const Door *door = &catalogue->doors[plan->doors[i].door];
        TRY(board_offer(access, &units, catalogue->services[door->service].id, &found[i]));
        if (found[i].slot != NULL && has_one_already(&places, &found[i])) {
            found[i].slot = NULL;
        }
    }
    *offers = found;
    return OK;
}
