/* SPDX-License-Identifier: EUPL-1.2 */
/* Two houses of the directory, a convention between them, and somebody to grant to. */
#pragma once

#include "directory/record.h"
#include "entitlements/queries.h"
#include "entitlements/redemption.h"
#include "unit/people/people_fixture.h"

#define on_a_store(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

/* Who accepts: a partner of the other house. */
static inline Caller partner(void)
{
    return worker(7, house_of_others, team_of_others, "partner");
}

static inline Caller head(void)
{
    return worker(8, house_of_exemple, team_of_desk, "head_of_service");
}

static inline Caller another_head(void)
{
    return worker(9, house_of_exemple, team_of_desk, "head_of_service");
}

static inline Outcome put_house(Access *access, Id house, const char *name)
{
    const RecordPass pass = record_pass(TEXT("test"), access->now);
    const Record record = {
        .kind = ENTITY_ORGANIZATION,
        .id = house,
        .owner_kind = ENTITY_COUNT,
        .body = text_format(access->arena, "{\"id\":\"%.*s\",\"name\":\"%s\"}",
                            TEXT_ARG(id_format(access->arena, house)), name),
    };
    return record_put(access->session, &pass, &record, access->problem);
}

static inline Outcome put_houses(Access *access, void *context)
{
    (void)context;
    TRY(put_house(access, house_of_exemple, "Maison Exemple"));
    return put_house(access, house_of_others, "Restaurant Exemple");
}

/* Meals given by the first house and eaten at the other; a test changes what it needs. */
static inline Convention meals(void)
{
    return (Convention){
        .key = TEXT("meals"),
        .kind = CONVENTION_MEAL,
        .payer = house_of_exemple,
        .name = PHRASE_INIT("Repas", "Maaltijd", "Essen", "Meal"),
        .source = TEXT("2:168"),
        .unit = UNIT_USE,
        .worth = 1,
        .price = 450,
        .days = 31,
        .threshold = NO_THRESHOLD,
        .prescribers = {house_of_exemple},
        .prescriber_count = 1,
        .acceptors = {house_of_others},
        .acceptor_count = 1,
    };
}

static inline Outcome load_conventions(Access *access, void *context)
{
    return convention_load(access, context);
}

static inline void agree_on(Fixture *fixture, Store *store, Convention convention)
{
    const ConventionList list = {.items = &convention, .count = 1};
    assert_int_equal(acts(fixture, store, head(), put_houses, NULL), OK);
    assert_int_equal(acts(fixture, store, head(), load_conventions, (void *)&list), OK);
}

typedef struct Granting {
    GrantOrder order;
    Entitlement made;
    GrantAct act;
    EntitlementFile file;
    TicketList tickets;
} Granting;

static inline Outcome ask_for(Access *access, void *context)
{
    Granting *granting = context;
    return entitlement_ask(access, &granting->order, &granting->made);
}

static inline Outcome act_upon(Access *access, void *context)
{
    Granting *granting = context;
    return entitlement_act(access, granting->made.id, granting->act);
}

static inline Outcome read_grant(Access *access, void *context)
{
    Granting *granting = context;
    TRY(entitlement_read(access, granting->made.id, &granting->file));
    return ticket_list(access, granting->made.id, &granting->tickets);
}

static inline GrantOrder order_of(Id person, int64_t quantity)
{
    return (GrantOrder){.convention = TEXT("meals"), .person = person, .quantity = quantity};
}

/* What the desk grants, with its tickets. */
static inline Granting grant(Fixture *fixture, Store *store, GrantOrder order)
{
    Granting granting = {.order = order};
    assert_int_equal(acts(fixture, store, desk(), ask_for, &granting), OK);
    assert_int_equal(acts(fixture, store, desk(), read_grant, &granting), OK);
    return granting;
}
