/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/course_web.h"

#include "access/frame_web.h"
#include "access/house.h"
#include "access/sentences.h"
#include "activities/course_words_web.h"
#include "activities/sentences.h"
#include "directory/hours.h"
#include "resources/place.h"

enum { SESSIONS_SHOWN = 10, SESSION_DAYS_AHEAD = 21, SESSION_DAYS_BACK = 7 };

/* ------------------------------------------------------------------------------ one course */

static Text rank_words(const Request *request, const Enrolment *row)
{
    const WaitingRules *rules = waiting_rules();
    return text_format(request->arena, "%.*s · %.*s",
                       TEXT_ARG(rules->classes[row->rank.class].name[request->language]),
                       TEXT_ARG(say_day(request->arena, request->language, row->rank.since)));
}

static EnrolmentRow enrolment_row(const Request *request, const Enrolment *row)
{
    const EnrolmentState state = enrolment_state(row);
    EnrolmentRow view = {
        .id = id_format(request->arena, row->id),
        .label = row->label,
        .state = say(request->language, SAY_COURSE_TAKES_PART),
        .tone = TEXT("open"),
        .may_end = state != ENROLMENT_ENDED,
    };
    if (state == ENROLMENT_WAITS) {
        view.state = say_with(request->arena, request->language, SAY_COURSE_WAITS, "n",
                              text_format(request->arena, "%lld", (long long)row->rank_place));
        view.tone = TEXT("wait");
        view.why = rank_words(request, row);
    } else if (state == ENROLMENT_ENDED) {
        view.state = say(request->language, SAY_COURSE_ENDED);
        view.tone = TEXT("closed");
    }
    if (!id_is_nil(row->person)) {
        view.href = request_link(request,
                                 text_format(request->arena, "/p/%.*s",
                                             TEXT_ARG(id_format(request->arena, row->person))));
    }
    return view;
}

static Outcome fill_enrolments(Request *request, const CourseGroup *group, Date cycle,
                               GroupView *view)
{
    EnrolmentList list = {0};
    TRY(enrolment_list(access_of(request), group->id, cycle, &list));
    EnrolmentRow *rows = ARENA_ARRAY(request->arena, EnrolmentRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        rows[i] = enrolment_row(request, &list.items[i]);
    }
    view->rows = rows;
    view->row_count = list.count;
    return OK;
}

static SessionRow session_row(const Request *request, const Course *course,
                              const CourseGroup *group, const CourseSession *session)
{
    const bool is_own = course_is_of_caller(access_of(request), course);
    const Text moment = moment_format_local(request->arena, session->starts);
    const Text id = id_format(request->arena, group->id);
    return (SessionRow){
        .day = date_format(request->arena, session->day),
        .words = say_moment(request->arena, request->language, session->starts),
        .is_off = session->is_off,
        .is_certain = session->is_certain,
        .href =
            is_own ? request_link(request, text_format(request->arena,
                                                       "/cours/feuille?groupe=%.*s&moment=%.*s",
                                                       TEXT_ARG(id), TEXT_ARG(moment)))
                   : TEXT(""),
    };
}

/* As session_call_off sees it: a day is called off whole, before its first session begins. */
static void close_begun(const Request *request, SessionRow *rows, size_t count,
                        const CourseSessionList *list)
{
    for (size_t i = 0; i < count; i++) {
        const bool goes_on = i > 0 && list->items[i - 1].day == list->items[i].day;
        rows[i].may_call_off =
            goes_on ? rows[i - 1].may_call_off
                    : !list->items[i].is_off && list->items[i].starts > request->now;
    }
}

static Outcome fill_sessions(Request *request, const Course *course, const CourseGroup *group,
                             const CourseCycleList *cycles, GroupView *view)
{
    CourseSessionList list = {0};
    const Date today = moment_to_local(request->now).date;
    const DaySpan days = {today - SESSION_DAYS_BACK, today + SESSION_DAYS_AHEAD};
    TRY(session_list(request->session, request->arena, group, cycles, days, &list,
                     &request->problem));
    SessionRow *rows = ARENA_ARRAY(request->arena, SessionRow, SESSIONS_SHOWN);
    for (size_t i = 0; i < list.count && view->session_count < SESSIONS_SHOWN; i++) {
        rows[view->session_count++] = session_row(request, course, group, &list.items[i]);
    }
    close_begun(request, rows, view->session_count, &list);
    view->sessions = rows;
    return OK;
}

