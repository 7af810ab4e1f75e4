/* SPDX-License-Identifier: EUPL-1.2 */
/* Enrolling somebody in a group (/cours/inscrire): what its condition speaks of is asked. */
#include "access/frame_web.h"
#include "activities/course_web.h"
#include "activities/course_words_web.h"
#include "activities/enrol_views_web.h"
#include "activities/sentences.h"
#include "people/facts_form_web.h"

/* What the form held: to be shown again where it is refused. */
typedef struct EnrolForm {
    Id group;
    Date cycle;
    Text person;
    Text label;
    Text class;
    Text problem;
} EnrolForm;

static void fill_questions(const Request *request, const ConditionVerdict *verdict,
                           EnrolView *view)
{
    EnrolQuestion *questions =
        ARENA_ARRAY(request->arena, EnrolQuestion, verdict->missing_count);
    for (size_t i = 0; i < verdict->missing_count; i++) {
        const ConditionMissing *missing = &verdict->missing[i];
        questions[i] = (EnrolQuestion){
            .fact = missing->fact,
            .question = missing->question,
            .is_yes_no = missing->is_yes_no,
            .answer = request_form(request, text_to_c(request->arena, missing->fact)),
        };
    }
    view->questions = questions;
    view->question_count = verdict->missing_count;
}

static Outcome fill(Request *request, const EnrolForm *form, EnrolView *view)
{
    Course course = {0};
    CourseGroup group = {0};
    ConditionVerdict verdict = {0};
    TRY(course_group_get(access_of(request), form->group, &group));
    TRY(course_get(access_of(request), group.course, &course));
    TRY(enrolment_judge(access_of(request), &course, NULL, request->language, &verdict,
                        &view->rule));
    view->problem = form->problem;
    view->action = request_link(request, TEXT("/cours/inscrire"));
    view->back_href = request_link(request, course_path(request, course.id, ""));
    view->course = course.name;
    view->group = course_group_words(request->arena, &group);
    view->group_id = id_format(request->arena, group.id);
    view->cycle = date_format(request->arena, form->cycle);
    view->person = form->person;
    view->label = form->label;
    view->classes = course_class_choices(request, form->class);
    fill_questions(request, &verdict, view);
    return OK;
}

static Outcome write_page(Request *request, const EnrolForm *form)
{
    Html html = {0};
    EnrolView *view = ARENA_NEW(request->arena, EnrolView);
    TRY(fill(request, form, view));
    view->frame.draft_form = TEXT("entry");
    TRY(frame_open(request, say(request->language, SAY_COURSE_ENROL), &view->frame, &html));
    course_enrol_page(&html, view);
    return OK;
}

static Outcome show(Request *request)
{
    EnrolForm form = {.person = request_query(request, "personne"), .class = TEXT("date")};
    if (!id_parse(request_query(request, "groupe"), &form.group)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT(""), "group", "no such group");
    }
    if (!date_parse(request_query(request, "cycle"), &form.cycle)) {
        return REQUEST_INVALID(request, "query", "cycle", "its first day is expected");
    }
    return write_page(request, &form);
}

/* ------------------------------------------------------------------------------- enrolling */

static Outcome try_to_enrol(Request *request, const EnrolForm *form, Id *course)
{
    CourseGroup group = {0};
    Enrolment made = {0};
    json_t *facts SCOPED(json_close) = json_object();
    EnrolmentOrder order = {.group = form->group,
                            .cycle = form->cycle,
                            .label = form->label,
                            .class = form->class,
                            .facts = facts,
                            .language = request->language};
    facts_of_form(request, facts);
    TRY(person_of_field(request, text_trim(form->person), &order.person));
    TRY(course_group_get(access_of(request), form->group, &group));
    *course = group.course;
    return enrolment_ask(access_of(request), &order, &made);
}

static Outcome enrol(Request *request)
{
    Id course = {{0}};
    EnrolForm form = {.person = request_form(request, "personne"),
                      .label = request_form(request, "nom"),
                      .class = request_form(request, "classe")};
    TRY(course_form_id(request, "groupe", &form.group));
    if (!date_parse(request_form(request, "cycle"), &form.cycle)) {
        return REQUEST_INVALID(request, "body", "cycle", "its first day is expected");
    }
    const Outcome outcome = try_to_enrol(request, &form, &course);
    if (outcome == OK) {
        return response_redirect(request, course_path(request, course, ""));
    }
    form.problem = course_refusal(request, outcome);
    if (form.problem.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : outcome == REFUSED ? 403 : 422;
    return write_page(request, &form);
}

static const Route routes[] = {
    {GET,  "/cours/inscrire", MAY_BOOK_UNIT, show,  FRESH},
    {POST, "/cours/inscrire", MAY_BOOK_UNIT, enrol, FRESH},
};

const RouteTable ENROL_ROUTES = {routes, LENGTH_OF(routes)};
