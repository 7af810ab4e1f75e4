/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Telling, in two jobs under leases. The first finds out whom a change concerns and numbers an
 * event for each; the second sends what one Subscription was not told yet. A server that dies
 * in between leaves the job to another: an event may be told twice, with the same number, and
 * is never lost. What is not taken is told again after 30 seconds, a minute, two, four...; the
 * Subscription is said to be in error after three failures and is off after ten.
 */
#pragma once

#include "fhir/fhir_notice.h"
#include "jobs/job.h"

#define FHIR_HOOK_JOB "fhir-hook"

enum { HOOK_FIRST_WAIT = 30, HOOK_ERROR_AFTER = 3, HOOK_OFF_AFTER = 10 };

/* What makes two plans one: the Subscription, what for, and its number. */
typedef struct HookPlan {
    Id hook;
    const char *what; /* "asked", "event" */
    int64_t number;
    Moment due;
} HookPlan;

MUST_USE Outcome hook_plan(Session *session, Arena *arena, const HookPlan *plan, Moment now,
                           Problem *problem);

/* The job REFERRAL_MOVED_JOB: an event for each Subscription of the houses that see it. */
MUST_USE Outcome hook_note_moved(const JobRun *run, Problem *problem);

typedef enum ErrandDeed {
    ERRAND_NOTHING, /* there is nothing to tell, or not yet */
    ERRAND_SEND,
    ERRAND_OFF, /* it is to be told nothing any more */
} ErrandDeed;

/* What one run of FHIR_HOOK_JOB is to send, and how it went. */
typedef struct Errand {
    ErrandDeed deed;
    Text because; /* of ERRAND_NOTHING and ERRAND_OFF */
    Hook hook;
    NoticeKind kind;
    int64_t last; /* the number of the last event in it; 0 for none */
    Endpoint to;
    bool may_be_private;
    Text headers; /* whole lines */
    Text body;    /* empty when nothing is to be said */
    bool taken;   /* how it went */
    Text trouble; /* why it was not taken */
} Errand;

/* Reads what is to be sent. UNAVAILABLE without the keys of what is sealed. */
MUST_USE Outcome errand_prepare(const JobRun *run, const Keyring *keyring, Errand *errand,
                                Problem *problem);

/* Writes how it went, plans what comes after, and ends the job, in one transaction. */
MUST_USE Outcome errand_settle(const JobRun *run, const Errand *errand, Problem *problem);
