/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/activities_api.h"

#include "access/gate_web.h"
#include "activities/activities_json.h"
#include "http/body.h"

static const char *const course_members[] = {"kind",    "name",       "service", "condition",
                                             "address", "postalCode", "shown",   "closed"};
static const char *const group_members[] = {"name",     "level",  "hours",   "rest",
                                            "capacity", "closed", "revision"};

/* An absent member leaves the text as it is. */
static Outcome body_given(Request *request, const json_t *body, const char *name, Text *text)
{
    return json_object_get(body, name) == NULL ? OK : body_text(request, body, name, text);
}

static Outcome body_closed(Request *request, const json_t *body, Moment *closed)
{
    bool is_closed = *closed != 0;
    TRY(body_flag(request, body, "closed", &is_closed));
    if (is_closed != (*closed != 0)) {
        *closed = is_closed ? request->now : 0;
    }
    return OK;
}

static Outcome path_id_of(Request *request, const char *what, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), what, "no such %s", what);
}

static Outcome body_day(Request *request, const json_t *body, const char *name, Date *day)
{
    return date_parse(json_member_text(body, name), day)
               ? OK
               : REQUEST_INVALID(request, "body", name, "a day is expected: 2026-11-30");
}

static Outcome read_course(Request *request, const json_t *body, Course *course)
{
    TRY(body_given(request, body, "name", &course->name));
    TRY(body_given(request, body, "service", &course->service));
    TRY(body_given(request, body, "condition", &course->condition));
    TRY(body_given(request, body, "address", &course->address));
    TRY(body_given(request, body, "postalCode", &course->postal_code));
    TRY(body_flag(request, body, "shown", &course->is_shown));
    return body_closed(request, body, &course->closed);
}

static Outcome answer_course(Request *request, const Course *course)
{
    JsonWriter writer = json_writer(response_json(request));
    course_write_json(request->arena, course, &writer);
    return OK;
}

static Outcome get_courses(Request *request)
{
    CourseList list = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(course_list(access_of(request), &list));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member_array_open(&writer, "items");
    for (size_t i = 0; i < list.count; i++) {
        course_write_json(request->arena, &list.items[i], &writer);
    }
    json_array_close(&writer);
    json_member_integer(&writer, "total", (int64_t)list.count);
    json_object_close(&writer);
    return OK;
}

static Outcome post_course(Request *request)
{
    Course course = {.is_shown = true};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, course_members, LENGTH_OF(course_members), &body));
    if (!course_kind_parse(json_member_text(body, "kind"), &course.kind)) {
        return REQUEST_INVALID(request, "body", "kind",
                               "course, group, community or screening is expected");
    }
    TRY(read_course(request, body, &course));
    TRY(course_add(access_of(request), &course, &course));
    return answer_course(request, &course);
}

static Outcome get_course(Request *request)
{
    Id id = {{0}};
    Course course = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(path_id_of(request, "course", &id));
    TRY(course_get(access_of(request), id, &course));
    JsonWriter writer = json_writer(response_json(request));
    return course_whole_write_json(access_of(request), &course, &writer);
}

static Outcome post_course_change(Request *request)
{
    Id id = {{0}};
    Course course = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, course_members + 1, LENGTH_OF(course_members) - 1, &body));
    TRY(path_id_of(request, "course", &id));
    TRY(course_get(access_of(request), id, &course));
    TRY(read_course(request, body, &course));
    TRY(course_change(access_of(request), &course, &course));
    return answer_course(request, &course);
}

/* ---------------------------------------------------------------------- groups and cycles */

static Outcome read_group(Request *request, const json_t *body, CourseGroup *group)
{
    const Text rest = json_member_text(body, "rest");
    TRY(body_given(request, body, "name", &group->name));
    TRY(body_given(request, body, "level", &group->level));
    TRY(body_given(request, body, "hours", &group->hours));
    TRY(body_integer(request, body, "capacity", &group->capacity));
    TRY(body_integer(request, body, "revision", &group->revision));
    if (rest.length > 0 && !course_rest_parse(rest, &group->rest)) {
        return REQUEST_INVALID(request, "body", "rest", "school, public or none is expected");
    }
    return body_closed(request, body, &group->closed);
}

