/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/attendance.h"

#include "activities/activities_private.h"
#include "activities/queries.h"
#include "directory/csv.h"
#include "people/optional_id.h"

static const char *const mark_codes[ATTENDANCE_MARK_COUNT] = {
    [MARK_NONE] = "",
    [MARK_PRESENT] = "present",
    [MARK_ABSENT] = "absent",
    [MARK_EXCUSED] = "excused",
};

Text attendance_mark_code(AttendanceMark mark)
{
    return text_from(mark_codes[mark]);
}

bool attendance_mark_parse(Text code, AttendanceMark *mark)
{
    size_t at = 0;
    if (code.length == 0 || !text_among(code, mark_codes, ATTENDANCE_MARK_COUNT, &at)) {
        return false;
    }
    *mark = (AttendanceMark)at;
    return true;
}

/* ----------------------------------------------------------------------------------- sheet */

static bool is_of_cycle(const CourseCycle *cycle, Date day)
{
    return cycle->first <= day && day <= cycle->last;
}

static Outcome find_cycle(Access *access, Id course, Date day, CourseCycle *cycle)
{
    CourseCycleList list = {0};
    TRY(course_cycle_list(access, course, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (is_of_cycle(&list.items[i], day)) {
            *cycle = list.items[i];
        }
    }
    return OK;
}

/* Who had a place when the session began, and who was marked: whoever left since stays on the
 * sheets they stood on. */
static bool was_there(const Enrolment *row, Moment starts)
{
    return row->place > 0 && (row->ended == 0 || row->ended > starts);
}

static Outcome fill_lines(Access *access, AttendanceSheet *sheet)
{
    EnrolmentList list = {0};
    TRY(enrolment_list(access, sheet->group.id, sheet->cycle.first, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (was_there(&list.items[i], sheet->session.starts)) {
            LIST_APPEND(access->arena, &sheet->lines,
                        (AttendanceLine){list.items[i].id, list.items[i].label, MARK_NONE});
        }
    }
    return OK;
}

static AttendanceLine *line_of(AttendanceSheet *sheet, Id enrolment)
{
    for (size_t i = 0; i < sheet->lines.count; i++) {
        if (id_equal(sheet->lines.items[i].enrolment, enrolment)) {
            return &sheet->lines.items[i];
        }
    }
    return NULL;
}

static Outcome fill_marks(Access *access, AttendanceSheet *sheet)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ATTENDANCE_OF_SESSION, &statement, access->problem));
    bind_id(statement, "course_group", sheet->group.id);
    bind_integer(statement, "starts", sheet->session.starts);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        AttendanceLine *line = line_of(sheet, column_id(statement, 0));
        if (line != NULL) {
            (void)attendance_mark_parse(column_text(statement, 1), &line->mark);
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome fill_others(Access *access, AttendanceSheet *sheet)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &HEADCOUNT_GET, &statement, access->problem));
    bind_id(statement, "course_group", sheet->group.id);
    bind_integer(statement, "starts", sheet->session.starts);
    TRY(statement_next(statement, &row, access->problem));
    sheet->others = row ? column_integer(statement, 0) : 0;
    return OK;
}

Outcome attendance_sheet(Access *access, Id group, Moment starts, AttendanceSheet *sheet)
{
    AttendanceSheet read = {0};
    TRY(course_admit_keeper(access, MAY_BOOK_UNIT, group, &read.group, &read.course));
    TRY(session_find(access, &read.group, starts, &read.session));
    TRY(find_cycle(access, read.course.id, read.session.day, &read.cycle));
    TRY(fill_lines(access, &read));
    TRY(fill_marks(access, &read));
    TRY(fill_others(access, &read));
    *sheet = read;
    return OK;
}

/* ----------------------------------------------------------------------------------- marks */

static Outcome check_marks(Access *access, AttendanceSheet *sheet, const AttendanceWord *words,
                           size_t count)
{
    if (sheet->session.is_off) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "session",
                           "this session was called off");
    }
    if (sheet->session.starts > access->now) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "session",
                           "this session has not begun");
    }
    for (size_t i = 0; i < count; i++) {
        if (line_of(sheet, words[i].enrolment) == NULL) {
            return problem_set(access->problem, INVALID, TEXT("body"), "enrolment",
                               "one of the sheet is expected");
        }
    }
    return OK;
}

static Outcome set_mark(Access *access, const AttendanceSheet *sheet, AttendanceWord word)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ATTENDANCE_SET, &statement, access->problem));
    bind_id(statement, "course_group", sheet->group.id);
    bind_integer(statement, "starts", sheet->session.starts);
    bind_id(statement, "enrolment", word.enrolment);
    bind_text(statement, "mark", attendance_mark_code(word.mark));
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome set_others(Access *access, const AttendanceSheet *sheet, int64_t others)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &HEADCOUNT_SET, &statement, access->problem));
    bind_id(statement, "course_group", sheet->group.id);
    bind_integer(statement, "starts", sheet->session.starts);
    bind_integer(statement, "people", others);
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

