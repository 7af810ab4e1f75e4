/* SPDX-License-Identifier: EUPL-1.2 */
/* What every house gives to groups (/cours), and the form of a new course. */
#include "access/frame_web.h"
#include "access/house.h"
#include "access/sentences.h"
#include "activities/course_web.h"
#include "activities/course_words_web.h"
#include "activities/sentences.h"

static Outcome fill_row(Request *request, const Course *course, CourseRow *row)
{
    *row = (CourseRow){
        .href = request_link(request, course_path(request, course->id, "")),
        .name = course->name,
        .kind = course_kind_words(request->language, course->kind),
        .is_closed = course->closed != 0,
    };
    return house_name(request->session, request->arena, course->house, &row->house,
                      &request->problem);
}

static Outcome write_list(Request *request, const Course *sent, Text problem)
{
    Html html = {0};
    CourseList list = {0};
    CoursesView *view = ARENA_NEW(request->arena, CoursesView);
    TRY(course_list(access_of(request), &list));
    CourseRow *rows = ARENA_ARRAY(request->arena, CourseRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        TRY(fill_row(request, &list.items[i], &rows[i]));
    }
    view->rows = rows;
    view->row_count = list.count;
    view->problem = problem;
    view->kinds = course_kind_choices(request, course_kind_code(sent->kind));
    view->name = sent->name;
    view->condition = sent->condition;
    view->address = sent->address;
    view->postal_code = sent->postal_code;
    view->may_manage =
        permission_holds(access_of(request)->caller.permissions, MAY_MANAGE_UNIT);
    TRY(frame_open(request, say(request->language, SAY_COURSE_TITLE), &view->frame, &html));
    courses_page(&html, view);
    return OK;
}

static Outcome show_list(Request *request)
{
    const Course none = {0};
    return write_list(request, &none, TEXT(""));
}

static Outcome add(Request *request)
{
    Course made = {0};
    Course sent = {
        .name = request_form(request, "nom"),
        .condition = text_trim(request_form(request, "condition")),
        .address = request_form(request, "adresse"),
        .postal_code = text_trim(request_form(request, "code")),
        .is_shown = request_form(request, "public").length > 0,
    };
    if (!course_kind_parse(request_form(request, "genre"), &sent.kind)) {
        return REQUEST_INVALID(request, "body", "genre", "one of the choices is expected");
    }
    const Outcome outcome = course_add(access_of(request), &sent, &made);
    if (outcome == OK) {
        return response_redirect(request, course_path(request, made.id, ""));
    }
    const Text problem = course_refusal(request, outcome);
    if (problem.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = 422;
    return write_list(request, &sent, problem);
}

static const Route routes[] = {
    {GET,  "/cours", MAY_BOOK_UNIT,   show_list, FRESH},
    {POST, "/cours", MAY_MANAGE_UNIT, add,       FRESH},
};

const RouteTable COURSE_LIST_ROUTES = {routes, LENGTH_OF(routes)};
