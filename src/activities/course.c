/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/course.h"

#include "activities/activities_private.h"
#include "activities/queries.h"
#include "territory/gazetteer.h"
#include "words/visible.h"

static const char *const kind_codes[COURSE_KIND_COUNT] = {
    [COURSE_LESSONS] = "course",
    [COURSE_GROUP] = "group",
    [COURSE_COMMUNITY] = "community",
    [COURSE_SCREENING] = "screening",
};

static const char *const rest_codes[COURSE_REST_COUNT] = {
    [REST_SCHOOL] = "school",
    [REST_PUBLIC] = "public",
    [REST_NONE] = "none",
};

Text course_kind_code(CourseKind kind)
{
    return text_from(kind_codes[kind]);
}

bool course_kind_parse(Text code, CourseKind *kind)
{
    size_t at = 0;
    const bool is_one = text_among(code, kind_codes, COURSE_KIND_COUNT, &at);
    *kind = is_one ? (CourseKind)at : *kind;
    return is_one;
}

Text course_rest_code(CourseRest rest)
{
    return text_from(rest_codes[rest]);
}

bool course_rest_parse(Text code, CourseRest *rest)
{
    size_t at = 0;
    const bool is_one = text_among(code, rest_codes, COURSE_REST_COUNT, &at);
    *rest = is_one ? (CourseRest)at : *rest;
    return is_one;
}

Text course_cycle_name(Arena *arena, CourseCycle cycle)
{
    const int first = date_to_civil(cycle.first).year;
    const int last = date_to_civil(cycle.last).year;
    return first == last ? text_format(arena, "%04d", first)
                         : text_format(arena, "%04d-%04d", first, last);
}

bool course_is_of_caller(const Access *access, const Course *course)
{
    return !id_is_nil(access->caller.house) && id_equal(course->house, access->caller.house);
}

/* ------------------------------------------------------------------------------- reading */

static Course read_course(Arena *arena, const Statement *statement)
{
    Course course = {
        .id = column_id(statement, 0),
        .house = column_id(statement, 1),
        .name = text_copy(arena, column_text(statement, 3)),
        .service = text_copy(arena, column_text(statement, 4)),
        .condition = text_copy(arena, column_text(statement, 5)),
        .address = text_copy(arena, column_text(statement, 6)),
        .postal_code = text_copy(arena, column_text(statement, 7)),
        .is_shown = column_integer(statement, 8) != 0,
        .closed = column_integer(statement, 9),
    };
    (void)course_kind_parse(column_text(statement, 2), &course.kind);
    return course;
}

static CourseGroup read_group(Arena *arena, const Statement *statement)
{
    CourseGroup group = {
        .id = column_id(statement, 0),
        .course = column_id(statement, 1),
        .name = text_copy(arena, column_text(statement, 2)),
        .level = text_copy(arena, column_text(statement, 3)),
        .hours = text_copy(arena, column_text(statement, 4)),
        .capacity = column_integer(statement, 6),
        .closed = column_integer(statement, 7),
        .revision = column_integer(statement, 8),
        .changed = column_integer(statement, 9),
    };
    (void)course_rest_parse(column_text(statement, 5), &group.rest);
    return group;
}

static Outcome no_such(Access *access, const char *what)
{
    return problem_set(access->problem, NOT_FOUND, TEXT(""), what, "no such %s", what);
}

/* The row of this id, which the caller closes. */
static Outcome open_row(Access *access, const Query *query, Id id, const char *what,
                        Statement **statement)
{
    bool row = false;
    TRY(statement_open(access->session, query, statement, access->problem));
    bind_id(*statement, "id", id);
    TRY(statement_next(*statement, &row, access->problem));
    return row ? OK : no_such(access, what);
}

Outcome course_find(Access *access, Id id, Course *course)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(open_row(access, &COURSE_GET, id, "course", &statement));
    *course = read_course(access->arena, statement);
    return OK;
}

Outcome course_get(Access *access, Id id, Course *course)
{
    TRY(access_require(access, MAY_BOOK_UNIT));
    return course_find(access, id, course);
}

Outcome course_rows(Session *session, Arena *arena, CourseList *list, Problem *problem)
{
    bool row = false;
    CourseList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &COURSE_EACH, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    while (row) {
        LIST_APPEND(arena, &read, read_course(arena, statement));
        TRY(statement_next(statement, &row, problem));
    }
    *list = read;
    return OK;
}

Outcome course_list(Access *access, CourseList *list)
{
    TRY(access_require(access, MAY_BOOK_UNIT));
    return course_rows(access->session, access->arena, list, access->problem);
}

Outcome course_group_find(Access *access, Id id, CourseGroup *group)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(open_row(access, &COURSE_GROUP_GET, id, "group", &statement));
    *group = read_group(access->arena, statement);
    return OK;
}

Outcome course_group_get(Access *access, Id id, CourseGroup *group)
{
    TRY(access_require(access, MAY_BOOK_UNIT));
    return course_group_find(access, id, group);
}

