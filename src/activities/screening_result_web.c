/* SPDX-License-Identifier: EUPL-1.2 */
/* An appointment given from an invitation (/depistages/rendez-vous); a result, sealed, and its
 * handing over (/depistages/resultat, /depistages/resultats). */
#include "access/frame_web.h"
#include "activities/screening_web.h"
#include "activities/screening_words_web.h"
#include "activities/sentences.h"

static Outcome read_id(Request *request, Text given, Id *id)
{
    return id_parse(given, id) ? OK
                               : problem_set(&request->problem, NOT_FOUND, TEXT(""),
                                             "invitation", "no such invitation");
}

static Date day_or(Text given, Date other)
{
    Date day = other;
    return date_parse(given, &day) ? day : other;
}

/* ----------------------------------------------------------------------------- appointments */

static Outcome fill_slots(Request *request, const Screening *screening, Date from,
                          AppointmentView *view)
{
    SlotList slots = {0};
    TRY(screening_slots(access_of(request), screening, from, &slots));
    CourseChoice *items = ARENA_ARRAY(request->arena, CourseChoice, slots.count);
    for (size_t i = 0; i < slots.count; i++) {
        items[i] = (CourseChoice){
            moment_format_local(request->arena, slots.items[i].key),
            say_moment(request->arena, request->language, slots.items[i].starts)};
    }
    view->slots = (CourseChoices){items, slots.count, request_form(request, "creneau")};
    return OK;
}

static Outcome write_appointment(Request *request, Id id, Date from, Text problem)
{
    Html html = {0};
    Screening screening = {0};
    ScreeningInvitation row = {0};
    AppointmentView *view = ARENA_NEW(request->arena, AppointmentView);
    TRY(invitation_get(access_of(request), id, &row, &screening));
    view->problem = problem;
    view->action = request_link(request, TEXT("/depistages/rendez-vous"));
    view->back_href = request_link(request, screening_path(request, screening.id, ""));
    view->screening = screening.name;
    view->name = row.name;
    view->invitation = id_format(request->arena, id);
    view->from = date_format(request->arena, from);
    TRY(fill_slots(request, &screening, from, view));
    TRY(frame_open(request, say(request->language, SAY_SCREENING_BOOK), &view->frame, &html));
    screening_appointment_page(&html, view);
    return OK;
}

static Outcome show_appointment(Request *request)
{
    Id id = {{0}};
    const Date today = moment_to_local(request->now).date;
    TRY(read_id(request, request_query(request, "invitation"), &id));
    return write_appointment(request, id, day_or(request_query(request, "jour"), today),
                             TEXT(""));
}

static Outcome book(Request *request)
{
    Id id = {{0}};
    Moment slot = 0;
    Text problem = {0};
    Booking booking = {0};
    Screening screening = {0};
    ScreeningInvitation row = {0};
    const Date today = moment_to_local(request->now).date;
    TRY(read_id(request, request_form(request, "invitation"), &id));
    TRY(invitation_get(access_of(request), id, &row, &screening));
    if (!moment_parse(request_form(request, "creneau"), &slot)) {
        return REQUEST_INVALID(request, "body", "creneau", "one of the choices is expected");
    }
    const Outcome outcome = invitation_book(access_of(request), id, slot, &booking);
    if (outcome == OK) {
        return response_redirect(request, screening_path(request, screening.id, ""));
    }
    if (outcome == CONFLICT && text_equal(request->problem.field, TEXT("unit"))) {
        request->problem.field = TEXT("slot");
    }
    return screening_is_told(request, outcome, &problem)
               ? write_appointment(request, id, today, problem)
               : outcome;
}

/* ---------------------------------------------------------------------------------- results */

static Text handed_words(const Request *request, Date day, InvitationWay way)
{
    if (day == 0) {
        return say(request->language, SAY_SCREENING_NOT_HANDED);
    }
    return text_format(request->arena, "%.*s, %.*s",
                       TEXT_ARG(screening_day_words(request, day)),
                       TEXT_ARG(screening_way_words(request->language, way)));
}

static CourseChoices to_choices(const Request *request, const ScreeningResult *result)
{
    size_t count = 0;
    CourseChoice *items = ARENA_ARRAY(request->arena, CourseChoice, 2);
    if (result->person_day == 0) {
        items[count++] =
            (CourseChoice){TEXT("person"), say(request->language, SAY_SCREENING_TO_PERSON)};
    }
    if (result->has_doctor && result->doctor_day == 0) {
        items[count++] =
            (CourseChoice){TEXT("doctor"), say(request->language, SAY_SCREENING_TO_DOCTOR)};
    }
    return (CourseChoices){items, count, request_form(request, "a")};
}

static void fill_result(const Request *request, const ScreeningResult *result, ResultView *view)
{
    view->is_written = true;
    view->may_write = result->person_day == 0 && result->doctor_day == 0;
    view->words = result->words;
    view->doctor = result->doctor;
    view->found = view->may_write ? date_format(request->arena, result->found)
                                  : screening_day_words(request, result->found);
    view->to_person = handed_words(request, result->person_day, result->person_way);
    view->to_doctor = handed_words(request, result->doctor_day, result->doctor_way);
    view->to = to_choices(request, result);
}