static Text hours_words(const Request *request, const CourseGroup *group)
{
    Hours *hours = NULL;
    Problem problem = {.arena = request->arena};
    return hours_parse_osm(request->arena, group->hours, &hours, &problem) == OK
               ? hours_describe(request->arena, hours, request->language)
               : group->hours;
}

static Outcome fill_places(Request *request, const CourseGroup *group, Date cycle,
                           GroupView *view)
{
    int64_t free = 0;
    TRY(place_free_count(access_of(request), group->id, cycle, group->capacity, &free));
    view->places = text_format(
        request->arena, "%.*s / %lld",
        TEXT_ARG(say_count(request->arena, request->language, SAY_COURSE_FREE, (size_t)free)),
        (long long)group->capacity);
    view->has_free = free > 0;
    return OK;
}

/* As the group stands, or as it was sent where a change of it was refused. */
static GroupForm group_form(const Request *request, const CourseGroup *group)
{
    const Text id = id_format(request->arena, group->id);
    GroupForm form = {
        .rests = course_rest_choices(request),
        .name = group->name,
        .level = group->level,
        .hours = group->hours,
        .capacity = text_format(request->arena, "%lld", (long long)group->capacity),
        .revision = text_format(request->arena, "%lld", (long long)group->revision),
        .is_closed = group->closed != 0,
    };
    form.rests.chosen = course_rest_code(group->rest);
    if (text_equal(request_form(request, "groupe"), id) &&
        request_form(request, "repos").length > 0) {
        form.is_sent = true;
        form.rests.chosen = request_form(request, "repos");
        form.name = request_form(request, "nom");
        form.level = request_form(request, "niveau");
        form.hours = request_form(request, "heures");
        form.capacity = request_form(request, "places");
        form.is_closed = request_form(request, "ferme").length > 0;
    }
    return form;
}

static Outcome group_view(Request *request, const Course *course, const CourseGroup *group,
                          const CourseCycleList *cycles, const CourseCycle *cycle,
                          GroupView *view)
{
    const Text id = id_format(request->arena, group->id);
    const CourseChoices rests = course_rest_choices(request);
    *view = (GroupView){
        .id = id,
        .name = group->name,
        .level = group->level,
        .hours = hours_words(request, group),
        .rest = rests.items[group->rest].name,
        .is_closed = group->closed != 0,
        .form = group_form(request, group),
        .enrol_href = request_link(
            request,
            text_format(request->arena, "/cours/inscrire?groupe=%.*s&cycle=%.*s", TEXT_ARG(id),
                        TEXT_ARG(date_format(request->arena, cycle->first)))),
    };
    TRY(fill_sessions(request, course, group, cycles, view));
    TRY(fill_places(request, group, cycle->first, view));
    return fill_enrolments(request, group, cycle->first, view);
}

static Outcome fill_groups(Request *request, const Course *course,
                           const CourseCycleList *cycles, const CourseCycle *cycle,
                           CourseView *view)
{
    CourseGroupList groups = {0};
    TRY(course_group_list(access_of(request), course->id, &groups));
    GroupView *views = ARENA_ARRAY(request->arena, GroupView, groups.count);
    for (size_t i = 0; i < groups.count; i++) {
        TRY(group_view(request, course, &groups.items[i], cycles, cycle, &views[i]));
    }
    view->groups = views;
    view->group_count = groups.count;
    return OK;
}

static Outcome fill_cycles(Request *request, const Course *course, CourseCycleList *cycles,
                           CourseCycle *chosen, CourseView *view)
{
    Date wanted = DATE_NONE;
    TRY(course_cycle_list(access_of(request), course->id, cycles));
    if (course_cycle_now(cycles, moment_to_local(request->now).date, chosen)) {
        view->cycle = date_format(request->arena, chosen->first);
    }
    (void)date_parse(request_query(request, "cycle"), &wanted);
    StaffLink *links = ARENA_ARRAY(request->arena, StaffLink, cycles->count);
    for (size_t i = 0; i < cycles->count; i++) {
        if (cycles->items[i].first == wanted) {
            *chosen = cycles->items[i];
        }
    }
    for (size_t i = 0; i < cycles->count; i++) {
        const Text first = date_format(request->arena, cycles->items[i].first);
        links[i] = (StaffLink){
            .name = course_cycle_name(request->arena, cycles->items[i]),
            .href = text_format(request->arena, "%.*s?cycle=%.*s", TEXT_ARG(view->href),
                                TEXT_ARG(first)),
            .is_current = cycles->items[i].first == chosen->first,
        };
    }
    view->cycle = cycles->count > 0 ? date_format(request->arena, chosen->first) : TEXT("");
    view->cycles = links;
    view->cycle_count = cycles->count;
    return OK;
}

