/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Accompaniments: somebody goes along with a person to a door, a colleague or a volunteer, and
 * tells afterwards how it went and what they saw. One stands in the case, beside the referral
 * that opened the door when there is one. Words are sealed by the key of the case.
 *
 * Reading asks what reading the case asks (casework/case.h), writing MAY_WRITE_CASE and an open
 * case. What was seen and a volunteer's name are open to whom a note of the team is open: not
 * to another house that the person let read the situation alone.
 */
#pragma once

#include "casework/case.h"

typedef enum AccompanimentState {
    ACCOMPANIMENT_PLANNED,
    ACCOMPANIMENT_DONE,
    ACCOMPANIMENT_MISSED, /* the person did not come */
    ACCOMPANIMENT_CANCELLED,
    ACCOMPANIMENT_STATE_COUNT
} AccompanimentState;

typedef enum AccompanimentOutcome {
    OUTCOME_NONE, /* of one that was not done */
    OUTCOME_HELPED,
    OUTCOME_PARTLY,
    OUTCOME_NOT_HELPED,
    ACCOMPANIMENT_OUTCOME_COUNT
} AccompanimentOutcome;

enum {
    ACCOMPANIMENTS_MOST = 500,      /* of a case */
    ACCOMPANIMENT_LINE_MOST = 500,  /* characters of a place, a door or a name */
    ACCOMPANIMENT_WORDS_MOST = 2000 /* of what was seen */
};

Text accompaniment_state_code(AccompanimentState state);
bool accompaniment_state_parse(Text code, AccompanimentState *state);
Text accompaniment_outcome_code(AccompanimentOutcome outcome);
bool accompaniment_outcome_parse(Text code, AccompanimentOutcome *outcome);

typedef struct Accompaniment {
    Id id;
    Id case_file;
    Id person;
    Text code;      /* of the case, said aloud */
    Id referral;    /* nil for none */
    Id companion;   /* nil for a volunteer */
    Text volunteer; /* their name; empty for an account, and when it is withheld */
    Moment starts;
    Text place; /* where they meet */
    Text door;  /* where they go */
    AccompanimentState state;
    AccompanimentOutcome outcome;
    Text seen;        /* may be empty; and is when it is withheld */
    bool is_withheld; /* what was seen and a volunteer's name are not open to the caller */
    Id author;
    Moment created;
    Moment ended; /* 0 while it is planned */
} Accompaniment;
typedef LIST_OF(Accompaniment) AccompanimentList;

/* The latest first. */
MUST_USE Outcome accompaniment_list(Access *access, Id case_file, AccompanimentList *list);

/* Those the caller is to go along with, the soonest first: of open cases that are open to them.
 * Asks MAY_WRITE_CASE of the role. */
MUST_USE Outcome accompaniment_list_own(Access *access, AccompanimentList *list);

/* Those to the door of a referral of that person, the latest first: of cases that are open to
 * the caller. None for who may not read the person's cases, which is no try to read them. */
MUST_USE Outcome accompaniment_list_of_referral(Access *access, Id person, Id referral,
                                                AccompanimentList *list);

/* Uses referral, companion (nil and no volunteer: the caller), volunteer, starts, place and
 * door. INVALID for a referral that is not about this person, a companion who does not work on
 * the case, both a companion and a volunteer, no moment, and words that are missing or too
 * many.
 */
MUST_USE Outcome accompaniment_plan(Access *access, Id case_file, const Accompaniment *made,
                                    Id *id);

typedef struct AccompanimentEnd {
    AccompanimentState state;
    AccompanimentOutcome outcome;
    Text seen;
} AccompanimentEnd;

/* CONFLICT unless it is planned. INVALID for an end that is none, an outcome of one that was
 * not done, and none of one that was. */
MUST_USE Outcome accompaniment_end(Access *access, Id id, const AccompanimentEnd *end);
