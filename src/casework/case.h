/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A case: the work that a team does for a person, from its opening to a closing with a result.
 * One is open for a person in a team at a time. One account leads it, always; working on it and
 * leading it are two acts. Every word written in it is sealed by a key of its own
 * (casework/case_key.h); what stands in clear are codes, moments and who.
 *
 * Reading asks MAY_READ_CASE, writing MAY_WRITE_CASE and an open case. A case nobody has and
 * one whose person the caller stands too far from are NOT_FOUND alike. Another house, to which
 * the person agreed, reads needs, goals and tasks when "situation" is shared, else REFUSED.
 */
#pragma once

#include "access/access.h"
#include "words/language.h"

typedef struct Case {
    Id id;
    Id person;
    Id house;
    Id team;
    Id lead;
    Text code; /* "7K3M-9QTR" */
    Text retention;
    Moment opened;
    Moment closed;     /* 0 while it is open */
    Text result;       /* a key of casework/result.h; empty while it is open */
    Relation relation; /* of who reads */
} Case;

typedef struct CaseMember {
    Id account;
    Moment entered;
    Moment left_at; /* 0 while they work on it */
} CaseMember;

/* A thing that happened, in codes: "case.opened", "lead.set", "need.urgency" with "now". */
typedef struct CaseEvent {
    Id id;
    Moment at;
    Id account;
    Text act;
    Id subject;
    Text code;
} CaseEvent;

typedef LIST_OF(Case) CaseList;
typedef LIST_OF(CaseMember) CaseMemberList;
typedef LIST_OF(CaseEvent) CaseEventList;

/* Opens one for a person of the caller's team, who leads it and works on it. CONFLICT when one
 * is open in this team; INVALID for a class data/access/retention.yaml does not have; REFUSED
 * without a key file. */
MUST_USE Outcome case_open(Access *access, Id person, Text retention, Id *id);

/* The same under an id made by who opens; INVALID for one that a case bears. */
MUST_USE Outcome case_open_as(Access *access, Id id, Id person, Text retention);

MUST_USE Outcome case_read(Access *access, Id id, Case *read);

/* The cases of a person, the newest first. */
MUST_USE Outcome case_list(Access *access, Id person, CaseList *list);

/* With a result that is offered (casework/result.h): INVALID else. CONFLICT when it is closed
 * already. What is open in it stays as it was; its conferences to come are cancelled, and with
 * the last open case of a person what was open of them to other houses is closed. */
MUST_USE Outcome case_close(Access *access, Id id, Text result);

/* Another account leads. It must work on the case: INVALID else. */
MUST_USE Outcome case_set_lead(Access *access, Id id, Id account);

/* INVALID for an account that is no member of the team that keeps the case; CONFLICT when it
 * works on it already. Who leads cannot leave: INVALID. */
MUST_USE Outcome case_add_member(Access *access, Id id, Id account);
MUST_USE Outcome case_end_member(Access *access, Id id, Id account);

MUST_USE Outcome case_members(Access *access, Id id, CaseMemberList *list);
MUST_USE Outcome case_events(Access *access, Id id, CaseEventList *list);

/* Who may be given a part in it: of the team that keeps it, by name. Asks MAY_WRITE_CASE. */
typedef struct Colleague {
    Id account;
    Text name;
} Colleague;
typedef LIST_OF(Colleague) ColleagueList;
MUST_USE Outcome case_colleagues(Access *access, Id id, ColleagueList *list);
