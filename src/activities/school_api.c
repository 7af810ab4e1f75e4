/* SPDX-License-Identifier: EUPL-1.2 */
/* School sessions for programs: /api/v1/schoolSessions. */
#include "access/gate_web.h"
#include "activities/activities_api.h"
#include "activities/school_json.h"
#include "http/body.h"

static Outcome path_id(Request *request, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), "session",
                             "no such school session");
}

static Outcome read_year(Request *request, int64_t *year)
{
    static const char *const names[] = {"year"};
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    const Text given = request_query(request, "year");
    *year = date_to_civil(moment_to_local(request->now).date).year;
    return given.length == 0 || text_to_integer(given, year)
               ? OK
               : REQUEST_INVALID(request, "query", "year", "a year is expected: 2026");
}

static Outcome answer_session(Request *request, const SchoolSession *session)
{
    JsonWriter writer = json_writer(response_json(request));
    school_write_json(request->arena, session, &writer);
    return OK;
}

static Outcome get_sessions(Request *request)
{
    int64_t year = 0;
    SchoolList list = {0};
    TRY(read_year(request, &year));
    TRY(school_list(access_of(request), year, &list));
    JsonWriter writer = json_writer(response_json(request));
    schools_write_json(request->arena, &list, &writer);
    return OK;
}

/* A member that is absent leaves what was there. */
static Outcome read_session(Request *request, const json_t *body, SchoolSession *session)
{
    static const char *const names[] = {"school", "class", "theme", "facilitator"};
    Text *const texts[] = {&session->school, &session->class, &session->theme,
                           &session->facilitator};
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        if (json_object_get(body, names[i]) != NULL) {
            TRY(body_text(request, body, names[i], texts[i]));
        }
    }
    if (json_object_get(body, "starts") != NULL) {
        TRY(body_moment(request, body, "starts", &session->starts));
    }
    TRY(body_integer(request, body, "age", &session->age));
    return body_integer(request, body, "pupils", &session->pupils);
}

static Outcome post_session(Request *request)
{
    static const char *const names[] = {"school", "class",  "theme",      "age",
                                        "pupils", "starts", "facilitator"};
    SchoolSession session = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(read_session(request, body, &session));
    TRY(school_ask(access_of(request), &session, &session));
    return answer_session(request, &session);
}

static Outcome post_change(Request *request)
{
    static const char *const names[] = {"school", "class",  "theme",       "age",
                                        "pupils", "starts", "facilitator", "revision"};
    Id id = {{0}};
    SchoolSession session = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_id(request, &id));
    TRY(school_get(access_of(request), id, &session));
    session.revision = 0;
    TRY(body_integer(request, body, "revision", &session.revision));
    if (session.revision == 0) {
        return REQUEST_INVALID(request, "body", "revision",
                               "the revision that was read is expected");
    }
    TRY(read_session(request, body, &session));
    TRY(school_change(access_of(request), &session, &session));
    return answer_session(request, &session);
}

static Outcome post_held(Request *request)
{
    static const char *const names[] = {"came", "report"};
    Id id = {{0}};
    int64_t came = -1;
    Text report = {0};
    SchoolSession session = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_id(request, &id));
    TRY(body_integer(request, body, "came", &came));
    TRY(body_text(request, body, "report", &report));
    TRY(school_hold(access_of(request), id, came, report, &session));
    return answer_session(request, &session);
}

static Outcome post_cancelled(Request *request)
{
    Id id = {{0}};
    SchoolSession session = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, NULL, 0, &body));
    TRY(path_id(request, &id));
    TRY(school_cancel(access_of(request), id, &session));
    return answer_session(request, &session);
}

static Outcome get_report(Request *request)
{
    int64_t year = 0;
    SchoolSumList list = {0};
    TRY(read_year(request, &year));
    TRY(school_report(access_of(request), year, &list));
    JsonWriter writer = json_writer(response_json(request));
    school_report_write_json(year, &list, &writer);
    return OK;
}

static const Route routes[] = {
    {GET,  "/api/v1/schoolSessions",                MAY_BOOK_UNIT, get_sessions,   FRESH},
    {POST, "/api/v1/schoolSessions",                MAY_BOOK_UNIT, post_session,   FRESH},
    {GET,  "/api/v1/schoolSessions/report",         MAY_BOOK_UNIT, get_report,     FRESH},
    {POST, "/api/v1/schoolSessions/{id}",           MAY_BOOK_UNIT, post_change,    FRESH},
    {POST, "/api/v1/schoolSessions/{id}/held",      MAY_BOOK_UNIT, post_held,      FRESH},
    {POST, "/api/v1/schoolSessions/{id}/cancelled", MAY_BOOK_UNIT, post_cancelled, FRESH},
};

const RouteTable SCHOOL_API_ROUTES = {routes, LENGTH_OF(routes)};