Outcome course_group_rows(Session *session, Arena *arena, Id course, CourseGroupList *list,
                          Problem *problem)
{
    bool row = false;
    CourseGroupList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &COURSE_GROUP_EACH, &statement, problem));
    bind_id(statement, "course", course);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        LIST_APPEND(arena, &read, read_group(arena, statement));
        TRY(statement_next(statement, &row, problem));
    }
    *list = read;
    return OK;
}

Outcome course_group_list(Access *access, Id course, CourseGroupList *list)
{
    TRY(access_require(access, MAY_BOOK_UNIT));
    return course_group_rows(access->session, access->arena, course, list, access->problem);
}

Outcome course_cycle_rows(Session *session, Arena *arena, Id course, CourseCycleList *list,
                          Problem *problem)
{
    bool row = false;
    CourseCycleList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &COURSE_CYCLE_EACH, &statement, problem));
    bind_id(statement, "course", course);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        LIST_APPEND(arena, &read,
                    (CourseCycle){.first = (Date)column_integer(statement, 0),
                                  .last = (Date)column_integer(statement, 1)});
        TRY(statement_next(statement, &row, problem));
    }
    *list = read;
    return OK;
}

Outcome course_cycle_list(Access *access, Id course, CourseCycleList *list)
{
    TRY(access_require(access, MAY_BOOK_UNIT));
    return course_cycle_rows(access->session, access->arena, course, list, access->problem);
}

Outcome course_cycle_get(Access *access, Id course, Date first, CourseCycle *cycle)
{
    CourseCycleList list = {0};
    TRY(course_cycle_list(access, course, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].first == first) {
            *cycle = list.items[i];
            return OK;
        }
    }
    return no_such(access, "cycle");
}

bool course_cycle_now(const CourseCycleList *list, Date today, CourseCycle *cycle)
{
    for (size_t i = 0; i < list->count; i++) {
        *cycle = list->items[i];
        if (today <= cycle->last) {
            return true;
        }
    }
    return list->count > 0;
}

/* ------------------------------------------------------------------------------- checking */

static Outcome wrong(Access *access, const char *field, const char *why)
{
    return problem_set(access->problem, INVALID, TEXT("body"), field, "%s", why);
}

static Outcome admit_manager(Access *access)
{
    TRY(access_require(access, MAY_MANAGE_UNIT));
    return !id_is_nil(access->caller.house)
               ? OK
               : problem_set(access->problem, REFUSED, TEXT(""), "",
                             "a course is that of a house: sign in with an account of one");
}

static Outcome own_course(Access *access, Id id, Course *course)
{
    TRY(course_find(access, id, course));
    return course_is_of_caller(access, course) ? OK : no_such(access, "course");
}

Outcome course_admit_keeper(Access *access, Permission permission, Id group, CourseGroup *found,
                            Course *course)
{
    TRY(access_require(access, permission));
    TRY(course_group_find(access, group, found));
    TRY(course_find(access, found->course, course));
    return course_is_of_caller(access, course) ? OK : no_such(access, "group");
}

static bool line_of(Access *access, Text *text, size_t least, size_t most)
{
    return text_visible(access->arena, *text, ONE_LINE, text) && text->length >= least &&
           text->length <= most;
}

/* Compiling says whether a condition is one, and judging it of nobody compiles it. */
static Outcome check_condition(Access *access, const Course *course)
{
    Text rule = {0};
    ConditionVerdict verdict = {0};
    const Outcome outcome = enrolment_judge(access, course, NULL, FRENCH, &verdict, &rule);
    if (outcome != INVALID || text_equal(access->problem->field, TEXT("service"))) {
        return outcome;
    }
    const Text why = access->problem->detail;
    return problem_set(access->problem, INVALID, TEXT("body"), "condition", "%.*s",
                       TEXT_ARG(why));
}

static Outcome check_course(Access *access, Course *course)
{
    if (!line_of(access, &course->name, 1, COURSE_NAME_MOST)) {
        return wrong(access, "name", "1 to 120 bytes of UTF-8 are expected");
    }
    if (!line_of(access, &course->condition, 0, COURSE_CONDITION_MOST)) {
        return wrong(access, "condition", "a condition of at most 500 bytes is expected");
    }
    if (!line_of(access, &course->address, 0, COURSE_ADDRESS_MOST)) {
        return wrong(access, "address", "160 bytes of UTF-8 at most");
    }
    if (course->postal_code.length > 0 && gazetteer_place_of(course->postal_code) == NULL) {
        return wrong(access, "postalCode", "a Belgian postal code is expected: 4000");
    }
    return check_condition(access, course);
}

static Outcome check_group(Access *access, CourseGroup *group)
{
    if (!line_of(access, &group->name, 1, COURSE_NAME_MOST)) {
        return wrong(access, "name", "1 to 120 bytes of UTF-8 are expected");
    }
    if (!line_of(access, &group->level, 0, COURSE_LEVEL_MOST)) {
        return wrong(access, "level", "20 bytes of UTF-8 at most");
    }
    if (group->capacity < 0 || group->capacity > COURSE_CAPACITY_MOST) {
        return wrong(access, "capacity", "0 to 1000 places are expected");
    }
    return session_check_hours(access->arena, group->hours, access->problem);
}

