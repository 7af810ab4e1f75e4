/* SPDX-License-Identifier: EUPL-1.2 */
/* Screenings for programs: /api/v1/screenings, /api/v1/invitations. */
#include "access/gate_web.h"
#include "activities/activities_api.h"
#include "activities/screening_json.h"
#include "http/body.h"

static Outcome path_id(Request *request, const char *what, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), what, "no such %s", what);
}

/* ----------------------------------------------------------------------------- screenings */

/* A day that is absent leaves what was there; one that is none is refused by the domain. */
static void read_day(const json_t *body, const char *name, Date *day)
{
    const json_t *value = json_object_get(body, name);
    if (value != NULL && !date_parse(json_text(value), day)) {
        *day = DATE_NONE;
    }
}

static Outcome read_text(Request *request, const json_t *body, const char *name, Text *text)
{
    return json_object_get(body, name) == NULL ? OK : body_text(request, body, name, text);
}

static Outcome read_screening(Request *request, const json_t *body, Screening *screening)
{
    TRY(read_text(request, body, "name", &screening->name));
    TRY(read_text(request, body, "sex", &screening->sex));
    TRY(body_integer(request, body, "ageLeast", &screening->age_least));
    TRY(body_integer(request, body, "ageMost", &screening->age_most));
    TRY(body_integer(request, body, "everyYears", &screening->every_years));
    if (json_object_get(body, "unit") != NULL) {
        TRY(body_need_id(request, body, "unit", &screening->unit));
    }
    read_day(body, "first", &screening->first);
    read_day(body, "last", &screening->last);
    return OK;
}

static Outcome answer_screening(Request *request, const Screening *screening)
{
    JsonWriter writer = json_writer(response_json(request));
    screening_write_json(request->arena, screening, &writer);
    return OK;
}

static Outcome get_screenings(Request *request)
{
    ScreeningList list = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(screening_list(access_of(request), &list));
    JsonWriter writer = json_writer(response_json(request));
    screenings_write_json(request->arena, &list, &writer);
    return OK;
}

static Outcome post_screening(Request *request)
{
    static const char *const names[] = {"kind",       "name", "sex",   "ageLeast", "ageMost",
                                        "everyYears", "unit", "first", "last"};
    Screening screening = {
        .age_most = SCREENING_AGE_MOST, .first = DATE_NONE, .last = DATE_NONE};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    if (!screening_kind_parse(json_member_text(body, "kind"), &screening.kind)) {
        return REQUEST_INVALID(request, "body", "kind",
                               "mammography, check_up or disease is expected");
    }
    TRY(read_screening(request, body, &screening));
    TRY(screening_add(access_of(request), &screening, &screening));
    return answer_screening(request, &screening);
}

static Outcome get_screening(Request *request)
{
    Id id = {{0}};
    Screening screening = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(path_id(request, "screening", &id));
    TRY(screening_get(access_of(request), id, &screening));
    JsonWriter writer = json_writer(response_json(request));
    return screening_whole_write_json(access_of(request), &screening, &writer);
}

static Outcome change_screening(Request *request)
{
    static const char *const names[] = {"name", "sex",   "ageLeast", "ageMost", "everyYears",
                                        "unit", "first", "last",     "closed",  "revision"};
    Id id = {{0}};
    bool is_closed = false;
    Screening screening = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_id(request, "screening", &id));
    TRY(screening_get(access_of(request), id, &screening));
    screening.revision = 0;
    is_closed = screening.closed != 0;
    TRY(body_integer(request, body, "revision", &screening.revision));
    TRY(body_flag(request, body, "closed", &is_closed));
    TRY(read_screening(request, body, &screening));
    if (screening.revision == 0) {
        return REQUEST_INVALID(request, "body", "revision",
                               "the revision that was read is expected");
    }
    if (is_closed != (screening.closed != 0)) {
        screening.closed = is_closed ? request->now : 0;
    }
    TRY(screening_change(access_of(request), &screening, &screening));
    return answer_screening(request, &screening);
}

