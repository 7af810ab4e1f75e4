/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of grants and tickets share; nobody else includes it. */
#pragma once

#include "entitlements/ticket.h"

/* The row as it is, judging nothing. NOT_FOUND in the words of an id nobody bears. */
Outcome entitlement_row(Access *access, Id id, Entitlement *read);

/* Its state as it is kept, for a terminal: what follows from its tickets is not looked at. */
Outcome entitlement_state(Access *access, Id id, GrantState *state);

/* The same for who may grant to its person (MAY_GRANT). */
Outcome entitlement_admit(Access *access, Id id, Entitlement *read);

/* Likewise of tickets; the rows come with their last use. */
Outcome ticket_row(Access *access, Id id, Ticket *read);
Outcome ticket_rows(Access *access, Id entitlement, TicketList *list);
int64_t ticket_left(const Ticket *ticket); /* 0 of one that is blocked */

/* The spoken code, unsealed. REFUSED without its key. */
Outcome ticket_open_code(Access *access, Id ticket, Text *code);

Outcome redemption_last(Access *access, Id ticket, LastUse *last);