static Outcome answer_group(Request *request, const CourseGroup *group)
{
    JsonWriter writer = json_writer(response_json(request));
    course_group_write_json(request->arena, group, &writer);
    return OK;
}

static Outcome post_group(Request *request)
{
    CourseGroup group = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, group_members, LENGTH_OF(group_members) - 2, &body));
    TRY(path_id_of(request, "course", &group.course));
    TRY(read_group(request, body, &group));
    TRY(course_group_add(access_of(request), &group, &group));
    return answer_group(request, &group);
}

static Outcome post_group_change(Request *request)
{
    Id id = {{0}};
    CourseGroup group = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, group_members, LENGTH_OF(group_members), &body));
    TRY(path_id_of(request, "group", &id));
    TRY(course_group_get(access_of(request), id, &group));
    if (json_object_get(body, "revision") == NULL) {
        return REQUEST_INVALID(request, "body", "revision", "that of the group you saw");
    }
    TRY(read_group(request, body, &group));
    TRY(course_group_change(access_of(request), &group, &group));
    return answer_group(request, &group);
}

static Outcome answer_nothing(Request *request)
{
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_object_close(&writer);
    return OK;
}

static Outcome post_cycle(Request *request)
{
    static const char *const names[] = {"first", "last"};
    Id id = {{0}};
    CourseCycle cycle = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_id_of(request, "course", &id));
    TRY(body_day(request, body, "first", &cycle.first));
    TRY(body_day(request, body, "last", &cycle.last));
    TRY(course_cycle_add(access_of(request), id, cycle));
    return answer_nothing(request);
}

static Outcome post_day_off(Request *request)
{
    static const char *const names[] = {"day"};
    Id id = {{0}};
    Date day = 0;
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_id_of(request, "group", &id));
    TRY(body_day(request, body, "day", &day));
    TRY(session_call_off(access_of(request), id, day));
    return answer_nothing(request);
}

static Outcome get_report(Request *request)
{
    static const char *const names[] = {"cycle"};
    Id id = {{0}};
    Date first = 0;
    CycleReport report = {0};
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    TRY(path_id_of(request, "course", &id));
    if (!date_parse(request_query(request, "cycle"), &first)) {
        return REQUEST_INVALID(request, "query", "cycle", "its first day is expected");
    }
    TRY(cycle_report(access_of(request), id, first, &report));
    JsonWriter writer = json_writer(response_json(request));
    cycle_report_write_json(request->arena, &report, &writer);
    return OK;
}

static const Route routes[] = {
    {GET,  "/api/v1/courses",                   MAY_BOOK_UNIT,   get_courses,        FRESH},
    {POST, "/api/v1/courses",                   MAY_MANAGE_UNIT, post_course,        FRESH},
    {GET,  "/api/v1/courses/{id}",              MAY_BOOK_UNIT,   get_course,         FRESH},
    {POST, "/api/v1/courses/{id}",              MAY_MANAGE_UNIT, post_course_change, FRESH},
    {POST, "/api/v1/courses/{id}/groups",       MAY_MANAGE_UNIT, post_group,         FRESH},
    {POST, "/api/v1/courses/{id}/cycles",       MAY_MANAGE_UNIT, post_cycle,         FRESH},
    {GET,  "/api/v1/courses/{id}/report",       MAY_BOOK_UNIT,   get_report,         FRESH},
    {POST, "/api/v1/courseGroups/{id}",         MAY_MANAGE_UNIT, post_group_change,  FRESH},
    {POST, "/api/v1/courseGroups/{id}/daysOff", MAY_MANAGE_UNIT, post_day_off,       FRESH},
};

const RouteTable COURSE_API_ROUTES = {routes, LENGTH_OF(routes)};
