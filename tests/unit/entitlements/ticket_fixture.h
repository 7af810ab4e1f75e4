/* SPDX-License-Identifier: EUPL-1.2 */
/* Tickets in the hand, and what is done with them. */
#pragma once

#include "unit/entitlements/entitlements_fixture.h"

typedef struct Holding {
    Id ticket;
    Id made;
    TicketPaper paper;
    RedeemOrder order;
    Redeemed redeemed;
} Holding;

static inline Outcome print_ticket(Access *access, void *context)
{
    Holding *holding = context;
    TRY(ticket_paper(access, holding->ticket, &holding->paper));
    holding->order.typed = holding->paper.code;
    return OK;
}

static inline Outcome look_at_ticket(Access *access, void *context)
{
    Holding *holding = context;
    return ticket_look(access, holding->order.typed, &holding->redeemed.look);
}

static inline Outcome redeem(Access *access, void *context)
{
    Holding *holding = context;
    return ticket_redeem(access, &holding->order, &holding->redeemed);
}

static inline Holding paper_of(Fixture *fixture, Store *store, Id ticket)
{
    Holding holding = {.ticket = ticket};
    assert_int_equal(acts(fixture, store, desk(), print_ticket, &holding), OK);
    return holding;
}

/* A ticket in the hand, of somebody new. */
static inline Holding one_ticket(Fixture *fixture, Store *store)
{
    const Id person = create_camille(fixture, store);
    return paper_of(fixture, store,
                    grant(fixture, store, order_of(person, 1)).tickets.items[0].id);
}

static inline int64_t number_in_store(Fixture *fixture, Store *store, const Query *query,
                                      const char *name, Id id)
{
    bool row = false;
    Session *session SCOPED(session_end) = NULL;
    Statement *statement SCOPED(statement_close) = NULL;
    assert_int_equal(store_read(store, &session, &fixture->problem), OK);
    assert_int_equal(statement_open(session, query, &statement, &fixture->problem), OK);
    bind_id(statement, name, id);
    assert_int_equal(statement_next(statement, &row, &fixture->problem), OK);
    return row ? column_integer(statement, 0) : 0;
}
