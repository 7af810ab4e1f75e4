/* SPDX-License-Identifier: EUPL-1.2 */
/* The tasks of who signed in (/taches). */
#include "access/sentences.h"
#include "casework/accompaniment_edge_web.h"
#include "casework/case_edge_web.h"
#include "casework/case_web.h"
#include "casework/sentences.h"
#include "casework/task.h"
#include "http/once.h"

static const Sentence names[TASK_TIME_COUNT] = {
    [TASK_LATE] = SAY_TASK_LATE,
    [TASK_TODAY] = SAY_TASK_TODAY,
    [TASK_COMING] = SAY_TASK_COMING,
    [TASK_UNDATED] = SAY_TASK_UNDATED,
};

_Static_assert((int)TASK_GROUP_COUNT == (int)TASK_TIME_COUNT, "a group a time");

static TaskRow row_of(const Request *request, const OwnTask *task)
{
    Arena *arena = request->arena;
    const Text href = person_page_href(request, task->file.person);
    return (TaskRow){
        .words = task->item.words,
        .code = task->file.code,
        .href = text_format(arena, "%.*s/dossier", TEXT_ARG(href)),
        .end_href = text_format(arena, "%.*s/taches/fin", TEXT_ARG(href)),
        .due = task->item.due == 0
                   ? TEXT("")
                   : say_day(arena, request->language, moment_to_local(task->item.due).date),
        .case_id = id_format(arena, task->file.id),
        .item = id_format(arena, task->item.id),
        .reminds = task_reminds(&task->item, request->now),
    };
}

static Outcome show_tasks(Request *request)
{
    Html html = {0};
    OwnTaskList tasks = {0};
    AccompanimentList going = {0};
    TasksView view = {.sent = once_token(request->arena)};
    TRY(task_list_own(access_of(request), &tasks));
    for (size_t i = 0; i < TASK_TIME_COUNT; i++) {
        view.groups[i].name = say(request->language, names[i]);
    }
    for (size_t i = 0; i < tasks.count; i++) {
        const TaskTime time = task_time(&tasks.items[i].item, request->now);
        LIST_APPEND(request->arena, &view.groups[time], row_of(request, &tasks.items[i]));
    }
    TRY(accompaniment_list_own(access_of(request), &going));
    TRY(accompaniment_fill_rows(request, &going, ROW_MAY_END, &view.accompaniments));
    view.is_empty = tasks.count == 0 && going.count == 0;
    if (tasks.withheld > 0) {
        view.withheld =
            say_count(request->arena, request->language, SAY_TASK_WITHHELD, tasks.withheld);
    }
    accompaniment_fill_drafts(request, &view.accompaniments, &view.frame);
    TRY(frame_open(request, say(request->language, SAY_TASK_TITLE), &view.frame, &html));
    tasks_page(&html, &view);
    return OK;
}

static const Route routes[] = {
    {GET, "/taches", MAY_WRITE_CASE, show_tasks, FRESH},
};

const RouteTable TASK_ROUTES = {routes, LENGTH_OF(routes)};