static Outcome get_slots(Request *request)
{
    static const char *const names[] = {"from"};
    Id id = {{0}};
    Date from = DATE_NONE;
    SlotList slots = {0};
    Screening screening = {0};
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    TRY(path_id(request, "screening", &id));
    const Text given = request_query(request, "from");
    if (given.length > 0 && !date_parse(given, &from)) {
        return REQUEST_INVALID(request, "query", "from", "a day is expected: 2026-12-01");
    }
    TRY(screening_get(access_of(request), id, &screening));
    TRY(screening_slots(access_of(request), &screening, from, &slots));
    JsonWriter writer = json_writer(response_json(request));
    screening_slots_write_json(request->arena, &slots, &writer);
    return OK;
}

static Outcome get_letters(Request *request)
{
    Id id = {{0}};
    InvitationLetters letters = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(path_id(request, "screening", &id));
    TRY(invitation_letters(access_of(request), id, &letters));
    JsonWriter writer = json_writer(response_json(request));
    letters_write_json(&letters, &writer);
    return OK;
}

/* ---------------------------------------------------------------------------- invitations */

static Outcome read_way(Request *request, const json_t *body, InvitationWay *way)
{
    return invitation_way_parse(json_member_text(body, "way"), way)
               ? OK
               : REQUEST_INVALID(request, "body", "way",
                                 "letter, phone, message or in_person is expected");
}

static Outcome answer_invitation(Request *request, Id id)
{
    Screening screening = {0};
    ScreeningInvitation invitation = {0};
    TRY(invitation_get(access_of(request), id, &invitation, &screening));
    JsonWriter writer = json_writer(response_json(request));
    invitation_write_json(request->arena, &invitation, &writer);
    return OK;
}

static Outcome post_invitation(Request *request)
{
    static const char *const names[] = {"person", "way"};
    InvitationOrder order = {0};
    ScreeningInvitation made = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_id(request, "screening", &order.screening));
    TRY(body_need_id(request, body, "person", &order.person));
    TRY(read_way(request, body, &order.way));
    TRY(invitation_make(access_of(request), &order, &made));
    JsonWriter writer = json_writer(response_json(request));
    invitation_write_json(request->arena, &made, &writer);
    return OK;
}

static Outcome post_reminder(Request *request)
{
    static const char *const names[] = {"way"};
    Id id = {{0}};
    InvitationWay way = WAY_LETTER;
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_id(request, "invitation", &id));
    TRY(read_way(request, body, &way));
    TRY(invitation_remind(access_of(request), id, way));
    return answer_invitation(request, id);
}

static Outcome post_answer(Request *request)
{
    static const char *const names[] = {"answer", "done"};
    Id id = {{0}};
    Date done = 0;
    InvitationAnswer answer = ANSWER_NONE;
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_id(request, "invitation", &id));
    (void)invitation_answer_parse(json_member_text(body, "answer"), &answer);
    read_day(body, "done", &done);
    TRY(invitation_answer(access_of(request), id, answer, done));
    return answer_invitation(request, id);
}

static Outcome post_appointment(Request *request)
{
    static const char *const names[] = {"slot"};
    Id id = {{0}};
    Moment slot = 0;
    Booking booking = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_id(request, "invitation", &id));
    TRY(body_moment(request, body, "slot", &slot));
    TRY(invitation_book(access_of(request), id, slot, &booking));
    return answer_invitation(request, id);
}

static Outcome post_attendance(Request *request)
{
    static const char *const names[] = {"came"};
    Id id = {{0}};
    bool came = false;
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_id(request, "invitation", &id));
    if (json_object_get(body, "came") == NULL) {
        return REQUEST_INVALID(request, "body", "came", "true or false is expected");
    }
    TRY(body_flag(request, body, "came", &came));
    TRY(invitation_attend(access_of(request), id, came ? CAME_YES : CAME_NO));
    return answer_invitation(request, id);
}

