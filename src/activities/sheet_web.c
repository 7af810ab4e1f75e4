/* SPDX-License-Identifier: EUPL-1.2 */
/* The attendance sheet of a session, to print and to fill in; and the report of a cycle. */
#include "access/frame_web.h"
#include "activities/course_web.h"
#include "activities/course_words_web.h"
#include "activities/sentences.h"
#include "activities/sheet_views_web.h"

static Outcome read_session(Request *request, Text group, Text moment, Id *id, Moment *starts)
{
    if (!id_parse(group, id)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT(""), "group", "no such group");
    }
    return moment_parse(moment, starts)
               ? OK
               : REQUEST_INVALID(request, "query", "moment",
                                 "the start of a session is expected: 2026-11-30T09:00");
}

/* What was marked in a form that was refused stands there again. */
static AttendanceMark mark_shown(const Request *request, const AttendanceLine *line, Text id)
{
    AttendanceMark mark = line->mark;
    (void)attendance_mark_parse(request_form(request, text_to_c(request->arena, id)), &mark);
    return mark;
}

static void fill_rows(const Request *request, const AttendanceSheet *sheet, SheetView *view)
{
    SheetRow *rows = ARENA_ARRAY(request->arena, SheetRow, sheet->lines.count);
    for (size_t i = 0; i < sheet->lines.count; i++) {
        const AttendanceLine *line = &sheet->lines.items[i];
        const Text id = id_format(request->arena, line->enrolment);
        const AttendanceMark mark = mark_shown(request, line, id);
        rows[i] = (SheetRow){.id = id,
                             .label = line->label,
                             .is_present = mark == MARK_PRESENT,
                             .is_absent = mark == MARK_ABSENT,
                             .is_excused = mark == MARK_EXCUSED};
    }
    view->rows = rows;
    view->row_count = sheet->lines.count;
}

static Outcome write_sheet(Request *request, Id group, Moment starts, Text problem)
{
    Html html = {0};
    AttendanceSheet sheet = {0};
    SheetView *view = ARENA_NEW(request->arena, SheetView);
    const Text typed = request_form(request, "autres");
    TRY(attendance_sheet(access_of(request), group, starts, &sheet));
    view->action = request_link(request, TEXT("/cours/feuille"));
    view->back_href = request_link(request, course_path(request, sheet.course.id, ""));
    view->course = sheet.course.name;
    view->group = course_group_words(request->arena, &sheet.group);
    view->group_id = id_format(request->arena, group);
    view->starts = moment_format_local(request->arena, starts);
    view->when = say_moment(request->arena, request->language, starts);
    view->problem = problem;
    view->others =
        typed.length > 0 ? typed : text_format(request->arena, "%lld", (long long)sheet.others);
    view->is_off = sheet.session.is_off;
    view->may_mark = !sheet.session.is_off && starts <= request->now;
    fill_rows(request, &sheet, view);
    TRY(frame_open(request, say(request->language, SAY_COURSE_SHEET), &view->frame, &html));
    course_sheet_page(&html, view);
    return OK;
}

static Outcome show_sheet(Request *request)
{
    Id group = {{0}};
    Moment starts = 0;
    TRY(read_session(request, request_query(request, "groupe"),
                     request_query(request, "moment"), &group, &starts));
    return write_sheet(request, group, starts, TEXT(""));
}

/* Fields are named by the enrolment; one without a mark says nothing. */
static size_t read_words(const Request *request, AttendanceWord *words)
{
    size_t count = 0;
    for (size_t i = 0; i < request->form.count; i++) {
        const Field *field = &request->form.items[i];
        AttendanceWord word = {0};
        if (id_parse(field->name, &word.enrolment) &&
            attendance_mark_parse(field->value, &word.mark)) {
            words[count++] = word;
        }
    }
    return count;
}

/* Below 0 leaves the count as it is; what is no number is out of its bounds. */
static int64_t read_others(const Request *request)
{
    int64_t others = -1;
    const Text typed = text_trim(request_form(request, "autres"));
    if (typed.length > 0 && (!text_to_integer(typed, &others) || others < 0)) {
        return INT64_MAX;
    }
    return others;
}

