/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The tasks of one worker over all cases they may read, and when each is due. Words of a task
 * are those of its case: a case that is no longer open to the worker is counted, not read.
 */
#pragma once

#include "casework/case_work.h"

/* By the day in Belgium: a task of today is not late before tomorrow. */
typedef enum TaskTime { TASK_LATE, TASK_TODAY, TASK_COMING, TASK_UNDATED } TaskTime;
enum { TASK_TIME_COUNT = TASK_UNDATED + 1, TASKS_MOST = 200 };

TaskTime task_time(const CaseItem *task, Moment now);
Text task_time_code(TaskTime time); /* "late", "today", "coming", "undated" */

/* How many of the caller's, of open cases, are late now: a number, read of nobody. */
MUST_USE Outcome task_count_late(Access *access, size_t *count);

/* Whether its reminder has come. */
bool task_reminds(const CaseItem *task, Moment now);

typedef struct OwnTask {
    CaseItem item;
    Case file;
} OwnTask;

typedef struct OwnTaskList {
    OwnTask *items; /* the soonest due first, those without a day before all */
    size_t count;
    size_t capacity;
    size_t withheld; /* of cases that are no longer open to the caller */
} OwnTaskList;

/* The caller's, open, of open cases; at most TASKS_MOST. Each case read leaves its line. */
MUST_USE Outcome task_list_own(Access *access, OwnTaskList *list);