/* ------------------------------------------------------------------------------- changing */

static void bind_course(Statement *statement, const Course *course)
{
    bind_id(statement, "id", course->id);
    bind_text(statement, "name", course->name);
    bind_text(statement, "service", course->service);
    bind_text(statement, "condition", course->condition);
    bind_text(statement, "address", course->address);
    bind_text(statement, "postal_code", course->postal_code);
    bind_integer(statement, "shown", course->is_shown ? 1 : 0);
}

Outcome course_add(Access *access, const Course *made, Course *course)
{
    Course added = *made;
    TRY(admit_manager(access));
    TRY(check_course(access, &added));
    added.id = id_new(access->now * 1000);
    added.house = access->caller.house;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &COURSE_ADD, &statement, access->problem));
    bind_course(statement, &added);
    bind_id(statement, "house", added.house);
    bind_text(statement, "kind", course_kind_code(added.kind));
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "course.change", (Id){{0}}, added.id, "");
    return course_find(access, added.id, course);
}

Outcome course_change(Access *access, const Course *changed, Course *course)
{
    Course after = *changed;
    Course before = {0};
    TRY(admit_manager(access));
    TRY(own_course(access, changed->id, &before));
    TRY(check_course(access, &after));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &COURSE_CHANGE, &statement, access->problem));
    bind_course(statement, &after);
    bind_integer(statement, "closed", after.closed);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "course.change", (Id){{0}}, after.id, "");
    return course_find(access, after.id, course);
}

static void bind_group(Statement *statement, const Access *access, const CourseGroup *group)
{
    bind_id(statement, "id", group->id);
    bind_text(statement, "name", group->name);
    bind_text(statement, "level", group->level);
    bind_text(statement, "hours", group->hours);
    bind_text(statement, "rest", course_rest_code(group->rest));
    bind_integer(statement, "capacity", group->capacity);
    bind_integer(statement, "now", access->now);
}

Outcome course_group_add(Access *access, const CourseGroup *made, CourseGroup *group)
{
    Course course = {0};
    CourseGroup added = *made;
    TRY(admit_manager(access));
    TRY(own_course(access, made->course, &course));
    TRY(check_group(access, &added));
    added.id = id_new(access->now * 1000);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &COURSE_GROUP_ADD, &statement, access->problem));
    bind_group(statement, access, &added);
    bind_id(statement, "course", course.id);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "course.change", (Id){{0}}, course.id, "");
    return course_group_find(access, added.id, group);
}

static Outcome store_group(Access *access, const CourseGroup *changed)
{
    int64_t count = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &COURSE_GROUP_CHANGE, &statement, access->problem));
    bind_group(statement, access, changed);
    bind_integer(statement, "closed", changed->closed);
    bind_integer(statement, "revision", changed->revision);
    TRY(statement_run(statement, &count, access->problem));
    return count == 1 ? OK
                      : problem_set(access->problem, CONFLICT, TEXT("body"), "revision",
                                    "the group was changed in between: read it again");
}

/* Places that were added go to who waits for them, in each cycle that is not over. */
static Outcome serve_cycles(Access *access, const CourseGroup *group)
{
    CourseCycleList cycles = {0};
    const Date today = moment_to_local(access->now).date;
    TRY(course_cycle_list(access, group->course, &cycles));
    for (size_t i = 0; i < cycles.count; i++) {
        if (cycles.items[i].last >= today) {
            TRY(enrolment_serve(access, group, cycles.items[i].first));
        }
    }
    return OK;
}

Outcome course_group_change(Access *access, const CourseGroup *changed, CourseGroup *group)
{
    Course course = {0};
    CourseGroup before = {0};
    CourseGroup after = *changed;
    TRY(course_admit_keeper(access, MAY_MANAGE_UNIT, changed->id, &before, &course));
    TRY(check_group(access, &after));
    TRY(store_group(access, &after));
    access_note(access, "course.change", (Id){{0}}, course.id, "");
    TRY(course_group_find(access, after.id, group));
    return serve_cycles(access, group);
}

static Outcome check_cycle(Access *access, Id course, CourseCycle cycle)
{
    CourseCycleList list = {0};
    if (cycle.last < cycle.first || cycle.last - cycle.first >= COURSE_CYCLE_DAYS_MOST) {
        return wrong(access, "last", "a day after the first, by at most 400 days, is expected");
    }
    TRY(course_cycle_list(access, course, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (cycle.first <= list.items[i].last && list.items[i].first <= cycle.last) {
            return problem_set(access->problem, CONFLICT, TEXT("body"), "first",
                               "another cycle of the course has some of these days");
        }
    }
    return OK;
}

Outcome course_cycle_add(Access *access, Id id, CourseCycle cycle)
{
    Course course = {0};
    TRY(admit_manager(access));
    TRY(own_course(access, id, &course));
    TRY(check_cycle(access, id, cycle));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &COURSE_CYCLE_ADD, &statement, access->problem));
    bind_id(statement, "course", id);
    bind_integer(statement, "first", cycle.first);
    bind_integer(statement, "last", cycle.last);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "course.change", (Id){{0}}, id, "");
    return OK;
}
