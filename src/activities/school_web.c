/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/school_web.h"

#include "access/frame_web.h"
#include "activities/school.h"
#include "activities/school_views_web.h"
#include "activities/sentences.h"

static Text number_words(const Request *request, int64_t number)
{
    return text_format(request->arena, "%lld", (long long)number);
}

static Text year_href(const Request *request, const char *path, int64_t year)
{
    return request_link(request,
                        text_format(request->arena, "%s?annee=%lld", path, (long long)year));
}

static int64_t year_of(const Request *request)
{
    int64_t year = date_to_civil(moment_to_local(request->now).date).year;
    (void)text_to_integer(request_query(request, "annee"), &year);
    return year;
}

static Text session_path(const Request *request, Id id)
{
    return text_format(request->arena, "/seances-scolaires/%.*s",
                       TEXT_ARG(id_format(request->arena, id)));
}

/* What was refused, in words, with the status of the answer; false for what is no matter of a
 * form. */
static bool is_told(Request *request, Outcome outcome, Text *problem)
{
    static const struct {
        const char *field;
        Sentence sentence;
    } refusals[] = {
        {"school",      SAY_SCHOOL_WRONG_TEXT  },
        {"class",       SAY_SCHOOL_WRONG_TEXT  },
        {"theme",       SAY_SCHOOL_WRONG_TEXT  },
        {"facilitator", SAY_SCHOOL_WRONG_TEXT  },
        {"age",         SAY_SCHOOL_WRONG_NUMBER},
        {"pupils",      SAY_SCHOOL_WRONG_NUMBER},
        {"came",        SAY_SCHOOL_WRONG_NUMBER},
        {"starts",      SAY_SCHOOL_WRONG_STARTS},
        {"report",      SAY_SCHOOL_WRONG_REPORT},
        {"revision",    SAY_SCHOOL_WRONG_STATE },
        {"state",       SAY_SCHOOL_WRONG_STATE },
    };
    for (size_t i = 0; (outcome == INVALID || outcome == CONFLICT) && i < LENGTH_OF(refusals);
         i++) {
        if (text_equal(request->problem.field, text_from(refusals[i].field))) {
            *problem = say(request->language, refusals[i].sentence);
            request->problem = (Problem){.arena = request->arena};
            request->response.status = outcome == CONFLICT ? 409 : 422;
            return true;
        }
    }
    return false;
}

/* --------------------------------------------------------------------------------- the form */

static int64_t form_number(const Request *request, const char *name)
{
    int64_t number = -1;
    return text_to_integer(text_trim(request_form(request, name)), &number) ? number : -1;
}

static void read_form(const Request *request, SchoolSession *session)
{
    session->school = request_form(request, "ecole");
    session->class = request_form(request, "classe");
    session->theme = request_form(request, "theme");
    session->facilitator = request_form(request, "anime");
    session->age = form_number(request, "age");
    session->pupils = form_number(request, "eleves");
    session->starts = 0;
    (void)moment_parse(request_form(request, "debut"), &session->starts);
}

static SchoolForm sent_form(const Request *request)
{
    return (SchoolForm){
        .school = request_form(request, "ecole"),
        .class = request_form(request, "classe"),
        .theme = request_form(request, "theme"),
        .facilitator = request_form(request, "anime"),
        .age = request_form(request, "age"),
        .pupils = request_form(request, "eleves"),
        .starts = request_form(request, "debut"),
    };
}

static SchoolForm form_of(const Request *request, const SchoolSession *session)
{
    if (request_form(request, "ecole").length > 0) {
        return sent_form(request);
    }
    return (SchoolForm){
        .school = session->school,
        .class = session->class,
        .theme = session->theme,
        .facilitator = session->facilitator,
        .age = number_words(request, session->age),
        .pupils = number_words(request, session->pupils),
        .starts = moment_format_local(request->arena, session->starts),
    };
}

/* --------------------------------------------------------------------------------- the list */