Outcome attendance_mark(Access *access, Id group, Moment starts, const AttendanceWord *words,
                        size_t count, int64_t others)
{
    enum { OTHERS_MOST = 10000 };
    AttendanceSheet sheet = {0};
    TRY(attendance_sheet(access, group, starts, &sheet));
    TRY(check_marks(access, &sheet, words, count));
    if (others > OTHERS_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "others",
                           "0 to %d people are expected", OTHERS_MOST);
    }
    for (size_t i = 0; i < count; i++) {
        TRY(set_mark(access, &sheet, words[i]));
    }
    return others < 0 ? OK : set_others(access, &sheet, others);
}

/* ---------------------------------------------------------------------------------- report */

/* From the first moment of the cycle to now, or to its end. */
typedef struct MomentSpan {
    Moment first;
    Moment last;
} MomentSpan;

static MomentSpan span_of(const Access *access, const CourseCycle *cycle)
{
    const Moment end = moment_from_local((LocalTime){.date = cycle->last + 1}) - 1;
    return (MomentSpan){moment_from_local((LocalTime){.date = cycle->first}),
                        access->now < end ? access->now : end};
}

static void bind_span(Statement *statement, Id group, MomentSpan span)
{
    bind_id(statement, "course_group", group);
    bind_integer(statement, "first", span.first);
    bind_integer(statement, "last", span.last);
}

static Outcome sum_marks(Access *access, MomentSpan span, CycleLine *line)
{
    bool row = false;
    AttendanceMark mark = MARK_NONE;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ATTENDANCE_SUMS, &statement, access->problem));
    bind_span(statement, line->group.id, span);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        (void)attendance_mark_parse(column_text(statement, 0), &mark);
        line->marks[mark] = column_integer(statement, 1);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome sum_others(Access *access, MomentSpan span, CycleLine *line)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &HEADCOUNT_SUM, &statement, access->problem));
    bind_span(statement, line->group.id, span);
    TRY(statement_next(statement, &row, access->problem));
    line->others = row ? column_integer(statement, 0) : 0;
    return OK;
}

static Outcome count_sessions(Access *access, const CourseCycle *cycle, MomentSpan span,
                              CycleLine *line)
{
    CourseSessionList list = {0};
    CourseCycle own = *cycle;
    const CourseCycleList cycles = {.items = &own, .count = 1};
    TRY(session_list(access->session, access->arena, &line->group, &cycles,
                     (DaySpan){cycle->first, cycle->last}, &list, access->problem));
    for (size_t i = 0; i < list.count && list.items[i].starts <= span.last; i++) {
        line->sessions += !list.items[i].is_off;
        line->off += list.items[i].is_off;
    }
    return OK;
}

static Outcome count_people(Access *access, const CourseCycle *cycle, CycleLine *line)
{
    EnrolmentList list = {0};
    TRY(enrolment_rows(access, line->group.id, cycle->first, &list));
    for (size_t i = 0; i < list.count; i++) {
        const EnrolmentState state = enrolment_state(&list.items[i]);
        line->enrolled += state == ENROLMENT_TAKES_PART;
        line->waiting += state == ENROLMENT_WAITS;
        line->ended += state == ENROLMENT_ENDED && list.items[i].place > 0;
    }
    return OK;
}

Outcome cycle_report(Access *access, Id course, Date first, CycleReport *report)
{
    CycleReport read = {0};
    CourseGroupList groups = {0};
    TRY(course_get(access, course, &read.course));
    if (!course_is_of_caller(access, &read.course)) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "course", "no such course");
    }
    TRY(course_cycle_get(access, course, first, &read.cycle));
    TRY(course_group_list(access, course, &groups));
    const MomentSpan span = span_of(access, &read.cycle);
    for (size_t i = 0; i < groups.count; i++) {
        CycleLine line = {.group = groups.items[i]};
        TRY(count_people(access, &read.cycle, &line));
        TRY(count_sessions(access, &read.cycle, span, &line));
        TRY(sum_marks(access, span, &line));
        TRY(sum_others(access, span, &line));
        LIST_APPEND(access->arena, &read.lines, line);
    }
    *report = read;
    return OK;
}

static void csv_number(Arena *arena, Buffer *out, int64_t number)
{
    csv_cell(out, text_format(arena, "%lld", (long long)number), false);
}

void cycle_report_csv(Arena *arena, const CycleReport *report, Buffer *out)
{
    static const char *const heads[] = {
        "cycle",    "group",      "level",   "capacity", "enrolled", "waiting", "ended",
        "sessions", "called_off", "present", "absent",   "excused",  "others"};
    for (size_t i = 0; i < LENGTH_OF(heads); i++) {
        csv_cell(out, text_from(heads[i]), i == 0);
    }
    csv_end_row(out);
    for (size_t i = 0; i < report->lines.count; i++) {
        const CycleLine *line = &report->lines.items[i];
        const int64_t numbers[] = {line->group.capacity,
                                   line->enrolled,
                                   line->waiting,
                                   line->ended,
                                   line->sessions,
                                   line->off,
                                   line->marks[MARK_PRESENT],
                                   line->marks[MARK_ABSENT],
                                   line->marks[MARK_EXCUSED],
                                   line->others};
        csv_cell(out, course_cycle_name(arena, report->cycle), true);
        csv_cell(out, line->group.name, false);
        csv_cell(out, line->group.level, false);
        for (size_t j = 0; j < LENGTH_OF(numbers); j++) {
            csv_number(arena, out, numbers[j]);
        }
        csv_end_row(out);
    }
}
