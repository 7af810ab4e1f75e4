/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The waiting list of a unit. A place that is free is offered to who is first, by a booking
 * held for an hour in their name, a dwelling for a week; three offers at most, one a day.
 * Nobody passes: whoever books a unit is served after the list (booking_make), and what is
 * given back goes to the list in the same transaction (booking_move). An entry's state follows
 * from its events and from the bookings that were offered; its rank from waiting_rank.h.
 * Nothing of either is kept.
 */
#pragma once

#include "resources/booking.h"
#include "resources/waiting_rank.h"

enum {
    WAITING_OFFER_SECONDS = 60 * 60,
    WAITING_DWELLING_OFFER_SECONDS = 7 * 24 * 60 * 60, /* to visit it, and to think */
    WAITING_MOST = 1000
};

typedef enum WaitingState {
    WAITING_OPEN,
    WAITING_OFFERED, /* a place is held for them now */
    WAITING_SERVED,
    WAITING_SPENT, /* three offers went by */
    WAITING_LEFT,
    WAITING_STATE_COUNT
} WaitingState;

typedef struct WaitingEntry {
    Id id;
    Id house; /* that asked */
    Id person;
    Text label;
    int64_t first; /* the nights or slots that would do, by their keys */
    int64_t last;
    Moment since;
    WaitingRank rank;
    int64_t place; /* 1 for who is first; 0 for who waits no more */
    WaitingState state;
    int64_t offers;
    Date last_offer; /* DATE_NONE for never */
    Date last_refusal;
    int64_t last_number; /* of its events */
    Id lot_of; /* the entry whose lot this one has: the first of that person, unit and day */
} WaitingEntry;

typedef LIST_OF(WaitingEntry) WaitingList;

Text waiting_state_code(WaitingState state); /* "offered" */

typedef struct WaitingOrder {
    Id unit;
    Id person; /* nil for nobody with a file */
    Text label;
    Text class; /* a key of the rules */
    int64_t first;
    int64_t last;
    RuleAnswers answers;
} WaitingOrder;

/* Asks for a place of the unit, and offers what is free for the first of its nights or slots.
 * INVALID names the field; NOT_FOUND for a unit or a person the caller may not see; CONFLICT
 * "person" for one who waits for this unit already: nobody has two lots. The rule of the unit
 * is answered first (unit_rule_check): what is offered later may be taken. */
MUST_USE Outcome waiting_join(Access *access, const WaitingOrder *order, Id *entry);

/* Whether they would be let in, as waiting_join says, with nothing written: who asks for
 * several units is looked at for each before the first. */
MUST_USE Outcome waiting_check(Access *access, const WaitingOrder *order);

/* Those who wait for this night or slot, in order, then those who do no more. A house sees its
 * own entries, with their places; who keeps the unit sees all. A lot is all zeros until its day
 * is over; a person is told to the house that asked, where the caller may read them. The
 * journal gets a line. */
MUST_USE Outcome waiting_list(Access *access, const Unit *unit, int64_t slot,
                              WaitingList *list);

typedef enum WaitingAct { WAITING_REFUSE, WAITING_LEAVE, WAITING_ACT_COUNT } WaitingAct;
bool waiting_act_parse(Text code, WaitingAct *act); /* "refuse", "leave" */

/* REFUSE: they came today and were sent away; counts once a day, for the keeper of the unit.
 * LEAVE: they wait no more; for the keeper and for who asked. CONFLICT when it is so already.
 */
MUST_USE Outcome waiting_move(Access *access, Id entry, WaitingAct act);

/* Offers what is free of this night or slot to those who are first; `offered` (may be NULL)
 * counts. Judges nothing: whoever changes what is free calls it, in the same transaction. */
MUST_USE Outcome waiting_serve(Access *access, const Unit *unit, int64_t slot,
                               int64_t *offered);

/* The draw of a day. */
typedef struct WaitingDraw {
    Digest promise;
    bool is_over;     /* the seed may be told */
    WaitingSeed seed; /* all zeros before */
} WaitingDraw;

/* NOT_FOUND for a day nobody prepared; today's and tomorrow's are prepared by who joins. */
MUST_USE Outcome waiting_draw(Access *access, Date day, WaitingDraw *draw);

/* For a list kept elsewhere in the same order (waiting_compare): prepares the draws of today
 * and tomorrow, in a writing session, and the lot of who asked on a day. Both judge nothing. */
MUST_USE Outcome waiting_prepare_draws(Access *access);
MUST_USE Outcome waiting_lot_of(Access *access, Date day, Id entry, Digest *lot);
