/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/task.h"

#include "casework/case_key.h"
#include "casework/case_private.h"
#include "casework/queries.h"
#include "people/relation.h"

static Date day_of(Moment moment)
{
    return moment_to_local(moment).date;
}

TaskTime task_time(const CaseItem *task, Moment now)
{
    if (task->due == 0) {
        return TASK_UNDATED;
    }
    const Date due = day_of(task->due);
    const Date today = day_of(now);
    if (due == today) {
        return TASK_TODAY;
    }
    return due < today ? TASK_LATE : TASK_COMING;
}

Text task_time_code(TaskTime time)
{
    static const Text codes[TASK_TIME_COUNT] = {
        [TASK_LATE] = TEXT_INIT("late"),
        [TASK_TODAY] = TEXT_INIT("today"),
        [TASK_COMING] = TEXT_INIT("coming"),
        [TASK_UNDATED] = TEXT_INIT("undated"),
    };
    return codes[time];
}

/* Late is what was due before today began. */
Outcome task_count_late(Access *access, size_t *count)
{
    bool row = false;
    const LocalTime midnight = {.date = day_of(access->now)};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TASK_LATE_COUNT, &statement, access->problem));
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "before", moment_from_local(midnight));
    TRY(statement_next(statement, &row, access->problem));
    *count = row ? (size_t)column_integer(statement, 0) : 0;
    return OK;
}

bool task_reminds(const CaseItem *task, Moment now)
{
    return task->remind > 0 && task->remind <= now && text_equal(task->state, TEXT("open"));
}

/* A case met on the way, opened once for all its tasks. */
typedef struct OpenCase {
    Case file;
    Keyring ring;
    bool is_open;
} OpenCase;

typedef struct CaseShelf {
    OpenCase *items[TASKS_MOST];
    size_t count;
} CaseShelf;

/* One that stands too far by now is no try to read it: it is not asked for. */
static Outcome open_case(Access *access, Id case_file, OpenCase *opened)
{
    Relation relation = RELATION_STRANGER;
    *opened = (OpenCase){0};
    TRY(case_row(access, case_file, &opened->file));
    TRY(person_relation(access, opened->file.person, &relation));
    opened->is_open = permission_allows(access->caller.permissions, MAY_READ_CASE, relation) &&
                      relation != RELATION_CONSENT;
    if (!opened->is_open) {
        return OK;
    }
    TRY(case_read(access, case_file, &opened->file));
    return case_key_open(access, &opened->file, &opened->ring);
}

static Outcome find_case(Access *access, CaseShelf *shelf, Id case_file, OpenCase **found)
{
    for (size_t i = 0; i < shelf->count; i++) {
        if (id_equal(shelf->items[i]->file.id, case_file)) {
            *found = shelf->items[i];
            return OK;
        }
    }
    OpenCase *opened = ARENA_NEW(access->arena, OpenCase);
    TRY(open_case(access, case_file, opened));
    shelf->items[shelf->count++] = opened;
    *found = opened;
    return OK;
}

static Outcome take(Access *access, CaseShelf *shelf, const Statement *statement,
                    OwnTaskList *list)
{
    OpenCase *opened = NULL;
    OwnTask task = {0};
    TRY(find_case(access, shelf, column_id(statement, 10), &opened));
    if (!opened->is_open) {
        list->withheld++;
        return OK;
    }
    task.file = opened->file;
    TRY(case_item_row(access, &opened->ring, statement, &task.item));
    LIST_APPEND(access->arena, list, task);
    return OK;
}

Outcome task_list_own(Access *access, OwnTaskList *list)
{
    bool row = false;
    OwnTaskList read = {0};
    CaseShelf *shelf = ARENA_NEW(access->arena, CaseShelf);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TASK_OWN_EACH, &statement, access->problem));
    bind_id(statement, "account", access->caller.account);
    TRY(statement_next(statement, &row, access->problem));
    while (row && read.count + read.withheld < TASKS_MOST) {
        TRY(take(access, shelf, statement, &read));
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}
