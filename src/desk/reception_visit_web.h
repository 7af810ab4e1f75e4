/* SPDX-License-Identifier: EUPL-1.2 */
/* Who stands at a desk, what they said, and what the desk knows besides. */
#pragma once

#include "desk/reception_web.h"

typedef struct Visit {
    Arrival arrival;
    bool is_known;
    DeskPerson person;
    PlanHoldingList held; /* cards, tickets and letters, where the caller may grant them */
    FieldList said;       /* by the person, as the form has it */
    FieldList whole;      /* with what the desk knows: where they are, age, languages */
} Visit;

/* Who came with this ticket; a file closed to the caller leaves the ticket as it is. */
MUST_USE Outcome visit_read(Request *request, Id arrival, Visit *visit);

/* What was said, from the seal of the address; NOT_FOUND for one that has faded. */
MUST_USE Outcome visit_open_said(Request *request, Visit *visit);

/* Fills `whole`: the file says an age, languages and what is held; the house where they are. */
void visit_complete(const Request *request, Visit *visit);

/* Whether the fields ask for anything. */
bool visit_asks(const FieldList *fields);

DeskGiver visit_giver(const Visit *visit);
