/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What stands out among the uses of a convention in a month (entitlements/anomaly_find.h), for
 * who pays by it and for who manages conventions; and that somebody looked at it. It is
 * reckoned anew each time, from redemptions that never change: what a terminal brings late may
 * add to it. Of a person it says nothing but the ticket; the journal names each person whose
 * uses were shown.
 */
#pragma once

#include "entitlements/anomaly_find.h"
#include "entitlements/convention.h"

enum {
    ANOMALY_MOST_USES = 100000, /* of a month and the two before it */
    ANOMALY_MOST = 1000,
    ANOMALY_NOTE_MOST = 500 /* bytes */
};

/* That it was looked at; `at` is 0 before. */
typedef struct AnomalyLook {
    Text note; /* empty once the person is erased */
    Id account;
    Moment at;
} AnomalyLook;

typedef struct SeenAnomaly {
    Anomaly anomaly;
    Text code; /* the last three characters of the ticket's; empty without its key */
    AnomalyLook look;
} SeenAnomaly;

typedef struct AnomalySheet {
    Convention convention;
    Date month; /* its first day */
    LIST_OF(SeenAnomaly) rows;
    size_t left_out; /* older ones, past ANOMALY_MOST */
} AnomalySheet;

/* `convention` is a key; `month` is "2026-11", and may be the one that runs. INVALID names the
 * field; NOT_FOUND for a convention another house pays by, as for none; UNAVAILABLE past
 * ANOMALY_MOST_USES. */
MUST_USE Outcome anomaly_sheet(Access *access, Text convention, Text month,
                               AnomalySheet *sheet);

typedef struct AnomalyMark {
    Text convention;
    Text month;
    Text kind; /* "sudden", "apart" */
    Id use;
    Text note; /* what was found; not empty */
} AnomalyMark;

/* In a writing session. NOT_FOUND for one the sheet does not have; CONFLICT when somebody
 * looked at it before: what they wrote stays. */
MUST_USE Outcome anomaly_mark(Access *access, const AnomalyMark *mark);
