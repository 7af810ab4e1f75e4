/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Asking after a blind look (people/lookup.h): who searches asks whether somebody knows this
 * person, and says why. The request reaches each house that keeps them (LOOKUP_HOUSES_MOST at
 * most), which answers in its own time, for itself, and reads nothing of the others. It is
 * written alike, and answered alike, when nobody knows them: asking tells nothing. Whom a look
 * never hints at (a team's own, a protected address) no request reaches.
 *
 * "Yes" tells the house that asked which team to contact, and opens nothing: what is shared
 * then rests on the five conditions (people/share.h). Any other answer stays with who gave it:
 * to who asked it reads as if nobody had answered, so that neither a refusal nor how many were
 * reached tells that somebody is known. One that nobody says yes to expires.
 */
#pragma once

#include "people/lookup.h"

enum {
    ASK_WORDS_MOST = 1000, /* characters */
    ASKS_A_DAY = 10,       /* of an account */
    ASK_OPEN_SECONDS = 14 * 24 * 60 * 60,
    ASK_KEPT_SECONDS = 90 * 24 * 60 * 60 /* from the day it was asked; then it is erased */
};

typedef enum AskState {
    ASK_OPEN,
    ASK_YES,   /* contact this team */
    ASK_NO,    /* no answer is possible; of one received alone */
    ASK_OTHER, /* it is not the same person; of one received alone */
    ASK_EXPIRED,
    ASK_STATE_COUNT
} AskState;

Text ask_state_code(AskState state);                /* "open", "yes", ... */
bool ask_answer_parse(Text code, AskState *answer); /* yes, no and other alone */

typedef struct NewAsk {
    LookupQuery query; /* as lookup_find, without a number of a register */
    Text words;        /* why it is asked */
} NewAsk;

/* Who is to be contacted: names. */
typedef struct AskContact {
    Text house;
    Text team;
} AskContact;
typedef LIST_OF(AskContact) AskContactList;

typedef struct PersonAsk {
    Id id; /* of one received: its own in each house, which answers by it */
    AskState state;
    Text sought;
    Text words;
    Text house;              /* the name of who asks */
    AskContactList contacts; /* of who said yes, the first to do so first; else empty */
    Id person;               /* of one received alone; nil else */
    Moment asked;
    Moment expires;
    Moment answered; /* 0 until then */
} PersonAsk;
typedef LIST_OF(PersonAsk) PersonAskList;

typedef struct PersonAsks {
    PersonAskList sent;     /* by the caller, and what the caller's house was answered yes to */
    PersonAskList received; /* about persons whose sharing the caller may record */
} PersonAsks;

/* MAY_FIND_PERSON, in a writing session. INVALID for a query that a blind look cannot answer
 * (a whole name and birth date, or a code, are expected), no words or too many, or a national
 * number among them. CONFLICT on "asks" after ASKS_A_DAY. REFUSED without a key file. */
MUST_USE Outcome person_ask(Access *access, const NewAsk *made, Id *id);

/* MAY_FIND_PERSON; the newest first, 100 of each at most. Texts are empty without a key file.
 */
MUST_USE Outcome person_ask_list(Access *access, PersonAsks *asks);

/* MAY_RECORD_CONSENT for the person it is about; NOT_FOUND for others, as for an ask nobody
 * made. CONFLICT when it was answered, or its days are over. */
MUST_USE Outcome person_ask_answer(Access *access, Id id, AskState answer);

/* What time does, for the housekeeping, in a writing session. */
MUST_USE Outcome person_ask_forget(Session *session, Moment now, Problem *problem);
