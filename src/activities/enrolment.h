/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who takes part in a group for a cycle. A place is a row of resources/place.h (unit: the
 * group, slot: the first day of the cycle), so that none is given twice and capacity is never
 * passed, whatever runs beside. Who finds no place waits in the order of
 * resources/waiting_rank.h: the class, the day they asked, then the promised draw. A place
 * given back goes to who is first in the same transaction.
 *
 * The condition is judged when somebody asks, and kept as it stood; the facts are not kept.
 */
#pragma once

#include "activities/session.h"
#include "entitlements/condition.h"
#include "resources/waiting_rank.h"

/* What a sheet called somebody is forgotten so many days after the longest cycle is over. */
enum { ENROLMENT_LABEL_MOST = 60, ENROLMENT_LABEL_DAYS = 30 };

typedef enum EnrolmentState {
    ENROLMENT_WAITS,
    ENROLMENT_TAKES_PART,
    ENROLMENT_ENDED,
    ENROLMENT_STATE_COUNT
} EnrolmentState;

/* Why somebody takes part no more: "left", "work", "moved", "absent", "completed". */
enum { ENROLMENT_REASON_COUNT = 5 };
extern const char *const ENROLMENT_REASONS[ENROLMENT_REASON_COUNT];

typedef struct Enrolment {
    Id id;
    Id group;
    Date cycle;
    Id house; /* that asked */
    Id person;
    Text label;
    WaitingRank rank; /* its lot is drawn by enrolment_list alone */
    Text rule;
    Moment asked;
    int64_t place;      /* 0 while there was none */
    int64_t rank_place; /* 1 for who is first of those who wait; 0 for who does not */
    Moment ended;
    Text ended_for;
} Enrolment;

typedef LIST_OF(Enrolment) EnrolmentList;

Text enrolment_state_code(EnrolmentState state); /* "waiting", "takes_part", "ended" */
EnrolmentState enrolment_state(const Enrolment *enrolment);

typedef struct EnrolmentOrder {
    Id group;
    Date cycle; /* the first day of one */
    Id person;
    Text label;          /* what the sheet calls them by: 1 to 60 bytes */
    Text class;          /* a key of the waiting list's rules */
    const json_t *facts; /* as POST /api/v1/match takes them; NULL knows nothing */
    Language language;
} EnrolmentOrder;

/*
 * Enrols, or puts on the waiting list. The person is judged (MAY_READ_PERSON), then the
 * caller's role (MAY_BOOK_UNIT). REFUSED "facts" when the condition does not hold, with the
 * facts that decide; INVALID "facts" names those that are missing; CONFLICT "person" for one
 * who takes part or waits already, "cycle" for one that is over or a group that is closed. All
 * is looked at before the first write.
 */
MUST_USE Outcome enrolment_ask(Access *access, const EnrolmentOrder *order,
                               Enrolment *enrolment);

/* What decides whether somebody may take part, and what is still to ask. */
MUST_USE Outcome enrolment_judge(Access *access, const Course *course, const json_t *facts,
                                 Language language, ConditionVerdict *verdict, Text *rule);

/* Takes part or waits no more; for the house of the course and for the house that asked. The
 * place goes to who is first. CONFLICT when it is so already. */
MUST_USE Outcome enrolment_end(Access *access, Id enrolment, Text why);

/* Those who take part, by when they asked, then those who wait in their order, then those who
 * did. A house sees those it asked for; the house of the course sees all. A person is told to
 * the house that asked, where the caller may read them, with a line in the journal. */
MUST_USE Outcome enrolment_list(Access *access, Id group, Date cycle, EnrolmentList *list);