/* As the course stands, or as it was sent where a change of it was refused. */
static CourseForm course_form(const Request *request, const Course *course)
{
    if (request_form(request, "cours").length > 0) {
        return (CourseForm){
            .is_sent = true,
            .name = request_form(request, "nom"),
            .condition = request_form(request, "condition"),
            .address = request_form(request, "adresse"),
            .postal_code = request_form(request, "code"),
            .is_shown = request_form(request, "public").length > 0,
            .is_closed = request_form(request, "ferme").length > 0,
        };
    }
    return (CourseForm){
        .name = course->name,
        .condition = course->condition,
        .address = course->address,
        .postal_code = course->postal_code,
        .is_shown = course->is_shown,
        .is_closed = course->closed != 0,
    };
}

static Outcome fill_course(Request *request, const Course *course, CourseView *view)
{
    ConditionVerdict verdict = {0};
    view->href = request_link(request, course_path(request, course->id, ""));
    view->name = course->name;
    view->is_closed = course->closed != 0;
    view->form = course_form(request, course);
    view->kind = course_kind_words(request->language, course->kind);
    view->address = text_trim(text_format(
        request->arena, "%.*s %.*s", TEXT_ARG(course->address), TEXT_ARG(course->postal_code)));
    view->is_own = course_is_of_caller(access_of(request), course);
    view->may_manage = view->is_own && permission_holds(access_of(request)->caller.permissions,
                                                        MAY_MANAGE_UNIT);
    view->reasons = course_reason_choices(request);
    view->rests = course_rest_choices(request);
    TRY(enrolment_judge(access_of(request), course, NULL, request->language, &verdict,
                        &view->rule));
    return house_name(request->session, request->arena, course->house, &view->house,
                      &request->problem);
}

/* What a refused form held stands in it again; each has a field of its own that tells it apart.
 */
static CourseSent sent_forms(Request *request)
{
    const Text capacity = request_form(request, "places");
    if (request_form(request, "groupe").length + request_form(request, "cours").length > 0) {
        return (CourseSent){.capacity = TEXT("12")}; /* the form of a change was sent */
    }
    return (CourseSent){
        .is_group = request_form(request, "repos").length > 0,
        .is_cycle =
            request_form(request, "debut").length + request_form(request, "fin").length > 0,
        .name = request_form(request, "nom"),
        .level = request_form(request, "niveau"),
        .hours = request_form(request, "heures"),
        .capacity = capacity.length > 0 ? capacity : TEXT("12"),
        .first = request_form(request, "debut"),
        .last = request_form(request, "fin"),
    };
}

static Outcome write_course(Request *request, Id id, Text problem)
{
    Html html = {0};
    Course course = {0};
    CourseCycle cycle = {0};
    CourseCycleList cycles = {0};
    CourseView *view = ARENA_NEW(request->arena, CourseView);
    view->problem = problem;
    TRY(course_get(access_of(request), id, &course));
    TRY(fill_course(request, &course, view));
    TRY(fill_cycles(request, &course, &cycles, &cycle, view));
    TRY(fill_groups(request, &course, &cycles, &cycle, view));
    view->sent = sent_forms(request);
    if (view->sent.is_group) {
        view->rests.chosen = request_form(request, "repos");
    }
    view->report_href =
        view->cycle.length == 0
            ? TEXT("")
            : request_link(request, text_format(request->arena, "%.*s?cycle=%.*s",
                                                TEXT_ARG(course_path(request, id, "/bilan")),
                                                TEXT_ARG(view->cycle)));
    TRY(frame_open(request, say(request->language, SAY_COURSE_TITLE), &view->frame, &html));
    course_page(&html, view);
    return OK;
}

static Outcome show_course(Request *request)
{
    Id id = {{0}};
    TRY(course_path_id(request, &id));
    return write_course(request, id, TEXT(""));
}

/* ---------------------------------------------------------------------------------- acts */

