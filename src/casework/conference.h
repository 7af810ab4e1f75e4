/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Case conferences: work of coordination, where services of several houses meet on one case and
 * decide together with the person. Another house is called only under the five conditions of
 * shared secrecy (people/share.h), the person's agreement for the purpose "conference" among
 * them, and reads it as long as that holds. The person need not be there; then it is written
 * how they were represented and how they were told, before it counts as held.
 *
 * Its words are sealed by the key of the case; the minutes are a note of it (casework/note.h).
 * Reading asks what reading the case asks (casework/case.h), and of another house that it was
 * invited: NOT_FOUND else. Writing asks MAY_WRITE_CASE and an open case.
 */
#pragma once

#include "casework/case.h"

typedef enum ConferenceState {
    CONFERENCE_PLANNED,
    CONFERENCE_HELD,
    CONFERENCE_CANCELLED,
    CONFERENCE_STATE_COUNT
} ConferenceState;

Text conference_state_code(ConferenceState state);

typedef enum Attendance {
    ATTENDANCE_UNKNOWN, /* until it was held */
    ATTENDANCE_CAME,
    ATTENDANCE_ABSENT,
    ATTENDANCE_COUNT
} Attendance;

enum {
    CONFERENCES_MOST = 200,      /* of a case */
    CONFERENCE_GUESTS_MOST = 50, /* of a conference */
    CONFERENCE_DECISIONS_MOST = 50,
    CONFERENCE_LINE_MOST = 500,   /* characters of a subject or a place */
    CONFERENCE_WORDS_MOST = 2000, /* of a decision, or of what is said of an absent person */
    CONFERENCE_SHOWN_DAYS = 90    /* for how long an invitation stays in an inbox */
};

typedef struct ConferenceGuest {
    Id guest; /* a house, or the account of somebody who works on the case */
    bool is_house;
    Id share; /* on which a house is called; nil for an account */
    Attendance attendance;
} ConferenceGuest;

typedef struct ConferenceDecision {
    Id id;
    Text words;
    Id task; /* of the case; nil when it became none */
    Moment at;
} ConferenceDecision;

typedef struct Conference {
    Id id;
    Id case_file;
    Id person;
    Id house; /* that calls it */
    Moment starts;
    ConferenceState state;
    Id author;
    Text subject;
    Text place;            /* or a link */
    Attendance attendance; /* of the person */
    Text represented;      /* who spoke for an absent person; else empty */
    Text told;             /* how they were told; else empty */
    Id minutes;            /* a note of the case; nil for none */
    Moment created;
    Moment ended; /* 0 while it is planned */
    LIST_OF(ConferenceGuest) guests;
    LIST_OF(ConferenceDecision) decisions;
} Conference;
typedef LIST_OF(Conference) ConferenceList;

/* The next first; of those a caller of another house was invited to. */
MUST_USE Outcome conference_list(Access *access, Id case_file, ConferenceList *list);
MUST_USE Outcome conference_read(Access *access, Id id, Conference *conference);

typedef struct NewConference {
    Moment starts;
    Text subject;
    Text place;
} NewConference;

/* INVALID for a subject or a place that is empty or too long, and for no moment. */
MUST_USE Outcome conference_plan(Access *access, Id case_file, const NewConference *made,
                                 Id *id);

typedef struct Invitation {
    Id house;            /* of the directory; nil: somebody who works on the case */
    unsigned conditions; /* those of shared secrecy that the caller records, 1u << Share... */
    Id account;
} Invitation;

/* CONFLICT unless it is planned, and for who is invited already. INVALID for an account that
 * does not work on the case. REFUSED as share_open says when a condition is missing. */
MUST_USE Outcome conference_invite(Access *access, Id id, const Invitation *invitation);

/* Takes an invitation back: what it opened to a house is closed at once. CONFLICT unless the
 * conference is planned; NOT_FOUND on "guest" for who is not invited. REFUSED as share_close
 * says. */
MUST_USE Outcome conference_uninvite(Access *access, Id id, Id guest);

typedef struct NewDecision {
    Text words;
    bool is_task; /* it becomes a task of the case */
    Id owner;     /* who does it; nil: the caller */
    Moment due;   /* 0 for none */
} NewDecision;

/* CONFLICT when it is cancelled; INVALID as case_add_item says for the task. */
MUST_USE Outcome conference_decide(Access *access, Id id, const NewDecision *made,
                                   Id *decision);

/* Writes the minutes as a note open to the team. MAY_WRITE_NOTE. They replace minutes of the
 * caller's own; those of somebody else are INVALID to replace. */
MUST_USE Outcome conference_write_minutes(Access *access, Id id, Text words);

typedef struct Held {
    const Id *came; /* of the guests; the others were absent */
    size_t came_count;
    bool person_came;
    Text represented; /* of an absent person; ignored else */
    Text told;
} Held;

/* Closes what is open to who stayed away, in thirty days to who came. CONFLICT unless planned.
 * INVALID when no other house came (a meeting of one team is a note), for somebody not invited,
 * and for an absent person of whom it is not said how they were represented and told. */
MUST_USE Outcome conference_hold(Access *access, Id id, const Held *held);

/* What its invitations opened is closed at once. CONFLICT unless it is planned; REFUSED as
 * share_close says. */
MUST_USE Outcome conference_cancel(Access *access, Id id);

/* One to which the caller's house is invited, in codes alone. */
typedef struct Invited {
    Id conference;
    Id person;
    Id house; /* that calls it */
    Moment starts;
    ConferenceState state;
} Invited;
typedef LIST_OF(Invited) InvitedList;

/* Of the caller's house, the latest first, those of the last CONFERENCE_SHOWN_DAYS and what is
 * to come, as long as the person's agreement holds. Asks MAY_READ_CASE. */
MUST_USE Outcome conference_invited(Access *access, InvitedList *list);
