/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The message that tells a service of a referral: a file in an outbox folder, which the mail
 * server of the place takes away. It names nobody and nothing of the need: a neutral subject,
 * the code, the signed link. A job writes it after the commit, once.
 */
#pragma once

#include "jobs/job.h"
#include "referral/referral_link.h"

typedef struct ReferralPost {
    Text folder;            /* of the .eml files; empty: none are written */
    Text site;              /* "https://seuil.example": what the link starts with */
    Text sender;            /* the address mail comes from */
    const Keyring *keyring; /* NULL: no link can be signed, and none is written */
} ReferralPost;

#define REFERRAL_MAIL_JOB "referral-mail"

/* Plans the message of a referral that has an address, in the session of the act. */
MUST_USE Outcome referral_mail_plan(Access *access, const Referral *referral);

/* Plans the one that says that nobody answered yet: once for each time it was sent, however
 * often it is asked for. */
MUST_USE Outcome referral_mail_plan_again(Access *access, const Referral *referral);

/* The job: writes the file, and ends. A referral that waits for no answer any more gets none.
 */
MUST_USE Outcome referral_mail_run(const JobRun *run, const ReferralPost *post,
                                   Problem *problem);

/* The whole message, for the file. REFUSED without a keyring. */
MUST_USE Outcome referral_mail_write(const JobRun *run, const ReferralPost *post,
                                     const Referral *referral, Text *mail, Problem *problem);
