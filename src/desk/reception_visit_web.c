/* SPDX-License-Identifier: EUPL-1.2 */
#include "desk/reception_visit_web.h"

#include "desk/desk_web.h"
#include "matching/plan_address_web.h"
#include "matching/plan_form_web.h"

static void put(const Request *request, FieldList *fields, const char *name, Text value)
{
    LIST_APPEND(request->arena, fields, (Field){text_from(name), value});
}

static Text wish_need(DeskWish wish)
{
    static const char *const needs[WISH_COUNT] = {
        [WISH_SLEEP] = "sleep.tonight",     [WISH_FOOD] = "food.meal",
        [WISH_HEALTH] = "health",           [WISH_ADDRESS] = "address.reference",
        [WISH_HOUSING] = "housing",         [WISH_HYGIENE] = "hygiene.shower",
        [WISH_TALK] = "link.listening",     [WISH_MAIL] = "address.reference",
        [WISH_LAUNDRY] = "hygiene.laundry",
    };
    return text_from(needs[wish]);
}

/* The file says an age and languages; the house says where they are. */
void visit_complete(const Request *request, Visit *visit)
{
    const Access *access = request->access;
    for (size_t i = 0; i < visit->said.count; i++) {
        LIST_APPEND(request->arena, &visit->whole, visit->said.items[i]);
    }
    if (field_first(&visit->said, "place").length == 0) {
        put(request, &visit->whole, "place", desk_house_place(request, access->caller.house));
    }
    if (visit->arrival.language.length > 0) {
        put(request, &visit->whole, "language", visit->arrival.language);
    }
    for (size_t i = 0; i < visit->person.language_count; i++) {
        put(request, &visit->whole, "language", visit->person.languages[i]);
    }
    if (visit->is_known && visit->person.age >= 0 &&
        field_first(&visit->said, "age").length == 0) {
        put(request, &visit->whole, "age",
            text_format(request->arena, "%d", visit->person.age));
    }
    for (size_t i = 0; i < visit->held.count; i++) {
        put(request, &visit->whole, "given", visit->held.items[i].convention.service);
    }
}

/* None to a caller who may not grant, or stands too far from the person for it. */
static Outcome read_held(Request *request, Visit *visit)
{
    Access *access = access_of(request);
    if (!visit->is_known || !permission_holds(access->caller.permissions, MAY_GRANT)) {
        return OK;
    }
    const Outcome outcome = plan_holdings(access, visit->arrival.person, &visit->held);
    if (outcome == NOT_FOUND || outcome == REFUSED) {
        request->problem = (Problem){.arena = request->arena};
        return OK;
    }
    return outcome;
}

Outcome visit_read(Request *request, Id arrival, Visit *visit)
{
    TRY(desk_arrival(access_of(request), arrival, &visit->arrival));
    if (id_is_nil(visit->arrival.person)) {
        return OK;
    }
    const Outcome outcome = desk_person_read(access_of(request), visit->arrival.person,
                                             visit->arrival.arrived, &visit->person);
    /* A file that was closed to this caller since leaves the ticket as it was. */
    if (outcome == NOT_FOUND) {
        request->problem = (Problem){.arena = request->arena};
        return OK;
    }
    TRY(outcome);
    visit->is_known = true;
    return read_held(request, visit);
}

DeskGiver visit_giver(const Visit *visit)
{
    return (DeskGiver){
        .person = visit->is_known ? visit->person.id : (Id){{0}},
        .label = visit->is_known ? visit->person.name : visit->arrival.label,
        .held = visit->held,
    };
}

/* Only what is sealed: an address in clear says nothing of a person. */
Outcome visit_open_said(Request *request, Visit *visit)
{
    FieldList sealed = {0};
    const Text seal = request_query(request, "s");
    if (seal.length > 0) {
        put(request, &sealed, "s", seal);
        return plan_address_open(request, &sealed, &visit->said);
    }
    const Text need = wish_need(visit->arrival.wish);
    if (need.length > 0) {
        put(request, &visit->said, "need", need);
    }
    return OK;
}

bool visit_asks(const FieldList *fields)
{
    return field_first(fields, "need").length > 0 || field_first(fields, "words").length > 0;
}
