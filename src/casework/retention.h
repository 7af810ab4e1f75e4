/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How long a closed case is kept, by class, a question without a name, and what dwellings note:
 * data/access/retention.yaml, compiled in. A period of a case
 * is proposed for destruction, never destroyed by itself: a public centre for social welfare
 * needs the leave of the State Archives (law of 24 June 1955 on the archives, article 5).
 */
#pragma once

#include "base/moment.h"
#include "base/outcome.h"
#include "words/language.h"

typedef struct Retention {
    Text key;      /* "social" */
    int64_t years; /* after the closing */
    Text from;     /* the day from which this rule is applied */
    Text source;
    bool is_to_be_set; /* no source gives these years: the house has yet to set them */
    Phrase name;
} Retention;

/* NULL for none of this key. */
const Retention *retention_find(Text key);

typedef struct RetentionList {
    const Retention *items;
    size_t count;
} RetentionList;

RetentionList retentions(void);
Text retention_keys(Arena *arena); /* "social, health, ..." */

/* How long a question without a name is open, and is kept after it ended, in days. */
typedef struct QuestionPeriods {
    int64_t open_days;
    int64_t kept_days;
} QuestionPeriods;

QuestionPeriods question_periods(void);

/* How long what dwellings note is kept, in days: the incomes of a household after it left, and
 * who asked for dwellings after they wait for none. */
typedef struct DwellingPeriods {
    int64_t income_days;
    int64_t candidature_days;
} DwellingPeriods;

DwellingPeriods dwelling_periods(void);

/* From when a case of the class, closed at that moment, is proposed for destruction. */
Moment retention_end(const Retention *retention, Moment closed);
