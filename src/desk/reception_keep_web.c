/* SPDX-License-Identifier: EUPL-1.2 */
/* Beside a door of the plan: the beds and slots its house gives here and now, and the way to
 * keep one for the person before the desk. */
#include "access/gate_web.h"
#include "base/list.h"
#include "desk/reception_web.h"
#include "desk/sentences.h"
#include "matching/page_web.h"
#include "resources/board_web.h"
#include "resources/sentences.h"

#define KEPT_ALL "tout" /* in the address, after all places were kept */

static Id service_of(const Request *request, const MatchDoor *door)
{
    const Catalogue *catalogue = network_of(request)->catalogue;
    return catalogue->services[catalogue->doors[door->door].service].id;
}

/* The board of the day, open at the unit, which books for this person. */
static Text keep_href(const Request *request, const BoardUnit *shown, Id person)
{
    const Text day = date_format(request->arena, shown->day);
    const Text unit = id_format(request->arena, shown->unit.id);
    const Text who = id_is_nil(person)
                         ? TEXT("")
                         : text_format(request->arena, "&personne=%.*s",
                                       TEXT_ARG(id_format(request->arena, person)));
    return request_link(request, text_format(request->arena, "/lits?jour=%.*s%.*s#u-%.*s",
                                             TEXT_ARG(day), TEXT_ARG(who), TEXT_ARG(unit)));
}

static Outcome fill_one(Request *request, const UnitList *units, Id service, Id person,
                        KeepView *view)
{
    BoardOffer offer = {0};
    TRY(board_offer(access_of(request), units, service, &offer));
    if (offer.slot != NULL) {
        view->words = board_offer_words(request->arena, request->language, &offer);
        view->href = keep_href(request, &offer.shown, person);
        view->place = board_offer_place(request->arena, &offer);
    }
    return OK;
}

Outcome desk_keep_fill(Request *request, const MatchPlan *plan, Id person, DeskPersonView *view)
{
    UnitList units = {0};
    KeepView *keeps = ARENA_ARRAY(request->arena, KeepView, plan->door_count);
    const bool may_book =
        permission_holds(access_of(request)->caller.permissions, MAY_BOOK_UNIT);
    if (may_book) {
        TRY(unit_list(access_of(request), UNITS_OF_NETWORK, &units));
    }
    for (size_t i = 0; i < plan->door_count; i++) {
        keeps[i] = (KeepView){0};
        TRY(fill_one(request, &units, service_of(request, &plan->doors[i]), person, &keeps[i]));
        view->keep_count += keeps[i].words.length > 0;
    }
    /* A second tap would keep as many again: asking anew shows the button again. */
    if (text_equal(request_query(request, "garde"), TEXT(KEPT_ALL))) {
        view->keep_count = 0;
    }
    view->keeps = keeps;
    return OK;
}

/* ------------------------------------------------------------------------------- together */

static Outcome read_place(Request *request, Text place, BookingOrder *order)
{
    Unit unit = {0};
    const size_t space = text_find_byte(place, ' ', 0);
    if (!id_parse(text_slice(place, 0, space), &order->unit)) {
        return REQUEST_INVALID(request, "body", "reserver", "a unit and its slot are expected");
    }
    TRY(unit_get(access_of(request), order->unit, &unit));
    return slot_key_parse(&unit, text_slice(place, space + 1, place.length), &order->slot)
               ? OK
               : REQUEST_INVALID(request, "body", "reserver", "a night or a slot is expected");
}

Outcome desk_known_facts(Request *request, const Situation *situation, json_t **known)
{
    const Text text = situation_write(request->arena, network_of(request), situation);
    return json_read(text, JSON_REQUEST_LIMITS, known, &request->problem);
}