static Outcome mark(Request *request)
{
    Id group = {{0}};
    Moment starts = 0;
    AttendanceWord *words =
        ARENA_ARRAY(request->arena, AttendanceWord, request->form.count + 1);
    const Text moment = request_form(request, "moment");
    TRY(read_session(request, request_form(request, "groupe"), moment, &group, &starts));
    const size_t count = read_words(request, words);
    const Outcome outcome =
        attendance_mark(access_of(request), group, starts, words, count, read_others(request));
    if (outcome == OK) {
        return response_redirect(
            request, text_format(request->arena, "/cours/feuille?groupe=%.*s&moment=%.*s",
                                 TEXT_ARG(id_format(request->arena, group)),
                                 TEXT_ARG(moment_format_local(request->arena, starts))));
    }
    const Text problem = course_refusal(request, outcome);
    if (problem.length == 0) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : 422;
    return write_sheet(request, group, starts, problem);
}

/* ---------------------------------------------------------------------------------- report */

static Outcome read_report(Request *request, CycleReport *report)
{
    Id id = {{0}};
    Date first = 0;
    TRY(course_path_id(request, &id));
    if (!date_parse(request_query(request, "cycle"), &first)) {
        return REQUEST_INVALID(request, "query", "cycle", "its first day is expected");
    }
    return cycle_report(access_of(request), id, first, report);
}

static CourseReportRow report_row(const Request *request, const CycleLine *line)
{
    const int64_t numbers[COURSE_REPORT_COLUMNS] = {line->group.capacity,
                                                    line->enrolled,
                                                    line->waiting,
                                                    line->ended,
                                                    line->sessions,
                                                    line->off,
                                                    line->marks[MARK_PRESENT],
                                                    line->marks[MARK_ABSENT],
                                                    line->marks[MARK_EXCUSED],
                                                    line->others};
    CourseReportRow row = {.name = course_group_words(request->arena, &line->group)};
    for (size_t i = 0; i < COURSE_REPORT_COLUMNS; i++) {
        row.numbers[i] = text_format(request->arena, "%lld", (long long)numbers[i]);
    }
    return row;
}

static void fill_heads(const Request *request, CourseReportView *view)
{
    static const Sentence heads[COURSE_REPORT_COLUMNS] = {
        SAY_COURSE_CAPACITY, SAY_COURSE_TAKE_PART,  SAY_COURSE_WAITING, SAY_COURSE_LEFT,
        SAY_COURSE_SESSIONS, SAY_COURSE_CALLED_OFF, SAY_COURSE_PRESENT, SAY_COURSE_ABSENT,
        SAY_COURSE_EXCUSED,  SAY_COURSE_OTHERS};
    for (size_t i = 0; i < COURSE_REPORT_COLUMNS; i++) {
        view->heads[i] = say(request->language, heads[i]);
    }
}

static Outcome show_report(Request *request)
{
    Html html = {0};
    CycleReport report = {0};
    CourseReportView *view = ARENA_NEW(request->arena, CourseReportView);
    TRY(read_report(request, &report));
    CourseReportRow *rows = ARENA_ARRAY(request->arena, CourseReportRow, report.lines.count);
    for (size_t i = 0; i < report.lines.count; i++) {
        rows[i] = report_row(request, &report.lines.items[i]);
    }
    view->rows = rows;
    view->row_count = report.lines.count;
    view->course = report.course.name;
    view->cycle = course_cycle_name(request->arena, report.cycle);
    view->back_href = request_link(request, course_path(request, report.course.id, ""));
    view->csv_href = request_link(
        request, text_format(request->arena, "%.*s?cycle=%.*s",
                             TEXT_ARG(course_path(request, report.course.id, "/bilan.csv")),
                             TEXT_ARG(date_format(request->arena, report.cycle.first))));
    fill_heads(request, view);
    TRY(frame_open(request, say(request->language, SAY_COURSE_REPORT), &view->frame, &html));
    course_report_page(&html, view);
    return OK;
}

static Outcome show_csv(Request *request)
{
    CycleReport report = {0};
    TRY(read_report(request, &report));
    Buffer *out = response_open(request, "text/csv; charset=utf-8");
    response_header(request, "Content-Disposition",
                    TEXT("attachment; filename=\"course.csv\""));
    cycle_report_csv(request->arena, &report, out);
    return OK;
}

static const Route routes[] = {
    {GET,  "/cours/feuille",        MAY_BOOK_UNIT, show_sheet,  FRESH},
    {POST, "/cours/feuille",        MAY_BOOK_UNIT, mark,        FRESH},
    {GET,  "/cours/{id}/bilan",     MAY_BOOK_UNIT, show_report, FRESH},
    {GET,  "/cours/{id}/bilan.csv", MAY_BOOK_UNIT, show_csv,    FRESH},
};

const RouteTable SHEET_ROUTES = {routes, LENGTH_OF(routes)};
