/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How long an answer may take before it counts as silence: what a house agreed on with each of
 * its partners, else the days of the network's charter. What was agreed when a referral was
 * sent holds for it to the end. docs/topics/referrals.md.
 */
#pragma once

#include "access/access.h"

typedef enum SilenceDays {
    SILENCE_CALENDAR,
    SILENCE_WORKING, /* neither a weekend nor one of the ten legal holidays */
} SilenceDays;
enum { SILENCE_DAYS_COUNT = SILENCE_WORKING + 1 };

enum { SILENCE_MOST_DAYS = 60, SILENCE_MOST_PARTNERS = 1000 };

typedef struct Silence {
    Id partner; /* an organisation of the directory */
    int64_t days;
    SilenceDays counted;
    Moment changed;
} Silence;

typedef LIST_OF(Silence) SilenceList;

Text silence_days_name(SilenceDays counted); /* "calendar", "working" */
bool silence_days_parse(Text name, SilenceDays *counted);

/* When an answer is late: as many days after `sent`, at the same hour; none is the end of that
 * day on the clock of the wall. */
Moment silence_begins(Moment sent, int64_t days, SilenceDays counted);

/* What the caller's house agreed on, by partner; at most SILENCE_MOST_PARTNERS. For who manages
 * conventions, as the two that write. */
MUST_USE Outcome silence_list(Access *access, SilenceList *list);

/* Writes it over what was agreed before with this partner, in a writing session. INVALID names
 * the field: 0 to SILENCE_MOST_DAYS, a partner that is not the house itself. REFUSED for who is
 * of no house. */
MUST_USE Outcome silence_agree(Access *access, const Silence *silence);

/* Back to the days of the charter. NOT_FOUND when nothing was agreed on. */
MUST_USE Outcome silence_end(Access *access, Id partner);

/* What holds between two houses today. */
MUST_USE Outcome silence_between(Access *access, Id house, Id partner, Silence *silence);