Outcome desk_keep_all(Request *request, const Situation *situation, const DeskGiver *giver)
{
    size_t at = 0;
    Text place = {0};
    PlanKept made = {0};
    PlanKeepOrder order = {0};
    json_t *known SCOPED(json_close) = NULL;
    BookingOrder *bookings = ARENA_ARRAY(request->arena, BookingOrder, BOOKING_BUNDLE_MOST);
    TRY(desk_known_facts(request, situation, &known));
    const json_t *facts = json_object_get(known, "facts");
    while (order.booking_count < BOOKING_BUNDLE_MOST &&
           field_next(&request->form, "reserver", &at, &place)) {
        bookings[order.booking_count] = (BookingOrder){
            .person = giver->person,
            .label = giver->label,
            .answers = {facts, TEXT(""), request->language}
        };
        TRY(read_place(request, place, &bookings[order.booking_count++]));
    }
    order.bookings = bookings;
    TRY(desk_grants_read(request, "donner", giver, facts, &order));
    return plan_keep(access_of(request), &order, &made);
}

typedef enum Told {
    TOLD_ALL,
    TOLD_FULL,
    TOLD_PERSON,
    TOLD_ASKS,
    TOLD_RULE,
    TOLD_GIVEN,
    TOLD_AWAITED,
    TOLD_NOT_GIVEN,
    TOLD_COUNT
} Told;

static const char *const kept_codes[TOLD_COUNT] = {
    [TOLD_ALL] = KEPT_ALL,     [TOLD_FULL] = "plein",       [TOLD_PERSON] = "personne",
    [TOLD_ASKS] = "demande",   [TOLD_RULE] = "regle",       [TOLD_GIVEN] = "remis",
    [TOLD_AWAITED] = "attend", [TOLD_NOT_GIVEN] = "refuse",
};

static const Sentence kept_words[TOLD_COUNT] = {
    [TOLD_ALL] = SAY_DESK_KEPT,
    [TOLD_FULL] = SAY_UNIT_PROBLEM_FULL,
    [TOLD_PERSON] = SAY_UNIT_PROBLEM_PERSON,
    [TOLD_ASKS] = SAY_UNIT_RULE_ASKS,
    [TOLD_RULE] = SAY_DESK_KEEP_RULE,
    [TOLD_GIVEN] = SAY_DESK_GIVEN_NOW,
    [TOLD_AWAITED] = SAY_DESK_GIVE_AWAITED,
    [TOLD_NOT_GIVEN] = SAY_DESK_GIVE_REFUSED,
};

static const char *tell(Request *request, Told told)
{
    request->problem = (Problem){.arena = request->arena};
    return kept_codes[told];
}

static bool is_of_grant(Text field)
{
    static const char *const fields[] = {"ceiling", "convention", "keys",
                                         "grants",  "quantity",   "worth"};
    size_t at = 0;
    return text_among(field, fields, LENGTH_OF(fields), &at);
}

const char *desk_kept_code(Request *request, Outcome outcome)
{
    const Text field = request->problem.field;
    const bool is_rule = text_equal(field, TEXT("facts"));
    if (outcome == OK) {
        return tell(request, TOLD_ALL);
    }
    if (outcome != CONFLICT && outcome != INVALID && outcome != REFUSED) {
        return NULL;
    }
    if (is_of_grant(field)) {
        return tell(request, TOLD_NOT_GIVEN);
    }
    if (outcome == CONFLICT) {
        return tell(request, text_equal(field, TEXT("person")) ? TOLD_PERSON : TOLD_FULL);
    }
    return is_rule ? tell(request, outcome == INVALID ? TOLD_ASKS : TOLD_RULE) : NULL;
}

const char *desk_given_code(Request *request, Outcome outcome, const PlanKept *kept)
{
    const bool is_rule = is_of_grant(request->problem.field) ||
                         text_equal(request->problem.field, TEXT("facts"));
    if (outcome == OK) {
        const bool waits =
            kept->grants.count > 0 && kept->grants.items[0].state == GRANT_SUBMITTED;
        return tell(request, waits ? TOLD_AWAITED : TOLD_GIVEN);
    }
    const bool is_refusal = outcome == CONFLICT || outcome == INVALID || outcome == REFUSED;
    return is_refusal && is_rule ? tell(request, TOLD_NOT_GIVEN) : NULL;
}

bool desk_kept_words(const Request *request, Text *told, bool *is_warning)
{
    size_t at = 0;
    if (!text_among(request_query(request, "garde"), kept_codes, TOLD_COUNT, &at)) {
        return false;
    }
    *told = say(request->language, kept_words[at]);
    *is_warning = at != TOLD_ALL && at != TOLD_GIVEN;
    return true;
}
