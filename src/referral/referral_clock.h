/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What time does to referrals: an answer that does not come expires and returns to its sender,
 * a refusal nobody contests stands, and reminders fall due. A job under a lease runs it; each
 * referral moves in a transaction of its own, so that a stop in between loses nothing.
 */
#pragma once

#include "jobs/job.h"
#include "referral/referral.h"

#define REFERRAL_CLOCK_JOB "referral-clock"

enum { REFERRAL_CLOCK_SECONDS = 600 };

typedef struct ReferralTicks {
    size_t expired;
    size_t confirmed;
    size_t reminded;
} ReferralTicks;

MUST_USE Outcome referral_clock(Store *store, Arena *arena, Moment now, ReferralTicks *ticks,
                                Problem *problem);

/* The job: the clock, and its end. */
MUST_USE Outcome referral_clock_run(const JobRun *run, Problem *problem);
