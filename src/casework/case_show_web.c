/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of a case: its needs with their urgency over time, goals, tasks, who works on it. */
#include "casework/accompaniment_edge_web.h"
#include "casework/case_edge_web.h"
#include "casework/case_file.h"
#include "casework/conference_edge_web.h"
#include "casework/sentences.h"
#include "casework/task.h"
#include "http/once.h"

static Text day_words(const Request *request, Moment moment)
{
    return moment == 0
               ? TEXT("")
               : say_day(request->arena, request->language, moment_to_local(moment).date);
}

/* ----------------------------------------------------------------------------------- needs */

enum { LINE_WIDTH = 116, LINE_LEFT = 2, LINE_TOP = 4, LINE_STEP = 10 };

static int line_x(const CaseNeed *need, Moment end, Moment at)
{
    const Moment length = end > need->since ? end - need->since : 1;
    const Moment passed = at < need->since ? 0 : at - need->since;
    return LINE_LEFT + (int)((passed > length ? length : passed) * LINE_WIDTH / length);
}

static int line_y(Urgency urgency)
{
    return LINE_TOP + (URGENCY_NOW - (int)urgency) * LINE_STEP;
}

typedef LIST_OF(CourseView) CourseViews;

/* The steps of its urgency, as words and as the points of a line. */
static Outcome fill_course(Request *request, const CaseFile *content, const CaseNeed *need,
                           NeedView *view)
{
    CourseViews course = {0};
    Urgency level = need->urgency;
    Buffer points = buffer_new(request->arena, (size_t)1 << 20);
    const Moment end = need->ended != 0 ? need->ended : request->now;
    for (size_t i = 0; i < content->events.count; i++) {
        const CaseEvent *event = &content->events.items[i];
        CourseView step = {0};
        Urgency next = level;
        if (!id_equal(event->subject, need->id) ||
            !text_equal(event->act, TEXT("need.urgency")) ||
            !urgency_parse(event->code, &next)) {
            continue;
        }
        const int x = line_x(need, end, event->at);
        buffer_append_format(&points, "%d,%d %d,%d ", x,
                             line_y(course.count == 0 ? next : level), x, line_y(next));
        level = next;
        step.when = say_moment(request->arena, request->language, event->at);
        step.urgency = case_urgency_words(request, next);
        TRY(account_shown(request, event->account, &step.who));
        LIST_APPEND(request->arena, &course, step);
    }
    buffer_append_format(&points, "%d,%d", LINE_LEFT + LINE_WIDTH, line_y(level));
    view->points = buffer_text(&points);
    view->course = course.items;
    view->course_count = course.count;
    return OK;
}

static Text name_of_need(const Request *request, const CaseFile *content, Id id)
{
    for (size_t i = 0; i < content->needs.count; i++) {
        if (id_equal(content->needs.items[i].id, id)) {
            return case_need_words(request, content->needs.items[i].need);
        }
    }
    return TEXT("");
}

static void fill_links(const Request *request, const CaseFile *content, Id need, NeedView *view)
{
    NeedLinkView *rows = ARENA_ARRAY(request->arena, NeedLinkView, content->links.count + 1);
    for (size_t i = 0; i < content->links.count; i++) {
        const NeedLink *link = &content->links.items[i];
        const bool is_first = id_equal(link->need, need);
        if (!is_first && !id_equal(link->other, need)) {
            continue;
        }
        const Text other = name_of_need(request, content, is_first ? link->other : link->need);
        rows[view->link_count++] = (NeedLinkView){
            .words = case_bond_words(request, link, need, other),
            .bond = need_bond_code(link->bond),
            .need = id_format(request->arena, link->need),
            .other = id_format(request->arena, link->other),
        };
    }
    view->links = rows;
}

static Outcome fill_needs(Request *request, const CaseFile *content, CaseView *view)
{
    NeedView *rows = ARENA_ARRAY(request->arena, NeedView, content->needs.count + 1);
    Choice *open = ARENA_ARRAY(request->arena, Choice, content->needs.count + 1);
    size_t open_count = 0;
    for (size_t i = 0; i < content->needs.count; i++) {
        const CaseNeed *need = &content->needs.items[i];
        rows[i] = (NeedView){
            .id = id_format(request->arena, need->id),
            .name = case_need_words(request, need->need),
            .urgency = case_urgency_words(request, need->urgency),
            .urgency_code = urgency_code(need->urgency),
            .state = case_state_words(request, need->state),
            .since = say_with(request->arena, request->language, SAY_CASE_SINCE, "day",
                              day_words(request, need->since)),
        };
        TRY(fill_course(request, content, need, &rows[i]));
        fill_links(request, content, need->id, &rows[i]);
        if (need->ended == 0) {
            open[open_count++] = (Choice){rows[i].id, rows[i].name};
        }
    }
    view->needs = rows;
    view->need_count = content->needs.count;
    view->open_needs = (Choices){open, open_count};
    return OK;
}

/* --------------------------------------------------------------------------------- members */