/* -------------------------------------------------------------------------------- results */

static Outcome answer_result(Request *request, Id id)
{
    ScreeningResult result = {0};
    TRY(result_read(access_of(request), id, &result));
    JsonWriter writer = json_writer(response_json(request));
    screening_result_write_json(request->arena, &result, &writer);
    return OK;
}

static Outcome get_result(Request *request)
{
    Id id = {{0}};
    TRY(request_query_only(request, NULL, 0));
    TRY(path_id(request, "invitation", &id));
    return answer_result(request, id);
}

static Outcome post_result(Request *request)
{
    static const char *const names[] = {"found", "words", "doctor"};
    ResultOrder order = {.found = DATE_NONE};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_id(request, "invitation", &order.invitation));
    read_day(body, "found", &order.found);
    TRY(body_text(request, body, "words", &order.words));
    TRY(body_text(request, body, "doctor", &order.doctor));
    TRY(result_write(access_of(request), &order));
    return answer_result(request, order.invitation);
}

static Outcome post_handed(Request *request)
{
    static const char *const names[] = {"to", "way", "day"};
    ResultHanding handing = {.day = DATE_NONE};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(path_id(request, "invitation", &handing.invitation));
    TRY(read_way(request, body, &handing.way));
    read_day(body, "day", &handing.day);
    if (!result_reader_parse(json_member_text(body, "to"), &handing.to)) {
        return REQUEST_INVALID(request, "body", "to", "person or doctor is expected");
    }
    TRY(result_hand_over(access_of(request), &handing));
    return answer_result(request, handing.invitation);
}

static Outcome get_awaited(Request *request)
{
    AwaitedList list = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(result_awaited(access_of(request), &list));
    JsonWriter writer = json_writer(response_json(request));
    awaited_write_json(request->arena, &list, &writer);
    return OK;
}

static const Route routes[] = {
    {GET,  "/api/v1/screenings",                         MAY_BOOK_UNIT,     get_screenings,   FRESH},
    {POST, "/api/v1/screenings",                         MAY_MANAGE_UNIT,   post_screening,   FRESH},
    {GET,  "/api/v1/screenings/{id}",                    MAY_BOOK_UNIT,     get_screening,    FRESH},
    {POST, "/api/v1/screenings/{id}",                    MAY_MANAGE_UNIT,   change_screening, FRESH},
    {GET,  "/api/v1/screenings/{id}/slots",              MAY_BOOK_UNIT,     get_slots,        FRESH},
    {GET,  "/api/v1/screenings/{id}/letters",            MAY_BOOK_UNIT,     get_letters,      FRESH},
    {POST, "/api/v1/screenings/{id}/invitations",        MAY_BOOK_UNIT,     post_invitation,  FRESH},
    {POST, "/api/v1/invitations/{id}/reminder",          MAY_BOOK_UNIT,     post_reminder,    FRESH},
    {POST, "/api/v1/invitations/{id}/answer",            MAY_BOOK_UNIT,     post_answer,      FRESH},
    {POST, "/api/v1/invitations/{id}/appointment",       MAY_BOOK_UNIT,     post_appointment, FRESH},
    {POST, "/api/v1/invitations/{id}/attendance",        MAY_BOOK_UNIT,     post_attendance,  FRESH},
    {GET,  "/api/v1/invitations/{id}/result",            MAY_HANDLE_RESULT, get_result,       FRESH},
    {POST, "/api/v1/invitations/{id}/result",            MAY_HANDLE_RESULT, post_result,      FRESH},
    {POST, "/api/v1/invitations/{id}/result/handedOver", MAY_HANDLE_RESULT, post_handed,      FRESH},
    {GET,  "/api/v1/screeningResults/awaited",           MAY_HANDLE_RESULT, get_awaited,      FRESH},
};

const RouteTable SCREENING_API_ROUTES = {routes, LENGTH_OF(routes)};
