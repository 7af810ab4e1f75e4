/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reminders: a house whose listings are due is asked by mail, with a link of its own; again
 * after REMINDER_DAYS, each time later; and who stayed silent three times is for a steward to
 * telephone. One message a house, whatever it has due. An answer (any verification of one of
 * its listings) begins the count anew.
 */
#pragma once

#include "freshness/listing.h"
#include "jobs/job.h"

enum {
    REMINDER_MOST = 3,
    REMINDER_SECONDS = 24 * 60 * 60, /* how often the job looks */
};

#define LISTING_REMIND_JOB "listing-remind"
#define LISTING_MAIL_JOB   "listing-mail"

typedef struct ListingPost {
    Text folder;            /* of the .eml files; empty: nobody is reminded */
    Text site;              /* what the link starts with */
    Text sender;            /* the address mail comes from */
    const Keyring *keyring; /* NULL: no link can be signed, and nobody is reminded */
} ListingPost;

/* What a house was sent since its last answer. */
typedef struct ReminderCount {
    int64_t sent; /* REMINDER_MOST: to be telephoned */
    Moment last;  /* of all, whatever was answered since; 0 for none */
} ReminderCount;

MUST_USE Outcome reminder_count(Access *access, const Catalogue *catalogue,
                                uint32_t organization, ReminderCount *count);

/* Fills ListingDue.reminders. */
MUST_USE Outcome reminder_fill(Access *access, const Catalogue *catalogue,
                               ListingDueList *list);

/* Days from the last message until another may follow `sent` of them. */
int64_t reminder_days(int64_t sent);

/* The job that looks whom to remind: their links, the lines of what was sent, and the jobs of
 * the messages, in one transaction. */
MUST_USE Outcome reminder_run(const JobRun *run, const ListingPost *post, Problem *problem);

/* The job of one message: writes its file, over itself where its server died. */
MUST_USE Outcome reminder_mail_run(const JobRun *run, const ListingPost *post,
                                   Problem *problem);

/* The whole message, as the file holds it, to the house of the link. */
MUST_USE Outcome reminder_mail_write(const JobRun *run, const ListingPost *post,
                                     const ListingLink *link, Text mail, Text *message,
                                     Problem *problem);
