/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is worked on in a case: needs, whose urgency changes over time; goals; tasks with a day
 * and a reminder. Words of goals and tasks are sealed by the key of the case. Judged as
 * casework/case.h says.
 */
#pragma once

#include "casework/case.h"

typedef enum Urgency { URGENCY_LOW, URGENCY_NORMAL, URGENCY_HIGH, URGENCY_NOW } Urgency;
enum { URGENCY_COUNT = URGENCY_NOW + 1 };

Text urgency_code(Urgency urgency);
bool urgency_parse(Text code, Urgency *urgency);

typedef struct CaseNeed {
    Id id;
    Text need; /* a code of the vocabulary: "food.meal" */
    Urgency urgency;
    Text state; /* open, met, dropped */
    Moment since;
    Moment ended; /* 0 while it is open */
} CaseNeed;
typedef LIST_OF(CaseNeed) CaseNeedList;

enum {
    NEED_CODE_MOST = 64,
    CASE_NEEDS_MOST = 100,
    CASE_ITEMS_MOST = 500,
    ITEM_WORDS_MOST = 2000
};

typedef struct NewNeed {
    Id id; /* made by who adds it; nil: drawn */
    Text need;
    Urgency urgency;
} NewNeed;

/* Each change of urgency is an event of the case, so that its course can be told. */
MUST_USE Outcome case_add_need(Access *access, Id case_file, const NewNeed *made, Id *id);
MUST_USE Outcome case_set_urgency(Access *access, Id case_file, Id need, Urgency urgency);

typedef enum CaseEnd { END_DONE, END_DROPPED } CaseEnd; /* met, of a need */
MUST_USE Outcome case_end_need(Access *access, Id case_file, Id need, CaseEnd end);
MUST_USE Outcome case_needs(Access *access, Id case_file, CaseNeedList *list);

typedef enum ItemKind { ITEM_GOAL, ITEM_TASK } ItemKind;

typedef struct CaseItem {
    Id id;
    ItemKind kind;
    Id need; /* that it serves; nil for none */
    Text words;
    Id owner;      /* of a task: the account that does it; nil for a goal */
    Moment due;    /* 0 for none */
    Moment remind; /* 0 for none */
    Text state;    /* open, done, dropped */
    Moment created;
    Moment ended; /* 0 while it is open */
} CaseItem;
typedef LIST_OF(CaseItem) CaseItemList;

/* Uses kind, need, words, owner (nil: the caller), due and remind. INVALID for a need that is
 * none of this case, an owner who does not work on it, a reminder after its day, no words or
 * too many, and for more than CASE_ITEMS_MOST. */
MUST_USE Outcome case_add_item(Access *access, Id case_file, const CaseItem *made, Id *id);

/* NOT_FOUND for one that is not open in this case. */
MUST_USE Outcome case_end_item(Access *access, Id case_file, Id item, CaseEnd end);
MUST_USE Outcome case_items(Access *access, Id case_file, CaseItemList *list);