static SchoolRow row_of(const Request *request, const SchoolSession *session)
{
    static const struct {
        Sentence words;
        Text tone;
    } states[SCHOOL_STATE_COUNT] = {
        [SCHOOL_ASKED] = {SAY_SCHOOL_ASKED,     TEXT_INIT("wait")  },
        [SCHOOL_HELD] = {SAY_SCHOOL_HELD,      TEXT_INIT("open")  },
        [SCHOOL_CANCELLED] = {SAY_SCHOOL_CANCELLED, TEXT_INIT("closed")},
    };
    return (SchoolRow){
        .href = request_link(request, session_path(request, session->id)),
        .when = say_moment(request->arena, request->language, session->starts),
        .school = session->school,
        .class = session->class,
        .theme = session->theme,
        .facilitator = session->facilitator,
        .pupils = session->state == SCHOOL_HELD
                      ? text_format(request->arena, "%lld / %lld", (long long)session->came,
                                    (long long)session->pupils)
                      : number_words(request, session->pupils),
        .state = say(request->language, states[session->state].words),
        .tone = states[session->state].tone,
    };
}

static Outcome write_list(Request *request, SchoolForm form, Text problem)
{
    Html html = {0};
    SchoolList list = {0};
    const int64_t year = year_of(request);
    SchoolsView *view = ARENA_NEW(request->arena, SchoolsView);
    TRY(school_list(access_of(request), year, &list));
    SchoolRow *rows = ARENA_ARRAY(request->arena, SchoolRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        rows[i] = row_of(request, &list.items[i]);
    }
    view->rows = rows;
    view->row_count = list.count;
    view->problem = problem;
    view->form = form;
    view->action = request_link(request, TEXT("/seances-scolaires"));
    view->year = number_words(request, year);
    view->report_href = year_href(request, "/seances-scolaires/bilan", year);
    view->previous = number_words(request, year - 1);
    view->previous_href = year_href(request, "/seances-scolaires", year - 1);
    view->next = number_words(request, year + 1);
    view->next_href = year_href(request, "/seances-scolaires", year + 1);
    TRY(frame_open(request, say(request->language, SAY_SCHOOL_TITLE), &view->frame, &html));
    schools_page(&html, view);
    return OK;
}

static Outcome show_list(Request *request)
{
    return write_list(request, (SchoolForm){.age = TEXT("12"), .pupils = TEXT("20")}, TEXT(""));
}

static Outcome ask(Request *request)
{
    Text problem = {0};
    SchoolSession session = {0};
    read_form(request, &session);
    const Outcome outcome = school_ask(access_of(request), &session, &session);
    if (outcome == OK) {
        return response_redirect(request, session_path(request, session.id));
    }
    return is_told(request, outcome, &problem)
               ? write_list(request, sent_form(request), problem)
               : outcome;
}

/* ------------------------------------------------------------------------------ one of them */

static Outcome path_id(Request *request, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), "session",
                             "no such school session");
}

static Outcome write_session(Request *request, Id id, Text problem)
{
    Html html = {0};
    SchoolSession session = {0};
    SchoolView *view = ARENA_NEW(request->arena, SchoolView);
    TRY(school_get(access_of(request), id, &session));
    const int year = date_to_civil(moment_to_local(session.starts).date).year;
    view->problem = problem;
    view->href = request_link(request, session_path(request, id));
    view->back_href = year_href(request, "/seances-scolaires", year);
    view->shown = row_of(request, &session);
    view->form = form_of(request, &session);
    view->revision = number_words(request, session.revision);
    view->came = request_form(request, "venus");
    view->report =
        session.state == SCHOOL_HELD ? session.report : request_form(request, "bilan");
    view->may_change = session.state == SCHOOL_ASKED;
    view->may_hold = session.state == SCHOOL_ASKED && session.starts <= request->now;
    TRY(frame_open(request, say(request->language, SAY_SCHOOL_TITLE), &view->frame, &html));
    school_page(&html, view);
    return OK;
}