static Outcome fill_members(Request *request, const CaseFile *content, CaseView *view)
{
    const CaseMemberList *members = &content->members;
    MemberRow *rows = ARENA_ARRAY(request->arena, MemberRow, members->count + 1);
    Choice *owners = ARENA_ARRAY(request->arena, Choice, members->count + 1);
    size_t owner_count = 0;
    for (size_t i = 0; i < members->count; i++) {
        const CaseMember *member = &members->items[i];
        rows[i] = (MemberRow){
            .account = id_format(request->arena, member->account),
            .since = day_words(request, member->entered),
            .left_at = day_words(request, member->left_at),
            .is_lead = member->left_at == 0 && id_equal(member->account, content->file.lead),
        };
        TRY(account_shown(request, member->account, &rows[i].name));
        if (member->left_at == 0) {
            owners[owner_count++] = (Choice){rows[i].account, rows[i].name};
        }
    }
    view->members = rows;
    view->member_count = members->count;
    view->owners = (Choices){owners, owner_count};
    return OK;
}

static bool works_on(const CaseMemberList *members, Id account)
{
    for (size_t i = 0; i < members->count; i++) {
        if (members->items[i].left_at == 0 && id_equal(members->items[i].account, account)) {
            return true;
        }
    }
    return false;
}

/* Those of the team who do not work on it yet. */
static Outcome fill_colleagues(Request *request, const CaseFile *content, CaseView *view)
{
    ColleagueList found = {0};
    size_t count = 0;
    TRY(case_colleagues(access_of(request), content->file.id, &found));
    Choice *items = ARENA_ARRAY(request->arena, Choice, found.count + 1);
    for (size_t i = 0; i < found.count; i++) {
        if (!works_on(&content->members, found.items[i].account)) {
            items[count++] = (Choice){id_format(request->arena, found.items[i].account),
                                      found.items[i].name};
        }
    }
    view->colleagues = (Choices){items, count};
    return OK;
}

/* ------------------------------------------------------------------------- goals and tasks */

static Text time_words(const Request *request, const CaseItem *item, TaskTime time)
{
    if (!text_equal(item->state, TEXT("open")) || item->kind == ITEM_GOAL) {
        return TEXT("");
    }
    switch (time) {
    case TASK_LATE:
        return say(request->language, SAY_TASK_LATE);
    case TASK_TODAY:
        return say(request->language, SAY_TASK_TODAY);
    case TASK_COMING:
    case TASK_UNDATED:
        break;
    }
    return TEXT("");
}

static Outcome fill_items(Request *request, const CaseFile *content, CaseView *view)
{
    for (size_t i = 0; i < content->items.count; i++) {
        const CaseItem *item = &content->items.items[i];
        const TaskTime time = task_time(item, request->now);
        ItemView row = {
            .id = id_format(request->arena, item->id),
            .words = item->words,
            .need = name_of_need(request, content, item->need),
            .due = day_words(request, item->due),
            .time = time_words(request, item, time),
            .is_late = time == TASK_LATE,
            .state = case_state_words(request, item->state),
        };
        TRY(account_shown(request, item->owner, &row.owner));
        LIST_APPEND(request->arena, item->kind == ITEM_TASK ? &view->tasks : &view->goals, row);
    }
    return OK;
}

/* -------------------------------------------------------------------------------- the page */

static Outcome fill(Request *request, const Case *file, CaseView *view)
{
    CaseFile content = {0};
    ConferenceList conferences = {0};
    AccompanimentList going = {0};
    TRY(case_file_read(access_of(request), file->id, &content));
    TRY(conference_list(access_of(request), file->id, &conferences));
    conference_fill_links(request, &conferences, &view->conferences);
    TRY(accompaniment_list(access_of(request), file->id, &going));
    TRY(accompaniment_fill_rows(request, &going, view->may_write ? ROW_MAY_END : ROW_SHOWN,
                                &view->accompaniments));
    view->case_id = id_format(request->arena, file->id);
    view->code = file->code;
    view->closed = case_closed_words(request, file);
    TRY(fill_needs(request, &content, view));
    TRY(fill_items(request, &content, view));
    TRY(fill_members(request, &content, view));
    TRY(case_fill_documents(request, file, &content.needs, view));
    view->secrecies = case_secrecy_choices(request);
    view->need_codes = case_need_choices(request);
    view->urgencies = case_urgency_choices(request);
    view->bonds = case_bond_choices(request);
    return view->may_write ? fill_colleagues(request, &content, view) : OK;
}

static void fill_drafts(Request *request, CaseView *view)
{
    const DraftForm forms[] = {
        {TEXT("goal-form"), say(request->language, SAY_CASE_GOAL_ADD)},
        {TEXT("task-form"), say(request->language, SAY_CASE_TASK_ADD)},
    };
    for (size_t i = 0; i < LENGTH_OF(forms) && view->may_write; i++) {
        LIST_APPEND(request->arena, &view->frame.draft_forms, forms[i]);
    }
    accompaniment_fill_drafts(request, &view->accompaniments, &view->frame);
}

Outcome case_write_page(Request *request, Id person, CaseView *view)
{
    Html html = {0};
    CaseList cases = {0};
    Access *access = access_of(request);
    TRY(case_list(access, person, &cases));
    const Case *file = case_shown(&cases);
    view->href = person_page_href(request, person);
    view->sent = once_token(request->arena);
    view->has_case = file != NULL;
    view->may_write =
        file != NULL && file->closed == 0 &&
        permission_allows(access->caller.permissions, MAY_WRITE_CASE, file->relation);
    case_fill_tabs(request, person, TAB_CASE, view->tabs);
    if (file != NULL) {
        TRY(fill(request, file, view));
    }
    fill_drafts(request, view);
    TRY(frame_open(request, say(request->language, SAY_CASE_PAGE_TITLE), &view->frame, &html));
    case_page(&html, view);
    return OK;
}
