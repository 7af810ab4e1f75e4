/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/gate_web.h"
#include "activities/activities_api.h"
#include "activities/activities_json.h"
#include "http/body.h"

enum { WORDS_MOST = 1000 };

static Outcome path_group(Request *request, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), "group", "no such group");
}

static Outcome answer_enrolment(Request *request, const Enrolment *enrolment)
{
    JsonWriter writer = json_writer(response_json(request));
    enrolment_write_json(access_of(request), enrolment, &writer);
    return OK;
}

static Outcome get_enrolments(Request *request)
{
    static const char *const names[] = {"cycle"};
    Id id = {{0}};
    Date cycle = 0;
    EnrolmentList list = {0};
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    TRY(path_group(request, &id));
    if (!date_parse(request_query(request, "cycle"), &cycle)) {
        return REQUEST_INVALID(request, "query", "cycle", "its first day is expected");
    }
    TRY(enrolment_list(access_of(request), id, cycle, &list));
    JsonWriter writer = json_writer(response_json(request));
    enrolments_write_json(access_of(request), &list, &writer);
    return OK;
}

static Outcome post_enrolment(Request *request)
{
    static const char *const names[] = {"cycle", "person", "label", "class", "facts"};
    Enrolment made = {0};
    EnrolmentOrder order = {.language = request->language};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_group(request, &order.group));
    TRY(body_need_id(request, body, "person", &order.person));
    TRY(body_text(request, body, "label", &order.label));
    TRY(body_text(request, body, "class", &order.class));
    if (!date_parse(json_member_text(body, "cycle"), &order.cycle)) {
        return REQUEST_INVALID(request, "body", "cycle", "its first day is expected");
    }
    order.facts = json_object_get(body, "facts");
    TRY(enrolment_ask(access_of(request), &order, &made));
    return answer_enrolment(request, &made);
}

static Outcome post_end(Request *request)
{
    static const char *const names[] = {"reason"};
    Id id = {{0}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    if (!id_parse(request_path_value(request, "id"), &id)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT(""), "enrolment",
                           "there is no such enrolment");
    }
    TRY(enrolment_end(access_of(request), id, json_member_text(body, "reason")));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_object_close(&writer);
    return OK;
}

/* ------------------------------------------------------------------------------- the sheet */

static Outcome answer_sheet(Request *request, Id group, Moment starts)
{
    AttendanceSheet sheet = {0};
    TRY(attendance_sheet(access_of(request), group, starts, &sheet));
    JsonWriter writer = json_writer(response_json(request));
    sheet_write_json(request->arena, &sheet, &writer);
    return OK;
}

static Outcome get_sheet(Request *request)
{
    static const char *const names[] = {"starts"};
    Id id = {{0}};
    Moment starts = 0;
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    TRY(path_group(request, &id));
    if (!moment_parse(request_query(request, "starts"), &starts)) {
        return REQUEST_INVALID(request, "query", "starts",
                               "the start of a session is expected: 2026-11-30T09:00");
    }
    return answer_sheet(request, id, starts);
}

static Outcome read_word(Request *request, json_t *item, AttendanceWord *word)
{
    static const char *const names[] = {"enrolment", "mark"};
    if (!json_is_object(item)) {
        return REQUEST_INVALID(request, "body", "items", "objects are expected");
    }
    TRY(body_only(request, item, names, LENGTH_OF(names)));
    TRY(body_need_id(request, item, "enrolment", &word->enrolment));
    return attendance_mark_parse(json_member_text(item, "mark"), &word->mark)
               ? OK
               : REQUEST_INVALID(request, "body", "mark",
                                 "present, absent or excused is expected");
}

static Outcome post_sheet(Request *request)
{
    static const char *const names[] = {"starts", "items", "others"};
    Id id = {{0}};
    Moment starts = 0;
    int64_t others = -1;
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_group(request, &id));
    TRY(body_moment(request, body, "starts", &starts));
    TRY(body_integer(request, body, "others", &others));
    const json_t *items = json_object_get(body, "items");
    const size_t count = json_array_size(items);
    if ((items != NULL && !json_is_array(items)) || count > WORDS_MOST) {
        return REQUEST_INVALID(request, "body", "items", "a list of at most %d is expected",
                               WORDS_MOST);
    }
    AttendanceWord *words = ARENA_ARRAY(request->arena, AttendanceWord, count);
    for (size_t i = 0; i < count; i++) {
        TRY(read_word(request, json_array_get(items, i), &words[i]));
    }
    TRY(attendance_mark(access_of(request), id, starts, words, count, others));
    return answer_sheet(request, id, starts);
}

static const Route routes[] = {
    {GET,  "/api/v1/courseGroups/{id}/enrolments", MAY_BOOK_UNIT, get_enrolments, FRESH},
    {POST, "/api/v1/courseGroups/{id}/enrolments", MAY_BOOK_UNIT, post_enrolment, FRESH},
    {GET,  "/api/v1/courseGroups/{id}/attendance", MAY_BOOK_UNIT, get_sheet,      FRESH},
    {POST, "/api/v1/courseGroups/{id}/attendance", MAY_BOOK_UNIT, post_sheet,     FRESH},
    {POST, "/api/v1/enrolments/{id}",              MAY_BOOK_UNIT, post_end,       FRESH},
};

const RouteTable ENROLMENT_API_ROUTES = {routes, LENGTH_OF(routes)};