static Outcome show_session(Request *request)
{
    Id id = {{0}};
    TRY(path_id(request, &id));
    return write_session(request, id, TEXT(""));
}

static Outcome go_back(Request *request, Id id, Outcome outcome)
{
    Text problem = {0};
    if (outcome == OK) {
        return response_redirect(request, session_path(request, id));
    }
    return is_told(request, outcome, &problem) ? write_session(request, id, problem) : outcome;
}

static Outcome change(Request *request)
{
    Id id = {{0}};
    SchoolSession session = {0};
    TRY(path_id(request, &id));
    read_form(request, &session);
    session.id = id;
    session.revision = form_number(request, "revision");
    return go_back(request, id, school_change(access_of(request), &session, &session));
}

static Outcome hold(Request *request)
{
    Id id = {{0}};
    SchoolSession session = {0};
    TRY(path_id(request, &id));
    return go_back(request, id,
                   school_hold(access_of(request), id, form_number(request, "venus"),
                               request_form(request, "bilan"), &session));
}

static Outcome cancel(Request *request)
{
    Id id = {{0}};
    SchoolSession session = {0};
    TRY(path_id(request, &id));
    return go_back(request, id, school_cancel(access_of(request), id, &session));
}

/* ------------------------------------------------------------------------------- the report */

static Outcome show_report(Request *request)
{
    Html html = {0};
    SchoolSumList list = {0};
    const int64_t year = year_of(request);
    SchoolReportView *view = ARENA_NEW(request->arena, SchoolReportView);
    TRY(school_report(access_of(request), year, &list));
    SchoolSumRow *rows = ARENA_ARRAY(request->arena, SchoolSumRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        const SchoolSum *sum = &list.items[i];
        rows[i] = (SchoolSumRow){.school = sum->school,
                                 .theme = sum->theme,
                                 .held = number_words(request, sum->held),
                                 .cancelled = number_words(request, sum->cancelled),
                                 .came = number_words(request, sum->came)};
    }
    view->rows = rows;
    view->row_count = list.count;
    view->year = number_words(request, year);
    view->back_href = year_href(request, "/seances-scolaires", year);
    view->csv_href = year_href(request, "/seances-scolaires/bilan.csv", year);
    TRY(frame_open(request, say(request->language, SAY_SCHOOL_REPORT), &view->frame, &html));
    school_report_page(&html, view);
    return OK;
}

static Outcome show_csv(Request *request)
{
    SchoolSumList list = {0};
    const int64_t year = year_of(request);
    TRY(school_report(access_of(request), year, &list));
    Buffer *out = response_open(request, "text/csv; charset=utf-8");
    response_header(request, "Content-Disposition",
                    TEXT("attachment; filename=\"schools.csv\""));
    school_report_csv(request->arena, year, &list, out);
    return OK;
}

static const Route routes[] = {
    {GET,  "/seances-scolaires",              MAY_BOOK_UNIT, show_list,    FRESH},
    {POST, "/seances-scolaires",              MAY_BOOK_UNIT, ask,          FRESH},
    {GET,  "/seances-scolaires/bilan",        MAY_BOOK_UNIT, show_report,  FRESH},
    {GET,  "/seances-scolaires/bilan.csv",    MAY_BOOK_UNIT, show_csv,     FRESH},
    {GET,  "/seances-scolaires/{id}",         MAY_BOOK_UNIT, show_session, FRESH},
    {POST, "/seances-scolaires/{id}",         MAY_BOOK_UNIT, change,       FRESH},
    {POST, "/seances-scolaires/{id}/tenue",   MAY_BOOK_UNIT, hold,         FRESH},
    {POST, "/seances-scolaires/{id}/annuler", MAY_BOOK_UNIT, cancel,       FRESH},
};

const RouteTable SCHOOL_ROUTES = {routes, LENGTH_OF(routes)};