/* What changed nothing is told on the page; anything else is a refusal as everywhere. */
static Outcome go_back(Request *request, Id course, Outcome outcome)
{
    if (outcome == OK) {
        return response_redirect(request, course_path(request, course, ""));
    }
    const Text problem = course_refusal(request, outcome);
    if (problem.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : 422;
    return write_course(request, course, problem);
}

static Outcome add_group(Request *request)
{
    CourseGroup group = {.name = request_form(request, "nom"),
                         .level = request_form(request, "niveau"),
                         .hours = text_trim(request_form(request, "heures"))};
    TRY(course_path_id(request, &group.course));
    if (!text_to_integer(request_form(request, "places"), &group.capacity)) {
        group.capacity = -1;
    }
    if (!course_rest_parse(request_form(request, "repos"), &group.rest)) {
        return REQUEST_INVALID(request, "body", "repos", "one of the choices is expected");
    }
    const Outcome outcome = course_group_add(access_of(request), &group, &group);
    return go_back(request, group.course, outcome);
}

static Moment closed_by_form(const Request *request, Moment closed)
{
    if (request_form(request, "ferme").length == 0) {
        return 0;
    }
    return closed != 0 ? closed : request->now;
}

static Outcome change(Request *request)
{
    Id id = {{0}};
    Course course = {0};
    TRY(course_path_id(request, &id));
    TRY(course_get(access_of(request), id, &course));
    course.name = request_form(request, "nom");
    course.condition = text_trim(request_form(request, "condition"));
    course.address = request_form(request, "adresse");
    course.postal_code = text_trim(request_form(request, "code"));
    course.is_shown = request_form(request, "public").length > 0;
    course.closed = closed_by_form(request, course.closed);
    return go_back(request, id, course_change(access_of(request), &course, &course));
}

static Outcome change_group(Request *request)
{
    Id id = {{0}};
    Id group_id = {{0}};
    CourseGroup group = {0};
    TRY(course_path_id(request, &id));
    TRY(course_form_id(request, "groupe", &group_id));
    TRY(course_group_get(access_of(request), group_id, &group));
    group.name = request_form(request, "nom");
    group.level = request_form(request, "niveau");
    group.hours = text_trim(request_form(request, "heures"));
    group.closed = closed_by_form(request, group.closed);
    if (!text_to_integer(request_form(request, "places"), &group.capacity)) {
        group.capacity = -1;
    }
    if (!text_to_integer(request_form(request, "revision"), &group.revision) ||
        !course_rest_parse(request_form(request, "repos"), &group.rest)) {
        return REQUEST_INVALID(request, "body", "repos", "one of the choices is expected");
    }
    return go_back(request, id, course_group_change(access_of(request), &group, &group));
}

static Outcome add_cycle(Request *request)
{
    Id id = {{0}};
    CourseCycle cycle = {.first = 1, .last = 0};
    TRY(course_path_id(request, &id));
    (void)date_parse(request_form(request, "debut"), &cycle.first);
    (void)date_parse(request_form(request, "fin"), &cycle.last);
    return go_back(request, id, course_cycle_add(access_of(request), id, cycle));
}

static Outcome call_off(Request *request)
{
    Id id = {{0}};
    Id group = {{0}};
    Date day = 0;
    TRY(course_path_id(request, &id));
    TRY(course_form_id(request, "groupe", &group));
    if (!date_parse(request_form(request, "jour"), &day)) {
        return REQUEST_INVALID(request, "body", "jour", "a day is expected: 2026-11-30");
    }
    return go_back(request, id, session_call_off(access_of(request), group, day));
}

static Outcome end(Request *request)
{
    Id id = {{0}};
    Id enrolment = {{0}};
    TRY(course_path_id(request, &id));
    TRY(course_form_id(request, "inscription", &enrolment));
    return go_back(
        request, id,
        enrolment_end(access_of(request), enrolment, request_form(request, "raison")));
}

static const Route routes[] = {
    {GET,  "/cours/{id}",          MAY_BOOK_UNIT,   show_course,  FRESH},
    {POST, "/cours/{id}",          MAY_MANAGE_UNIT, change,       FRESH},
    {POST, "/cours/{id}/groupe",   MAY_MANAGE_UNIT, change_group, FRESH},
    {POST, "/cours/{id}/groupes",  MAY_MANAGE_UNIT, add_group,    FRESH},
    {POST, "/cours/{id}/cycles",   MAY_MANAGE_UNIT, add_cycle,    FRESH},
    {POST, "/cours/{id}/annuler",  MAY_MANAGE_UNIT, call_off,     FRESH},
    {POST, "/cours/{id}/terminer", MAY_BOOK_UNIT,   end,          FRESH},
};

const RouteTable COURSE_ROUTES = {routes, LENGTH_OF(routes)};
