/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which uses of tickets stand out, of rows that are in memory: no store and no clock. That
 * something stands out proves nothing; somebody looks at it.
 *
 * Sudden: within 24 hours a holder used more than three times what is usual for them, and more
 * than three. Usual is the middle one (the lower of two) of the days on which they used any in
 * the sixty days before those hours. What goes on standing out within 24 hours is one anomaly.
 *
 * Apart: one ticket was used at two houses one after the other, in less time than the way takes
 * at 120 km/h, of which the first two kilometres are not counted.
 */
#pragma once

#include "base/id.h"
#include "base/list.h"
#include "base/moment.h"

enum {
    ANOMALY_WINDOW_SECONDS = 86400,
    ANOMALY_USUAL_DAYS = 60,
    ANOMALY_LEAST = 3, /* so many a day are never sudden */
    ANOMALY_TIMES = 3, /* the usual */
    ANOMALY_NEAR_METERS = 2000,
    ANOMALY_KM_PER_HOUR = 120
};

typedef enum AnomalyKind { ANOMALY_SUDDEN, ANOMALY_APART, ANOMALY_KIND_COUNT } AnomalyKind;

Text anomaly_kind_code(AnomalyKind kind); /* "sudden" */
bool anomaly_kind_parse(Text code, AnomalyKind *kind);

/* A use of a ticket. */
typedef struct HolderUse {
    Id id; /* of the redemption */
    Id ticket;
    Id holder; /* the person, or their grant once they are erased */
    Id person; /* nil once erased */
    Id house;
    int64_t uses; /* 1 where tickets are worth cents */
    Moment at;
} HolderUse;

typedef struct Anomaly {
    AnomalyKind kind;
    Id use; /* the first with which it stood out: what it is known by */
    Id ticket;
    Id person;
    Id house;      /* of that use */
    Id from_house; /* of the use before it; nil for ANOMALY_SUDDEN */
    Moment since;  /* of the use before it, or of the first of the 24 hours */
    Moment at;     /* of the use; of ANOMALY_SUDDEN, of the last that stands out with it */
    int64_t uses;  /* of ANOMALY_SUDDEN: the most in 24 hours */
    int64_t usual; /* likewise: a day */
} Anomaly;

typedef LIST_OF(Anomaly) AnomalyList;

/* How far the nearest doors of two houses are from each other, in metres; false where a place
 * is not known, or must not be told. */
typedef struct HouseWay {
    bool (*meters)(const void *context, Id from, Id to, double *meters);
    const void *context;
} HouseWay;

/* Those of the uses from `from` on, the newest first; earlier rows say what was usual. Sorts
 * the rows. */
void anomalies_find(Arena *arena, HolderUse *uses, size_t count, Moment from, HouseWay way,
                    AnomalyList *found);
