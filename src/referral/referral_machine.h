/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The life of one referral, as pure rules: which act leads from which state to which, who holds
 * it, what must be given with it, and what it brings about. No store, no clock, no text of a
 * person. docs/topics/referrals.md draws it; docs/decisions/2026-11-29-referrals.md says why.
 */
#pragma once

#include "base/moment.h"
#include "base/outcome.h"

typedef enum ReferralState {
    REFERRAL_DRAFT,
    REFERRAL_SENT,
    REFERRAL_SEEN,
    REFERRAL_ACCEPTED,
    REFERRAL_WAITLISTED,
    REFERRAL_REFUSAL_PROPOSED,
    REFERRAL_REFUSED,
    REFERRAL_IN_PROGRESS,
    REFERRAL_ON_HOLD,
    REFERRAL_DONE,
    REFERRAL_FAILED,
    REFERRAL_WITHDRAWN,
    REFERRAL_EXPIRED,
    REFERRAL_ERROR,
} ReferralState;
enum { REFERRAL_STATE_COUNT = REFERRAL_ERROR + 1 };

typedef enum ReferralAct {
    REFERRAL_SEND,
    REFERRAL_SEE, /* the target's first reading */
    REFERRAL_ACCEPT,
    REFERRAL_WAITLIST,
    REFERRAL_PROPOSE, /* a refusal that who sent may contest, where the charter asks for it */
    REFERRAL_REFUSE,
    REFERRAL_CONFIRM, /* the refusal proposed */
    REFERRAL_CONTEST,
    REFERRAL_START, /* the first contact, or a booking that was kept */
    REFERRAL_HOLD,
    REFERRAL_RESUME,
    REFERRAL_FINISH,
    REFERRAL_FAIL,
    REFERRAL_WITHDRAW,
    REFERRAL_EXPIRE,
    REFERRAL_MISTAKE, /* entered in error */
} ReferralAct;
enum { REFERRAL_ACT_COUNT = REFERRAL_MISTAKE + 1 };

/* Who acts; one caller may be several of them. */
enum {
    HOLDER_SENDER = 1,  /* of the team that sent it */
    HOLDER_TARGET = 2,  /* of the organisation it goes to */
    HOLDER_PERSON = 4,  /* whom it is about, or the sender in their name */
    HOLDER_CLOCK = 8,   /* the machine, once the deadline has passed */
    HOLDER_AUTHOR = 16, /* who wrote it, within REFERRAL_MISTAKE_SECONDS */
};
enum { HOLDER_COUNT = 5, REFERRAL_MISTAKE_SECONDS = 24 * 60 * 60 };

/* What must be given with an act. */
typedef enum ReferralGiven {
    GIVEN_NOTHING,
    GIVEN_REASON,  /* a code of data/people/referrals.yaml that names the act */
    GIVEN_RANK,    /* the place on the waiting list, from 1 */
    GIVEN_OUTCOME, /* helped, partly, not_helped */
} ReferralGiven;

/* What an act brings about besides the new state. */
enum {
    EFFECT_UNMET = 1,     /* the need goes to the register, the next door is offered */
    EFFECT_TAKE_OVER = 2, /* a transfer changes hands here, and nowhere else */
    EFFECT_TO_SENDER = 4, /* stands on the sender's work list until somebody follows it up */
    EFFECT_STRIKE = 8,    /* what it wrote in the register counts no more */
    EFFECT_TELL = 16,     /* the target is told by its own channel */
};

typedef enum ReferralDeadline {
    DEADLINE_NONE,
    DEADLINE_KEPT,    /* the one before goes on */
    DEADLINE_ANSWER,  /* of the target: then it expires */
    DEADLINE_CONFIRM, /* of the sender: then the refusal stands */
    DEADLINE_START,   /* of the target: then the desk shows it */
    DEADLINE_REVIEW,  /* of the waiting list: then the desk shows it */
} ReferralDeadline;

typedef struct ReferralMove {
    ReferralState to;
    ReferralGiven given;
    unsigned effects;
    ReferralDeadline deadline;
} ReferralMove;

typedef struct ReferralStep {
    ReferralState from;
    ReferralAct act;
    unsigned holders;        /* HOLDER_..., all that the caller is */
    bool refusal_is_checked; /* the charter: a refusal is proposed before it stands */
    Moment now;
    Moment deadline; /* of the state; 0 for none */
    Moment written;  /* when it was last sent, else made */
} ReferralStep;

/* CONFLICT when the act does not lead out of this state, REFUSED when it is somebody else's;
 * both name from, to and who may. What must be given is for the caller to check. */
MUST_USE Outcome referral_step(const ReferralStep *step, ReferralMove *move, Problem *problem);

/* The acts open in a state to these holders, a bit each: what a page offers. */
unsigned referral_acts_open(const ReferralStep *step);

/* Nothing leads out of a final state, but the author's own mistake on the first day. */
bool referral_is_final(ReferralState state);
/* Still waiting for the target's first answer. */
bool referral_awaits_answer(ReferralState state);

Text referral_state_name(ReferralState state); /* "refusal_proposed" */
Text referral_act_name(ReferralAct act);       /* "accept" */
bool referral_state_parse(Text name, ReferralState *state);
bool referral_act_parse(Text name, ReferralAct *act);