/* What was typed stands there again where it is refused. */
static void fill_sent(Request *request, ResultView *view)
{
    if (request_form(request, "trouve").length + request_form(request, "mots").length > 0) {
        view->words = request_form(request, "mots");
        view->doctor = request_form(request, "medecin");
        view->found = request_form(request, "trouve");
    }
}

static Outcome write_result(Request *request, Id id, Text problem)
{
    Html html = {0};
    Screening screening = {0};
    ScreeningInvitation row = {0};
    ScreeningResult result = {0};
    ResultView *view = ARENA_NEW(request->arena, ResultView);
    const Text today = date_format(request->arena, moment_to_local(request->now).date);
    const Outcome found = result_read(access_of(request), id, &result);
    if (found != OK && !text_equal(request->problem.field, TEXT("result"))) {
        return found;
    }
    request->problem = (Problem){.arena = request->arena};
    TRY(invitation_get(access_of(request), id, &row, &screening));
    *view = (ResultView){.problem = problem, .may_write = true, .found = today, .day = today};
    view->action = request_link(request, TEXT("/depistages/resultat"));
    view->back_href = request_link(request, screening_path(request, screening.id, ""));
    view->screening = screening.name;
    view->name = row.name;
    view->invitation = id_format(request->arena, id);
    view->ways = screening_way_choices(request, request_form(request, "moyen"));
    if (found == OK) {
        fill_result(request, &result, view);
    }
    fill_sent(request, view);
    view->frame.draft_form = view->may_write ? TEXT("entry") : TEXT("");
    TRY(frame_open(request, say(request->language, SAY_SCREENING_RESULT), &view->frame, &html));
    screening_result_page(&html, view);
    return OK;
}

static Outcome show_result(Request *request)
{
    Id id = {{0}};
    TRY(read_id(request, request_query(request, "invitation"), &id));
    return write_result(request, id, TEXT(""));
}

static Outcome go_back(Request *request, Id id, Outcome outcome)
{
    Text problem = {0};
    if (outcome == OK) {
        return response_redirect(request, text_format(request->arena,
                                                      "/depistages/resultat?invitation=%.*s",
                                                      TEXT_ARG(id_format(request->arena, id))));
    }
    return screening_is_told(request, outcome, &problem) ? write_result(request, id, problem)
                                                         : outcome;
}

static Outcome keep_result(Request *request)
{
    ResultOrder order = {.words = request_form(request, "mots"),
                         .doctor = request_form(request, "medecin"),
                         .found = day_or(request_form(request, "trouve"), DATE_NONE)};
    TRY(read_id(request, request_form(request, "invitation"), &order.invitation));
    return go_back(request, order.invitation, result_write(access_of(request), &order));
}

static Outcome hand_over(Request *request)
{
    ResultHanding handing = {.day = day_or(request_form(request, "jour"), DATE_NONE)};
    TRY(read_id(request, request_form(request, "invitation"), &handing.invitation));
    if (!result_reader_parse(request_form(request, "a"), &handing.to) ||
        !invitation_way_parse(request_form(request, "moyen"), &handing.way)) {
        return REQUEST_INVALID(request, "body", "moyen", "one of the choices is expected");
    }
    return go_back(request, handing.invitation, result_hand_over(access_of(request), &handing));
}

static AwaitedRow awaited_row(const Request *request, const AwaitedResult *row)
{
    const Text person = say(request->language, SAY_SCREENING_TO_PERSON);
    const Text doctor = say(request->language, SAY_SCREENING_TO_DOCTOR);
    return (AwaitedRow){
        .name = row->name,
        .href = invitation_href(request, "/depistages/resultat", row->invitation),
        .screening = row->screening,
        .days = say_count(request->arena, request->language, SAY_SCREENING_SOME_DAYS,
                          (size_t)row->days),
        .whom = !row->is_for_doctor   ? person
                : !row->is_for_person ? doctor
                                      : text_format(request->arena, "%.*s, %.*s",
                                                    TEXT_ARG(person), TEXT_ARG(doctor)),
    };
}

static Outcome show_awaited(Request *request)
{
    Html html = {0};
    AwaitedList list = {0};
    AwaitedView *view = ARENA_NEW(request->arena, AwaitedView);
    TRY(result_awaited(access_of(request), &list));
    AwaitedRow *rows = ARENA_ARRAY(request->arena, AwaitedRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        rows[i] = awaited_row(request, &list.items[i]);
    }
    view->rows = rows;
    view->row_count = list.count;
    TRY(frame_open(request, say(request->language, SAY_SCREENING_RESULTS), &view->frame,
                   &html));
    screening_awaited_page(&html, view);
    return OK;
}

static const Route routes[] = {
    {GET,  "/depistages/rendez-vous",     MAY_BOOK_UNIT,     show_appointment, FRESH},
    {POST, "/depistages/rendez-vous",     MAY_BOOK_UNIT,     book,             FRESH},
    {GET,  "/depistages/resultat",        MAY_HANDLE_RESULT, show_result,      FRESH},
    {POST, "/depistages/resultat",        MAY_HANDLE_RESULT, keep_result,      FRESH},
    {POST, "/depistages/resultat/remise", MAY_HANDLE_RESULT, hand_over,        FRESH},
    {GET,  "/depistages/resultats",       MAY_HANDLE_RESULT, show_awaited,     FRESH},
};

const RouteTable SCREENING_RESULT_ROUTES = {routes, LENGTH_OF(routes)};
